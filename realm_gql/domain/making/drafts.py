"""Drafts: asking for one, editing it, asking again, choosing a take, giving it up. What a player does.

How a draft is written is `writing.py`; how it becomes a creation is `publishing.py`. A draft is its creator's alone: to
anybody else it is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.broker.port import Broker
from realm_gql.domain import accounts, talk
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage.models import CreationKind
from realm_gql.domain.making.fields import LIMIT_PROMPT_CHARS, check, written_fields
from realm_gql.domain.making.models import Draft, DraftState, DraftTake, DraftTakeState
from realm_gql.errors import Conflict, InvalidInput, NotFound
from realm_gql.kit.clock import now
from realm_gql.kit.paging import Page
from realm_gql.storage.database import Transaction
from realm_gql.storage.leases import drop_lease
from realm_gql.storage.paging import Keyset, Place, cut

WORK_TOPIC = "drafts"
"""The topic that wakes workers: a draft is waiting."""
BELL = b"bell"
"""The message on a draft's topic that says: look at it."""

MAKE_CAPACITY = 20.0
MAKE_RESTORE_PER_S = 0.1
"""So many takes at once, and one more every ten seconds, for each account."""

OPEN_STATES = (DraftState.WAITING.value, DraftState.WRITING.value, DraftState.READY.value, DraftState.FAILED.value)
ASKED_STATES = (DraftState.WAITING.value, DraftState.WRITING.value)

_NEWEST = Keyset((col(Draft.created_at), col(Draft.id)), descending=True)


def draft_topic(draft_id: UUID) -> str:
    """The topic of a draft: pieces of what is written, and bells when it changes."""
    return f"draft:{draft_id}"


def stop_topic(draft_id: UUID) -> str:
    """The topic on which whoever writes a draft hears that it is no longer wanted."""
    return f"draft-stop:{draft_id}"


async def generate(
    tx: Transaction, broker: Broker, viewer: accounts.Viewer, kind: CreationKind, prompt: str, limit_open: int
) -> Draft:
    """Have something made from a wish; it is written as soon as a worker comes to it.

    Args:
        viewer: who makes it.
        kind: what it shall be.
        prompt: the wish, at most 2,000 characters in any language; blank means to be surprised.
        limit_open: how many drafts a player may have that are neither published nor discarded.

    Raises:
        InvalidInput: the wish is too long, or holds control characters.
        Conflict: too many of the player's drafts are open.
        RateLimited: the account has too much made, too fast.
    """
    wish = talk.clean_writing("prompt", prompt, LIMIT_PROMPT_CHARS)
    # Held until the commit: who asks several times at once is counted once.
    await tx.session.execute(select(col(Account.id)).where(col(Account.id) == viewer.account_id).with_for_update())
    is_open = (col(Draft.creator_id) == viewer.account_id, col(Draft.state).in_(OPEN_STATES))
    count = await tx.session.scalar(select(func.count()).select_from(Draft).where(*is_open))
    if (count or 0) >= limit_open:
        raise Conflict(f"You have {count} drafts lying open. Publish one or throw one away first.")
    await _spend(tx, viewer)
    draft = Draft(creator_id=viewer.account_id, kind=kind.value, prompt=wish)
    tx.session.add(draft)
    await tx.session.flush()
    await ring_work(tx, broker)
    return draft


