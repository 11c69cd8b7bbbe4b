"""The log: gapless whatever happens, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from realm_gql.broker.memory import MemoryBroker
from realm_gql.domain import events
from realm_gql.domain.events.catalogue import from_payload, to_payload
from realm_gql.domain.events.models import LoggedEvent
from realm_gql.kit.clock import now
from realm_gql.storage.database import Database

STREAM = "room:test"


async def open_stream(database: Database) -> None:
    async with database.transaction() as tx:
        await events.open_stream(tx, STREAM)


async def emit(database: Database, broker: MemoryBroker, fail: bool = False) -> None:
    async with database.transaction() as tx:
        await events.emit(tx, broker, STREAM, events.PlayerEntered(uuid4()))
        if fail:
            raise RuntimeError


async def seqs(database: Database, after: int = 0) -> list[int]:
    async with database.reading() as session:
        return [entry.seq for entry in await events.list_after(session, STREAM, after, 1000)]


async def test_concurrent_writers_leave_no_gap_and_a_rolled_back_one_neither(database: Database) -> None:
    broker = MemoryBroker()
    await open_stream(database)

    results = await asyncio.gather(
        *(emit(database, broker, fail=number % 4 == 0) for number in range(24)), return_exceptions=True
    )

    assert sum(isinstance(result, RuntimeError) for result in results) == 6
    assert await seqs(database) == list(range(1, 19))


async def test_the_bell_rings_after_the_commit_and_not_for_a_rollback(database: Database) -> None:
    broker = MemoryBroker()
    await open_stream(database)
    async with broker.listen(STREAM) as ear:
        with pytest.raises(RuntimeError):
            await emit(database, broker, fail=True)
        await emit(database, broker)

        assert await ear.next(1) == b'{"bell":1}'
    assert await seqs(database) == [1]


async def test_pages_walk_both_ways(database: Database) -> None:
    broker = MemoryBroker()
    await open_stream(database)
    for _ in range(10):
        await emit(database, broker)

    async with database.reading() as session:
        forward = await events.list_after(session, STREAM, 4, 3)
        backward = await events.list_before(session, STREAM, 8, 3)

    assert [entry.seq for entry in forward] == [5, 6, 7]
    assert [entry.seq for entry in backward] == [5, 6, 7]


async def test_retention_drops_what_is_old_and_the_stream_knows_where_it_is_whole(database: Database) -> None:
    broker = MemoryBroker()
    await open_stream(database)
    for _ in range(5):
        await emit(database, broker)
    async with database.transaction() as tx:
        await tx.session.execute(
            update(LoggedEvent).where(LoggedEvent.seq <= 3).values(at=now() - timedelta(days=10))  # type: ignore[arg-type]
        )

        dropped = await events.forget_older(tx, retention_days=7)

    async with database.reading() as session:
        extent = await events.get_extent(session, STREAM)
    assert dropped == 3
    assert (extent.oldest, extent.newest) == (4, 5)
    assert await seqs(database) == [4, 5]


@pytest.mark.parametrize(
    "event",
    [
        events.PlayerSpoke(uuid4(), "hello", None),
        events.PlayerSpoke(uuid4(), "hello", uuid4()),
        events.TurnFailed(
            events.TurnSnapshot(uuid4(), uuid4(), uuid4(), "who?", "FAILED", 2, "I", "MODEL"),
            "ENGINE_FAILED",
            "It broke.",
        ),
    ],
)
def test_an_event_is_read_as_it_was_written(event: events.Event) -> None:
    assert from_payload(event.type, to_payload(event)) == event
