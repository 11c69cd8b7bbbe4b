"""Who writes which draft: claims under a lease, in a fair order. The database decides, so several workers may try."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.broker.port import Broker
from realm_gql.domain.making.drafts import ring
from realm_gql.domain.making.models import Draft, DraftState, DraftTake, DraftTakeState, MadeBy
from realm_gql.kit.clock import now
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Transaction
from realm_gql.storage.leases import is_free, take_lease

LIMIT_LOOK = 1000
"""How many waiting drafts a claim looks at; the oldest ones."""
LIMIT_TRIES = 8
"""How many of them it tries to take before it leaves the rest to other workers."""
LIMIT_ATTEMPTS = 3
"""So many takes a model begins; the next is put together from tables."""
BROKE_OFF = "Whoever was writing it fell silent."


async def claim_and_begin(runtime: Runtime, owner: str) -> tuple[Draft, DraftTake] | None:
    """Take the next draft to write, or one whose worker fell silent, and begin a take of it; None when nothing waits.

    What a dead worker left of its take is kept and not gone on with: a take's text is one breath.
    """
    async with runtime.database.transaction() as tx:
        draft = await _claim(tx, owner, runtime.settings.turn_lease_s)
        if draft is None:
            return None
        return draft, await _begin_take(tx, runtime.broker, draft)


async def release_orphans(tx: Transaction) -> int:
    """Give up every lease at once: for a realm of one process, whose predecessor is surely dead."""
    result = await tx.session.execute(
        update(Draft).where(col(Draft.state) == DraftState.WRITING.value).values(lease_until=now())
    )
    return int(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result is a CursorResult


def fair_order(waiting: Iterable[tuple[UUID, UUID, datetime]], written: Mapping[UUID, int]) -> list[UUID]:
    """The order in which waiting drafts are begun.

    Args:
        waiting: each draft, whose it is, and since when it waits.
        written: how many drafts of each account are being written.

    Returns:
        The drafts, the next first: round after round, one of each account, whoever waits longest first.
    """
    rounds = Counter(written)
    ranked = []
    for draft_id, creator_id, since in sorted(waiting, key=lambda row: (row[2], row[0])):
        ranked.append((rounds[creator_id], since, draft_id))
        rounds[creator_id] += 1
    return [draft_id for _, _, draft_id in sorted(ranked)]


async def load_places(session: AsyncSession, draft_ids: Sequence[UUID]) -> list[int | None]:
    """How many drafts are begun before each of these, plus one, aligned with what was asked; None unless it waits."""
    order = await _order(session, after=None)
    places = {draft_id: at + 1 for at, draft_id in enumerate(order)}
    return [places.get(draft_id) for draft_id in draft_ids]


async def _claim(tx: Transaction, owner: str, lease_s: float) -> Draft | None:
    moment = now()
    for draft_id in [*await _orphans(tx.session, moment), *await _order(tx.session, moment)][:LIMIT_TRIES]:
        draft = await tx.session.get(Draft, draft_id, with_for_update={"skip_locked": True}, populate_existing=True)
        if draft is None or not _claimable(draft, moment):
            continue
        draft.state = DraftState.WRITING.value
        take_lease(draft, owner, lease_s)
        return draft
    return None


async def _begin_take(tx: Transaction, broker: Broker, draft: Draft) -> DraftTake:
    newest = await tx.session.scalar(select(func.max(col(DraftTake.number))).where(col(DraftTake.draft_id) == draft.id))
    await tx.session.execute(
        update(DraftTake)
        .where(col(DraftTake.draft_id) == draft.id, col(DraftTake.state) == DraftTakeState.WRITING.value)
        .values(state=DraftTakeState.FAILED.value, problem=BROKE_OFF, ended_at=now())
    )
    source = MadeBy.TABLES if draft.attempts > LIMIT_ATTEMPTS else MadeBy.MODEL
    draft.take = (newest or 0) + 1
    take = DraftTake(
        draft_id=draft.id, number=draft.take, field=draft.field, source=source.value, seed=secrets.randbits(31)
    )
    tx.session.add(take)
    await tx.session.flush()
    await ring(tx, broker, draft.id)
    return take


def _claimable(draft: Draft, moment: datetime) -> bool:
    return draft.state in (DraftState.WAITING, DraftState.WRITING) and is_free(draft, moment)


async def _orphans(session: AsyncSession, moment: datetime) -> list[UUID]:
    rows = await session.scalars(
        select(col(Draft.id))
        .where(col(Draft.state) == DraftState.WRITING.value, col(Draft.lease_until) <= moment)
        .order_by(col(Draft.lease_until))
        .limit(LIMIT_TRIES)
    )
    return list(rows)


async def _order(session: AsyncSession, after: datetime | None) -> list[UUID]:
    """The waiting drafts in their order; with a moment, only those that may be begun by then."""
    statement = (
        select(col(Draft.id), col(Draft.creator_id), col(Draft.waiting_since))
        .where(col(Draft.state) == DraftState.WAITING.value)
        .order_by(col(Draft.waiting_since), col(Draft.id))
        .limit(LIMIT_LOOK)
    )
    if after is not None:
        statement = statement.where(or_(col(Draft.lease_until).is_(None), col(Draft.lease_until) <= after))
    waiting = [(row[0], row[1], row[2]) for row in await session.execute(statement)]
    if not waiting:
        return []
    busy = await session.execute(
        select(col(Draft.creator_id), func.count())
        .where(col(Draft.state) == DraftState.WRITING.value)
        .group_by(col(Draft.creator_id))
    )
    return fair_order(waiting, {row[0]: row[1] for row in busy})
