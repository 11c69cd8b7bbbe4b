"""A load of streams over HTTP: each asks, reads its events to the end, and asks again until the time is up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter

READ_BYTES = 65536


@dataclass
class Stream:
    """What one stream got: its tokens within the window, and the times of every one."""

    tokens: int = 0
    first_s: list[float] = field(default_factory=list)
    gaps_s: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """What all of them got in `seconds`."""

    seconds: float
    streams: list[Stream]

    @property
    def tokens_per_s(self) -> float:
        """Tokens of all streams together."""
        return sum(stream.tokens for stream in self.streams) / self.seconds

    @property
    def jain(self) -> float:
        """Jain's fairness index of the streams' tokens: 1 is even."""
        shares = [stream.tokens for stream in self.streams]
        return sum(shares) ** 2 / max(1, len(shares) * sum(share * share for share in shares))

    def first_ms(self, percent: int) -> float:
        """A percentile of the time to the first token."""
        return _percentile([value for stream in self.streams for value in stream.first_s], percent) * 1000

    def gap_ms(self, percent: int) -> float:
        """A percentile of the time between tokens."""
        return _percentile([value for stream in self.streams for value in stream.gaps_s], percent) * 1000


async def run_load(
    port: int, path: str, body: Callable[[int], bytes], streams: int, seconds: float, mark: bytes
) -> Result:
    """Hold `streams` streams for `seconds`; `body` makes request number n, `mark` is once in every token's event."""
    results = [Stream() for _ in range(streams)]
    started = perf_counter()
    numbers = iter(range(10_000_000))

    async def hold(stream: Stream) -> None:
        while perf_counter() - started < seconds:
            await _ask(port, path, body(next(numbers)), stream, mark, started + seconds)

    await asyncio.gather(*(hold(stream) for stream in results))
    return Result(seconds, results)


async def _ask(port: int, path: str, body: bytes, stream: Stream, mark: bytes, until: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    asked = last = perf_counter()
    try:
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        begun, rest = False, b""
        while data := await reader.read(READ_BYTES):
            now = perf_counter()
            text = rest + data
            count = text.count(mark)
            # A mark may lie across two reads.
            rest = text[-(len(mark) - 1) :]
            if not count:
                continue
            if now > until:
                return
            if not begun:
                begun = True
                stream.first_s.append(now - asked)
            else:
                stream.gaps_s.append(now - last)
            stream.gaps_s += [0.0] * (count - 1)
            stream.tokens += count
            last = now
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


def _percentile(values: list[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1] if len(values) > 1 else float("nan")
