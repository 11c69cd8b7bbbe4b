"""The broker port: messages that may be lost.

A bell says "look at the log"; a delta is a piece of a reply still being written. Losing either costs latency, never a
fact, so `publish` never raises because a server is away, and a subscriber that falls behind or was cut off is told so
by `Wake.LOST` and reads the log.

Adapters: `memory` (one process), `redis` (several). Only `app.py` may name them.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from enum import Enum, auto
from typing import Protocol

QUEUE_SIZE = 512
"""Messages a subscriber may be behind before the oldest are dropped and `Wake.LOST` is told."""


class Wake(Enum):
    """What a listener hears besides messages."""

    TIMEOUT = auto()
    LOST = auto()


class Listener(Protocol):
    """One subscriber's ear. Not shared between tasks."""

    async def next(self, timeout_s: float) -> bytes | Wake:
        """The next message; `Wake.TIMEOUT` after `timeout_s` of silence; `Wake.LOST` when some may have been missed."""


class Broker(Protocol):
    """Carries messages between everybody who listens to a topic.

    Topics are short ASCII strings such as ``room:<uuid>``. A message is at most 64 KiB.
    """

    async def start(self) -> None:
        """Connect. A server that is away is no error: it is tried again for as long as the realm runs."""

    async def stop(self) -> None:
        """Disconnect, and end every listener."""

    async def publish(self, topic: str, message: bytes) -> None:
        """Tell everybody who listens to `topic`; does nothing when the server is away. Never raises for that."""

    def listen(self, *topics: str) -> AbstractAsyncContextManager[Listener]:
        """Hear what is published to these topics from the moment the block is entered."""

    def connected(self) -> bool:
        """Whether messages travel at this moment."""
