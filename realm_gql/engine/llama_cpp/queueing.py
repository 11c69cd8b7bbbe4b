"""Who gets the next place in the batch: a fair, weighted queue. Pure: it knows neither slots nor llama.cpp.

Start-time fair queueing on two floors: the purposes share what is written by `WEIGHTS`, and the parties of a purpose
share its part equally, however much each of them asks for. Every line carries the virtual time at which its first
request may start, the least goes next, and serving it moves its line on by cost over weight. A line that was empty
starts at the present virtual time: nobody saves up, and nobody starves.

Source: Goyal, Vin, Cheng, "Start-time Fair Queuing: A Scheduling Algorithm for Integrated Services Packet Switching
Networks", SIGCOMM 1996, sections 2 and 3; several servers at once, as here: Jin, Chase, Kaur, "Interposed Proportional
Sharing for a Storage Service Utility", SIGMETRICS 2004. Against the first: a request gets its start when it is the
first of its line rather than when it arrives, so that one that is removed costs its party nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from realm_gql.engine.port import Purpose

T = TypeVar("T")

WEIGHTS: Mapping[Purpose, int] = {Purpose.TURN: 16, Purpose.MAKING: 4, Purpose.AGENCY: 2, Purpose.BACKGROUND: 1}
"""The parts of what is written while everything waits; among equals the first goes first."""


def limit_others(parallel: int) -> int:
    """How many of `parallel` places whatever is not a turn may hold while a turn could come: a quarter stays free."""
    return parallel - max(1, parallel // 4)


@dataclass(slots=True)
class _Line(Generic[T]):
    """What one party waits for, by number, oldest first; never empty."""

    start: int
    waiting: dict[int, tuple[T, int]] = field(default_factory=dict)


class _Lane(Generic[T]):
    """What waits for one purpose: a line for each party."""

    def __init__(self, weight: int) -> None:
        self.weight = weight
        self.start = 0.0
        self.lines: dict[str, _Line[T]] = {}
        self._now = 0
        self._ahead: dict[str, int] = {}
        """Where parties that wait for nothing would go on, if they were served beyond the present."""

    def push(self, number: int, item: T, party: str, cost: int) -> None:
        if party not in self.lines:
            self.lines[party] = _Line(self._ahead.pop(party, self._now))
        self.lines[party].waiting[number] = (item, cost)

    def pop(self) -> tuple[T, int]:
        party, line = min(self.lines.items(), key=lambda entry: entry[1].start)
        self._now = line.start
        self._ahead = {name: start for name, start in self._ahead.items() if start > self._now}
        item, cost = line.waiting.pop(next(iter(line.waiting)))
        line.start += cost
        del self.lines[party]
        if line.waiting:
            # Put last: among equals, whoever was served longest ago is next.
            self.lines[party] = line
        else:
            self._ahead[party] = line.start
        return item, cost

    def remove(self, number: int) -> None:
        for party, line in self.lines.items():
            if line.waiting.pop(number, None) is None:
                continue
            if not line.waiting:
                del self.lines[party]
                if line.start > self._now:
                    self._ahead[party] = line.start
            return


class FairQueue(Generic[T]):
    """Requests that wait, each known by a number."""

    def __init__(self) -> None:
        self._lanes: dict[Purpose, _Lane[T]] = {purpose: _Lane(weight) for purpose, weight in WEIGHTS.items()}
        self._now = 0.0
        self._first: dict[int, tuple[T, Purpose]] = {}

    def __len__(self) -> int:
        lines = (line for lane in self._lanes.values() for line in lane.lines.values())
        return len(self._first) + sum(len(line.waiting) for line in lines)

    def waits(self, purpose: Purpose) -> bool:
        """Whether anything of this purpose waits."""
        return bool(self._lanes[purpose].lines) or any(purpose is other for _, other in self._first.values())

    def push(self, number: int, item: T, purpose: Purpose, party: str, cost: int) -> None:
        """Let a request wait its turn.

        Args:
            number: what it is removed by; no other that waits may have it.
            item: the request.
            purpose: what it is for.
            party: whose it is; requests of one party and purpose keep their order.
            cost: how much it takes, at least 1, in the same unit for all.
        """
        lane = self._lanes[purpose]
        if not lane.lines:
            lane.start = max(lane.start, self._now)
        lane.push(number, item, party, cost)

    def push_first(self, number: int, item: T, purpose: Purpose) -> None:
        """Let a request wait before all others, behind those that were put there earlier; it has paid already."""
        self._first[number] = (item, purpose)

    def pop(self, purposes: Collection[Purpose] = tuple(WEIGHTS)) -> T | None:
        """Take out the next request.

        Args:
            purposes: what may go on; the rest keeps nobody waiting, and gains nothing by being passed over.

        Returns: the request, or None when nothing of these purposes waits.
        """
        for number, (item, purpose) in self._first.items():
            if purpose in purposes:
                del self._first[number]
                return item
        backlogged = [self._lanes[purpose] for purpose in WEIGHTS if purpose in purposes and self._lanes[purpose].lines]
        if not backlogged:
            return None
        lane = min(backlogged, key=lambda lane: lane.start)
        self._now = lane.start
        for purpose, other in self._lanes.items():
            if purpose not in purposes:
                other.start = max(other.start, self._now)
        item, cost = lane.pop()
        lane.start += cost / lane.weight
        return item

    def remove(self, number: int) -> None:
        """Forget a request, if it waits."""
        self._first.pop(number, None)
        for lane in self._lanes.values():
            lane.remove(number)