async def retry_draft(
    tx: Transaction, broker: Broker, viewer: accounts.Viewer, draft_id: UUID, field: str | None = None
) -> Draft:
    """Ask for another take, of the whole or of one field; every take is kept. One being written is stopped first.

    Args:
        field: the one field to write anew; the others stay as they are in the take that counts.

    Raises:
        NotFound: there is no such draft of the viewer's.
        InvalidInput: the kind has no such field, or no model writes it.
        Conflict: it is published or discarded, waits already, or has no take yet whose other fields could stay.
        RateLimited: the account has too much made, too fast.
    """
    draft = await hold_own(tx, viewer, draft_id)
    if draft.state == DraftState.WAITING:
        raise Conflict("This draft waits to be written already.")
    base: int | None = None
    if field is not None:
        kind = CreationKind(draft.kind)
        if field not in written_fields(kind):
            fields = ", ".join(written_fields(kind))
            raise InvalidInput(
                "field", f"`{field}` cannot be written anew; of a {kind.value.lower()} these can: {fields}."
            )
        if draft.state != DraftState.READY:
            raise Conflict("Nothing is there yet that could stay as it is. Have the whole written first.")
        base = draft.take
    await _spend(tx, viewer)
    if draft.state == DraftState.WRITING:
        await _stop_take(tx, draft)
        await ring_stop(tx, broker, draft.id)
    draft.state, draft.field, draft.base = DraftState.WAITING.value, field, base
    draft.waiting_since, draft.attempts, draft.problem = now(), 0, ""
    drop_lease(draft)
    await tx.session.flush()
    await ring(tx, broker, draft.id)
    await ring_work(tx, broker)
    return draft


async def revise_draft(
    tx: Transaction, broker: Broker, viewer: accounts.Viewer, draft_id: UUID, changes: Mapping[str, Any]
) -> Draft:
    """Edit a draft that is ready, field by field.

    Args:
        changes: the new fields, by name; the others stay.

    Raises:
        NotFound: there is no such draft of the viewer's.
        InvalidInput: a field cannot be so; nothing is changed.
        Conflict: it is not ready.
    """
    draft = await hold_own(tx, viewer, draft_id)
    take = await ready_take(tx, draft)
    take.fields = check(CreationKind(draft.kind), {**take.fields, **changes})
    take.edited = take.edited or bool(changes)
    await tx.session.flush()
    await ring(tx, broker, draft.id)
    return draft


async def choose_draft_take(
    tx: Transaction, broker: Broker, viewer: accounts.Viewer, draft_id: UUID, number: int
) -> Draft:
    """Make one of a draft's takes the one that counts.

    Raises:
        NotFound: there is no such draft of the viewer's, or it has no such take.
        Conflict: the take is not whole, a take is being written, or the draft is published or discarded.
    """
    draft = await hold_own(tx, viewer, draft_id)
    if draft.state in ASKED_STATES:
        raise Conflict("A take of this draft is still being written; choose when it has ended.")
    take = await tx.session.get(DraftTake, (draft.id, number)) if 0 < number < 2**31 else None
    if take is None:
        raise NotFound(f"This draft has no take {number}.")
    if take.state != DraftTakeState.READY:
        raise Conflict(f"Take {number} broke off; it cannot count.")
    draft.take, draft.state, draft.problem = number, DraftState.READY.value, ""
    await tx.session.flush()
    await ring(tx, broker, draft.id)
    return draft


async def discard_draft(tx: Transaction, broker: Broker, viewer: accounts.Viewer, draft_id: UUID) -> Draft:
    """Throw a draft away; whatever is being written of it stops.

    Raises:
        NotFound: there is no such draft of the viewer's.
        Conflict: it is published or discarded already.
    """
    draft = await hold_own(tx, viewer, draft_id)
    await _stop_take(tx, draft)
    draft.state = DraftState.DISCARDED.value
    drop_lease(draft)
    await tx.session.flush()
    await ring_stop(tx, broker, draft.id)
    await ring(tx, broker, draft.id)
    return draft


async def find_draft(session: AsyncSession, viewer: accounts.Viewer | None, draft_id: UUID) -> Draft | None:
    """A draft that the viewer may read: her own, or as a moderator anybody's; None else."""
    (draft,) = await load_drafts(session, viewer, [draft_id])
    return draft


async def load_drafts(
    session: AsyncSession, viewer: accounts.Viewer | None, draft_ids: Sequence[UUID]
) -> list[Draft | None]:
    """The drafts of these ids that the viewer may read, aligned with what was asked."""
    if viewer is None:
        return [None for _ in draft_ids]
    statement = select(Draft).where(col(Draft.id).in_(draft_ids))
    if not viewer.moderates:
        statement = statement.where(col(Draft.creator_id) == viewer.account_id)
    found = {draft.id: draft for draft in await session.scalars(statement)}
    return [found.get(draft_id) for draft_id in draft_ids]


