"""What every adapter's listener is: a bounded queue that says when something was lost."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from types import TracebackType

from realm_gql.broker.port import QUEUE_SIZE, Wake


class Ear:
    """A listener's queue. Offering never waits; a full queue drops its oldest and remembers that it did."""

    def __init__(self) -> None:
        self._messages: deque[bytes] = deque()
        self._lost = False
        self._ready = asyncio.Event()

    def offer(self, message: bytes) -> None:
        """Put a message in."""
        if len(self._messages) >= QUEUE_SIZE:
            self._messages.popleft()
            self._lost = True
        self._messages.append(message)
        self._ready.set()

    def lose(self) -> None:
        """Say that messages may have been missed."""
        self._lost = True
        self._ready.set()

    async def next(self, timeout_s: float) -> bytes | Wake:
        """See `port.Listener.next`."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._ready.wait()
        except TimeoutError:
            return Wake.TIMEOUT
        if self._lost:
            self._lost = False
            return self._settled(Wake.LOST)
        return self._settled(self._messages.popleft())

    def _settled(self, heard: bytes | Wake) -> bytes | Wake:
        if not self._messages:
            self._ready.clear()
        return heard


class Listening:
    """The block in which an ear hears: `begin` when it is entered, `end` when it is left.

    A class and no generator: a generator that is left behind inside another one cannot be closed in every order.
    """

    def __init__(self, begin: Callable[[Ear], Awaitable[None]], end: Callable[[Ear], Awaitable[None]]) -> None:
        self._ear = Ear()
        self._begin = begin
        self._end = end

    async def __aenter__(self) -> Ear:
        try:
            await self._begin(self._ear)
        except BaseException:
            await self._end(self._ear)
            raise
        return self._ear

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end(self._ear)
