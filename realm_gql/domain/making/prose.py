"""What is made as it is read while it is written: a field a line, the entries of a list in a row. Pure.

A line is known by its number alone, so what is stored is a text and the names of its lines, and nothing else is needed
to tell which field a piece belongs to, wherever a reader comes in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from realm_gql.domain.accounts.texts import has_unprintable
from realm_gql.engine.unfold import Field
from realm_gql.kit.stitching import Part

BETWEEN_ENTRIES = "; "


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one line: `field` is the line's, None for the break between two."""

    offset: int
    text: str
    field: str | None


@dataclass(slots=True)
class Prose:
    """A text as it grows from pieces of fields; `written` names the fields of its lines."""

    written: list[str] = field(default_factory=list)
    _path: tuple[str | int, ...] = ()

    def add(self, piece: Field) -> str:
        """What a piece adds to the text."""
        name = str(piece.path[0])
        before = ""
        if not self.written or name != self.written[-1]:
            before = "\n" if self.written else ""
            self.written.append(name)
        elif piece.path != self._path:
            before = BETWEEN_ENTRIES
        self._path = piece.path
        return before + "".join(_shown(char) for char in piece.text)


def pieces_of(value: Mapping[str, Any]) -> Iterator[Field]:
    """What is whole already, as if it were written: each of its texts in turn."""
    for name, told in value.items():
        if isinstance(told, str):
            yield Field((name,), told)
        else:
            yield from (Field((name, at), entry) for at, entry in enumerate(told))


def runs_of(part: Part, line: int, written: Sequence[str]) -> list[Run]:
    """A piece of a text, line by line.

    Args:
        part: the piece.
        line: in which line of the text it begins, from 0.
        written: the fields of the text's lines, at least as far as the piece goes.
    """
    runs: list[Run] = []
    offset = part.offset
    for number, text in enumerate(part.text.split("\n")):
        if number:
            runs.append(Run(offset, "\n", None))
            offset += 1
        if text:
            runs.append(Run(offset, text, written[line + number]))
            offset += len(text)
    return runs


def _shown(char: str) -> str:
    if char in "\n\r\t":
        return " "
    return "" if has_unprintable(char) else char
