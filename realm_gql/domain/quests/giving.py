"""Quests in the world, read in batches: who gives one, where it is, who is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.quests.models import Quest, QuestCast
from realm_gql.kit.paging import Page
from realm_gql.storage.paging import Keyset, PageKey, load_pages_by_parent


async def load_quests(session: AsyncSession, ids: Sequence[UUID]) -> list[Quest | None]:
    """The quest part of each of these creations, aligned with what was asked; None for what is no quest."""
    rows = await session.scalars(select(Quest).where(col(Quest.id).in_(ids)))
    found = {row.id: row for row in rows}
    return [found.get(key) for key in ids]


async def load_cast(session: AsyncSession, quest_ids: Sequence[UUID]) -> list[list[Creation]]:
    """The NPCs who appear in each of these quests, in the order its author gave, aligned with what was asked."""
    rows = await session.execute(
        select(Creation, col(QuestCast.quest_id))
        .join(QuestCast, col(QuestCast.npc_id) == col(Creation.id))
        .where(col(QuestCast.quest_id).in_(quest_ids))
        .order_by(col(QuestCast.position), col(Creation.id))
    )
    found: dict[UUID, list[Creation]] = {quest_id: [] for quest_id in quest_ids}
    for creation, quest_id in rows:
        found[quest_id].append(creation)
    return [found[quest_id] for quest_id in quest_ids]


async def load_quests_by_giver(session: AsyncSession, keys: Sequence[PageKey]) -> list[Page[Creation]]:
    """A page of the quests that each of these NPCs gives, the newest first."""
    listing: Any = select(col(Quest.id).label("id"), col(Quest.giver_id).label("parent")).join(
        Creation, col(Creation.id) == col(Quest.id)
    )
    keyset = Keyset((col(Creation.created_at), col(Creation.id)), descending=True)
    return await load_pages_by_parent(session, Creation, listing, keyset, keys)
