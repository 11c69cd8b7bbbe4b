"""What a wish asks for, as far as code can tell: the thing itself, or what the thing shall have to do with. Pure.

A small voice knows few words, and a wish may hold any. So code reads the wish and the voice words what code found, with
blanks where the wish's own words belong (`engine/blanks.py`). A wish for what a kind can be (`a broken compass` for an
item) is that thing; any other (`thunder`) is its theme, and the thing is drawn from the realm's own words. English
only: of a wish in another language its first words become the theme.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

from realm_gql.domain.making.surroundings import Surroundings
from realm_gql.domain.making.tables import titled, with_article
from realm_gql.domain.making.wordlists import read_words
from realm_gql.domain.npcs.telling import tell_place
from realm_gql.engine.port import Fact

LIMIT_BARE_CHARS = 24
LIMIT_ASKED_CHARS = 64
LIMIT_NAME_CHARS = 32

_LEADS = re.compile(
    r"^(?:(?:please|pls|plz|hey|hi|hello|um+|maybe|just|ok|so|now|can|could|would|will|you|i|we|want|wanna|need|wish|like"
    r"|love|for|to|have|get|see|give|make|create|design|write|invent|think|up|show|me|us|build|generate|tell|a story"
    r"|about|id|i'd|i'm|lets|let's|how|what|what's|of|with|really)\b[ ,]*)+",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^(?:(?:an?|the|some|any|new)\s+)?(?:item|thing|object|cosmetic|npc|character|place|location|quest|adventure|lore"
    r"|legend|tale|story|something|somethin|somthing|anything|somebody|someone|anyone|whatever|one)\b\s*",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"^(?:(?:that|which|who|is|are|has|have|having|to do|something to do|with|about|for|of|from|like|called|named|made"
    r"|out|in|on|involving|related to|and)\b\s*)+",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:that|which|who)\s*$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(?:an?|the|teh|\d+|some|any|one|two|three|my|your|our|his|her|their|this|that|un|une|le|la|les|el|los|las|der|die|das"
    r"|ein|eine|il|lo)\s+(?=\w)",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(
    r"\s*[,;:.!?()]\s*|\s+(?=(?:that|which|who|whose|where|when|with|without|for|from|of|in|on|at|to|under|over|by|near"
    r"|and|but|or|made|because|so|inside|into|about|like|than|as|is|are|was|has|made|called|named)\b)",
    re.IGNORECASE,
)
_DOES = re.compile(r"\w{3}(?:er|or|ist|man|woman|wright|smith|monger|maid|eer|ess|ian)$")
_EDGES = re.compile(r"^\W+|\W+$")
_SELFISH = re.compile(r"\b(?:i|me|my|mine|we|us|our|you|your)\b", re.IGNORECASE)
_PLEASE = re.compile(r"[\s,]*\b(?:please|pls|plz|thanks|thank you|thx)\b[\s.!]*$", re.IGNORECASE)
_NOTHING = frozenset({
    "surprise", "me", "anything", "whatever", "idk", "random", "nothing", "choose", "dont", "don't", "know", "any",
    "you", "like", "i",
})  # fmt: skip

_FITS: Mapping[str, Collection[str]] = {
    "item": ("thing", "food"),
    "cosmetic": ("worn",),
    "location": ("location",),
    "npc": ("person", "beast"),
    "quest": ("thing", "food", "worn", "beast", "person", "location"),
    "lore": (),
}
"""Which sorts of noun each kind can be."""
_POOLS = {"item": "thing", "cosmetic": "wear", "location": "place", "npc": "trade", "lore": "subject"}
"""Where the thing is drawn from that no wish names: parts of the tables, and for lore its theme."""
_QUEST_SORTS = {"food": "thing", "worn": "thing"}
_GIVERS = (
    "the ferryman", "an old eel wife", "the sexton", "the miller", "the lamplighter", "a peat cutter", "the innkeeper",
    "the toll keeper", "a quiet widow", "the net mender", "the baker", "the schoolmaster", "a shepherd", "the pilot",
)  # fmt: skip
PLAIN, THEME = "plain", "theme"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was found in a wish.

    Attributes:
        sort: `PLAIN` when the thing itself is wished for or nothing is, `THEME` when it shall have to do with
            something; for a quest also ``thing``, ``beast``, ``person`` or ``location``: what it is about.
        thing: the bare noun of what is made, singular and in lower case; empty for lore and for a quest about nothing.
        asked: the same with its article, and with what the wish says of it where that is short; empty with a theme.
        theme: what it has to do with, bare.
    """

    sort: str
    thing: str = ""
    asked: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class _Nouns:
    sort_of: Mapping[str, str]
    singular_of: Mapping[str, str]
    uncounted: frozenset[str]


