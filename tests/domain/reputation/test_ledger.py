"""The ledger in the database: paid once, capped, taken back, and always in balance, on both databases."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from uuid import UUID

import pytest
from growing import START, creation, derive, key_of
from sqlalchemy import func, insert, select, update
from sqlmodel import col

from realm_gql.domain import lineage, reputation
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage import Creation, PageKey
from realm_gql.domain.reputation import LedgerEntry, LedgerLine, Receipt, Signal
from realm_gql.domain.reputation.models import MINT
from realm_gql.errors import NotFound
from realm_gql.storage.database import Database
from tests.domain.reputation.book import Book

ANN, BEN, CY, DI, GUEST, GONE = (key_of("account", number) for number in range(6))
LANTERN, RED_LANTERN, BELL = (key_of("NPC", number) for number in range(3))
WORKS = 40
"""Originals: those numbered 10 to 24 are Ann's, the rest up to 40 Ben's."""


@pytest.fixture
async def moor(database: Database) -> Database:
    """Ann's lantern, Ben's remix of it, Cy's bell, and a heap of originals."""
    makers = [ANN, BEN, CY, *[ANN] * 7, *[ANN] * 15, *[BEN] * 15]
    people = [
        {"id": key_of("account", n), "handle": f"p-{n}", "handle_key": f"p-{n}", "roles": [], "is_guest": n == 4}
        | {"deleted_at": START if n == 5 else None}
        for n in range(6)
    ]
    async with database.transaction() as tx:
        await tx.session.execute(insert(Account), people)
        rows = [creation("NPC", n, creator_id=maker) for n, maker in enumerate(makers)]
        await tx.session.execute(insert(Creation), rows)
        await derive(tx.session, [(1, 0)])
    return database


async def award(database: Database, signal: Signal) -> Receipt:
    """Award in a transaction of its own."""
    async with database.transaction() as tx:
        return await reputation.award(tx, signal)


async def reverse(database: Database, signal: Signal) -> Receipt:
    """Take back in a transaction of its own."""
    async with database.transaction() as tx:
        return await reputation.reverse(tx, signal)


async def balances(database: Database) -> list[int]:
    """What Ann, Ben, Cy and Di have."""
    async with database.reading() as session:
        assert await session.scalar(select(func.sum(col(LedgerLine.amount)))) in (0, None)
        uneven = select(col(LedgerLine.entry_id)).group_by(col(LedgerLine.entry_id))
        assert (await session.scalars(uneven.having(func.sum(col(LedgerLine.amount)) != 0))).all() == []
        return await reputation.load_balances(session, [ANN, BEN, CY, DI])


async def entries(database: Database) -> list[LedgerEntry]:
    """Every entry, the oldest first."""
    async with database.reading() as session:
        rows = await session.scalars(select(LedgerEntry).order_by(col(LedgerEntry.created_at), col(LedgerEntry.id)))
        return list(rows.all())


def given_to(receipt: Receipt) -> list[tuple[UUID | None, int]]:
    """Who received how much, the mint included."""
    return sorted(((line.account_id, line.amount) for line in receipt.lines), key=lambda pair: pair[1])


async def test_a_vote_is_paid_and_every_line_says_for_what(moor: Database) -> None:
    receipt = await award(moor, reputation.vote(CY, RED_LANTERN))

    assert receipt.echoes == 150
    assert given_to(receipt) == [(MINT, -100), (MINT, -50), (ANN, 30), (ANN, 50), (BEN, 70)]
    assert {(line.amount, line.reason.value, line.creation_id, line.earned_by_id) for line in receipt.lines} == {
        (-100, "VOTE", RED_LANTERN, RED_LANTERN),
        (70, "VOTE", RED_LANTERN, RED_LANTERN),
        (30, "VOTE", LANTERN, RED_LANTERN),
        (-50, "REMIX", LANTERN, LANTERN),
        (50, "REMIX", LANTERN, LANTERN),
    }
    assert await balances(moor) == [80, 70, 0, 0]
    async with moor.reading() as session:
        assert await reputation.load_earned(session, [LANTERN, BELL, RED_LANTERN]) == [50, 0, 100]
        assert await reputation.get_balance(session, BEN) == 70


