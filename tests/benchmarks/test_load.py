"""The load generator counts what a server sends, and only within its time."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from benchmarks.engine.load import Load, Result, Stream, run_load
from benchmarks.engine.prompts import COLD, WARM, make_prompt, messages_for
from realm_gql.engine.rendering import PromptStyle

MARK = b'{"content":'


async def test_tokens_are_counted_across_the_pieces_they_come_in() -> None:
    asked: list[bytes] = []
    ended: list[bool] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head)
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        event = b'data: {"content":"a"}\n\n'
        for piece in (event + event + event[:9], event[9:], event):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.01)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        ended.append(True)

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    numbers: list[int] = []

    def body(number: int) -> bytes:
        numbers.append(number)
        return b"{}"

    try:
        result = await run_load(Load(port, "/x", body, MARK), 2, 0.05, first=7)
    finally:
        server.close()
    async with asyncio.timeout(5):
        while len(ended) < len(asked):  # noqa: ASYNC110 (a server has no event for it)
            await asyncio.sleep(0.01)

    assert len(asked) >= 4
    assert numbers == list(range(7, 7 + len(numbers)))
    whole = sum(stream.tokens for stream in result.streams)
    assert whole >= 8
    assert all(len(stream.first) + len(stream.gaps) == stream.tokens for stream in result.streams)


def test_fairness_and_percentiles_are_those_of_the_books() -> None:
    waited = [Stream(10, first=[(0.0, 0.1), (5.0, 5.2)]), Stream(10, first=[(1.0, 1.3), (2.0, 2.4)])]
    even, odd = Result(2.0, waited, Stream()), Result(2.0, [Stream(20), Stream(0)], Stream())

    assert (even.tokens_per_s, even.jain, odd.jain) == (10.0, 1.0, 0.5)
    assert even.first_ms(50) == pytest.approx(250.0)


def test_with_an_intruder_only_the_waits_beside_its_prompt_count() -> None:
    stream = Stream(gaps=[(0.0, 0.01), (1.0, 1.5), (1.5, 1.7), (3.0, 3.01)])

    assert Result(4.0, [stream], Stream(first=[(1.2, 1.6)])).gap_ms(50) == pytest.approx(350.0)
    assert Result(4.0, [stream], Stream()).gap_ms(50) == pytest.approx(105.0)


def test_a_warm_persona_is_the_same_for_another_player() -> None:
    def heads(number: int) -> str:
        return str(messages_for(make_prompt(WARM, number), PromptStyle.PROSE, False)[0]["content"]).split("remember")[0]

    assert heads(1) == heads(5) != heads(2)
    assert make_prompt(COLD, 1).persona != make_prompt(COLD, 5).persona
