"""Who knows what: lore that is not common knowledge is known to the NPCs that learned it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.lore.models import NpcLore
from realm_gql.storage.database import Transaction


async def learn(tx: Transaction, npc_id: UUID, lore: Mapping[UUID, int]) -> None:
    """Let an NPC know lore that is not, or from now on is not, common knowledge.

    Args:
        lore: the pieces, each with its place in the NPC's lorebook.
    """
    tx.session.add_all(NpcLore(npc_id=npc_id, lore_id=lore_id, position=position) for lore_id, position in lore.items())
    await tx.session.flush()


async def load_private(session: AsyncSession, lore_ids: list[UUID]) -> set[UUID]:
    """Which of these pieces of lore are not common knowledge."""
    rows = await session.scalars(select(col(NpcLore.lore_id)).where(col(NpcLore.lore_id).in_(lore_ids)).distinct())
    return set(rows)


async def share_lore(tx: Transaction, npc_id: UUID, remix_id: UUID) -> None:
    """Let the remix of an NPC know what that one knows."""
    rows = await tx.session.scalars(select(NpcLore).where(col(NpcLore.npc_id) == npc_id))
    await learn(tx, remix_id, {row.lore_id: row.position for row in rows.all()})


async def keep_private(tx: Transaction, lore_id: UUID, remix_id: UUID) -> None:
    """Let the remix of a piece that only some know be known to nobody yet.

    Not to everybody, or remixing it would tell it; and not to those who know the other, or anybody could put words into
    the mind of anybody's NPC.
    """
    if await load_private(tx.session, [lore_id]):
        tx.session.add(NpcLore(lore_id=remix_id))
        await tx.session.flush()