async def test_the_same_signal_pays_once_and_tells_the_same_again(moor: Database) -> None:
    first = await award(moor, reputation.vote(CY, RED_LANTERN))
    again = await award(moor, reputation.vote(CY, RED_LANTERN))

    assert again == first
    assert await balances(moor) == [80, 70, 0, 0]


async def test_a_remix_is_confirmed_by_the_first_vote_alone(moor: Database) -> None:
    await award(moor, reputation.vote(CY, RED_LANTERN))
    second = await award(moor, reputation.vote(DI, RED_LANTERN))

    assert second.echoes == 100
    assert await balances(moor) == [110, 140, 0, 0]


@pytest.mark.parametrize("voter", [GUEST, GONE, BEN])
async def test_a_vote_that_earns_nothing_writes_nothing(moor: Database, voter: UUID) -> None:
    receipt = await award(moor, reputation.vote(voter, RED_LANTERN))

    assert (receipt.echoes, receipt.lines) == (0, [])
    assert await entries(moor) == []


async def test_a_guest_who_claims_the_account_can_be_signalled_for_again(moor: Database) -> None:
    await award(moor, reputation.vote(GUEST, BELL))
    async with moor.transaction() as tx:
        await tx.session.execute(update(Account).where(col(Account.id) == GUEST).values(is_guest=False))

    assert (await award(moor, reputation.vote(GUEST, BELL))).echoes == 100


@pytest.mark.parametrize("signal", [reputation.vote(CY, key_of("nothing", 0)), reputation.vote(key_of("x", 0), BELL)])
async def test_what_or_who_is_not_there_is_not_found(moor: Database, signal: Signal) -> None:
    with pytest.raises(NotFound):
        await award(moor, signal)

    assert await entries(moor) == []


async def test_what_is_taken_back_goes_back_to_the_mint_and_nothing_is_overwritten(moor: Database) -> None:
    given = await award(moor, reputation.vote(CY, RED_LANTERN))
    before = [entry.model_dump() for entry in await entries(moor)]

    receipt = await reverse(moor, reputation.vote(CY, RED_LANTERN))

    assert receipt.echoes == 0
    assert sorted(line.amount for line in receipt.lines if line.taken_back) == [-70, -50, -30, 50, 100]
    assert [line for line in receipt.lines if not line.taken_back] == list(given.lines)
    assert [entry.model_dump() for entry in await entries(moor)][:2] == before
    assert await balances(moor) == [0, 0, 0, 0]
    async with moor.reading() as session:
        assert await reputation.load_earned(session, [LANTERN, RED_LANTERN]) == [0, 0]


async def test_what_was_taken_back_is_taken_back_once(moor: Database) -> None:
    await award(moor, reputation.vote(CY, RED_LANTERN))

    first = await reverse(moor, reputation.vote(CY, RED_LANTERN))

    assert await reverse(moor, reputation.vote(CY, RED_LANTERN)) == first


async def test_taking_back_what_never_was_does_nothing(moor: Database) -> None:
    assert (await reverse(moor, reputation.vote(CY, RED_LANTERN))).lines == []
    assert await entries(moor) == []


async def test_what_is_done_again_after_it_was_taken_back_is_paid_again(moor: Database) -> None:
    vote = reputation.vote(CY, RED_LANTERN)
    for _ in range(3):
        await award(moor, vote)
        await reverse(moor, vote)

    receipt = await award(moor, vote)

    assert receipt.echoes == 150
    assert await balances(moor) == [80, 70, 0, 0]
    votes = [entry.number for entry in await entries(moor) if entry.cause == vote.key]
    assert votes == [1, 2, 3, 4]


