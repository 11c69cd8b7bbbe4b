"""Several model servers: the healthy one with the least to do speaks, and what it began it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from realm_gql.engine.pool import PoolEngine
from realm_gql.engine.port import EngineState, EngineStatus, GenerationRequest, Piece, Source
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable, RealmError
from tests.engine.asking import hear, request


class Server:
    """An engine that says its name, waits to be let go, and then ends or raises."""

    def __init__(self, name: str, state: EngineState = EngineState.READY, parallel: int = 2) -> None:
        self.name, self.state, self.parallel = name, state, parallel
        self.refuses: RealmError | None = None
        self.breaks: RealmError | None = None
        self.go_on = asyncio.Event()
        self.asked = 0

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def status(self) -> EngineStatus:
        return EngineStatus(self.state, self.name, f"{self.name} is {self.state}.", self.parallel)

    async def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        self.asked += 1
        if self.refuses is not None:
            raise self.refuses
        yield Piece(self.name, Source.MODEL, self.name)
        await self.go_on.wait()
        if self.breaks is not None:
            raise self.breaks


async def test_each_reply_goes_to_the_one_with_the_least_to_do() -> None:
    small, large = Server("small", parallel=1), Server("large", parallel=3)
    pool = PoolEngine([small, large])
    replies = [pool.stream(request()) for _ in range(4)]

    assert [(await anext(reply)).text for reply in replies] == ["small", "large", "large", "large"]
    await replies[2].aclose()
    assert await anext(pool.stream(request())) == Piece("large", Source.MODEL, "large")


async def test_one_that_is_down_is_passed_over() -> None:
    down, up = Server("down", EngineState.RESTARTING), Server("up")
    up.go_on.set()
    pool = PoolEngine([down, up])

    assert await hear(pool, request()) == "up"
    assert down.asked == 0
    assert pool.status() == EngineStatus(EngineState.READY, "up", "down is RESTARTING. up is READY.", 2)


@pytest.mark.parametrize("refusal", [EngineUnavailable("gone"), EngineBusy("full")])
async def test_one_that_refuses_is_passed_over_and_when_all_do_that_is_told(refusal: RealmError) -> None:
    first, second = Server("first"), Server("second")
    first.refuses = refusal
    second.go_on.set()
    pool = PoolEngine([first, second])

    assert await hear(pool, request()) == "second"
    second.refuses = EngineUnavailable("gone as well")
    with pytest.raises(type(refusal)):
        await hear(pool, request())
    assert (first.asked, second.asked) == (2, 2)


async def test_nobody_takes_over_in_the_middle_of_a_reply() -> None:
    first, second = Server("first"), Server("second")
    first.breaks = EngineFailed("it broke off")
    first.go_on.set()

    with pytest.raises(EngineFailed):
        await hear(PoolEngine([first, second]), request())
    assert second.asked == 0


async def test_the_health_of_the_healthiest_is_that_of_all() -> None:
    pool = PoolEngine([Server("a", EngineState.FAILED), Server("b", EngineState.STARTING)])

    assert pool.status().state is EngineState.STARTING
    assert pool.status().parallel == 2