def read_wish(kind: str, wish: str, seed: int) -> Wish:
    """Find out what a wish asks for.

    Args:
        kind: what is made, in lower case.
        wish: what the player typed; may be empty, and in any language.
        seed: what is drawn is drawn from it.
    """
    rng = Random(f"wish:{kind}:{seed}")  # noqa: S311 - the dice of a storyteller
    phrase, is_theme = _bare_phrase(wish)
    words = _head_of(phrase)
    if words and len(words) < len(_bare(phrase).split()) and not _sort(_singular(words[-1])[0]):
        # A head of adjectives alone, as in "very old and very large boots".
        words = _known_within(phrase) or words
    if not words:
        drawn = _draw(kind, rng)
        if kind == "lore":
            return Wish(THEME, theme=drawn)
        return Wish(PLAIN, drawn, with_article(drawn) if drawn else "")
    noun, is_plural = _singular(words[-1])
    sort = _sort(noun)
    if (
        (is_theme and kind != "quest")
        or sort not in _FITS[kind]
        or (kind == "npc" and len(" ".join(words)) > LIMIT_BARE_CHARS)
    ):
        drawn = "" if kind in ("lore", "quest") else _draw(kind, rng)
        return Wish(THEME, drawn, theme=_fit(words))
    thing, asked = _thing_of(kind, phrase, [*words[:-1], noun], sort, is_plural)
    return Wish(_QUEST_SORTS.get(sort, sort) if kind == "quest" else PLAIN, thing, asked)


def plan_wish(kind: str, wish: str, seed: int, around: Surroundings) -> tuple[Fact, ...]:
    """What a voice that reads cards is told of a wish: what was found in it, where it belongs, and who is near."""
    found = read_wish(kind, wish, seed)
    rng = Random(f"near:{seed}")  # noqa: S311 - the dice of a storyteller
    facts = []
    read = found.sort
    if kind == "npc":
        first, last = (rng.choice(read_words("npc").parts[part]) for part in ("first", "last"))
        facts.append(Fact("name", name := f"{first.text} {last.text}", (name,)))
        read += f" {first.tail}"
    if found.thing and kind != "npc":
        read += f" {found.thing.split()[-1]}"
    said = (found.thing, titled(found.thing), found.asked, found.theme, titled(found.theme))
    facts.append(Fact("wish", read, said))
    if around.place is not None and len(around.place.name) <= LIMIT_NAME_CHARS:
        facts.append(Fact("place", around.place.name, (tell_place(around.place.name),)))
    near = [who.name for who in around.neighbours if len(who.name) <= LIMIT_NAME_CHARS]
    if near or kind == "quest":
        who = rng.choice(near) if near else rng.choice(_GIVERS)
        facts.append(Fact("here", who, (who,)))
    return tuple(facts)


def known_nouns() -> Mapping[str, Sequence[str]]:
    """The nouns that a wish is read by, by sort."""
    sorts: dict[str, list[str]] = {}
    for noun, sort in _nouns().sort_of.items():
        sorts.setdefault(sort, []).append(noun)
    return sorts


def _bare_phrase(wish: str) -> tuple[str, bool]:
    """A wish without what only asks for it, and whether that made what is left its theme (`something for …`)."""
    text = " ".join(wish.split()).strip(" .!?,;:\"'()")
    if text.isupper():
        text = text.lower()
    text = _PLEASE.sub("", text)
    led = _LEADS.match(text)
    rest = text[led.end() :] if led else text
    # "a thing that …", and not the beginning of "a story teller".
    empty = _EMPTY.match(rest)
    is_theme = False
    if empty:
        after = rest[empty.end() :]
        linked = _LINKS.match(after)
        if linked or not after:
            rest, is_theme = after[linked.end() if linked else 0 :], bool(linked)
            if linked and _WHO.search(linked[0]) and not _sort(_singular(rest.split(" ")[0])[0]):
                # "something that opens doors" has to do with doors.
                rest = rest.partition(" ")[2] or rest
        elif empty[0].split()[-1].casefold().startswith(("some", "any")):
            rest, is_theme = after, True
    if set(rest.casefold().split()) <= _NOTHING or not any(map(str.isalnum, rest)):
        return "", False
    return rest, is_theme


