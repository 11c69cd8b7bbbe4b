"""The fields of what is made, by kind: how a model's are tidied, and how anybody's are checked. Pure.

What the fields become in the world is `planning.py`. Nothing is published that has not passed `check`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from realm_gql.domain.accounts.texts import has_unprintable
from realm_gql.domain.items.models import Slot
from realm_gql.domain.lineage.models import CreationKind
from realm_gql.domain.making.changes import (
    LIMIT_NAME_CHARS,
    LIMIT_PERSONA_CHARS,
    LIMIT_SUMMARY_CHARS,
    LIMIT_TAG_CHARS,
    LIMIT_TAGS,
    LIMIT_TEMPER,
    LIMIT_TEMPER_CHARS,
    clean_list,
    clean_text,
)
from realm_gql.domain.making.scripting import script_of
from realm_gql.domain.making.surroundings import words_of
from realm_gql.domain.quests.branching import list_faults
from realm_gql.engine.making import SCHEMAS
from realm_gql.errors import InvalidInput

LIMIT_PROMPT_CHARS = 2_000
LIMIT_LORE_CHARS = 600
LIMIT_KEYS, LIMIT_KEY_CHARS = 8, 40
LIMIT_DESCRIPTION_CHARS = 2_000
LIMIT_SCENE_CHARS = 600
CHOICES, LIMIT_LABEL_CHARS = 6, 80

_SENTENCE_END = re.compile(r"[.!?…]['\"\u201d\u2019)]*(?=\s)")
_SHARE_OF_SENTENCES = 0.5
"""A text that is cut keeps whole sentences if so much of what fits is left."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field may hold: a text, or with `most` a list of `least` to `most` texts."""

    limit_chars: int
    least: int = 0
    most: int = 0
    needed: bool = True


_NAME = Shape(LIMIT_NAME_CHARS)
_TAGS = Shape(LIMIT_TAG_CHARS, 0, LIMIT_TAGS)
_WEARABLE = {"name": _NAME, "text": Shape(LIMIT_SUMMARY_CHARS), "slot": Shape(20), "tags": _TAGS}
_SCENE = Shape(LIMIT_SCENE_CHARS)

SHAPES: Mapping[CreationKind, Mapping[str, Shape]] = {
    CreationKind.ITEM: _WEARABLE,
    CreationKind.COSMETIC: _WEARABLE,
    CreationKind.LOCATION: {
        "name": _NAME,
        "about": Shape(LIMIT_SUMMARY_CHARS),
        "text": Shape(LIMIT_DESCRIPTION_CHARS),
        "tags": _TAGS,
    },
    CreationKind.LORE: {
        "name": _NAME,
        "keys": Shape(LIMIT_KEY_CHARS, 1, LIMIT_KEYS),
        "text": Shape(LIMIT_LORE_CHARS),
        "tags": _TAGS,
    },
    CreationKind.NPC: {
        "name": _NAME,
        "trade": Shape(LIMIT_PERSONA_CHARS["trade"]),
        "temper": Shape(LIMIT_TEMPER_CHARS, 1, LIMIT_TEMPER),
        "manner": Shape(LIMIT_PERSONA_CHARS["manner"]),
        "goal": Shape(LIMIT_PERSONA_CHARS["goal"], needed=False),
        "secret": Shape(LIMIT_PERSONA_CHARS["secret"], needed=False),
        "past": Shape(LIMIT_PERSONA_CHARS["backstory"], needed=False),
        "text": Shape(LIMIT_SUMMARY_CHARS),
        "greeting": Shape(LIMIT_PERSONA_CHARS["greeting"]),
        "tags": _TAGS,
    },
    CreationKind.QUEST: {
        "name": _NAME,
        "text": Shape(LIMIT_SUMMARY_CHARS),
        **dict.fromkeys(("start", "search", "twist", "good", "bad"), _SCENE),
        "choices": Shape(LIMIT_LABEL_CHARS, CHOICES, CHOICES),
        "tags": _TAGS,
    },
}
"""The fields of each kind, those that a model writes first, in the order it writes them."""


def written_fields(kind: CreationKind) -> tuple[str, ...]:
    """The fields that a model or the tables write; code adds the rest."""
    return tuple(SCHEMAS[kind.value.lower()]["properties"])


def tidy(kind: CreationKind, value: Mapping[str, Any]) -> dict[str, Any]:
    """What a model wrote, made to fit as far as that changes no sense: spaces, lengths, what is there twice."""
    return {
        field: tidy_list(kind, field, value[field]) if shape.most else fit(one_line(value[field]), shape.limit_chars)
        for field, shape in SHAPES[kind].items()
        if field in value
    }


