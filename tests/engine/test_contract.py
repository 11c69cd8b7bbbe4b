"""What every adapter of the engine port keeps, whatever speaks behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from realm_gql.engine.fallback import FallbackEngine
from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.openai import OpenAIEngine
from realm_gql.engine.pool import PoolEngine
from realm_gql.engine.port import Engine, EngineState, Source
from realm_gql.engine.scripted import ScriptedEngine
from tests.engine.asking import hear, listen, request
from tests.engine.remote import remote

ADAPTERS = [pytest.param("llama_cpp", marks=pytest.mark.model), "openai", "pool", "scripted", "fallback"]


@pytest.fixture(params=ADAPTERS)
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[Engine]:
    async with AsyncExitStack() as stack:
        made: Engine
        if request.param == "llama_cpp":
            path: Path = request.getfixturevalue("tiny_model")
            made = LlamaCppEngine(path, threads=1, parallel=4)
        elif request.param == "openai":
            fake = await stack.enter_async_context(remote())
            made = OpenAIEngine(fake.address)
        elif request.param == "pool":
            fakes = [await stack.enter_async_context(remote()) for _ in range(2)]
            made = PoolEngine([OpenAIEngine(fake.address) for fake in fakes])
        elif request.param == "scripted":
            made = ScriptedEngine()
        else:
            missing = LlamaCppEngine(Path("no-such-model.gguf"))
            made = FallbackEngine(missing, ScriptedEngine())
        await made.start()
        stack.push_async_callback(made.stop)
        yield made


async def test_a_reply_comes_in_pieces_that_say_who_spoke(engine: Engine) -> None:
    pieces = await listen(engine, request())

    assert len(pieces) > 1
    assert all(piece.text for piece in pieces)
    assert {piece.model for piece in pieces} == {pieces[0].model}
    assert pieces[0].model
    assert {piece.source for piece in pieces} <= {Source.MODEL, Source.AUTHORED}
    text = "".join(piece.text for piece in pieces)
    assert text == text.strip()


async def test_the_same_greedy_request_gets_the_same_reply(engine: Engine) -> None:
    assert await hear(engine, request()) == await hear(engine, request())


async def test_several_listeners_are_answered_at_once(engine: Engine) -> None:
    replies = await asyncio.gather(*(hear(engine, request()) for _ in range(4)))

    assert all(replies)


async def test_closing_the_iterator_early_leaves_the_engine_well(engine: Engine) -> None:
    reply = engine.stream(request(max_tokens=200))
    first = await anext(reply)
    await reply.aclose()  # type: ignore[attr-defined]

    assert first.text
    assert await hear(engine, request())


async def test_cancelling_the_reader_leaves_the_engine_well(engine: Engine) -> None:
    reading = asyncio.ensure_future(hear(engine, request(max_tokens=200)))
    await asyncio.sleep(0.01)
    reading.cancel()
    await asyncio.wait([reading])

    assert await hear(engine, request())


async def test_starting_and_stopping_twice_is_harmless(engine: Engine) -> None:
    await engine.start()
    assert await hear(engine, request())
    await engine.stop()
    await engine.stop()


async def test_an_empty_room_and_no_words_are_answered_too(engine: Engine) -> None:
    assert await hear(engine, request(persona=(), scene=(), lines=()))


async def test_the_status_names_a_state_and_is_cheap(engine: Engine) -> None:
    await hear(engine, request())

    assert engine.status().state in {EngineState.READY, EngineState.FAILED}
