"""What the voice makes of a plan: patterns written by hand, a file a kind (`making/<kind>.txt`), and how they are asked for.

Entries are parted by empty lines. ``when: …`` says what sort of wish an entry answers, ``fits: inn, house`` for which
nouns alone; every other line is a way to word a field, in which ``[worn|cracked]`` is a choice and braces are blanks.
A thing is asked for as the engine is asked (`GenerationRequest.schema`): with a card that holds the plan of
`domain/making/wishes.py`, and the fields as compact JSON in the order of the schema. What is said about people who are
there (`speech`) has their names as blanks and is asked for with the card of a talk.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import orjson

from realm_gql.domain.making.surroundings import Neighbour, Place, Surroundings
from realm_gql.domain.making.wishes import known_nouns, plan_wish
from realm_gql.engine.blanks import MARKS, Blanks, tighten
from realm_gql.engine.making import SCHEMAS, make_prompt, tell_prompt
from realm_gql.engine.rendering import Message, PromptStyle, render_messages
from training.corpus.cast import draw_cast
from training.corpus.names import make_full_name, make_place
from training.corpus.written import slots_of

FOLDER = Path(__file__).parent / "making"
_LISTS = {"temper": ", ", "keys": ", ", "choices": " | "}
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
KINDS = ("item", "cosmetic", "location", "lore", "npc", "npc", "quest", "quest")
"""As often as each is drawn: what has more fields has more to be learned."""
NO_WISH_SHARE, PLACE_SHARE, FILLED_SHARE = 0.12, 0.7, 0.08
FITTING_WEIGHT = 4
PRONOUNS = {
    "she": {"they": "she", "them": "her", "their": "her", "theirs": "hers"},
    "he": {"they": "he", "them": "him", "their": "his", "theirs": "his"},
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A thing as it may be worded.

    `when` is the `sort` of wish it answers (`domain/making/wishes.py`); `fits` are the nouns it is for, none when it is
    for any; `ways` are the ways to word each field.
    """

    when: str
    fits: frozenset[str]
    ways: dict[str, tuple[str, ...]]

    def write(self, kind: str, slots: Collection[str], rng: Random) -> dict[str, Any] | None:
        """Its fields as marked text; None when one has no way that does with these slots."""
        fields: dict[str, Any] = {}
        for name in SCHEMAS[kind]["properties"]:
            usable = [way for way in self.ways[name] if slots_of(way) <= set(slots)]
            if not usable:
                return None
            text = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), rng.choice(usable))
            fields[name] = [part.strip() for part in text.split(_LISTS[name])] if name in _LISTS else text
        return fields


@cache
def read_patterns(kind: str) -> tuple[Pattern, ...]:
    """All patterns of one kind.

    Raises:
        ValueError: a pattern lacks a field.
    """
    return tuple(_read(kind, block) for block in _blocks((FOLDER / f"{kind}.txt").read_text()))


def _blocks(text: str) -> list[list[tuple[str, str]]]:
    parts = re.split(r"\n\s*\n", re.sub(r"^#.*$", "", text, flags=re.M).strip())
    split = [[line.partition(": ") for line in part.strip().splitlines() if line.strip()] for part in parts]
    return [[(key, value.strip()) for key, _, value in block] for block in split]


def _read(kind: str, block: list[tuple[str, str]]) -> Pattern:
    ways: dict[str, tuple[str, ...]] = {"name": ("{name}",), "trade": ("{thing}",)} if kind == "npc" else {}
    when, fits = "", frozenset[str]()
    for key, value in block:
        if key == "when":
            when = value
        elif key == "fits":
            fits = frozenset(noun.strip() for noun in value.split(","))
        else:
            ways[key] = (*ways.get(key, ()), value)
    if missing := set(SCHEMAS[kind]["properties"]) - set(ways):
        raise ValueError(f"{kind}: {block[:3]} lacks {missing}")
    return Pattern(when, fits, ways)


