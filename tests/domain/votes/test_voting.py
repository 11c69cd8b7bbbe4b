"""Votes in the database: one each, counted and paid in the same breath, and taken back, on both databases."""

from __future__ import annotations

import asyncio
import random
from uuid import UUID

import pytest
from growing import creation, derive, key_of, viewer_of
from sqlalchemy import func, insert, select, update
from sqlmodel import col

from realm_gql.domain import lineage, reputation, votes
from realm_gql.domain.accounts.models import Account, RateBucket
from realm_gql.domain.accounts.viewers import Viewer
from realm_gql.domain.lineage import Creation, CreationKind, CreationOrder
from realm_gql.domain.reputation import LedgerLine, Reason
from realm_gql.domain.votes import ReceiptLine, Vote, Voted, VoteReceipt
from realm_gql.domain.votes.voting import VOTE_CAPACITY
from realm_gql.errors import NotAllowed, NotFound, RateLimited
from realm_gql.storage.database import Database

PEOPLE = 12
ANN, BEN, CY, DI, EVE, GUEST = (viewer_of(number) for number in range(6))
LANTERN, LANTERN_OF_BONES, RED_LANTERN, BELL = (key_of("NPC", number) for number in range(4))
MAKERS = [ANN, BEN, CY, ANN]

OF_THE_VOTE = (
    ReceiptLine(CY.account_id, RED_LANTERN, 70, Reason.VOTE),
    ReceiptLine(BEN.account_id, LANTERN_OF_BONES, 21, Reason.VOTE),
    ReceiptLine(ANN.account_id, LANTERN, 9, Reason.VOTE),
)
OF_THE_REMIX = (
    ReceiptLine(BEN.account_id, LANTERN_OF_BONES, 35, Reason.REMIX),
    ReceiptLine(ANN.account_id, LANTERN, 15, Reason.REMIX),
)


@pytest.fixture
async def moor(database: Database) -> Database:
    """Ann's lantern, Ben's remix of it, Cy's remix of that, and Ann's bell; the account numbered 5 is a guest's."""
    people = [
        {"id": key_of("account", n), "handle": f"p-{n}", "handle_key": f"p-{n}", "roles": [], "is_guest": n == 5}
        for n in range(PEOPLE)
    ]
    async with database.transaction() as tx:
        await tx.session.execute(insert(Account), people)
        rows = [creation("NPC", n, creator_id=maker.account_id) for n, maker in enumerate(MAKERS)]
        await tx.session.execute(insert(Creation), rows)
        await derive(tx.session, [(1, 0), (2, 1)])
    return database


async def vote(database: Database, viewer: Viewer, creation_id: UUID) -> Voted:
    """Vote in a transaction of its own."""
    async with database.transaction() as tx:
        return await votes.vote(tx, viewer, creation_id)


async def unvote(database: Database, viewer: Viewer, creation_id: UUID) -> VoteReceipt:
    """Take a vote back in a transaction of its own."""
    async with database.transaction() as tx:
        return await votes.unvote(tx, viewer, creation_id)


async def counts(database: Database) -> list[int]:
    """How many votes each of the four has, which is what its row says."""
    ids = [LANTERN, LANTERN_OF_BONES, RED_LANTERN, BELL]
    async with database.reading() as session:
        counted = select(col(Vote.creation_id), func.count()).group_by(col(Vote.creation_id))
        told = {row[0]: row[1] for row in await session.execute(counted)}
        kept = [row.vote_count for row in await lineage.load_visible(session, ids) if row is not None]
    assert kept == [told.get(creation_id, 0) for creation_id in ids]
    return kept


async def balances(database: Database) -> list[int]:
    """What Ann, Ben and Cy have."""
    async with database.reading() as session:
        return await reputation.load_balances(session, [who.account_id for who in (ANN, BEN, CY)])


async def lines_written(database: Database) -> int:
    """How many lines the ledger has."""
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(LedgerLine)) or 0


async def test_a_vote_is_counted_and_its_receipt_says_who_received_what(moor: Database) -> None:
    voted = await vote(moor, DI, RED_LANTERN)

    assert voted.receipt.lines == OF_THE_VOTE + OF_THE_REMIX
    assert voted.receipt.minted == 150
    assert (voted.vote.account_id, voted.vote.creation_id) == (DI.account_id, RED_LANTERN)
    assert await counts(moor) == [0, 0, 1, 0]
    assert await balances(moor) == [24, 56, 70]


async def test_a_second_voter_confirms_no_remix_again(moor: Database) -> None:
    await vote(moor, DI, RED_LANTERN)

    assert (await vote(moor, EVE, RED_LANTERN)).receipt == VoteReceipt(OF_THE_VOTE)
    assert await counts(moor) == [0, 0, 2, 0]


async def test_the_same_vote_again_changes_nothing_and_tells_the_same(moor: Database) -> None:
    first = await vote(moor, DI, RED_LANTERN)
    written = await lines_written(moor)

    again = await vote(moor, DI, RED_LANTERN)

    assert (again.receipt, again.vote.created_at) == (first.receipt, first.vote.created_at)
    assert await counts(moor) == [0, 0, 1, 0]
    assert await lines_written(moor) == written


