"""Through which door one gets into a room: its own, a location's, or an NPC's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from realm_gql.domain import locations
from realm_gql.domain.npcs.people import find_room_id
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
        room_id = await find_room_id(session, key)
        if room_id is None:
            raise NotFound("Nobody of that name can be met now.")
        return await locations.get_room(session, room_id)
    return await locations.get_room(session, key)
