"""Whether the process lives and can serve, as whatever watches over a realm is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from starlette.applications import Starlette

from realm_gql.broker.memory import MemoryBroker
from realm_gql.config import Settings
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Database
from realm_gql.web import health


def client_of(runtime: Runtime) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=Starlette(routes=health.routes(runtime)))
    return httpx.AsyncClient(transport=transport, base_url="http://realm")


@pytest.fixture
async def nowhere() -> AsyncIterator[Database]:
    """A database that does not answer."""
    database = Database(Settings(database_url="postgresql://nobody@127.0.0.1:1/nothing"))
    yield database
    await database.close()


async def test_a_realm_that_can_serve(runtime: Runtime) -> None:
    async with client_of(runtime) as client:
        alive, ready = await client.get("/healthz"), await client.get("/readyz")
    assert (alive.status_code, alive.json()) == (200, {"alive": True})
    assert ready.status_code == 200
    assert ready.json() == {
        "ready": True,
        "database": {"answers": True},
        "broker": {"connected": True},
        "engine": {"state": "READY", "model": "authored lines"},
    }
    assert ready.headers["cache-control"] == "no-store"


async def test_without_its_database_it_lives_and_cannot_serve(runtime: Runtime, nowhere: Database) -> None:
    async with client_of(replace(runtime, database=nowhere)) as client:
        alive, ready = await client.get("/healthz"), await client.get("/readyz")
    assert alive.status_code == 200
    assert ready.status_code == 503
    assert (ready.json()["ready"], ready.json()["database"]) == (False, {"answers": False})
    assert "127.0.0.1" not in ready.text


async def test_without_its_message_server_it_cannot_serve(runtime: Runtime) -> None:
    class Away(MemoryBroker):
        def connected(self) -> bool:
            return False

    async with client_of(replace(runtime, broker=Away())) as client:
        ready = await client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["broker"] == {"connected": False}
