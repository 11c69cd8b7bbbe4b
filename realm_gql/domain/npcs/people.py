"""NPCs in the world, read in batches: the NPC part of a creation, who is where, who knows whom."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.npcs.models import Npc, NpcBond
from realm_gql.errors import NotFound

LIMIT_NEIGHBOURS = 100
"""How many NPCs of one home are listed: those who have lived there longest."""


async def load_npcs(session: AsyncSession, ids: Sequence[UUID]) -> list[Npc | None]:
    """The NPC part of each of these creations, aligned with what was asked; None for what is no NPC."""
    rows = await session.scalars(select(Npc).where(col(Npc.id).in_(ids)))
    found = {row.id: row for row in rows}
    return [found.get(key) for key in ids]


async def load_npc_cards(session: AsyncSession, ids: Sequence[UUID]) -> list[tuple[Creation, Npc] | None]:
    """Each of these NPCs whole, its creation and its NPC part, aligned with what was asked."""
    rows = await session.execute(
        select(Creation, Npc).join(Npc, col(Npc.id) == col(Creation.id)).where(col(Npc.id).in_(ids))
    )
    found = {creation.id: (creation, npc) for creation, npc in rows}
    return [found.get(key) for key in ids]


async def find_npc(session: AsyncSession, npc_id: UUID) -> tuple[Creation, Npc]:
    """One NPC whole, its creation and its NPC part.

    Raises:
        NotFound: nobody has that id.
    """
    (card,) = await load_npc_cards(session, [npc_id])
    if card is None:
        raise NotFound("There is nobody of that id here.")
    return card


async def find_room_id(session: AsyncSession, npc_id: UUID) -> UUID | None:
    """The room an NPC is in, or None when it is nowhere or is no NPC."""
    room_id: UUID | None = await session.scalar(select(col(Npc.room_id)).where(col(Npc.id) == npc_id))
    return room_id


async def load_npcs_by_room(session: AsyncSession, room_ids: Sequence[UUID]) -> list[list[Creation]]:
    """The NPCs in each of these rooms, in the order their author gave, aligned with what was asked."""
    rows = await session.execute(
        select(Creation, col(Npc.room_id))
        .join(Npc, col(Npc.id) == col(Creation.id))
        .where(col(Npc.room_id).in_(room_ids))
        .order_by(col(Npc.position), col(Creation.created_at), col(Creation.id))
    )
    found: dict[UUID, list[Creation]] = {room_id: [] for room_id in room_ids}
    for creation, where in rows:
        if where is not None:
            found[where].append(creation)
    return [found[room_id] for room_id in room_ids]


async def load_npcs_by_home(session: AsyncSession, location_ids: Sequence[UUID]) -> list[list[Creation]]:
    """The NPCs who live at each of these locations, the first hundred to do so, aligned with what was asked."""
    order = (col(Creation.created_at), col(Creation.id))
    place = func.row_number().over(partition_by=col(Npc.home_id), order_by=order).label("place")
    numbered = (
        select(col(Npc.id).label("id"), col(Npc.home_id).label("home"), place)
        .join(Creation, col(Creation.id) == col(Npc.id))
        .where(col(Npc.home_id).in_(location_ids))
        .subquery()
    )
    rows = await session.execute(
        select(Creation, numbered.c.home)
        .join(numbered, numbered.c.id == col(Creation.id))
        .where(numbered.c.place <= LIMIT_NEIGHBOURS)
        .order_by(numbered.c.place)
    )
    found: dict[UUID, list[Creation]] = {location_id: [] for location_id in location_ids}
    for creation, home in rows:
        found[home].append(creation)
    return [found[location_id] for location_id in location_ids]


async def load_bonds(session: AsyncSession, npc_ids: Sequence[UUID]) -> list[list[NpcBond]]:
    """Whom each of these NPCs knows, in the order its author gave, aligned with what was asked."""
    rows = await session.scalars(
        select(NpcBond).where(col(NpcBond.npc_id).in_(npc_ids)).order_by(col(NpcBond.position), col(NpcBond.other_id))
    )
    found: dict[UUID, list[NpcBond]] = {npc_id: [] for npc_id in npc_ids}
    for row in rows:
        found[row.npc_id].append(row)
    return [found[npc_id] for npc_id in npc_ids]
