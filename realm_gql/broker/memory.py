"""The broker of a realm that runs in one process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from realm_gql.broker.ear import Ear


class MemoryBroker:
    """Carries messages between the tasks of one process."""

    def __init__(self) -> None:
        self._ears: defaultdict[str, set[Ear]] = defaultdict(set)

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Wake every listener, so that whoever waits sees that the realm is closing."""
        for ears in self._ears.values():
            for ear in ears:
                ear.lose()

    async def publish(self, topic: str, message: bytes) -> None:
        """Tell everybody who listens to `topic`."""
        for ear in tuple(self._ears.get(topic, ())):
            ear.offer(message)

    @asynccontextmanager
    async def listen(self, *topics: str) -> AsyncIterator[Ear]:
        """Hear what is published to these topics from now on."""
        ear = Ear()
        for topic in topics:
            self._ears[topic].add(ear)
        try:
            yield ear
        finally:
            for topic in topics:
                self._ears[topic].discard(ear)
                if not self._ears[topic]:
                    del self._ears[topic]

    def connected(self) -> bool:
        """Always: there is nothing in between."""
        return True
