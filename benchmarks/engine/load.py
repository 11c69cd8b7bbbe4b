"""A load of streams over HTTP: each asks, reads its events to the end, and asks again until the time is up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter

READ_BYTES = 65536
INTRUDER_PAUSE_S = 0.5


@dataclass
class Stream:
    """What one stream got: its tokens in time, and from when to when it waited for each."""

    tokens: int = 0
    first: list[tuple[float, float]] = field(default_factory=list)
    gaps: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """What all of them got in `seconds`, and what the intruder got, if there was one."""

    seconds: float
    streams: list[Stream]
    intruder: Stream

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
        return _percentile([end - begin for stream in self.streams for begin, end in stream.first], percent)

    def gap_ms(self, percent: int) -> float:
        """A percentile of the time between tokens; with an intruder, of those in which its prompt was being read."""
        gaps = [gap for stream in self.streams for gap in stream.gaps]
        if read := self.intruder.first:
            gaps = [gap for gap in gaps if any(gap[0] < end and begin < gap[1] for begin, end in read)]
        return _percentile([end - begin for begin, end in gaps], percent)


@dataclass(frozen=True)
class Load:
    """What is asked of whom: `body` makes request number n, `mark` is once in every token's event.

    With `intrude` somebody with a very long prompt comes by all the time, whose tokens are not counted.
    """

    port: int
    path: str
    body: Callable[[int], bytes]
    mark: bytes
    intrude: Callable[[int], bytes] | None = None


async def run_load(load: Load, streams: int, seconds: float, first: int = 0) -> Result:
    """Hold `streams` streams for `seconds`; their requests are numbered from `first` on."""
    results, intruder = [Stream() for _ in range(streams)], Stream()
    started = perf_counter()
    numbers = iter(range(first, 10_000_000))

    async def hold(stream: Stream, body: Callable[[int], bytes], pause_s: float = 0.0) -> None:
        while perf_counter() - started < seconds:
            await _ask(load, body(next(numbers)), stream, started + seconds)
            await asyncio.sleep(pause_s)

    holding = [hold(stream, load.body) for stream in results]
    if load.intrude is not None:
        holding.append(hold(intruder, load.intrude, INTRUDER_PAUSE_S))
    await asyncio.gather(*holding)
    return Result(seconds, results, intruder)


async def _ask(load: Load, body: bytes, stream: Stream, until: float) -> None:
    mark = load.mark
    reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    head = f"POST {load.path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
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
                stream.first.append((asked, now))
            else:
                stream.gaps.append((last, now))
            stream.gaps += [(now, now)] * (count - 1)
            stream.tokens += count
            last = now
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


def _percentile(values: list[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1] * 1000 if len(values) > 1 else float("nan")
