"""Whose turn it is: the fair order of waiting lines. Pure.

A room has one reply written at a time, so that it can be followed. Within a room players take turns: whoever was
answered longest ago is next, however many lines somebody else has waiting. Between rooms the one that was answered
longest ago is next. A flood in one room therefore costs another room nothing, and a third player in the flooded one
waits for one reply of each other player at most.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits for its reply."""

    turn_id: UUID
    room_id: UUID
    asker_id: UUID
    since: datetime


def fair_order(
    waiting: Iterable[Waiting], player_answered: Mapping[UUID, datetime], writing_for: UUID | None = None
) -> list[Waiting]:
    """The order in which one room's waiting lines will be answered.

    Args:
        waiting: the room's waiting lines, in any order.
        player_answered: when a reply to each player was last begun in this room.
        writing_for: the player whose reply is being written now, if any.

    Returns:
        The lines, the next first: round after round, one line of each player, those answered longest ago first.
    """
    lines: defaultdict[UUID, deque[Waiting]] = defaultdict(deque)
    for line in sorted(waiting, key=lambda each: (each.since, each.turn_id)):
        lines[line.asker_id].append(line)

    def rank(asker_id: UUID) -> tuple[bool, bool, float, datetime, UUID]:
        answered = player_answered.get(asker_id)
        return (
            asker_id == writing_for,
            answered is not None,
            answered.timestamp() if answered else 0.0,
            lines[asker_id][0].since,
            asker_id,
        )

    round_of = deque(sorted(lines, key=rank))
    order: list[Waiting] = []
    while round_of:
        asker_id = round_of.popleft()
        order.append(lines[asker_id].popleft())
        if lines[asker_id]:
            round_of.append(asker_id)
    return order


def fair_rooms(waiting: Iterable[Waiting], room_answered: Mapping[UUID, datetime]) -> list[UUID]:
    """The rooms with waiting lines, the one answered longest ago first; among new ones whoever waits longest."""
    since: dict[UUID, datetime] = {}
    for line in waiting:
        since[line.room_id] = min(line.since, since.get(line.room_id, line.since))

    def rank(room_id: UUID) -> tuple[bool, float, datetime, UUID]:
        answered = room_answered.get(room_id)
        return (answered is not None, answered.timestamp() if answered else 0.0, since[room_id], room_id)

    return sorted(since, key=rank)
