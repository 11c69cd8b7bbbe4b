"""Voting for what others made, and taking it back; the vote, its count and what it mints are one transaction.

What a vote is worth is decided in `reputation`; in which order lists stand, in `lineage`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain import accounts, lineage, reputation
from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.votes.models import Vote
from realm_gql.domain.votes.receipts import VoteReceipt, tell
from realm_gql.errors import NotAllowed
from realm_gql.kit.clock import now
from realm_gql.storage.database import Transaction

VOTE_CAPACITY = 120.0
VOTE_RESTORE_PER_S = 0.2
"""So many votes given or taken back at once, and twelve more a minute, for each account. Making may go on faster: what
is voted and unvoted all day grows a ledger that nothing is ever deleted from."""

VoteKey = tuple[UUID, UUID]
"""Who voted, and for what: an account's id and a creation's."""


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote, and all that it gave."""

    vote: Vote
    receipt: VoteReceipt


async def vote(tx: Transaction, viewer: accounts.Viewer, creation_id: UUID) -> Voted:
    """Vote for what somebody else made: once, however often it is said.

    A guest's vote counts as any other and mints nothing. A vote that minted nothing, because its voter was a guest or
    over a cap of that day, is paid when it is given again.

    Returns:
        The vote, now or the first time, with its receipt.

    Raises:
        NotFound: there is no such creation.
        NotAllowed: it is the viewer's own.
        RateLimited: the account votes too much, too fast.
    """
    creation = await lineage.get_visible(tx.session, creation_id)
    if creation.creator_id == viewer.account_id:
        raise NotAllowed("This is your own work; vote for what others made.")
    kept = await _hold(tx, viewer, creation_id)
    if kept is None:
        kept = Vote(account_id=viewer.account_id, creation_id=creation_id, created_at=now())
        tx.session.add(kept)
        await tx.session.flush()
        await _count(tx, creation, 1)
    receipt = await reputation.award(tx, reputation.vote(viewer.account_id, creation_id))
    return Voted(kept, tell(receipt, creation_id))


async def unvote(tx: Transaction, viewer: accounts.Viewer, creation_id: UUID) -> VoteReceipt:
    """Take a vote back, and with it all that it gave; where there is none, nothing happens.

    Returns:
        What was taken back, in negative amounts.

    Raises:
        NotFound: there is no such creation.
        RateLimited: the account votes too much, too fast.
    """
    creation = await lineage.get_visible(tx.session, creation_id)
    kept = await _hold(tx, viewer, creation_id)
    if kept is None:
        return VoteReceipt()
    signal = reputation.vote(viewer.account_id, creation_id)
    given = tell(await reputation.find_receipt(tx.session, signal), creation_id)
    await tx.session.delete(kept)
    await tx.session.flush()
    await _count(tx, creation, -1)
    await reputation.reverse(tx, signal)
    return given.taken_back()


async def load_votes(session: AsyncSession, keys: Sequence[VoteKey]) -> list[Vote | None]:
    """Each of these votes, None where there is none; aligned with what was asked."""
    pair = tuple_(col(Vote.account_id), col(Vote.creation_id))
    rows = await session.scalars(select(Vote).where(pair.in_(keys)))
    found = {(row.account_id, row.creation_id): row for row in rows}
    return [found.get(key) for key in keys]


async def load_receipts(session: AsyncSession, keys: Sequence[VoteKey]) -> list[VoteReceipt]:
    """What each of these votes gave and still stands, aligned with what was asked."""
    receipts = await reputation.load_receipts(session, [reputation.vote(*key) for key in keys])
    return [tell(receipt, creation_id) for receipt, (_, creation_id) in zip(receipts, keys, strict=True)]


async def _hold(tx: Transaction, viewer: accounts.Viewer, creation_id: UUID) -> Vote | None:
    """The viewer's vote as it is now, counted against her limit.

    The limit's row is held until the commit, so one account's votes come one after another: of two at once, the second
    finds the first.
    """
    await accounts.spend(
        tx,
        f"vote:{viewer.account_id}",
        VOTE_CAPACITY,
        VOTE_RESTORE_PER_S,
        "You vote faster than anyone can look; wait a little.",
    )
    (kept,) = await load_votes(tx.session, [(viewer.account_id, creation_id)])
    return kept


async def _count(tx: Transaction, creation: Creation, by: int) -> None:
    """Count a vote where it was given or taken back; the creation told in this transaction has the new count."""
    await tx.session.execute(
        update(Creation)
        .where(col(Creation.id) == creation.id)
        .values(vote_count=col(Creation.vote_count) + by)
        .execution_options(synchronize_session=False)
    )
    await tx.session.refresh(creation, ["vote_count"])