def _bare(phrase: str) -> str:
    """A phrase without its articles."""
    while phrase != (less := _ARTICLE.sub("", phrase)):
        phrase = less
    return phrase


def _head_of(phrase: str) -> list[str]:
    """The words of a phrase up to its head noun, in lower case unless they are names, without article."""
    head = _HEAD_ENDS.split(_bare(phrase), maxsplit=1)[0]
    words = [_EDGES.sub("", word) for word in head.split() if any(map(str.isalnum, word))]
    # Whoever begins a wish with a capital names nobody by it, unless it is one word and none that is known.
    if words and words[0][1:].islower() and (len(words) > 1 or _sort(_singular(words[0])[0])):
        words[0] = words[0].lower()
    return words


def _known_within(phrase: str) -> list[str]:
    """The first known noun of a phrase, with those right behind it: ``grandfather clock``."""
    found: list[str] = []
    for word in re.findall(r"[^\W\d_]+", phrase):
        if _sort(_singular(word)[0]):
            found.append(word.lower())
        elif found:
            break
    return found


def _thing_of(kind: str, phrase: str, words: list[str], sort: str, is_plural: bool) -> tuple[str, str]:
    """The bare thing, singular whatever was wished for, and how it was asked for."""
    thing = _fit(words)
    whole = len(thing.split()) == len(words) and not is_plural
    if is_plural and sort in ("worn", "thing", "food"):
        # Scissors are never one.
        is_pair = sort == "worn" or words[-1].endswith("s")
        plural = _fit([*words[:-1], _bare(phrase).split()[len(words) - 1].strip(".,;:!?").lower()])
        thing = f"{'pair' if is_pair else 'handful'} of {plural}"
        thing = thing if len(thing) <= LIMIT_BARE_CHARS else _fit(words)
    if sort == "beast" and kind == "npc":
        thing = f"talking {words[-1]}"
    asked = f"some {thing}" if thing.split()[-1] in _nouns().uncounted else with_article(thing)
    bare = _bare(phrase)
    if whole and thing == " ".join(words) and bare.casefold().startswith(f"{thing} ".casefold()):
        said = f"{asked.removesuffix(thing)}{thing}{bare[len(thing) :]}"
        if len(said) <= LIMIT_ASKED_CHARS and not _SELFISH.search(said) and not re.search(r"[.!?;:()\"]", said):
            asked = said
    return thing, asked


def _fit(words: list[str]) -> str:
    """As many of the last words as there is room for."""
    kept = list(words[-3:])
    while len(kept) > 1 and len(" ".join(kept)) > LIMIT_BARE_CHARS:
        kept = kept[1:]
    return " ".join(kept)[:LIMIT_BARE_CHARS].strip()


def _draw(kind: str, rng: Random) -> str:
    if kind not in _POOLS:
        return ""
    fitting = [entry.text for entry in read_words(kind).parts[_POOLS[kind]] if len(entry.text) <= LIMIT_BARE_CHARS]
    return _ARTICLE.sub("", rng.choice(fitting))


def _sort(noun: str) -> str:
    """What sort of thing a noun in its singular is; whoever is called after what they do is a person."""
    known = _nouns().sort_of.get(noun.casefold(), "")
    return known or ("person" if _DOES.search(noun) else "")


def _singular(word: str) -> tuple[str, bool]:
    """A noun in its singular, and whether it stood in its plural; a word that is not known stays as it is."""
    nouns, low = _nouns(), word.casefold()
    if low in nouns.singular_of:
        return nouns.singular_of[low], low not in nouns.uncounted
    if low in nouns.sort_of:
        return low, False
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if low.endswith(ending) and (single := low.removesuffix(ending) + instead) in nouns.sort_of:
            return single, True
    return word, False


@cache
def _nouns() -> _Nouns:
    """The realm's nouns, from `words/nouns.txt`: sections of nouns, and of pairs of a singular and its plural."""
    text = (files("realm_gql.domain.making") / "words" / "nouns.txt").read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[] "), [])
        elif line.strip() and not line.startswith("#"):
            section += [word.strip() for word in line.split(",") if word.strip()]
    pairs = [pair.split() for pair in sections.pop("plural", [])]
    uncounted = frozenset(sections.pop("mass", []))
    sort_of = {noun: sort for sort, nouns in sections.items() for noun in nouns}
    return _Nouns(sort_of, {pair[1]: pair[0] for pair in pairs if len(pair) == 2}, uncounted)
