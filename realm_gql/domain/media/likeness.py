"""What words say of looks: a boot that is called a boot is drawn as one, whoever is a she has no beard. Tables, and how
they are read. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from realm_gql.domain.media.genes import Genes, PictureKind, express
from realm_gql.domain.media.loci import LOCI

WORDS: dict[str, dict[str, str]] = {
    "shape": {
        "lamp": "lamp lantern lamps", "bell": "bell handbell bells", "key": "key keys", "knife": "knife blade dagger sword", "coat": "coat jacket apron shirt",
        "boot": "boot boots shoe shoes", "hat": "hat cap", "ring": "ring jewel gem", "rope": "rope cord thread net", "book": "book ledger diary tome",
        "jar": "jar bottle flask potion phial butter", "cup": "cup mug bowl pot kettle", "shell": "shell whelk", "stone": "stone rock pebble", "coin": "coin penny farthing",
        "letter": "letter receipt note envelope", "staff": "staff wand stick cane", "bag": "bag purse sack pouch", "spoon": "spoon ladle", "horn": "horn whistle pipe",
        "candle": "candle taper", "umbrella": "umbrella", "spade": "spade shovel", "feather": "feather quill", "basket": "basket creel", "mirror": "mirror glass",
        "hood": "hood cowl", "stool": "stool chair seat", "button": "button brooch badge", "cockles": "cockles cockle necklace beads string", "fish": "fish eel herring", "map": "map chart",
    },
    "mark": {
        "bell": "bell belfry", "house": "house inn cottage tavern", "tower": "tower keep castle", "stones": "stones fold circle", "lamp": "lamp lighthouse beacon", "causeway": "causeway road",
        "tree": "tree oak thorn", "steeple": "steeple sunk", "market": "market fair stalls", "boat": "strand harbour quay ferry", "cuttings": "cuttings peat quarry", "gate": "gate toll",
        "chapel": "chapel church saint abbey", "bridge": "bridge ford", "wood": "wood forest grove",
    },
    "charm": {
        "bell": "bell bells", "moth": "moth moths", "key": "key door", "candle": "candle light", "anchor": "anchor harbour", "hare": "hare", "wave": "tide sea drowned water", "stone": "stone stones echoes",
        "crown": "king queen crown", "ladder": "ladder rung", "boot": "boot boots", "sheep": "sheep lamb ewe", "armchair": "armchair chair", "lamp": "lamp lantern", "ship": "ship anne wreck boat",
        "spoon": "spoon", "eye": "eye watcher found", "tree": "tree willow wands", "hand": "hand bargain charity", "note": "tune song music", "wren": "wren bird", "gorse": "gorse rosemary flower", "mouse": "mouse", "fish": "fish",
    },
    "hat": {"circlet": "crown circlet wreath garland", "hood": "hood cowl", "brim": "hat", "knitted": "cap bobble", "candle": "candle", "kerchief": "kerchief scarf", "nest": "nest", "antlers": "antlers horns", "tricorne": "tricorne captain", "souwester": "souwester fisher"},
    "neck": {"shawl": "shawl", "ruff": "ruff", "fur": "fur barnacle", "rope": "necklace rope"},
}  # fmt: skip
"""For each locus, which words in a name ask for which allele; the last such word of a name decides."""

SHE = frozenset({"she", "her", "hers", "herself", "woman", "girl", "widow", "sister", "gran", "mother", "lady"})
HE = frozenset({"he", "his", "him", "himself", "man", "boy", "brother", "father", "grandfather", "widower"})
OLD = frozenset({"old", "gran", "grandmother", "grandfather", "elder", "aged", "ancient"})
YOUNG = frozenset({"child", "boy", "girl", "young", "nine", "ten", "eleven", "lad", "lass"})


def tell_likeness(genes: Genes, name: str, text: str, fixed: Mapping[str, str] | None = None) -> Genes:
    """Genes that agree with what is said of somebody or something.

    Args:
        name: what it is called.
        text: what else is told of it.
        fixed: alleles that are known, such as the slot of a cosmetic.
    """
    told: dict[str, str] = {}
    words = _words(name)
    loci = LOCI[genes.kind.value]
    for locus, table in WORDS.items():
        if locus not in loci or genes.kind is PictureKind.PORTRAIT:
            continue
        alleles = {word: allele for allele, asked in table.items() for word in asked.split() if allele in loci[locus]}
        named = [alleles[word] for word in words if word in alleles]
        if named:
            told[locus] = named[-1]
    if genes.kind is PictureKind.PORTRAIT:
        told |= _person(genes, {*words, *_words(text)}, words, _words(text))
    return express(genes, told | dict(fixed or {}))


def _person(genes: Genes, said: set[str], name: list[str], text: list[str]) -> dict[str, str]:
    told: dict[str, str] = {}
    women, men = (sum(word in kind for word in (*name, *text)) for kind in (SHE, HE))
    young = bool(YOUNG & {*name, *text[:40]})
    if women > men or young:
        told["beard"] = "none"
        if genes["hair"] in ("bald", "tufts"):
            told["hair"] = ("long", "bob", "braids", "bun")[genes.hand % 4] if women > men else "crop"
    if OLD & {*name, *text[:40]}:
        told |= {"dye": ("silver", "ash")[genes.hand % 2], "mark": "lines"}
    if "captain" in said & set(name):
        told["hat"] = "tricorne"
    return told


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.casefold())
