"""Redis going away and coming back: nobody hangs, everybody is told, and listening goes on without a restart."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from realm_gql.broker.port import Wake
from realm_gql.broker.redis import RedisBroker

pytestmark = pytest.mark.redis


class Server:
    """A Redis server of the test's own, to be killed and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(self._folder)],
            stdout=subprocess.DEVNULL,
        )
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            subprocess.run(["sleep", "0.05"], check=True)
        raise AssertionError("redis-server did not start")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running Redis server."""
    if shutil.which("redis-server") is None:
        pytest.skip("Redis: install the Debian package redis-server")
    server = Server(tmp_path)
    server.start()
    yield server
    server.kill()


async def test_redis_going_away_is_told_and_coming_back_is_heard_without_a_restart(server: Server) -> None:
    broker = RedisBroker(server.url, "test")
    await broker.start()
    async with broker.listen("room:a") as ear:
        while await ear.next(0.2) is not Wake.TIMEOUT:
            pass

        server.kill()
        assert await ear.next(3) is Wake.LOST
        assert not broker.connected()
        await broker.publish("room:a", b"into the void")  # raises nothing

        server.start()
        for _ in range(100):
            if broker.connected():
                break
            await asyncio.sleep(0.1)
        while (await ear.next(0.5)) is Wake.LOST:
            pass
        await broker.publish("room:a", b"back")
        assert await ear.next(3) == b"back"
    await broker.stop()


async def test_a_realm_starts_while_redis_is_away(server: Server) -> None:
    server.kill()
    broker = RedisBroker(server.url, "test")

    await broker.start()

    assert not broker.connected()
    async with broker.listen("room:a") as ear:
        assert await ear.next(0.1) is Wake.LOST
    await broker.stop()