async def test_a_vote_taken_back_pays_back(moor: Database) -> None:
    given = (await vote(moor, DI, RED_LANTERN)).receipt

    taken = await unvote(moor, DI, RED_LANTERN)

    assert taken == given.taken_back()
    assert [line.echoes for line in taken.lines] == [-70, -21, -9, -35, -15]
    assert taken.minted == -150
    assert await counts(moor) == [0, 0, 0, 0]
    assert await balances(moor) == [0, 0, 0]


async def test_a_vote_taken_back_twice_is_taken_back_once(moor: Database) -> None:
    await vote(moor, DI, RED_LANTERN)
    await vote(moor, EVE, RED_LANTERN)
    await unvote(moor, DI, RED_LANTERN)

    assert await unvote(moor, DI, RED_LANTERN) == VoteReceipt()
    assert await counts(moor) == [0, 0, 1, 0]
    assert await balances(moor) == [9, 21, 70]


async def test_a_vote_given_again_is_paid_again(moor: Database) -> None:
    first = await vote(moor, DI, RED_LANTERN)
    for _ in range(3):
        await unvote(moor, DI, RED_LANTERN)
        again = await vote(moor, DI, RED_LANTERN)

    assert again.receipt == first.receipt
    assert await counts(moor) == [0, 0, 1, 0]
    assert await balances(moor) == [24, 56, 70]


async def test_in_one_transaction_it_goes_to_and_fro_as_well(moor: Database) -> None:
    async with moor.transaction() as tx:
        first = await votes.vote(tx, DI, RED_LANTERN)
        again = await votes.vote(tx, DI, RED_LANTERN)
        taken = await votes.unvote(tx, DI, RED_LANTERN)
        last = await votes.vote(tx, DI, RED_LANTERN)
        told = (await lineage.get_visible(tx.session, RED_LANTERN)).vote_count

    assert first.receipt == again.receipt == last.receipt
    assert taken == first.receipt.taken_back()
    assert told == 1
    assert await counts(moor) == [0, 0, 1, 0]


async def test_a_guests_vote_counts_and_mints_nothing(moor: Database) -> None:
    assert (await vote(moor, GUEST, RED_LANTERN)).receipt == VoteReceipt()
    assert await counts(moor) == [0, 0, 1, 0]
    assert await lines_written(moor) == 0

    assert await unvote(moor, GUEST, RED_LANTERN) == VoteReceipt()
    assert await counts(moor) == [0, 0, 0, 0]


async def test_a_guest_who_claims_the_account_and_votes_again_is_counted_once_and_pays(moor: Database) -> None:
    await vote(moor, GUEST, BELL)
    async with moor.transaction() as tx:
        await tx.session.execute(update(Account).where(col(Account.id) == GUEST.account_id).values(is_guest=False))

    assert (await vote(moor, GUEST, BELL)).receipt.minted == 100
    assert await counts(moor) == [0, 0, 0, 1]


async def test_a_vote_over_the_cap_counts_and_mints_nothing(moor: Database) -> None:
    more = [key_of("NPC", 10 + number) for number in range(4)]
    async with moor.transaction() as tx:
        rows = [creation("NPC", 10 + number, creator_id=ANN.account_id) for number in range(4)]
        await tx.session.execute(insert(Creation), rows)

    minted = [(await vote(moor, DI, creation_id)).receipt.minted for creation_id in more]

    assert minted == [100, 100, 100, 0]
    async with moor.reading() as session:
        assert (await lineage.get_visible(session, more[3])).vote_count == 1


async def test_what_would_come_back_to_the_voter_is_not_minted(moor: Database) -> None:
    receipt = (await vote(moor, ANN, RED_LANTERN)).receipt

    assert receipt.lines == OF_THE_VOTE[:2]
    assert receipt.minted == 91


async def test_nobody_votes_for_her_own_work(moor: Database) -> None:
    with pytest.raises(NotAllowed, match="your own work"):
        await vote(moor, CY, RED_LANTERN)

    assert await counts(moor) == [0, 0, 0, 0]
    assert await lines_written(moor) == 0


async def test_what_is_not_there_is_not_found(moor: Database) -> None:
    for change in (vote, unvote):
        with pytest.raises(NotFound):
            await change(moor, DI, key_of("nothing", 0))

    assert await counts(moor) == [0, 0, 0, 0]


async def test_taking_back_what_never_was_does_nothing(moor: Database) -> None:
    await vote(moor, DI, RED_LANTERN)

    assert await unvote(moor, EVE, RED_LANTERN) == VoteReceipt()
    assert await counts(moor) == [0, 0, 1, 0]
    assert await balances(moor) == [24, 56, 70]


