"""The ways between locations."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.locations.models import LocationExit
from realm_gql.storage.database import Transaction

LIMIT_EXITS = 100
"""How many exits of one location are listed: its author's own come first."""


async def load_exits(session: AsyncSession, location_ids: Sequence[UUID]) -> list[list[Creation]]:
    """The locations one can walk to from each of these, its author's order first, aligned with what was asked."""
    order = (col(LocationExit.position), col(LocationExit.to_id))
    place = func.row_number().over(partition_by=col(LocationExit.from_id), order_by=order).label("place")
    numbered = (
        select(col(LocationExit.from_id), col(LocationExit.to_id), place)
        .where(col(LocationExit.from_id).in_(location_ids))
        .subquery()
    )
    rows = await session.execute(
        select(Creation, numbered.c.from_id)
        .join(numbered, numbered.c.to_id == col(Creation.id))
        .where(numbered.c.place <= LIMIT_EXITS)
        .order_by(numbered.c.place)
    )
    found: dict[UUID, list[Creation]] = {location_id: [] for location_id in location_ids}
    for creation, from_id in rows:
        found[from_id].append(creation)
    return [found[location_id] for location_id in location_ids]


async def join_locations(tx: Transaction, one: UUID, other: UUID) -> None:
    """Open a way between two locations, there and back, behind the exits each has."""
    for from_id, to_id in ((one, other), (other, one)):
        last = await tx.session.scalar(
            select(func.max(col(LocationExit.position))).where(col(LocationExit.from_id) == from_id)
        )
        tx.session.add(LocationExit(from_id=from_id, to_id=to_id, position=0 if last is None else last + 1))
        await tx.session.flush()
