"""Texts that are told in pieces, put together without a gap: what is lost or comes twice does no harm."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

ENDED = 2**62
LIMIT_TEXTS = 256


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: `text` at `offset`, in Unicode code points. What was beyond `offset` before it is void."""

    offset: int
    text: str


class Stitcher(Generic[K]):
    """How much of each of the newest texts a reader has been given, in code points; `ENDED` once it has ended."""

    def __init__(self) -> None:
        self._given: dict[K, int] = {}

    def open(self, key: K, given: int = 0) -> None:
        """A text begins, of which the reader has the first `given` code points already."""
        self._given[key] = given
        if len(self._given) > LIMIT_TEXTS:
            del self._given[next(iter(self._given))]

    def knows(self, key: K) -> bool:
        """Whether the text is one of the newest."""
        return key in self._given

    def whole(self, key: K, text: str) -> Part | None:
        """What is missing up to `text`, the text so far."""
        given = self._given.get(key, 0)
        self._given[key] = max(given, len(text))
        return Part(given, text[given:]) if len(text) > given else None

    def close(self, key: K, text: str) -> Part | None:
        """What is missing of a text that has ended."""
        given = self._given.get(key, 0)
        self._given[key] = ENDED
        return Part(given, text[given:]) if given < len(text) else None

    def piece(self, key: K, part: Part, restart: bool = False) -> Part | bool:
        """A piece as it should be given; True when nothing of it is new, False when something before it is missing.

        Args:
            key: an open text.
            part: the piece as it came.
            restart: whether whatever the reader has beyond its offset is void.
        """
        given = self._given[key]
        if given == ENDED:
            return True
        end = part.offset + len(part.text)
        if restart and part.offset < given:
            self._given[key] = end
            return part
        if part.offset > given:
            return False
        if end <= given:
            return True
        self._given[key] = end
        return Part(given, part.text[given - part.offset :])
