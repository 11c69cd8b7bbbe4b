"""What the voice makes from a wish: things written by hand, a file a kind (`making/<kind>.txt`), and how they are asked for.

Entries are parted by empty lines, a field a line. A thing is asked for as the engine is asked (`GenerationRequest.schema`):
a card that says what to make, the wish as a player's line, and the fields as compact JSON in the order of the schema. What
is said about people who are there (`speech`) has their names as blanks and is asked for with the card of a talk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import orjson

from realm_gql.engine.blanks import MARKS, Blanks, tighten
from realm_gql.engine.making import SCHEMAS, make_prompt, tell_prompt
from realm_gql.engine.rendering import Message, PromptStyle, render_messages
from training.corpus.cast import draw_cast
from training.corpus.written import slots_of

FOLDER = Path(__file__).parent / "making"
_LISTS = {"temper": ", ", "keys": ", ", "choices": " | "}
_WISHES = (
    "{}", "{}", "{}", "{}", "make me {}", "i want {}", "something with {}", "{} please", "Make {}", "I would like {}", "one about {}",
    "{}, but strange", "create {}", "could you make {}", "think of {}",
)  # fmt: skip
_NO_WISHES = (
    "surprise me",
    "",
    "anything",
    "whatever you like",
    "you choose",
    "Surprise me!",
    "i dont know",
    "something",
    "...",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A thing written by hand: ways to wish for it, and its fields as JSON."""

    kind: str
    wishes: tuple[str, ...]
    fields: dict[str, Any]

    @property
    def json(self) -> str:
        """The fields as a model writes them."""
        return orjson.dumps({key: self.fields[key] for key in SCHEMAS[self.kind]["properties"]}).decode()


@cache
def read_made(kind: str) -> tuple[Made, ...]:
    """All things of one kind.

    Raises:
        ValueError: an entry lacks a field.
    """
    path = FOLDER / f"{kind}.txt"
    return tuple(_read(kind, block) for block in _blocks(path.read_text())) if path.exists() else ()


def _blocks(text: str) -> list[dict[str, str]]:
    parts = re.split(r"\n\s*\n", re.sub(r"^#.*$", "", text, flags=re.M).strip())
    return [dict(line.split(": ", 1) for line in part.strip().splitlines() if line.strip()) for part in parts]


def _read(kind: str, block: dict[str, str]) -> Made:
    wishes = tuple(wish.strip() for wish in block.pop("wish").split(" | "))
    fields: dict[str, Any] = {
        key: [part.strip() for part in value.split(_LISTS[key])] if key in _LISTS else value.strip()
        for key, value in block.items()
    }
    if missing := set(SCHEMAS[kind]["properties"]) - set(fields):
        raise ValueError(f"{kind}: {fields.get('name')} lacks {missing}")
    return Made(kind, wishes, fields)


def make_making(seed: int) -> list[Message]:
    """One wish and what was made of it, as chat messages."""
    rng = Random(seed)
    made = rng.choice(read_made(rng.choice([kind for kind in SCHEMAS if read_made(kind)])))
    wish = rng.choice(_NO_WISHES) if rng.random() < 0.1 else _word(rng, rng.choice(made.wishes))
    return [*render_messages(make_prompt(made.kind, wish), PromptStyle.CARD), Message("assistant", made.json)]


@cache
def read_tellings() -> tuple[tuple[str, str], ...]:
    """What is told about people who are there: kind and line."""
    path = FOLDER / "speech.txt"
    return tuple((block["kind"], block["text"]) for block in _blocks(path.read_text())) if path.exists() else ()


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


def _word(rng: Random, wish: str) -> str:
    words = wish.split()
    if len(words) > 3 and rng.random() < 0.35:
        # A wish never seen shares some words with one that was: any few of them must do.
        start = rng.randrange(len(words) - 2)
        wish = " ".join(words[start : start + rng.randint(2, 5)])
    wish = rng.choice(_WISHES).format(wish)
    return wish.lower() if rng.random() < 0.4 else wish
