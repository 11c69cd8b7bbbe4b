"""Items and cosmetics: where each is worn, and who owns an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.items.models import Item, Slot
from realm_gql.domain.lineage.models import Creation


def slot_of(content: Mapping[str, Any]) -> Slot:
    """Where an item or a cosmetic is worn, from its creation's stored content."""
    return Slot(content["slot"])


async def load_items(session: AsyncSession, ids: Sequence[UUID]) -> list[Item | None]:
    """The item part of each of these creations, aligned with what was asked; None for what is no item."""
    rows = await session.scalars(select(Item).where(col(Item.id).in_(ids)))
    found = {row.id: row for row in rows}
    return [found.get(key) for key in ids]


async def load_items_by_owner(session: AsyncSession, owner_ids: Sequence[UUID]) -> list[list[Creation]]:
    """The items each of these accounts owns, the oldest first, aligned with what was asked."""
    rows = await session.execute(
        select(Creation, col(Item.owner_id))
        .join(Item, col(Item.id) == col(Creation.id))
        .where(col(Item.owner_id).in_(owner_ids))
        .order_by(col(Creation.created_at), col(Creation.id))
    )
    found: dict[UUID, list[Creation]] = {owner_id: [] for owner_id in owner_ids}
    for creation, owner in rows:
        if owner is not None:
            found[owner].append(creation)
    return [found[owner_id] for owner_id in owner_ids]
