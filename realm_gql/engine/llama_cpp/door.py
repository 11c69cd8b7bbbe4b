"""Who waits for room in a memory that replies share, and who may go past. Pure: it knows neither slots nor llama.cpp.

A reply is begun only when all that run may come to their ends with it: then no step ever runs out of memory. One that
has no room yet waits at the door, before all that are still in the queue, and others that have room go past it: a short
turn is not held up by a long one, nor by something that is made. But only `MOST_PAST` do; then nobody goes past any
more, so that what runs comes to its end and makes room. Whatever fits alone gets in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_PAST = 8
MOST_TURNS = 4
"""How many turns may wait at the door. They are served in the order in which they came there, and not by their fair
shares any more."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many tokens the replies that begin now may come to, and of these what is no turn."""

    tokens: int
    others_tokens: int


@dataclass(slots=True)
class _Waiting(Generic[T]):
    item: T
    tokens: int
    is_turn: bool
    past: int = 0
    """How many went past it."""


class Door(Generic[T]):
    """Replies that wait for room, each known by a number, in the order in which they came."""

    def __init__(self) -> None:
        self._waiting: dict[int, _Waiting[T]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def takes_turns(self) -> bool:
        """Whether another turn may come to the door."""
        return sum(one.is_turn for one in self._waiting.values()) < MOST_TURNS

    @property
    def takes_others(self) -> bool:
        """Whether something that is no turn may come: one at most, for it may wait for its own kind alone."""
        return all(one.is_turn for one in self._waiting.values())

    def push(self, number: int, item: T, tokens: int, is_turn: bool) -> None:
        """Let a reply come to the door that may come to `tokens`; no other there may have its `number`."""
        self._waiting[number] = _Waiting(item, tokens, is_turn)

    def pop(self, room: Room) -> T | None:
        """Take out the first that has room; None when nobody has, or when nobody may go past any more."""
        passed: list[_Waiting[T]] = []
        for number, one in self._waiting.items():
            if not one.is_turn and one.tokens > room.others_tokens:
                # It waits for its own kind to end: to let nobody past would be of no use to it.
                continue
            if one.tokens <= room.tokens:
                for other in passed:
                    other.past += 1
                del self._waiting[number]
                return one.item
            if one.past >= MOST_PAST:
                return None
            passed.append(one)
        return None

    def remove(self, number: int) -> T | None:
        """Forget a reply; returns it, if it waited here."""
        one = self._waiting.pop(number, None)
        return one.item if one is not None else None
