"""Presence: who is in a room, under a lease that signs of life renew.

A closed socket ends nothing; silence does. A lease outlives a reload, and a closed laptop is gone within three quarters
of a minute: the socket's ping gives up after two missed beats, and what it renewed last runs out after that.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.broker.port import Broker
from realm_gql.domain import events
from realm_gql.domain.locations.models import Presence, Room, room_stream
from realm_gql.errors import RoomFull
from realm_gql.kit.clock import in_seconds, now
from realm_gql.storage.database import Transaction


async def enter_room(
    tx: Transaction, broker: Broker, room: Room, player_id: UUID, lease_s: float, capacity_players: int
) -> None:
    """Walk into a room; entering it again only renews the lease.

    Raises:
        RoomFull: it holds `capacity_players` already.
    """
    if await renew(tx, room.id, player_id, lease_s):
        return
    # The stream's row is locked first: two players cannot both take the last place.
    await events.lock_stream(tx, room.stream_id)
    inside = await tx.session.scalar(select(func.count()).select_from(Presence).where(col(Presence.room_id) == room.id))
    if (inside or 0) >= capacity_players:
        raise RoomFull(f"{room.name} is full. Try another door, or wait for somebody to leave.")
    tx.session.add(Presence(room_id=room.id, player_id=player_id, lease_until=in_seconds(lease_s)))
    await tx.session.flush()
    await events.emit(tx, broker, room.stream_id, events.PlayerEntered(player_id))


async def renew(tx: Transaction, room_id: UUID, player_id: UUID, lease_s: float) -> bool:
    """A sign of life; False when the player is not in the room."""
    result = await tx.session.execute(
        update(Presence)
        .where(col(Presence.room_id) == room_id, col(Presence.player_id) == player_id)
        .values(lease_until=in_seconds(lease_s))
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result is a CursorResult


async def leave_room(tx: Transaction, broker: Broker, room_id: UUID, player_id: UUID) -> bool:
    """Walk out of a room; False when the player was not in it."""
    return await _leave(tx, broker, room_id, player_id, true())


async def leave_everywhere(tx: Transaction, broker: Broker, player_id: UUID) -> None:
    """Walk out of every room."""
    rooms = await tx.session.scalars(select(col(Presence.room_id)).where(col(Presence.player_id) == player_id))
    for room_id in rooms.all():
        await leave_room(tx, broker, room_id, player_id)


async def sweep(tx: Transaction, broker: Broker, limit: int = 200) -> int:
    """Let those leave whose lease has run out.

    Returns:
        How many left.
    """
    late = await tx.session.execute(
        select(col(Presence.room_id), col(Presence.player_id)).where(col(Presence.lease_until) < now()).limit(limit)
    )
    gone = 0
    for room_id, player_id in late.all():
        # Asked again while deleting: a sign of life may have come since the look.
        gone += await _leave(tx, broker, room_id, player_id, col(Presence.lease_until) < now())
    return gone


async def find_presence(session: AsyncSession, room_id: UUID, player_id: UUID) -> Presence | None:
    """The player's presence in the room, or None."""
    return await session.get(Presence, (room_id, player_id))


async def find_whereabouts(session: AsyncSession, player_id: UUID) -> UUID | None:
    """The location whose room the player entered last and is in still; None when the player is in none."""
    location_id: UUID | None = await session.scalar(
        select(col(Room.location_id))
        .join(Presence, col(Presence.room_id) == col(Room.id))
        .where(col(Presence.player_id) == player_id, col(Presence.lease_until) >= now())
        .order_by(col(Presence.entered_at).desc(), col(Room.id))
        .limit(1)
    )
    return location_id


async def load_players_by_room(session: AsyncSession, room_ids: Sequence[UUID]) -> list[list[UUID]]:
    """The account ids of those in each of these rooms, in the order they came, aligned with what was asked."""
    rows = await session.execute(
        select(col(Presence.room_id), col(Presence.player_id))
        .where(col(Presence.room_id).in_(room_ids))
        .order_by(col(Presence.entered_at), col(Presence.player_id))
    )
    found: dict[UUID, list[UUID]] = {room_id: [] for room_id in room_ids}
    for room_id, player_id in rows:
        found[room_id].append(player_id)
    return [found[room_id] for room_id in room_ids]


async def _leave(tx: Transaction, broker: Broker, room_id: UUID, player_id: UUID, only_if: ColumnElement[bool]) -> bool:
    result = await tx.session.execute(
        delete(Presence).where(col(Presence.room_id) == room_id, col(Presence.player_id) == player_id, only_if)
    )
    if not result.rowcount:  # type: ignore[attr-defined]  # a DELETE's result is a CursorResult
        return False
    await events.emit(tx, broker, room_stream(room_id), events.PlayerLeft(player_id))
    return True
