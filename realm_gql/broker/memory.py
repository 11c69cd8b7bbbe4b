"""The broker of a realm that runs in one process."""

from __future__ import annotations

from collections import defaultdict

from realm_gql.broker.ear import Ear, Listening


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

    def listen(self, *topics: str) -> Listening:
        """Hear what is published to these topics from now on."""

        async def begin(ear: Ear) -> None:
            for topic in topics:
                self._ears[topic].add(ear)

        async def end(ear: Ear) -> None:
            for topic in topics:
                self._ears[topic].discard(ear)
                if not self._ears[topic]:
                    del self._ears[topic]

        return Listening(begin, end)

    def connected(self) -> bool:
        """Always: there is nothing in between."""
        return True
