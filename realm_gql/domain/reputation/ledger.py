"""The ledger: award a signal, take it back, and read what is written. Entries are added and never touched again.

What a signal is worth is decided in `scoring.py`; who may vote, play or place, by those who send the signals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from realm_gql.domain import lineage
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.reputation.models import MINT, LedgerEntry, LedgerLine, Reason
from realm_gql.domain.reputation.scoring import CAP_WINDOW, Award, Given, Signal, causes, may_give, mint
from realm_gql.errors import NotFound
from realm_gql.kit.clock import now
from realm_gql.kit.paging import Page
from realm_gql.storage.database import Transaction
from realm_gql.storage.paging import Keyset, PageKey, Place, load_pages_by_parent

_NEWEST = Keyset((col(LedgerLine.created_at), col(LedgerLine.id)), descending=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger as it is told, with what its entry says.

    `account_id` is None for the mint. `creation_id` is the creation whose share it is; `earned_by_id` is the one that
    the award was for, the same or something that came from it. `taken_back` tells a line that undoes an earlier one.
    """

    id: UUID
    account_id: UUID | None
    amount: int
    reason: Reason
    creation_id: UUID
    earned_by_id: UUID
    taken_back: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a signal: all its lines, the oldest first; they sum to 0. None when nothing was minted."""

    signal: str
    lines: Sequence[Line]

    @property
    def echoes(self) -> int:
        """How many echoes there are now because of it; 0 after it was taken back."""
        return sum(line.amount for line in self.lines if line.account_id is not MINT)


async def award(tx: Transaction, signal: Signal) -> Receipt:
    """Pay what a signal is worth, once: the same signal again changes nothing, also at the same moment.

    A guest's signal, one's own, and one over the caps are worth nothing, which is no error: a vote counts all the same.

    Args:
        signal: made by `vote`, `quest_finished` or `challenge_placed`.

    Returns:
        What it paid, now or the first time.

    Raises:
        NotFound: there is no such creation, or no such giver.
    """
    # The giver's row is held until the commit: two votes at once would both find room under one cap.
    if signal.giver_id is None or may_give(await _hold(tx, signal.giver_id)):
        (ancestry,) = await lineage.load_ancestries(tx.session, [signal.creation_id])
        if ancestry is None:
            raise NotFound("There is no such creation. It may never have been, or the link is broken.")
        numbers = await _load_numbers(tx.session, causes(signal, ancestry))
        paid = {cause for cause, (_, stands) in numbers.items() if stands}
        for due in mint(signal, ancestry, await _load_given(tx.session, signal.giver_id), paid):
            number = numbers[due.cause][0] + 1 if due.cause in numbers else 1
            await _write(tx, signal, due, number)
    return await find_receipt(tx.session, signal)


async def reverse(tx: Transaction, signal: Signal) -> Receipt:
    """Take back what a signal paid, and what was paid in its wake; when nothing was, nothing happens.

    The echoes go back to the mint, the signal no longer counts against its giver's caps, and if it comes again, it is
    paid again.

    Returns:
        The lines that gave and those that take.

    Raises:
        NotFound: there is no such giver.
    """
    if signal.giver_id is not None:
        await _hold(tx, signal.giver_id)  # an award of the same signal that is under way comes first
    entries = (
        await tx.session.scalars(select(LedgerEntry).where(col(LedgerEntry.signal) == signal.key, _stands()))
    ).all()
    for entry in entries:
        lines = await tx.session.scalars(select(LedgerLine).where(col(LedgerLine.entry_id) == entry.id))
        undoing = LedgerEntry(
            reason=entry.reason,
            signal=entry.signal,
            cause=f"undo:{entry.id}",
            creation_id=entry.creation_id,
            reverses_id=entry.id,
        )
        await _add(tx, undoing, [(line.account_id, line.creation_id, -line.amount) for line in lines])
    return await find_receipt(tx.session, signal)


async def get_balance(session: AsyncSession, account_id: UUID) -> int:
    """How many echoes an account has."""
    (balance,) = await load_balances(session, [account_id])
    return balance


async def load_balances(session: AsyncSession, account_ids: Sequence[UUID]) -> list[int]:
    """How many echoes each of these accounts has, aligned with what was asked."""
    rows = await session.execute(
        select(col(LedgerLine.account_id), func.sum(col(LedgerLine.amount)))
        .where(col(LedgerLine.account_id).in_(account_ids))
        .group_by(col(LedgerLine.account_id))
    )
    found = {account_id: int(amount) for account_id, amount in rows}
    return [found.get(account_id, 0) for account_id in account_ids]


async def load_earned(session: AsyncSession, creation_ids: Sequence[UUID]) -> list[int]:
    """How many echoes were minted for each of these creations, whoever received them; aligned with what was asked."""
    rows = await session.execute(
        select(col(LedgerEntry.creation_id), func.sum(col(LedgerLine.amount)))
        .join(LedgerLine, col(LedgerLine.entry_id) == col(LedgerEntry.id))
        .where(col(LedgerEntry.creation_id).in_(creation_ids), col(LedgerLine.account_id).is_not(MINT))
        .group_by(col(LedgerEntry.creation_id))
    )
    found = {creation_id: int(amount) for creation_id, amount in rows}
    return [found.get(creation_id, 0) for creation_id in creation_ids]


async def load_lines(session: AsyncSession, keys: Sequence[PageKey]) -> list[Page[Line]]:
    """A page of the ledger of each of these accounts, the newest line first."""
    listing: Any = select(col(LedgerLine.id).label("id"), col(LedgerLine.account_id).label("parent"))
    pages = await load_pages_by_parent(session, LedgerLine, listing, _NEWEST, keys)
    shown = await _shown(session, [row for page in pages for row in page.items])
    return [Page([shown[row.id] for row in page.items], page.has_next, page.has_previous) for page in pages]


def place_of_line(line: Line) -> Place:
    """Where a line stands in its account's ledger: what its cursor is made of."""
    return (line.created_at, line.id)


