"""Handles: what a name may be, when two names are the same to the eye, and names for those who brought none.

All of it is pure. Who has which handle is the database's to know: see `access` and `profiles`.
"""

from __future__ import annotations

import json
import random
import unicodedata
from functools import cache
from importlib import resources

from confusable_homoglyphs import categories

from realm_gql.errors import InvalidInput

HANDLE_MIN_CHARACTERS = 2
HANDLE_MAX_CHARACTERS = 24
HANDLE_TYPED_MAX_CHARACTERS = 200
"""Nothing longer becomes a handle, however much composing makes of it."""
TOMBSTONE_PREFIX = "gone-"

MARKS_IN_A_ROW = 3
SEPARATORS = "-_ "
_JOINABLE_SCRIPTS = (
    frozenset({"HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"HAN", "HANGUL"}),
    frozenset({"HAN", "BOPOMOFO"}),
)
_NO_SCRIPT = frozenset({"COMMON", "INHERITED"})
_SAME_TO_THE_EYE = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o", "_": "-", " ": "-"})
_RESERVED = """
admin administrator anonymous everyone gone guest mod moderator nobody null realm realm-of-echoes root staff support
system undefined
"""
_ADJECTIVES = """
amber ash blue bracken briar bright bronze copper dawn dusk ember fallow fern flint frost gorse granite grey heather
hollow ivory low misty moor mossy oat old peat quiet rain reed rowan rush russet slate soft stone thistle tawny umber
wild wind winter
"""
_NOUNS = """
barrow beacon bell brook cairn candle cloak crow curlew drover falcon fiddle finch ford fox gate hare harp hearth heron
kettle kite lantern lapwing lark ladle otter owl piper plover raven robin shawl skein spade sparrow stile thrush torch
walker warden wren
"""


def parse_handle(field: str, raw: str) -> str:
    """The handle somebody asked for, as it will be shown.

    A handle is 2 to 24 letters and digits of one script, with single hyphens, underscores or spaces between them.

    Args:
        field: the input's field, for the error.
        raw: what was typed; spaces around it do not count.

    Raises:
        InvalidInput: it cannot be a handle; the message says why.
    """
    handle = shown_handle(raw)
    if not HANDLE_MIN_CHARACTERS <= len(handle) <= HANDLE_MAX_CHARACTERS:
        raise InvalidInput(
            field,
            f"A name has {HANDLE_MIN_CHARACTERS} to {HANDLE_MAX_CHARACTERS} characters; this one has {len(handle)}.",
        )
    before = "-"
    marks = 0
    for character in handle:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks > MARKS_IN_A_ROW:
            raise InvalidInput(field, "That is too many marks on one letter.")
        if not (_is_letter_or_digit(character) or character in SEPARATORS):
            raise InvalidInput(field, "A name is made of letters and digits, with single - _ or spaces between them.")
        if character in SEPARATORS and before in SEPARATORS:
            raise InvalidInput(field, "In a name, - _ and spaces stand one at a time, between letters or digits.")
        before = character
    if before in SEPARATORS:
        raise InvalidInput(field, "A name ends with a letter or a digit.")
    if unicodedata.category(handle[0])[0] == "M":
        raise InvalidInput(field, "A name begins with a letter or a digit.")
    if is_reserved(handle):
        raise InvalidInput(field, "That name is kept for the realm itself; choose another.")
    return handle


def check_one_script(field: str, handle: str) -> None:
    """See that a handle does not mix scripts, as look-alikes of other people's names do.

    Apart from `parse_handle` because a look-alike of a name that is taken is a clash first, and bad input only if not.

    Raises:
        InvalidInput: it mixes them.
    """
    scripts = {categories.alias(character) for character in handle} - _NO_SCRIPT
    if len(scripts) > 1 and not any(scripts <= joinable for joinable in _JOINABLE_SCRIPTS):
        raise InvalidInput(field, "A name keeps to the letters of one script; this one mixes several.")


def shown_handle(raw: str) -> str:
    """A handle in the one form it is kept in: without spaces around it, and in Unicode's compatible form (NFKC).

    What is far too long for one stays as it was typed: sorting a long run of marks takes the square of its length.
    """
    typed = raw.strip()
    return unicodedata.normalize("NFKC", typed) if len(typed) <= HANDLE_TYPED_MAX_CHARACTERS else typed


def handle_key(handle: str) -> str:
    """A handle as it is compared: two names that differ in case or in look-alike letters have the same key.

    Source: the skeletons of Unicode Technical Standard 39, folded in case as well: ``Maren``, ``MAREN`` and a Maren
    with a Cyrillic first letter are one, and so are ``lan`` and ``Ian``.
    """
    return _key(handle, capitals_first=False)


def look_alike_keys(handle: str) -> tuple[str, ...]:
    """Every key under which a taken name would be mistaken for this one; the first is the handle's own.

    A letter such as the Greek nu looks like a v when small and like an N when it is a capital, so it has two.
    """
    return tuple(dict.fromkeys((handle_key(handle), _key(handle, capitals_first=True))))


def is_reserved(handle: str) -> bool:
    """Whether a name belongs to the realm itself or to the gone."""
    key = handle_key(handle)
    return key in _reserved_keys() or key.startswith(handle_key(TOMBSTONE_PREFIX))


def suggest_handle(chance: random.Random, digits: int = 2) -> str:
    """A pleasant name for somebody who gave none, such as ``peat-lantern-42``.

    Args:
        chance: where the choice comes from.
        digits: how long its number is; more make a clash rarer.
    """
    number = chance.randrange(10 ** (digits - 1), 10**digits)
    return f"{chance.choice(_ADJECTIVES.split())}-{chance.choice(_NOUNS.split())}-{number}"


def tombstone_handle(chance: random.Random) -> str:
    """The name a deleted account leaves behind, such as ``gone-3f9a0c1d``."""
    return f"{TOMBSTONE_PREFIX}{chance.getrandbits(32):08x}"


def _is_letter_or_digit(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "L" or category in ("Mn", "Mc", "Nd")


def _key(handle: str, capitals_first: bool) -> str:
    folded = unicodedata.normalize("NFKC", shown_handle(handle).casefold())
    seen = "".join(_look(character, capitals_first) for character in folded)
    return seen.translate(_SAME_TO_THE_EYE).replace("rn", "m").replace("vv", "w")


def _look(character: str, capitals_first: bool) -> str:
    """The letter a folded character looks like, small or as a capital; a Latin one if there is one."""
    if character.isascii():
        return character
    small, capital = _prototype(character), _prototype(character.upper()).casefold()
    for look in (capital, small) if capitals_first else (small, capital):
        if look.isascii():
            return look
    return small


def _prototype(character: str) -> str:
    return _prototypes().get(character, character)


@cache
def _prototypes() -> dict[str, str]:
    """Each single character that is confused with another, and the one that stands for both."""
    raw = resources.files("confusable_homoglyphs").joinpath("confusables.json").read_text(encoding="utf-8")
    table: dict[str, list[dict[str, str]]] = json.loads(raw)
    prototypes = {}
    for character, entries in table.items():
        # The table runs both ways: what stands for many lists them all, and what is stood for lists that one.
        if len(character) == 1 and len(entries) == 1 and len(alike := entries[0]["c"]) == 1:
            pair = len(table.get(alike, ())) == 1
            prototypes[character] = min(character, alike) if pair else alike
    return prototypes


@cache
def _reserved_keys() -> frozenset[str]:
    return frozenset(handle_key(name) for name in _RESERVED.split())
