"""Limits and idempotency keys: what is counted, what leaks away, what happens once. On each database."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from realm_gql.domain import accounts
from realm_gql.domain.accounts.models import IdempotencyKey, RateBucket
from realm_gql.errors import IdempotencyMismatch, InvalidInput, RateLimited
from realm_gql.kit.clock import now
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Database
from tests.domain.accounts.people import Maker


async def test_a_bucket_fills_and_leaks(database: Database) -> None:
    async def spend(amount: float = 1.0) -> None:
        async with database.transaction() as tx:
            await accounts.spend(tx, "test", 3, 0.5, "Slower.", amount)

    await spend()
    await spend(2)
    with pytest.raises(RateLimited) as caught:
        await spend()
    assert caught.value.message == "Slower."
    assert 1.5 < caught.value.retry_after_s <= 2

    async with database.transaction() as tx:
        await tx.session.execute(update(RateBucket).values(updated_at=now() - timedelta(seconds=4)))
    await spend(2)
    with pytest.raises(RateLimited):
        await spend()


async def test_what_is_rolled_back_is_not_counted(database: Database) -> None:
    async def spend_and_fail() -> None:
        async with database.transaction() as tx:
            await accounts.spend(tx, "test", 1, 0, "Slower.")
            raise RuntimeError

    for _ in range(3):
        with pytest.raises(RuntimeError):
            await spend_and_fail()

    async with database.transaction() as tx:
        await accounts.spend(tx, "test", 1, 0, "Slower.")


async def test_a_crowd_is_counted_exactly(database: Database) -> None:
    async def spend() -> None:
        async with database.transaction() as tx:
            await accounts.spend(tx, "crowd", 5, 0, "Slower.")

    outcomes = await asyncio.gather(*(spend() for _ in range(12)), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType"] * 5 + ["RateLimited"] * 7


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_an_address_counts_as_the_household_it_is_of(address: str, key: str) -> None:
    assert accounts.address_key(address) == key


class Work:
    """Something that must not happen twice."""

    def __init__(self, runtime: Runtime, viewer: accounts.Viewer) -> None:
        self.runtime = runtime
        self.viewer = viewer
        self.times = 0

    async def __call__(self, key: str | None, **params: object) -> dict[str, str]:
        async def do() -> dict[str, str]:
            self.times += 1
            await asyncio.sleep(0.01)
            return {"number": str(self.times)}

        async with self.runtime.database.transaction() as tx:
            return await accounts.once(tx, self.viewer, key, "work", params, do)


async def test_a_key_does_a_thing_once_and_answers_the_same(runtime: Runtime, guest: Maker) -> None:
    work = Work(runtime, await guest())

    assert await work("k", text="hello") == {"number": "1"}
    assert await work("k", text="hello") == {"number": "1"}
    assert await work("other", text="hello") == {"number": "2"}
    assert await work(None, text="hello") == {"number": "3"}


async def test_the_same_key_with_other_parameters_is_refused(runtime: Runtime, guest: Maker) -> None:
    work = Work(runtime, await guest())
    await work("k", text="hello")

    with pytest.raises(IdempotencyMismatch):
        await work("k", text="goodbye")

    assert work.times == 1


async def test_keys_of_different_accounts_have_nothing_to_do_with_each_other(runtime: Runtime, guest: Maker) -> None:
    one, other = Work(runtime, await guest()), Work(runtime, await guest())

    await one("k", text="hello")
    await other("k", text="goodbye")

    assert (one.times, other.times) == (1, 1)


async def test_one_key_many_times_at_once_does_the_thing_once(runtime: Runtime, guest: Maker) -> None:
    work = Work(runtime, await guest())

    outcomes = await asyncio.gather(*(work("k", text="hello") for _ in range(6)))

    assert outcomes == [{"number": "1"}] * 6
    assert work.times == 1


async def test_a_write_that_failed_may_be_tried_again_with_its_key(runtime: Runtime, guest: Maker) -> None:
    viewer = await guest()

    async def fail() -> dict[str, str]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        async with runtime.database.transaction() as tx:
            await accounts.once(tx, viewer, "k", "work", {}, fail)

    assert await Work(runtime, viewer)("k") == {"number": "1"}


async def test_a_key_is_forgotten_after_a_day(runtime: Runtime, guest: Maker) -> None:
    work = Work(runtime, await guest())
    await work("k", text="hello")
    async with runtime.database.transaction() as tx:
        await tx.session.execute(update(IdempotencyKey).values(created_at=now() - timedelta(hours=25)))

    assert await work("k", text="goodbye") == {"number": "2"}
    assert await work("k", text="goodbye") == {"number": "2"}


@pytest.mark.parametrize("key", ["", "k" * 201, "a\x00b", "\ud800"])
async def test_a_key_that_cannot_be_kept_is_refused(runtime: Runtime, guest: Maker, key: str) -> None:
    work = Work(runtime, await guest())

    with pytest.raises(InvalidInput) as caught:
        await work(key, text="hello")

    assert caught.value.field == "idempotencyKey"
    assert work.times == 0


async def test_what_is_stale_is_forgotten_and_what_is_not_stays(runtime: Runtime, guest: Maker) -> None:
    work = Work(runtime, await guest())
    await work("old")
    async with runtime.database.transaction() as tx:
        await accounts.spend(tx, "old", 5, 1, "Slower.")
        yesterday = now() - timedelta(hours=25)
        await tx.session.execute(update(IdempotencyKey).values(created_at=yesterday))
        await tx.session.execute(update(RateBucket).values(updated_at=yesterday))
        await accounts.spend(tx, "new", 5, 1, "Slower.")
    await work("new")

    async with runtime.database.transaction() as tx:
        await accounts.forget_stale(tx)

    async with runtime.database.reading() as session:
        assert (await session.execute(select(col(IdempotencyKey.key)))).scalars().all() == ["new"]
        assert (await session.execute(select(col(RateBucket.key)))).scalars().all() == ["new"]
        assert (await session.execute(select(func.count()).select_from(accounts.Account))).scalar_one() == 1