async def test_the_same_vote_at_the_same_moment_counts_one(moor: Database) -> None:
    told = await asyncio.gather(*(vote(moor, DI, RED_LANTERN) for _ in range(8)))

    assert {voted.receipt.minted for voted in told} == {150}
    assert await counts(moor) == [0, 0, 1, 0]
    assert await balances(moor) == [24, 56, 70]


async def test_one_vote_taken_back_by_many_at_the_same_moment_is_taken_back_once(moor: Database) -> None:
    await vote(moor, EVE, RED_LANTERN)
    await vote(moor, DI, RED_LANTERN)

    taken = await asyncio.gather(*(unvote(moor, DI, RED_LANTERN) for _ in range(8)))

    assert sorted(receipt.minted for receipt in taken) == [-100, 0, 0, 0, 0, 0, 0, 0]
    assert await counts(moor) == [0, 0, 1, 0]
    assert await balances(moor) == [24, 56, 70]


async def test_the_votes_of_many_at_the_same_moment_are_all_counted(moor: Database) -> None:
    voters = [viewer_of(number) for number in range(6, PEOPLE)]

    told = await asyncio.gather(*(vote(moor, voter, RED_LANTERN) for voter in voters))

    assert sorted(voted.receipt.minted for voted in told) == [100, 100, 100, 100, 100, 150]
    assert await counts(moor) == [0, 0, 6, 0]


async def test_whoever_votes_too_much_too_fast_waits(moor: Database) -> None:
    await vote(moor, DI, RED_LANTERN)
    async with moor.transaction() as tx:
        await tx.session.execute(update(RateBucket).values(level=VOTE_CAPACITY))

    for change in (vote, unvote):
        with pytest.raises(RateLimited) as refused:
            await change(moor, DI, RED_LANTERN)
        assert 0 < refused.value.retry_after_s <= 5

    assert await counts(moor) == [0, 0, 1, 0]
    await vote(moor, EVE, RED_LANTERN)


async def test_a_vote_rolled_back_leaves_nothing(moor: Database) -> None:
    async def vote_and_fail() -> None:
        async with moor.transaction() as tx:
            await votes.vote(tx, DI, RED_LANTERN)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await vote_and_fail()

    assert await counts(moor) == [0, 0, 0, 0]
    assert await lines_written(moor) == 0


async def test_counts_receipts_and_balances_agree_whatever_is_done(moor: Database) -> None:
    chance = random.Random(5)
    voters = [ANN, BEN, CY, DI, EVE, GUEST]
    standing: set[tuple[UUID, UUID]] = set()

    for _ in range(120):
        voter, creation_id = chance.choice(voters), chance.choice([LANTERN, LANTERN_OF_BONES, RED_LANTERN, BELL])
        key = (voter.account_id, creation_id)
        if chance.random() < 0.4:
            await unvote(moor, voter, creation_id)
            standing.discard(key)
        elif voter is not MAKERS[[LANTERN, LANTERN_OF_BONES, RED_LANTERN, BELL].index(creation_id)]:
            await vote(moor, voter, creation_id)
            standing.add(key)

    kept = sorted(standing)
    async with moor.reading() as session:
        found = await votes.load_votes(session, kept)
        receipts = await votes.load_receipts(session, kept)
    assert [row and (row.account_id, row.creation_id) for row in found] == kept
    assert sum(await counts(moor)) == len(kept)
    minted = {who.account_id: 0 for who in voters}
    for receipt in receipts:
        for line in receipt.lines:
            minted[line.creator_id] += line.echoes
    assert await balances(moor) == [minted[who.account_id] for who in (ANN, BEN, CY)]
    assert sum(minted.values()) > 500


async def test_votes_and_receipts_are_loaded_as_they_were_asked_for(moor: Database) -> None:
    await vote(moor, DI, RED_LANTERN)
    await vote(moor, EVE, RED_LANTERN)
    keys = [(EVE.account_id, BELL), (EVE.account_id, RED_LANTERN), (DI.account_id, RED_LANTERN)]

    async with moor.reading() as session:
        found = await votes.load_votes(session, keys)
        receipts = await votes.load_receipts(session, keys)

    assert [row and row.account_id for row in found] == [None, EVE.account_id, DI.account_id]
    assert [receipt.minted for receipt in receipts] == [0, 100, 150]


async def test_lists_can_be_sorted_by_votes(moor: Database) -> None:
    for voter, creation_id in [(DI, BELL), (EVE, BELL), (GUEST, BELL), (GUEST, LANTERN_OF_BONES)]:
        await vote(moor, voter, creation_id)

    async with moor.reading() as session:
        page = await lineage.list_creations(session, CreationKind.NPC, CreationOrder.MOST_VOTED, 2)
        place = lineage.place_of(page.items[-1], CreationOrder.MOST_VOTED)
        rest = await lineage.list_creations(session, CreationKind.NPC, CreationOrder.MOST_VOTED, 2, place)

    assert [(row.id, row.vote_count) for row in page.items] == [(BELL, 3), (LANTERN_OF_BONES, 1)]
    assert {row.id for row in rest.items} == {LANTERN, RED_LANTERN}
