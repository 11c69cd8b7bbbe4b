"""A remote that misbehaves in every way ends in a named error, never in a reply that only looks finished."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from realm_gql.engine.openai import OpenAIEngine
from realm_gql.engine.port import EngineState, Line, Piece, Role, Sampling
from realm_gql.engine.remote import Patience
from realm_gql.errors import EngineFailed, EngineUnavailable
from tests.engine.asking import hear, request
from tests.engine.remote import DONE, STREAM_HEAD, Remote, chunk, plain, remote, serving

QUICK = Patience(connect_s=0.5, first_token_s=0.4, next_token_s=0.4, backoff_s=0.01)
Start = Callable[..., Awaitable[OpenAIEngine]]


@pytest.fixture
async def fake() -> AsyncIterator[Remote]:
    async with remote() as made:
        yield made


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    started: list[OpenAIEngine] = []

    async def start_one(address: str, model: str = "", api_key: str = "") -> OpenAIEngine:
        engine = OpenAIEngine(address, model, api_key, QUICK)
        started.append(engine)
        await engine.start()
        return engine

    yield start_one
    for engine in started:
        await engine.stop()


async def _heard_before(engine: OpenAIEngine, error: type[Exception]) -> str:
    pieces: list[Piece] = []

    async def read() -> None:
        async for piece in engine.stream(request()):
            pieces.append(piece)  # noqa: PERF401 - what was heard before the error matters

    with pytest.raises(error):
        await read()
    return "".join(piece.text for piece in pieces)


async def test_the_request_is_what_the_api_wants(fake: Remote, start: Start) -> None:
    engine = await start(fake.address + "/", "", "k3y")
    said = ((Role.LISTENER, "Wenna", "Hello"), (Role.SPEAKER, "Maren", "Aye"), (Role.LISTENER, "Wenna", "<|im_end|>?"))
    lines = tuple(Line(*parts) for parts in said)

    assert await hear(engine, request(lines=lines, reply_so_far="The moor and")) == "The river is high tonight."
    (asked,) = fake.asked
    assert fake.keys == ["Bearer k3y"]
    assert asked["model"] == "first-listed"
    assert asked["stream"] is True
    assert asked["max_tokens"] == 24
    assert len(asked["stop"]) <= 4
    assert [message["role"] for message in asked["messages"]] == ["system", "user", "assistant", "user", "assistant"]
    assert asked["messages"][-2:] == [
        {"role": "user", "content": "Wenna: <|im_end|>?"},
        {"role": "assistant", "content": "The moor and"},
    ]
    assert engine.status().state is EngineState.READY
    assert engine.status().model == "first-listed"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_passing_refusal_is_asked_again(fake: Remote, start: Start, status: int) -> None:
    good = fake.answers[0]
    fake.answers = [plain(status, {"error": "later"}), plain(status, {"error": "later"}), good]

    assert await hear(await start(fake.address, "m"), request()) == "The river is high tonight."
    assert len(fake.asked) == 3


async def test_a_lasting_refusal_is_given_up_after_three_times(fake: Remote, start: Start) -> None:
    fake.answers = [plain(500, {"error": "broken"})]
    engine = await start(fake.address, "m")

    assert await _heard_before(engine, EngineUnavailable) == ""
    assert len(fake.asked) == 3
    assert engine.status().state is EngineState.RESTARTING
    assert "500" in engine.status().detail


@pytest.mark.parametrize("status", [400, 401, 404])
async def test_a_refusal_of_ours_is_not_repeated(fake: Remote, start: Start, status: int) -> None:
    fake.answers = [plain(status, {"error": "no"})]

    assert await _heard_before(await start(fake.address, "m"), EngineUnavailable) == ""
    assert len(fake.asked) == 1


async def test_nobody_there_is_unavailable(start: Start) -> None:
    engine = await start("http://127.0.0.1:9/v1", "m")

    assert await _heard_before(engine, EngineUnavailable) == ""
    assert "nobody listens there" in engine.status().detail


@pytest.mark.parametrize(
    "answer",
    [
        b"this is not http at all\r\n\r\n",
        b"",
        STREAM_HEAD,
        STREAM_HEAD + b"<html>welcome</html>\n\n",
        STREAM_HEAD + b"data: {broken\n\n",
        STREAM_HEAD + b"data: []\n\n",
        STREAM_HEAD + b'data: {"error": {"message": "out of memory"}}\n\n',
        STREAM_HEAD + b'data: {"choices": [{"delta": {"content": 7}}]}\n\n',
        STREAM_HEAD + b"x" * 200_000,
        STREAM_HEAD + b"\xff\xfe\n\n",
    ],
)
async def test_garbage_before_the_first_word_is_unavailable(fake: Remote, start: Start, answer: bytes) -> None:
    fake.answers = [answer]

    assert await _heard_before(await start(fake.address, "m"), EngineUnavailable) == ""


@pytest.mark.parametrize(
    "rest",
    [
        b"",
        b'data: {"choices": [{"del',
        b"data: garbage\n\n",
        b'data: {"error": {"message": "out of memory"}}\n\n',
    ],
)
async def test_breaking_off_after_the_first_word_fails_and_is_not_repeated(
    fake: Remote, start: Start, rest: bytes
) -> None:
    fake.answers = [STREAM_HEAD + chunk("The river") + rest]

    assert await _heard_before(await start(fake.address, "m"), EngineFailed) == "The river"
    assert len(fake.asked) == 1


@pytest.mark.parametrize(
    ("answer", "error", "heard"),
    [
        (b"", EngineUnavailable, ""),
        (STREAM_HEAD, EngineUnavailable, ""),
        (STREAM_HEAD + chunk("The river"), EngineFailed, "The river"),
    ],
)
async def test_a_remote_that_hangs_is_left(
    fake: Remote, start: Start, answer: bytes, error: type[Exception], heard: str
) -> None:
    fake.answers, fake.hold = [answer], True

    async with asyncio.timeout(3.0):
        assert await _heard_before(await start(fake.address, "m"), error) == heard
        await fake.closed_early.wait()


async def test_closing_the_iterator_closes_the_connection(fake: Remote, start: Start) -> None:
    fake.answers, fake.hold = [STREAM_HEAD + chunk("The river") + chunk(" is")], True
    reply = (await start(fake.address, "m")).stream(request())

    assert (await anext(reply)).text == "The river"
    await reply.aclose()  # type: ignore[attr-defined]
    async with asyncio.timeout(0.3):
        await fake.closed_early.wait()


async def test_events_cut_anywhere_are_put_together(start: Start) -> None:
    whole = STREAM_HEAD + b": a comment\r\n\r\nevent: x\n" + chunk("Flüsse ") + chunk("🐺") + DONE

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for at in range(0, len(whole), 5):
            writer.write(whole[at : at + 5])
            await writer.drain()
            await asyncio.sleep(0)
        writer.close()

    async with serving(drip) as address:
        assert await hear(await start(address, "m"), request()) == "Flüsse 🐺"


async def test_a_schema_is_handed_on_and_its_reply_is_no_speech(fake: Remote, start: Start) -> None:
    schema = {"type": "object", "properties": {"text": {"type": "string"}}}
    fake.say('{"text":', '"one, Maren: two', '"}')
    engine = await start(fake.address)

    assert await hear(engine, replace(request(), schema=schema)) == '{"text":"one, Maren: two"}'
    (asked,) = fake.asked
    assert asked["response_format"]["json_schema"]["schema"] == schema
    assert "stop" not in asked


@pytest.mark.parametrize(
    "said",
    ['{"text":"on', '{"text":7}', '{"text":"one","more":1}', "One, two.", '{"text":"one"}}'],
)
async def test_an_answer_that_does_not_pass_its_schema_fails(fake: Remote, start: Start, said: str) -> None:
    fake.say(said)
    asked = replace(request(), schema={"type": "object", "properties": {"text": {"type": "string"}}})
    engine = await start(fake.address, "m")

    with pytest.raises(EngineFailed, match="broke off, or is not what was asked for"):
        await hear(engine, asked)
    assert engine.status().state is EngineState.READY


async def test_an_answer_may_have_white_space_between_its_words(fake: Remote, start: Start) -> None:
    fake.say('{ "text"', ' :\n"one" }')
    asked = replace(request(), schema={"type": "object", "properties": {"text": {"type": "string"}}})

    assert await hear(await start(fake.address, "m"), asked) == '{ "text" :\n"one" }'


@pytest.mark.parametrize("name", ["exceed_context_size_error", "context_length_exceeded"])
async def test_a_prompt_too_long_for_the_server_is_asked_again_without_its_oldest_lines(
    fake: Remote, start: Start, name: str
) -> None:
    fake.answers = [plain(400, {"error": {"type": name}})] * 2 + [fake.answers[0]]
    lines = tuple(Line((Role.LISTENER, Role.SPEAKER)[n % 2], "Wenna", f"Line {n}.") for n in range(9))
    engine = await start(fake.address, "m")

    assert await hear(engine, request(lines=lines)) == "The river is high tonight."
    said = [[message["content"] for message in asked["messages"][1:]] for asked in fake.asked]
    assert [len(messages) for messages in said] == [9, 5, 3]
    assert said[2][-1] == "Wenna: Line 8."


async def test_a_prompt_too_long_whatever_goes_fails_and_the_server_is_well(fake: Remote, start: Start) -> None:
    fake.answers = [plain(400, {"error": {"message": "This model's maximum context length is 16 tokens."}})]
    engine = await start(fake.address, "m")

    with pytest.raises(EngineFailed, match=r"context of the model server .* is too small"):
        await hear(engine, request("one", "two", "three"))
    assert len(fake.asked) == 2
    assert engine.status().state is not EngineState.RESTARTING


async def test_what_is_no_number_is_refused_and_the_rest_put_within_bounds(fake: Remote, start: Start) -> None:
    engine = await start(fake.address, "m")

    with pytest.raises(EngineFailed, match="the temperature is nan"):
        await hear(engine, replace(request(), sampling=Sampling(temperature=math.nan)))
    assert fake.asked == []
    await hear(engine, replace(request(max_tokens=-3), sampling=Sampling(temperature=1e9, seed=-1)))
    await hear(engine, replace(request(), sampling=Sampling()))
    sent = [(asked["temperature"], asked["seed"], asked["max_tokens"]) for asked in fake.asked]
    assert sent == [(2.0, 2**32 - 2, 1), (0.8, 0, 24)]
