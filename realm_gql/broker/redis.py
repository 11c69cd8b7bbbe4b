"""The broker of a realm that runs in several processes: Redis publish and subscribe.

One subscribing connection a process, shared by all its listeners. When Redis goes away, every listener is told that it
lost messages, and again when Redis is back; in between, whoever reads the log looks on its own (`connected`).
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from realm_gql.broker.ear import Ear, Listening
from realm_gql.kit.tasks import cancel, spawn

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import PubSub

log = logging.getLogger("realm.broker")

RETRY_S = 0.5
SUBSCRIBE_TIMEOUT_S = 1.0


class RedisBroker:
    """Carries messages between processes. `prefix` begins every channel, so that realms can share a server."""

    def __init__(self, url: str, prefix: str) -> None:
        self._url = url
        self._prefix = prefix
        self._ears: defaultdict[str, set[Ear]] = defaultdict(set)
        self._confirmed: dict[str, asyncio.Event] = {}
        self._connected = False
        self._subscribing = asyncio.Lock()
        self._client: Redis | None = None
        self._pubsub: PubSub | None = None
        self._reader: asyncio.Task[Any] | None = None

    async def start(self) -> None:
        """Begin connecting; returns once the first attempt has succeeded or failed."""
        from redis.asyncio import Redis

        self._client = Redis.from_url(
            self._url, socket_connect_timeout=2, socket_timeout=5, health_check_interval=10, retry_on_timeout=False
        )
        tried = asyncio.Event()
        self._reader = spawn(self._read_for_ever(self._client, tried), "redis-reader")
        await tried.wait()

    async def stop(self) -> None:
        """Disconnect, and wake every listener."""
        if self._reader is not None:
            await cancel(self._reader)
        if self._client is not None:
            await self._client.aclose()
        self._deafen()

    async def publish(self, topic: str, message: bytes) -> None:
        """Tell every process; nothing happens while Redis is away."""
        from redis.exceptions import RedisError

        if self._client is None or not self._connected:
            return
        try:
            await self._client.publish(self._channel(topic), message)
        except (RedisError, OSError) as error:
            log.debug("a message to %s was lost: %s", topic, error)

    def listen(self, *topics: str) -> Listening:
        """Hear what is published to these topics from now on."""
        return Listening(lambda ear: self._subscribe(ear, topics), lambda ear: self._forget(ear, topics))

    def connected(self) -> bool:
        """Whether Redis answers."""
        return self._connected

    async def _subscribe(self, ear: Ear, topics: tuple[str, ...]) -> None:
        from redis.exceptions import RedisError

        for topic in topics:
            self._ears[topic].add(ear)
        new = [topic for topic in topics if topic not in self._confirmed]
        for topic in new:
            self._confirmed[topic] = asyncio.Event()
        if not self._connected or self._pubsub is None:
            ear.lose()
            return
        try:
            async with asyncio.timeout(SUBSCRIBE_TIMEOUT_S):
                if new:
                    async with self._subscribing:
                        await self._pubsub.subscribe(*map(self._channel, new))
                for topic in topics:
                    await self._confirmed[topic].wait()
        except (RedisError, OSError, TimeoutError):
            ear.lose()  # the reader subscribes to everything again when Redis is back

    async def _forget(self, ear: Ear, topics: tuple[str, ...]) -> None:
        from redis.exceptions import RedisError

        for topic in topics:
            self._ears[topic].discard(ear)
        async with self._subscribing:
            # Looked at under the lock: somebody may have begun to listen again while this one waited.
            empty = [topic for topic in topics if topic in self._ears and not self._ears[topic]]
            for topic in empty:
                del self._ears[topic]
                self._confirmed.pop(topic, None)
            if empty and self._pubsub is not None and self._connected:
                try:
                    await self._pubsub.unsubscribe(*map(self._channel, empty))
                except (RedisError, OSError) as error:
                    log.debug("unsubscribing failed: %s", error)

    async def _read_for_ever(self, client: Redis, tried: asyncio.Event) -> None:
        from redis.exceptions import RedisError

        while True:
            try:
                await self._read(client, tried)
            except (RedisError, OSError) as error:
                if self._connected or not tried.is_set():
                    log.warning("Redis does not answer (%s); the realm reads the log until it is back", error)
                self._connected = False
                self._deafen()
                tried.set()
            await asyncio.sleep(RETRY_S)

    async def _read(self, client: Redis, tried: asyncio.Event) -> None:
        async with client.pubsub() as pubsub:
            # The empty topic keeps the connection subscribed, so that reading it never ends for want of a channel.
            await pubsub.subscribe(*{self._channel(""), *map(self._channel, self._ears)})
            self._pubsub = pubsub
            self._connected = True
            self._deafen()
            tried.set()
            while True:
                message = await pubsub.get_message(timeout=5)
                if message is not None:
                    self._hear(message)

    def _hear(self, message: dict[str, Any]) -> None:
        topic = message["channel"].decode().removeprefix(f"{self._prefix}:")
        if message["type"] == "subscribe" and topic in self._confirmed:
            self._confirmed[topic].set()
        elif message["type"] == "message":
            for ear in tuple(self._ears.get(topic, ())):
                ear.offer(message["data"])

    def _deafen(self) -> None:
        for ears in self._ears.values():
            for ear in ears:
                ear.lose()

    def _channel(self, topic: str) -> str:
        return f"{self._prefix}:{topic}"
