"""The authored words that things are made of when no model can write: lists in `words/*.toml`, read once.

How they are put together is `tables.py`; what a plan takes from them is `planning.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PLAN = "plan"
"""The list that belongs to no kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: its words, and what stands after a bar: more about it, for code."""

    text: str
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What one file holds.

    `parts` are lists by name; `fields` are ways to word a field, by its name; `arcs` are whole stories, each like
    `fields` and with the words it is ``about``; `lean` names the parts that a wish may choose from.
    """

    parts: Mapping[str, tuple[Entry, ...]]
    fields: Mapping[str, tuple[str, ...]]
    arcs: tuple[Mapping[str, tuple[str, ...]], ...]
    lean: frozenset[str]


@cache
def read_words(name: str) -> Words:
    """The words of a kind, in lower case as in ``item``, or of `PLAN`."""
    source = files("realm_gql.domain.making") / "words" / f"{name}.toml"
    raw: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return Words(
        parts={part: tuple(_entry(line) for line in _lines(text)) for part, text in raw["parts"].items()},
        fields={field: _lines(text) for field, text in raw.get("fields", {}).items()},
        arcs=tuple({field: _ways(told) for field, told in arc.items()} for arc in raw.get("arc", ())),
        lean=frozenset(raw.get("lean", ())),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _entry(line: str) -> Entry:
    text, _, tail = line.partition("|")
    return Entry(text.strip(), tail.strip())


def _ways(told: str | Sequence[str]) -> tuple[str, ...]:
    return (told,) if isinstance(told, str) else tuple(told)