def make_making(seed: int) -> list[Message]:
    """A plan and what is made of it, as chat messages."""
    rng = Random(seed)
    while True:
        kind = rng.choice(KINDS)
        plan = plan_wish(kind, _draw_wish(rng), rng.randrange(1 << 30), _draw_surroundings(rng))
        prompt = make_prompt(kind, "", plan=plan)
        blanks = Blanks(prompt)
        slots = _slots(blanks, next(fact.text for fact in plan if fact.key == "wish"))
        pattern = rng.choice(_usable(kind, *slots.sort_and_noun))
        if fields := pattern.write(kind, slots.texts, rng):
            told = {name: _filled(value, slots.texts) for name, value in fields.items()}
            if rng.random() < FILLED_SHARE:
                told = _one_field_anew(told, blanks, rng)
            answer = Message("assistant", tighten(orjson.dumps(told).decode()))
            return [*render_messages(prompt, PromptStyle.CARD, blanks), answer]


@dataclass(frozen=True, slots=True)
class _Slots:
    texts: dict[str, str]
    sort_and_noun: tuple[str, str]


def _slots(blanks: Blanks, read: str) -> _Slots:
    """What the braces of a pattern stand for on one card."""
    has = blanks.texts
    names = {"thing": "thing", "Thing": "titled", "asked": "asked", "theme": "theme", "Theme": "themed", "name": "name"}
    names |= {"place": "place", "here": "here1", "giver": "here1"}
    texts = {brace: MARKS[name] for brace, name in names.items() if name in has}
    words = read.split()
    for pronoun in PRONOUNS:
        if pronoun in words:
            texts |= PRONOUNS[pronoun] | {
                key.capitalize(): word.capitalize() for key, word in PRONOUNS[pronoun].items()
            }
    return _Slots(texts, (words[0], words[-1]))


@cache
def _usable(kind: str, sort: str, noun: str) -> tuple[Pattern, ...]:
    """The patterns for such a wish; those for the very noun come several times, for there are few of them."""
    fitting = [one for one in read_patterns(kind) if one.when == sort and (not one.fits or noun in one.fits)]
    return tuple(one for one in fitting for _ in range(FITTING_WEIGHT if one.fits else 1))


def _draw_wish(rng: Random) -> str:
    if rng.random() < NO_WISH_SHARE:
        return ""
    sorts = known_nouns()
    return rng.choice(sorts[rng.choice(list(sorts))])


def _draw_surroundings(rng: Random) -> Surroundings:
    place = Place("", make_place(rng), "") if rng.random() < PLACE_SHARE else None
    near = tuple(Neighbour("", make_full_name(rng), "") for _ in range(rng.choice((0, 0, 1, 2))))
    return Surroundings(place, near if place else ())


def _filled(value: Any, texts: dict[str, str]) -> Any:
    return [part.format(**texts) for part in value] if isinstance(value, list) else value.format(**texts)


def _one_field_anew(told: dict[str, Any], blanks: Blanks, rng: Random) -> dict[str, Any]:
    """One field last, and the others as a player reads them: so a field is asked for anew (`one_field_schema`)."""
    last = rng.choice(list(told))
    shown: dict[str, Any] = {}
    for name, value in told.items():
        if isinstance(value, list):
            shown[name] = [blanks.filled(tighten(part)).lower() for part in value]
        else:
            shown[name] = blanks.filled(tighten(value))
    return {name: value for name, value in shown.items() if name != last} | {last: told[last]}


@cache
def read_tellings() -> tuple[tuple[str, str], ...]:
    """What is told about people who are there: kind and line."""
    path = FOLDER / "speech.txt"
    return tuple((told["kind"], told["text"]) for told in map(dict, _blocks(path.read_text())))


def make_telling(seed: int) -> tuple[str, list[Message]]:
    """A kind of telling, and a card with one such line about the people on it."""
    rng = Random(seed)
    while True:
        cast = draw_cast(rng)
        slots = {key: MARKS[key] for key in ("name", "you", "place")}
        texts = Blanks(cast.prompt([])).texts
        others = [name for name in texts if name.startswith(("here", "known"))]
        slots |= {"other": MARKS[rng.choice(others)]} if others else {}
        kind, text = rng.choice(read_tellings())
        if slots_of(text) <= set(slots):
            prompt = tell_prompt(cast.prompt([]), kind)
            told = tighten(text.format(**slots, **{key.capitalize(): mark for key, mark in slots.items()}))
            return kind, [*render_messages(prompt, PromptStyle.CARD, Blanks(prompt)), Message("assistant", told)]
