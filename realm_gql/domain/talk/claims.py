"""Who writes which turn: claims under a lease, in the fair order. The database decides, so several workers may try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.talk.models import Turn, TurnState
from realm_gql.domain.talk.queue import Waiting, fair_order, fair_rooms
from realm_gql.kit.clock import now
from realm_gql.storage.database import Transaction
from realm_gql.storage.leases import is_free, take_lease

LIMIT_LOOK = 1000
"""How many waiting lines a claim looks at; the oldest ones."""


async def claim_turn(tx: Transaction, owner: str, lease_s: float) -> Turn | None:
    """Take the next turn to write, or one whose worker fell silent; None when nothing waits.

    Args:
        owner: the claiming worker's name.
        lease_s: how long the turn is its without a sign of life.

    Returns:
        The turn, in WRITING. `attempts` above 1 says that somebody began it before.
    """
    turn_id = await _find_orphan(tx.session) or await _find_next(tx.session)
    if turn_id is None:
        return None
    turn = await tx.session.get(Turn, turn_id, with_for_update={"skip_locked": True})
    if turn is None or not _claimable(turn, now()):
        return None
    turn.state = TurnState.WRITING.value
    take_lease(turn, owner, lease_s)
    turn.started_at = turn.started_at if turn.attempts > 1 else now()
    await tx.session.flush()
    return turn


async def release_orphans(tx: Transaction) -> int:
    """Give up every lease at once: for a realm of one process, whose predecessor is surely dead."""
    result = await tx.session.execute(
        update(Turn).where(col(Turn.state) == TurnState.WRITING.value).values(lease_until=now())
    )
    return int(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result is a CursorResult


async def load_open_turns(session: AsyncSession, room_ids: Sequence[UUID]) -> list[list[Turn]]:
    """The turns of each of these rooms that are not answered yet, in the order they will be, aligned with the rooms."""
    rows = await session.execute(
        select(Turn).where(
            col(Turn.room_id).in_(room_ids), col(Turn.state).in_((TurnState.WAITING.value, TurnState.WRITING.value))
        )
    )
    turns = {turn.id: turn for turn in rows.scalars()}
    answered = await _players_answered(session, room_ids)
    ordered = []
    for room_id in room_ids:
        here = [turn for turn in turns.values() if turn.room_id == room_id]
        writing = [turn for turn in here if turn.state == TurnState.WRITING]
        line = fair_order(
            [_waiting(turn) for turn in here if turn.state == TurnState.WAITING],
            answered.get(room_id, {}),
            writing[0].asker_id if writing else None,
        )
        ordered.append([*writing, *(turns[each.turn_id] for each in line)])
    return ordered


def _claimable(turn: Turn, moment: datetime) -> bool:
    if turn.state == TurnState.WAITING:
        return True
    return turn.state == TurnState.WRITING and is_free(turn, moment)


def _waiting(turn: Turn) -> Waiting:
    return Waiting(turn.id, turn.room_id, turn.asker_id, turn.waiting_since)


async def _find_orphan(session: AsyncSession) -> UUID | None:
    return await session.scalar(
        select(col(Turn.id))
        .where(col(Turn.state) == TurnState.WRITING.value, col(Turn.lease_until) <= now())
        .order_by(col(Turn.lease_until))
        .limit(1)
    )


async def _find_next(session: AsyncSession) -> UUID | None:
    busy = select(col(Turn.room_id)).where(col(Turn.state) == TurnState.WRITING.value)
    rows = await session.execute(
        select(col(Turn.id), col(Turn.room_id), col(Turn.asker_id), col(Turn.waiting_since))
        .where(col(Turn.state) == TurnState.WAITING.value, col(Turn.room_id).not_in(busy))
        .order_by(col(Turn.waiting_since))
        .limit(LIMIT_LOOK)
    )
    waiting = [Waiting(*row) for row in rows]
    if not waiting:
        return None
    answered = await _players_answered(session, sorted({line.room_id for line in waiting}))
    rooms = fair_rooms(waiting, {room_id: max(players.values()) for room_id, players in answered.items()})
    here = [line for line in waiting if line.room_id == rooms[0]]
    return fair_order(here, answered.get(rooms[0], {}))[0].turn_id


async def _players_answered(session: AsyncSession, room_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, datetime]]:
    rows = await session.execute(
        select(col(Turn.room_id), col(Turn.asker_id), func.max(col(Turn.started_at)))
        .where(col(Turn.room_id).in_(room_ids), col(Turn.started_at).is_not(None))
        .group_by(col(Turn.room_id), col(Turn.asker_id))
    )
    answered: dict[UUID, dict[UUID, datetime]] = {}
    for room_id, asker_id, moment in rows:
        if moment is not None:
            answered.setdefault(room_id, {})[asker_id] = moment
    return answered