async def test_a_confirmation_taken_back_is_left_to_the_next_vote(moor: Database) -> None:
    await award(moor, reputation.vote(CY, RED_LANTERN))
    await reverse(moor, reputation.vote(CY, RED_LANTERN))

    assert (await award(moor, reputation.vote(DI, RED_LANTERN))).echoes == 150


async def test_one_brings_another_at_most_three_hundred_a_day(moor: Database) -> None:
    paid = [(await award(moor, reputation.vote(CY, key_of("NPC", number)))).echoes for number in range(10, 15)]

    assert paid == [100, 100, 100, 0, 0]


async def test_one_gives_at_most_a_thousand_a_day(moor: Database) -> None:
    makers = [key_of("account", 10 + number) for number in range(6)]
    async with moor.transaction() as tx:
        people = [{"id": key, "handle": str(key), "handle_key": str(key), "roles": []} for key in makers]
        await tx.session.execute(insert(Account), people)
        rows = [creation("NPC", 100 + n, creator_id=makers[n // 2]) for n in range(12)]
        await tx.session.execute(insert(Creation), rows)

    paid = [(await award(moor, reputation.quest_finished(DI, LANTERN))).echoes]
    paid += [(await award(moor, reputation.vote(DI, key_of("NPC", 100 + number)))).echoes for number in range(12)]

    assert paid == [50, 100, 100, 100, 100, 100, 100, 100, 100, 100, 50, 0, 0]


async def test_what_was_taken_back_no_longer_counts_against_the_caps(moor: Database) -> None:
    for number in (10, 11, 12):
        await award(moor, reputation.vote(CY, key_of("NPC", number)))
    await reverse(moor, reputation.vote(CY, key_of("NPC", 10)))

    assert (await award(moor, reputation.vote(CY, key_of("NPC", 13)))).echoes == 100
    assert (await award(moor, reputation.vote(CY, key_of("NPC", 14)))).echoes == 0


async def test_a_day_later_one_may_give_again(moor: Database) -> None:
    for number in (10, 11, 12):
        await award(moor, reputation.vote(CY, key_of("NPC", number)))
    await _age(moor, timedelta(hours=23, minutes=59))
    assert (await award(moor, reputation.vote(CY, key_of("NPC", 13)))).echoes == 0

    await _age(moor, timedelta(minutes=2))

    assert (await award(moor, reputation.vote(CY, key_of("NPC", 13)))).echoes == 100


async def test_a_quest_counts_once_for_each_player(moor: Database) -> None:
    paid = [(await award(moor, reputation.quest_finished(who, BELL))).echoes for who in (ANN, ANN, BEN)]

    assert paid == [50, 50, 50]
    assert await balances(moor) == [0, 0, 100, 0]


async def test_a_place_is_paid_once_whoever_is_said_to_have_it(moor: Database) -> None:
    challenge = key_of("challenge", 0)

    paid = [
        (await award(moor, reputation.challenge_placed(challenge, place, creation_id))).echoes
        for place, creation_id in [(1, RED_LANTERN), (1, BELL), (2, BELL), (3, LANTERN)]
    ]

    assert paid == [1_000, 1_000, 600, 300]
    assert await balances(moor) == [600, 700, 600, 0]


async def test_the_same_vote_at_the_same_moment_pays_once(moor: Database) -> None:
    receipts = await asyncio.gather(*(award(moor, reputation.vote(CY, RED_LANTERN)) for _ in range(8)))

    assert {receipt.echoes for receipt in receipts} == {150}
    assert len(await entries(moor)) == 2
    assert await balances(moor) == [80, 70, 0, 0]


async def test_one_prize_for_two_at_the_same_moment_is_paid_once(moor: Database) -> None:
    challenge = key_of("challenge", 0)
    await asyncio.gather(
        *(award(moor, reputation.challenge_placed(challenge, 1, key_of("NPC", number))) for number in range(10, 18))
    )

    assert await balances(moor) == [1_000, 0, 0, 0]


async def test_a_remix_confirmed_by_many_at_the_same_moment_is_confirmed_once(moor: Database) -> None:
    voters = [key_of("account", 20 + number) for number in range(8)]
    async with moor.transaction() as tx:
        people = [
            {"id": key, "handle": str(key), "handle_key": str(key), "roles": [], "is_guest": False} for key in voters
        ]
        await tx.session.execute(insert(Account), people)

    await asyncio.gather(*(award(moor, reputation.vote(voter, RED_LANTERN)) for voter in voters))

    assert await balances(moor) == [8 * 30 + 50, 8 * 70, 0, 0]


async def test_many_votes_of_one_at_the_same_moment_keep_the_caps(moor: Database) -> None:
    await asyncio.gather(*(award(moor, reputation.vote(CY, key_of("NPC", number))) for number in range(10, 40)))

    assert await balances(moor) == [300, 300, 0, 0]


async def test_one_vote_taken_back_by_many_at_the_same_moment_is_taken_back_once(moor: Database) -> None:
    await award(moor, reputation.vote(CY, RED_LANTERN))

    await asyncio.gather(*(reverse(moor, reputation.vote(CY, RED_LANTERN)) for _ in range(8)))

    assert len(await entries(moor)) == 4
    assert await balances(moor) == [0, 0, 0, 0]


async def test_an_award_rolled_back_leaves_nothing(moor: Database) -> None:
    async def vote_and_fail() -> None:
        async with moor.transaction() as tx:
            await reputation.award(tx, reputation.vote(CY, RED_LANTERN))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await vote_and_fail()

    assert await entries(moor) == []


async def test_the_database_agrees_with_the_rules_whatever_is_done(moor: Database) -> None:
    chance = random.Random(11)
    book = Book()
    async with moor.reading() as session:
        ids = [key_of("NPC", number) for number in range(WORKS)]
        ancestries = dict(zip(ids, await lineage.load_ancestries(session, ids), strict=True))

    for _ in range(150):
        send = chance.choice([reputation.vote, reputation.vote, reputation.quest_finished])
        signal = send(chance.choice([ANN, BEN, CY, DI]), chance.choice(ids[:16]))
        ancestry = ancestries[signal.creation_id]
        assert ancestry is not None
        if chance.random() < 0.3:
            book.reverse(signal)
            await reverse(moor, signal)
        else:
            book.award(signal, ancestry)
            await award(moor, signal)

    assert await balances(moor) == [book.balances[who] for who in (ANN, BEN, CY, DI)]
    assert book.balances.total() > 1_000


async def test_a_ledger_is_read_in_pages_the_newest_line_first(moor: Database) -> None:
    for number, voter in enumerate([BEN, CY, DI]):
        await award(moor, reputation.vote(voter, key_of("NPC", 10 + number)))
    await reverse(moor, reputation.vote(DI, key_of("NPC", 12)))

    async with moor.reading() as session:
        (first, nothing) = await reputation.load_lines(session, [PageKey(ANN, 3), PageKey(DI, 3)])
        place = reputation.place_of_line(first.items[-1])
        (second,) = await reputation.load_lines(session, [PageKey(ANN, 3, place)])

    lines = [*first.items, *second.items]
    assert [(line.amount, line.creation_id, line.taken_back) for line in lines] == [
        (-100, key_of("NPC", 12), True),
        (100, key_of("NPC", 12), False),
        (100, key_of("NPC", 11), False),
        (100, key_of("NPC", 10), False),
    ]
    assert (first.has_next, second.has_next, nothing.items) == (True, False, [])


async def _age(database: Database, by: timedelta) -> None:
    """Let time pass for what is written."""
    async with database.transaction() as tx:
        for entry in await tx.session.scalars(select(LedgerEntry)):
            entry.created_at = entry.created_at - by