def tidy_list(kind: CreationKind, field: str, raw: Sequence[str]) -> list[str]:
    """A list of short texts: none blank, and none twice unless each has its own place."""
    shape = SHAPES[kind][field]
    texts = [fit(one_line(text), shape.limit_chars) for text in raw]
    if field == "choices":
        return texts
    if field == "keys":
        texts = [text.casefold() for text in texts if says_something(text)]
    return list(dict.fromkeys(text for text in texts if text))[: shape.most]


def check(kind: CreationKind, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a whole thing as they are kept.

    Raises:
        InvalidInput: one is missing, is too long, blank, or holds what cannot be shown; one is not of this kind; or
            together they make nothing that can be met in the world. `field` names it.
    """
    shapes = SHAPES[kind]
    for field in fields:
        if field not in shapes:
            raise InvalidInput(field, f"A {kind.value.lower()} has no `{field}`.")
    kept = {field: _checked(field, fields.get(field), shape) for field, shape in shapes.items()}
    CHECKS[kind](kept)
    return kept


def _checked(field: str, value: Any, shape: Shape) -> Any:
    if not shape.most:
        return clean_text(field, value or "", shape.limit_chars, needed=shape.needed)
    entries = list(value or ())
    if field == "choices":
        # Two scenes may offer the same, so nothing is dropped that is there twice.
        return [clean_text(field, text, shape.limit_chars, needed=True) for text in entries]
    texts = clean_list(field, entries, shape.most, shape.limit_chars)
    if len(texts) < shape.least:
        raise InvalidInput(field, f"`{field}` needs at least {shape.least}.")
    return texts


def check_wearable(fields: dict[str, Any]) -> None:
    """An item or a cosmetic is worn or kept somewhere."""
    if fields["slot"] not in Slot.__members__:
        raise InvalidInput("slot", f"`slot` is one of {', '.join(Slot)}.")


def check_location(_fields: dict[str, Any]) -> None:
    """A place needs no more than its texts: its room and its exits come from the world."""


def check_lore(fields: dict[str, Any]) -> None:
    """Lore is brought to mind by words that do not stand in every line."""
    fields["keys"] = list(dict.fromkeys(key.casefold() for key in fields["keys"]))
    for key in fields["keys"]:
        if not says_something(key):
            raise InvalidInput("keys", f"`{key}` would come up in any talk: choose words that say what this is about.")


def check_npc(fields: dict[str, Any]) -> None:
    """Somebody can be called by name."""
    if not any(map(str.isalnum, fields["name"])):
        raise InvalidInput("name", "Give it a name that can be said.")


def check_quest(fields: dict[str, Any]) -> None:
    """A quest can be played to its end, and its choices can be told apart."""
    choices = fields["choices"]
    if len(choices) != CHOICES:
        raise InvalidInput("choices", f"A quest has {CHOICES} choices, two for each of its three scenes.")
    for one, other in zip(choices[::2], choices[1::2], strict=True):
        if one.casefold() == other.casefold():
            raise InvalidInput("choices", f"Both choices of one scene are `{one}`: make them differ.")
    if faults := list_faults(script_of(fields, ("", ""), ("", ""))):
        raise InvalidInput("choices", faults[0])


CHECKS: Mapping[CreationKind, Callable[[dict[str, Any]], None]] = {
    CreationKind.ITEM: check_wearable,
    CreationKind.COSMETIC: check_wearable,
    CreationKind.LOCATION: check_location,
    CreationKind.LORE: check_lore,
    CreationKind.NPC: check_npc,
    CreationKind.QUEST: check_quest,
}
"""What a kind asks for beyond the shapes of its fields."""


def one_line(text: str) -> str:
    """A text on one line, composed, without what cannot be shown."""
    shown = "".join(char if not has_unprintable(char) else " " if char in "\n\r\t" else "" for char in text)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def fit(text: str, limit_chars: int) -> str:
    """A text of at most `limit_chars` characters: cut after a sentence if that leaves enough, else after a word."""
    if len(text) <= limit_chars:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text) if found.end() <= limit_chars]
    if ends and ends[-1] >= limit_chars * _SHARE_OF_SENTENCES:
        return text[: ends[-1]]
    head, space, _ = text[:limit_chars].rpartition(" ")
    return (head if space else text[: limit_chars - 1]).rstrip(" ,;:") + "…"


def says_something(key: str) -> bool:
    """Whether a key is more than words that stand in every line; writing without spaces says much in one character."""
    return bool(words_of(key)) or any(char.isalnum() and not char.isascii() for char in key)
