"""One load for many, and never one that began too early."""

from __future__ import annotations

import asyncio

import pytest

from realm_gql.kit.coalescing import Coalescer


async def test_everybody_who_asks_at_one_moment_shares_one_load() -> None:
    runs = 0

    async def work() -> int:
        nonlocal runs
        runs += 1
        await asyncio.sleep(0.01)
        return runs

    coalescer = Coalescer()
    results = await asyncio.gather(*(coalescer.load("room", work) for _ in range(50)))

    assert results == [1] * 50
    assert runs == 1


async def test_whoever_asks_after_a_load_has_begun_gets_a_later_one() -> None:
    began = asyncio.Event()
    go_on = asyncio.Event()
    world = ["first"]

    async def work() -> list[str]:
        seen = list(world)
        began.set()
        await go_on.wait()
        return seen

    coalescer = Coalescer()
    early = asyncio.ensure_future(coalescer.load("room", work))
    await began.wait()
    world.append("second")
    late = asyncio.ensure_future(coalescer.load("room", work))
    await asyncio.sleep(0.01)
    go_on.set()

    assert await early == ["first"]
    assert await late == ["first", "second"]


async def test_other_keys_load_for_themselves() -> None:
    coalescer = Coalescer()

    async def load(key: str) -> str:
        async def work() -> str:
            return key

        return await coalescer.load(key, work)

    assert await asyncio.gather(load("a"), load("b")) == ["a", "b"]


async def test_a_failure_reaches_everybody_and_the_next_load_is_a_new_one() -> None:
    fails = True

    async def work() -> str:
        if fails:
            raise ValueError("away")
        return "back"

    coalescer = Coalescer()
    results = await asyncio.gather(*(coalescer.load("room", work) for _ in range(3)), return_exceptions=True)
    fails = False

    assert [str(result) for result in results] == ["away"] * 3
    assert await coalescer.load("room", work) == "back"


async def test_one_caller_going_away_does_not_take_the_others_load() -> None:
    async def work() -> str:
        await asyncio.sleep(0.02)
        return "whole"

    coalescer = Coalescer()
    leaving = asyncio.ensure_future(coalescer.load("room", work))
    staying = asyncio.ensure_future(coalescer.load("room", work))
    await asyncio.sleep(0.005)
    leaving.cancel()

    assert await staying == "whole"
    with pytest.raises(asyncio.CancelledError):
        await leaving
