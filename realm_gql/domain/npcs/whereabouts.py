"""Where NPCs are: who is in a room, and through which door one gets to somebody."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain import locations
from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.npcs.models import Npc
from realm_gql.errors import NotFound


async def find_door(session: AsyncSession, kind: str, key: UUID) -> locations.Room:
    """The room behind a door: a room's own, a location's standing room, or where an NPC is.

    Args:
        kind: ``Room``, ``Location`` or ``Npc``.

    Raises:
        NotFound: nothing is behind it.
    """
    if kind == "Location":
        return await locations.get_standing_room(session, key)
    if kind == "Npc":
        npc = await session.get(Npc, key)
        if npc is None or npc.room_id is None:
            raise NotFound("Nobody of that name can be met now.")
        return await locations.get_room(session, npc.room_id)
    return await locations.get_room(session, key)


async def load_by_room(session: AsyncSession, room_ids: Sequence[UUID]) -> list[list[Creation]]:
    """The NPCs in each of these rooms, in the order of the room, aligned with what was asked."""
    rows = await session.execute(
        select(col(Npc.room_id), Creation)
        .join(Creation, col(Creation.id) == col(Npc.id))
        .where(col(Npc.room_id).in_(room_ids))
        .order_by(col(Npc.position), col(Npc.id))
    )
    found: dict[UUID | None, list[Creation]] = {room_id: [] for room_id in room_ids}
    for room_id, creation in rows:
        found[room_id].append(creation)
    return [found[room_id] for room_id in room_ids]