async def find_receipt(session: AsyncSession, signal: Signal) -> Receipt:
    """What came of a signal; an empty receipt for one that paid nothing or never was."""
    rows = await session.scalars(
        select(LedgerLine)
        .join(LedgerEntry, col(LedgerEntry.id) == col(LedgerLine.entry_id))
        .where(col(LedgerEntry.signal) == signal.key)
        .order_by(col(LedgerLine.created_at), col(LedgerLine.id))
    )
    lines = rows.all()
    shown = await _shown(session, lines)
    return Receipt(signal.key, [shown[row.id] for row in lines])


async def _hold(tx: Transaction, account_id: UUID) -> Account:
    """The giver's account, held until the commit; others may still refer to it."""
    held = select(Account).where(col(Account.id) == account_id).with_for_update(key_share=True)
    account = (await tx.session.execute(held.execution_options(populate_existing=True))).scalar_one_or_none()
    if account is None:
        raise NotFound("There is no such account.")
    return account


async def _load_numbers(session: AsyncSession, wanted: Collection[str]) -> dict[str, tuple[int, bool]]:
    """How often each of these causes was paid, and whether the last time still stands; only those that ever were."""
    rows = await session.execute(
        select(col(LedgerEntry.cause), col(LedgerEntry.number), _stands())
        .where(col(LedgerEntry.cause).in_(wanted))
        .order_by(col(LedgerEntry.number))
    )
    return {cause: (number, bool(stands)) for cause, number, stands in rows}


async def _load_given(session: AsyncSession, giver_id: UUID | None) -> Given:
    """What an account's signals have minted in the last day and what still stands of it."""
    if giver_id is None:
        return Given()
    rows = await session.execute(
        select(col(LedgerLine.account_id), func.sum(col(LedgerLine.amount)))
        .join(LedgerEntry, col(LedgerEntry.id) == col(LedgerLine.entry_id))
        .where(
            col(LedgerEntry.giver_id) == giver_id,
            col(LedgerEntry.created_at) > now() - CAP_WINDOW,
            _stands(),
        )
        .group_by(col(LedgerLine.account_id))
    )
    return Given({receiver_id: int(amount) for receiver_id, amount in rows if receiver_id is not None})


def _stands() -> ColumnElement[bool]:
    """Whether an entry is an award that was not taken back."""
    undoing = aliased(LedgerEntry)
    undone = select(undoing).where(col(undoing.reverses_id) == col(LedgerEntry.id)).exists()
    return col(LedgerEntry.reverses_id).is_(None) & ~undone


async def _write(tx: Transaction, signal: Signal, due: Award, number: int) -> None:
    entry = LedgerEntry(
        reason=due.reason.value,
        signal=signal.key,
        cause=due.cause,
        number=number,
        creation_id=due.creation_id,
        giver_id=signal.giver_id,
    )
    minted = sum(share.units for share in due.shares)
    receivers = [(share.creator_id, share.creation_id, share.units) for share in due.shares]
    await _add(tx, entry, [(MINT, due.creation_id, -minted), *receivers])


async def _add(tx: Transaction, entry: LedgerEntry, lines: Sequence[tuple[UUID | None, UUID, int]]) -> None:
    """Write an entry with its lines (account, creation, amount), unless somebody else did in the same moment."""
    entry.created_at = now()
    try:
        async with tx.session.begin_nested():
            tx.session.add(entry)
    except IntegrityError:
        return  # the constraint on causes and reversals: it is paid, or taken back, once
    tx.session.add_all(
        LedgerLine(
            entry_id=entry.id, account_id=account, creation_id=creation, amount=amount, created_at=entry.created_at
        )
        for account, creation, amount in lines
    )
    await tx.session.flush()


async def _shown(session: AsyncSession, rows: Sequence[LedgerLine]) -> dict[UUID, Line]:
    """Lines with what their entries say, by their ids."""
    by_entry: dict[UUID, list[LedgerLine]] = defaultdict(list)
    for row in rows:
        by_entry[row.entry_id].append(row)
    entries = await session.scalars(select(LedgerEntry).where(col(LedgerEntry.id).in_(by_entry)))
    return {
        row.id: Line(
            id=row.id,
            account_id=row.account_id,
            amount=row.amount,
            reason=Reason(entry.reason),
            creation_id=row.creation_id,
            earned_by_id=entry.creation_id,
            taken_back=entry.reverses_id is not None,
            created_at=row.created_at,
        )
        for entry in entries.all()
        for row in by_entry[entry.id]
    }
