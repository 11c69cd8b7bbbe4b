"""What every adapter's listener is: a bounded queue that says when something was lost."""

from __future__ import annotations

import asyncio
from collections import deque

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
