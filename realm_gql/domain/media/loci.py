"""The loci of each kind of picture and their alleles: tables, read by who inherits and by who draws.

An allele that stands with a number is that many times as frequent. What is already in the world
is drawn from its uuid: a new allele changes the looks of the few whom it wins, wherever in its locus it stands.
"""

from __future__ import annotations


def _locus(told: str) -> tuple[str, ...]:
    """Alleles from a line such as ``none*3 hat``."""
    alleles: list[str] = []
    for word in told.split():
        name, _, times = word.partition("*")
        alleles += [name] * int(times or 1)
    return tuple(alleles)


STYLES = _locus("papercut woodcut linocut moonlit glass embroidered inkwash lantern")
PALETTES = _locus("gorse heather lichen rust mere peat fog tide ember myrtle")
SIZES = _locus("0 1 2 3 4")
BACKDROPS = _locus("seal*4 hills*2 window stars reeds fogbank")
PATTERNS = _locus("plain*3 stripes dots knit diamonds")

_FACE = {
    "head": _locus("egg round long square heart pear"),
    "build": SIZES,
    "skin": _locus("chalk shell sand clay umber oak walnut*2 moss mist"),
    "eyes": _locus("round almond*2 sleepy wide narrow merry"),
    "iris": _locus("peat*3 mere lichen gorse heather"),
    "gaze": _locus("left right ahead*2"),
    "brows": _locus("soft thick arched worried stern bushy"),
    "nose": _locus("straight hooked button long broad"),
    "mouth": _locus("smile*2 calm smirk frown open grin"),
    "hair": _locus("crop bob long braids bun cloud spiky swept bowl tufts wind bald"),
    "dye": _locus("ink*2 chestnut*2 copper straw ash silver bog"),
    "beard": _locus("none*7 full goatee moustache braided walrus stubble"),
    "mark": _locus("none*3 freckles blush*2 scar mole dots stripe lines"),
    "lens": _locus("none*7 spectacles patch monocle"),
    "hat": _locus("none*6 brim pointed souwester circlet hood knitted tricorne candle kerchief nest antlers"),
    "neck": _locus("roll*2 lapels shawl ruff fur cloak rope"),
    "pattern": PATTERNS,
    "friend": _locus("none*5 wren moth candle gorse mouse fish bell"),
    "backdrop": BACKDROPS,
}

ITEM_SHAPES = _locus(
    "lamp bell key knife coat boot hat ring rope book jar cup shell stone coin letter staff bag spoon horn candle "
    "umbrella spade feather basket mirror hood stool button cockles fish map"
)
CHARMS = _locus(
    "bell moth key candle anchor hare wave stone crown ladder boot sheep armchair lamp ship spoon eye tree hand note"
)

LOCI: dict[str, dict[str, tuple[str, ...]]] = {
    "portrait": {"style": STYLES, "palette": PALETTES, **_FACE},
    "item": {
        "style": STYLES,
        "palette": PALETTES,
        "shape": ITEM_SHAPES,
        "build": SIZES,
        "tilt": SIZES,
        "pattern": PATTERNS,
        "adorn": _locus("none*2 ribbon sprig tag moth"),
        "stand": _locus("ground*2 shelf water cloth"),
        "backdrop": BACKDROPS,
    },
    "cosmetic": {
        "style": STYLES,
        "palette": PALETTES,
        "slot": _locus("HEAD NECK BACK HAND BODY FEET POCKET"),
        "hat": _locus("brim pointed souwester circlet hood knitted tricorne candle kerchief nest antlers"),
        "neck": _locus("roll shawl ruff fur rope"),
        "pattern": PATTERNS,
        "charm": _locus("wren moth candle gorse mouse fish bell"),
        "build": SIZES,
        "backdrop": BACKDROPS,
    },
    "lore": {
        "style": STYLES,
        "palette": PALETTES,
        "charm": CHARMS,
        "frame": _locus("arch scroll wreath waves stones"),
        "above": _locus("stars moon birds rain"),
        "build": SIZES,
        "backdrop": _locus("seal*3 stars fogbank"),
    },
    "location": {
        "style": STYLES,
        "palette": PALETTES,
        "land": _locus("moor*2 shore marsh cliffs"),
        "sky": _locus("seal*3 moon stars fogbank"),
        "mark": _locus(
            "bell house tower stones lamp causeway tree steeple market boat cuttings gate chapel bridge wood"
        ),
        "near": _locus("reeds gorse rocks fence path water"),
        "life": _locus("birds sheep walker none smoke"),
        "weather": _locus("fog*2 clear rain"),
        "build": SIZES,
    },
}
