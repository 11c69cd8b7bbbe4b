"""An OpenAI-compatible server on loopback that behaves, or misbehaves, as a test tells it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

STREAM_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
DONE = b"data: [DONE]\n\n"


def chunk(text: str, finish: str | None = None) -> bytes:
    """One event of a streamed completion."""
    body = {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}
    return b"data: " + json.dumps(body).encode() + b"\n\n"


def plain(status: int, body: Any, head: str = "") -> bytes:
    """A whole response that is no stream."""
    data = json.dumps(body).encode()
    return f"HTTP/1.1 {status} X\r\nContent-Length: {len(data)}\r\nConnection: close\r\n{head}\r\n".encode() + data


class Remote:
    """What the server is to do with the next requests, and what it was asked."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str] = []
        self.closed_early = asyncio.Event()
        self.answers: list[bytes] = []
        """Raw answers, one for each request; the last is repeated."""
        self.hold = False
        """Whether the connection stays open and silent after the answer."""

    def say(self, *texts: str) -> None:
        """Answer well."""
        self.answers = [STREAM_HEAD + b"".join(chunk(text) for text in texts) + chunk("", "stop") + DONE]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            fields = {k.lower(): v for k, _, v in (line.partition(": ") for line in head.split("\r\n")[1:])}
            body = await reader.readexactly(int(fields.get("content-length", 0)))
            if head.startswith("GET /v1/models"):
                writer.write(plain(200, {"data": [{"id": "first-listed"}, {"id": "second"}]}))
                await writer.drain()
                return
            self.paths.append(head.split(" ")[1])
            self.asked.append(json.loads(body))
            self.keys.append(fields.get("authorization", ""))
            writer.write(self.answers[min(len(self.asked), len(self.answers)) - 1])
            await writer.drain()
            if self.hold:
                await reader.read()
                self.closed_early.set()
        except (ConnectionError, asyncio.IncompleteReadError):
            self.closed_early.set()
        finally:
            writer.close()


@asynccontextmanager
async def serving(
    handle: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """A server on a free port; gives its address."""
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    finally:
        server.close()


@asynccontextmanager
async def remote() -> AsyncIterator[Remote]:
    """A well-behaved remote until told otherwise."""
    fake = Remote()
    fake.say("The river ", "is high ", "tonight.")
    async with serving(fake.handle) as fake.address:
        yield fake