async def list_drafts(session: AsyncSession, creator_id: UUID, limit: int, after: Place | None = None) -> Page[Draft]:
    """A page of somebody's open drafts, the newest first."""
    statement = select(Draft).where(col(Draft.creator_id) == creator_id, col(Draft.state).in_(OPEN_STATES))
    if after is not None:
        statement = statement.where(_NEWEST.beyond(after))
    rows = await session.scalars(statement.order_by(*_NEWEST.order()).limit(limit + 1))
    return cut(rows.all(), limit, after)


async def load_draft_takes(session: AsyncSession, draft_ids: Sequence[UUID]) -> list[list[DraftTake]]:
    """The takes of each of these drafts, the first first, aligned with what was asked."""
    rows = await session.scalars(
        select(DraftTake).where(col(DraftTake.draft_id).in_(draft_ids)).order_by(col(DraftTake.number))
    )
    found: dict[UUID, list[DraftTake]] = {draft_id: [] for draft_id in draft_ids}
    for take in rows:
        found[take.draft_id].append(take)
    return [found[draft_id] for draft_id in draft_ids]


async def forget_drafts(tx: Transaction, creator_id: UUID) -> None:
    """Drop every draft of somebody who goes, with all takes and wishes; what was published stays."""
    theirs = select(col(Draft.id)).where(col(Draft.creator_id) == creator_id)
    await tx.session.execute(delete(DraftTake).where(col(DraftTake.draft_id).in_(theirs)))
    await tx.session.execute(delete(Draft).where(col(Draft.creator_id) == creator_id))


async def ready_take(tx: Transaction, draft: Draft) -> DraftTake:
    """The take that counts of a draft that is ready.

    Raises:
        Conflict: it is not.
    """
    if draft.state != DraftState.READY:
        raise Conflict("This draft is not ready yet.")
    return await tx.session.get_one(DraftTake, (draft.id, draft.take), with_for_update=True)


async def hold_own(tx: Transaction, viewer: accounts.Viewer, draft_id: UUID) -> Draft:
    """The viewer's draft, held until the commit.

    Raises:
        NotFound: there is no such draft of the viewer's.
        Conflict: it is published or discarded.
    """
    draft = await tx.session.get(Draft, draft_id, with_for_update=True, populate_existing=True)
    if draft is None or draft.creator_id != viewer.account_id:
        raise NotFound("There is no such draft.")
    if draft.state not in OPEN_STATES:
        raise Conflict(f"This draft is {draft.state.lower()} already.")
    return draft


async def ring(tx: Transaction, broker: Broker, draft_id: UUID) -> None:
    """Tell whoever watches a draft, once committed, that it changed."""
    tx.after_commit(lambda: broker.publish(draft_topic(draft_id), BELL))


async def ring_stop(tx: Transaction, broker: Broker, draft_id: UUID) -> None:
    """Tell whoever writes a draft, once committed, to look whether it is still wanted."""
    tx.after_commit(lambda: broker.publish(stop_topic(draft_id), b"stop"))


async def ring_work(tx: Transaction, broker: Broker) -> None:
    """Tell workers, once committed, that a draft waits."""
    tx.after_commit(lambda: broker.publish(WORK_TOPIC, b"draft"))


async def _stop_take(tx: Transaction, draft: Draft) -> None:
    await tx.session.execute(
        update(DraftTake)
        .where(col(DraftTake.draft_id) == draft.id, col(DraftTake.state) == DraftTakeState.WRITING.value)
        .values(state=DraftTakeState.STOPPED.value, ended_at=now())
    )


async def _spend(tx: Transaction, viewer: accounts.Viewer) -> None:
    message = "You wish faster than ink dries; wait a little."
    await accounts.spend(tx, f"make:{viewer.account_id}", MAKE_CAPACITY, MAKE_RESTORE_PER_S, message)
