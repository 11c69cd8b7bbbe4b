"""The texts out of a JSON object while it is still being written, so that what is made can be read as prose meanwhile.

Pure; knows no schema and no engine. `Unfolder.finish` alone decides whether what came was JSON: until then what is told
of is what stands between the quotes.

Source: RFC 8259.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import orjson

_PLAIN = re.compile(r'[^"\\]+')
_HIGH, _LOW = "[dD][89abAB][0-9a-fA-F]{2}", "[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf'\\(?:["\\/bfnrt]|u{_HIGH}\\u{_LOW}|u(?![dD][89a-fA-F])[0-9a-fA-F]{{4}})')
_BEGUN_ESCAPE = re.compile(rf"\\(?:u(?:[0-9a-fA-F]{{0,3}}|{_HIGH}(?:\\(?:u(?:[dD](?:[c-fC-F][0-9a-fA-F]?)?)?)?)?))?")


class BrokenJson(Exception):
    """What came is no JSON object; the message says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of one text, in the order it is written.

    `path` leads to the text from the outermost object inwards: names of fields, and places in lists, from 0.
    """

    path: tuple[str | int, ...]
    text: str


@dataclass(slots=True)
class _Level:
    """An object or a list that is open; `at` is the field or the place that is being written."""

    is_list: bool
    at: str | int
    names: set[str] = field(default_factory=set)
    expects_name: bool = False


class Unfolder:
    """Takes the text of one JSON object, piece by piece."""

    def __init__(self) -> None:
        self._raw = ""
        self._held = ""
        """The beginning of an escape that is not whole yet; half of one is never told of."""
        self._levels: list[_Level] = []
        self._inside = False
        self._name = ""

    def feed(self, text: str) -> list[Field]:
        """Take what was written next.

        Returns:
            What it adds to the object's texts, decoded; a text that stays empty is not told of.

        Raises:
            BrokenJson: this is no JSON.
        """
        self._raw += text
        text = self._held + text
        self._held = ""
        at, told = 0, _Told()
        while at < len(text):
            at = self._read_inside(text, at, told) if self._inside else self._read_outside(text, at)
        return told.fields

    def finish(self) -> dict[str, Any]:
        """The whole object.

        Raises:
            BrokenJson: it broke off, or is no JSON object.
        """
        try:
            value = orjson.loads(self._raw)
        except orjson.JSONDecodeError as error:
            raise BrokenJson(str(error)) from error
        if not isinstance(value, dict):
            raise BrokenJson("it is no object")
        return value

    def _read_inside(self, text: str, at: int, told: _Told) -> int:
        if text[at] == '"':
            self._end_text()
            return at + 1
        found = _PLAIN.match(text, at) or _ESCAPE.match(text, at)
        if found is None:
            if not _BEGUN_ESCAPE.fullmatch(text, at):
                raise BrokenJson("a text holds an escape that is none")
            self._held = text[at:]
            return len(text)
        piece = orjson.loads(f'"{found[0]}"') if text[at] == "\\" else found[0]
        if self._levels and self._levels[-1].expects_name:
            self._name += piece
        else:
            told.add(tuple(level.at for level in self._levels), piece)
        return found.end()

    def _end_text(self) -> None:
        self._inside = False
        level = self._levels[-1] if self._levels else None
        if level is not None and level.expects_name:
            if self._name in level.names:
                raise BrokenJson(f"it has the field {self._name} twice")
            level.names.add(self._name)
            level.at, level.expects_name, self._name = self._name, False, ""

    def _read_outside(self, text: str, at: int) -> int:
        match text[at]:
            case '"':
                self._inside = True
            case "{":
                self._levels.append(_Level(is_list=False, at="", expects_name=True))
            case "[":
                self._levels.append(_Level(is_list=True, at=0))
            case "}" | "]" if self._levels:
                self._levels.pop()
            case "," if self._levels:
                level = self._levels[-1]
                level.expects_name = not level.is_list
                level.at = level.at + 1 if isinstance(level.at, int) else ""
            case "}" | "]" | ",":
                raise BrokenJson("it goes on after its end")
        return at + 1


class _Told:
    """What one call tells of: neighbouring pieces of a text as one."""

    def __init__(self) -> None:
        self.fields: list[Field] = []

    def add(self, path: tuple[str | int, ...], text: str) -> None:
        if self.fields and self.fields[-1].path == path:
            text = self.fields.pop().text + text
        self.fields.append(Field(path, text))
