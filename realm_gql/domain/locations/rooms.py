"""Rooms: opening one, and finding them. Who is inside is `presence.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, case, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain import events
from realm_gql.domain.locations.models import Presence, Room
from realm_gql.errors import NotFound
from realm_gql.kit.clock import now
from realm_gql.storage.columns import UtcDateTime
from realm_gql.storage.database import Transaction


async def open_room(tx: Transaction, room: Room) -> Room:
    """Add a room to a location, with the stream its events go to."""
    tx.session.add(room)
    await events.open_stream(tx, room.stream_id)
    return room


async def get_room(session: AsyncSession, room_id: UUID) -> Room:
    """The room of that id.

    Raises:
        NotFound: there is none.
    """
    room = await session.get(Room, room_id)
    if room is None:
        raise NotFound("There is no such room. It may never have been, or the link is broken.")
    return room


async def get_standing_room(session: AsyncSession, location_id: UUID) -> Room:
    """The standing room of a location.

    Raises:
        NotFound: there is no such location, or it has none.
    """
    room = await session.scalar(
        select(Room).where(col(Room.location_id) == location_id, col(Room.is_standing)).limit(1)
    )
    if room is None:
        raise NotFound("There is no such place, or nobody may enter it.")
    return room


async def load_rooms(session: AsyncSession, room_ids: Sequence[UUID]) -> list[Room | None]:
    """The rooms of these ids, aligned with what was asked."""
    rows = await session.execute(select(Room).where(col(Room.id).in_(room_ids)))
    found = {room.id: room for room in rows.scalars()}
    return [found.get(room_id) for room_id in room_ids]


async def load_rooms_by_location(session: AsyncSession, location_ids: Sequence[UUID]) -> list[list[Room]]:
    """The rooms of each of these locations, the standing one first, aligned with what was asked."""
    rows = await session.execute(
        select(Room)
        .where(col(Room.location_id).in_(location_ids))
        .order_by(col(Room.is_standing).desc(), col(Room.created_at), col(Room.id))
    )
    found: dict[UUID, list[Room]] = {location_id: [] for location_id in location_ids}
    for room in rows.scalars():
        found[room.location_id].append(room)
    return [found[location_id] for location_id in location_ids]


async def list_busiest(
    session: AsyncSession, limit: int, after: tuple[int, int, datetime, UUID] | None
) -> list[tuple[Room, int]]:
    """Up to `limit` rooms with the number of players inside: the busiest first, standing rooms before others.

    Among equals the oldest comes first, so that a quiet realm opens with the room its author put first.

    Args:
        after: where the page before ended: players, 0 for a standing room or 1, when it was made, its id.
    """
    inside = (
        select(col(Presence.room_id), func.count().label("players"))
        .where(col(Presence.lease_until) > now())
        .group_by(col(Presence.room_id))
        .subquery()
    )
    players = func.coalesce(inside.c.players, 0)
    # All ascending, so that one comparison of tuples says what comes after a place.
    place = (-players, case((col(Room.is_standing), 0), else_=1), col(Room.created_at), col(Room.id))
    statement = select(Room, players).outerjoin(inside, inside.c.room_id == col(Room.id))
    if after is not None:
        count, opened, created_at, room_id = after
        there = (literal(-count), literal(opened), literal(created_at, UtcDateTime()), literal(room_id, Uuid()))
        statement = statement.where(tuple_(*place) > tuple_(*there))
    rows = await session.execute(statement.order_by(*place).limit(limit))
    return [(row[0], row[1]) for row in rows]
