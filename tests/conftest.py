"""What every test may ask for: a migrated empty database of each kind, a broker of each kind, a seeded realm, a client.

PostgreSQL and Redis come from ``REALM_TEST_DATABASE_URL`` and ``REALM_TEST_REDIS_URL``; what is missing is left out and
the summary says so (`left_out.py`).
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from realm_gql.broker.memory import MemoryBroker
from realm_gql.broker.port import Broker
from realm_gql.config import Settings
from realm_gql.domain.models import METADATA
from realm_gql.engine.scripted import ScriptedEngine
from realm_gql.runtime import Runtime
from realm_gql.seed.plant import plant
from realm_gql.storage.database import SQLITE_FILE, Database
from realm_gql.storage.migrate import migrate

sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ["left_out"]

POSTGRES_URL = os.environ.get("REALM_TEST_DATABASE_URL", "")
REDIS_URL = os.environ.get("REALM_TEST_REDIS_URL", "")

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
BROKERS = ["memory", pytest.param("redis", marks=pytest.mark.redis)]


def run(work: Coroutine[Any, Any, None]) -> None:
    """Do asynchronous work in a loop of its own: a fixture may be asked for while a test's loop runs."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def run_apart(work: Coroutine[Any, Any, Any]) -> None:
    """Run some work in a loop of its own, also while a test's loop runs."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file without a row, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    run(migrate(Settings(data_dir=folder)))
    return folder / SQLITE_FILE


@pytest.fixture(scope="session")
def seeded_sqlite(tmp_path_factory: pytest.TempPathFactory, empty_sqlite: Path) -> Path:
    """A SQLite file with the starter realm, to be copied with the key beside it: `growing.copy_realm` does."""
    folder = tmp_path_factory.mktemp("seeded")
    shutil.copy(empty_sqlite, folder / SQLITE_FILE)

    async def seed() -> None:
        database = Database(Settings(data_dir=folder))
        await plant(database)
        await database.close()

    run(seed())
    return folder / SQLITE_FILE


@pytest.fixture(scope="session")
def migrated_postgres() -> str:
    """The address of a migrated PostgreSQL database."""
    if not POSTGRES_URL:
        pytest.skip("PostgreSQL: set REALM_TEST_DATABASE_URL (Debian package postgresql; .ci/run starts one)")
    run(migrate(Settings(database_url=POSTGRES_URL)))
    return POSTGRES_URL


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a realm of its own, on SQLite, without pace."""
    return Settings(data_dir=tmp_path, reply_pace_tokens_per_s=0, seed_starter_realm=False)


@pytest.fixture(params=DATABASES)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated empty database, of each kind in turn."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / SQLITE_FILE)
        database = Database(Settings(data_dir=tmp_path))
    else:
        url = request.getfixturevalue("migrated_postgres")
        database = Database(Settings(data_dir=tmp_path, database_url=url))
        await empty(database)
    yield database
    await database.close()


@pytest.fixture(params=BROKERS)
async def broker(request: pytest.FixtureRequest) -> AsyncIterator[Broker]:
    """A started broker, of each kind in turn."""
    if request.param == "memory":
        broker: Broker = MemoryBroker()
    else:
        if not REDIS_URL:
            pytest.skip("Redis: set REALM_TEST_REDIS_URL (Debian package redis-server; .ci/run starts one)")
        from realm_gql.broker.redis import RedisBroker

        broker = RedisBroker(REDIS_URL, f"test-{os.getpid()}")
    await broker.start()
    yield broker
    await broker.stop()


@pytest.fixture
async def runtime(database: Database, settings: Settings) -> AsyncIterator[Runtime]:
    """A realm without a row, on each database; its NPCs say authored lines."""
    broker = MemoryBroker()
    engine = ScriptedEngine()
    await engine.start()
    yield Runtime(settings, database, broker, engine)
    await engine.stop()
    await broker.stop()


@pytest.fixture
async def realm(runtime: Runtime, request: pytest.FixtureRequest) -> Runtime:
    """A realm with the starter world in it, on each database."""
    if runtime.database.sqlite:
        from growing import copy_realm

        await runtime.database.close()
        copy_realm(request.getfixturevalue("seeded_sqlite"), runtime.settings.data_dir)
    else:
        await plant(runtime.database)
    return runtime


class Client:
    """A GraphQL client over HTTP, straight into the application: no socket in between."""

    def __init__(self, http: httpx.AsyncClient, runtime: Runtime) -> None:
        self.http = http
        self.runtime = runtime
        self.token: str | None = None

    async def ask(
        self, query: str, variables: dict[str, Any] | None = None, token: str | None = None
    ) -> dict[str, Any]:
        """Send one operation; returns the whole answer, ``data`` and ``errors``."""
        bearer = token or self.token
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        response = await self.http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        answer: dict[str, Any] = response.json()
        return answer

    async def data(self, query: str, variables: dict[str, Any] | None = None, token: str | None = None) -> Any:
        """Send one operation that must succeed; returns its ``data``."""
        answer = await self.ask(query, variables, token)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def enter_as_guest(self, name: str | None = None) -> dict[str, Any]:
        """Become a guest; returns the payload, and uses its token from now on."""
        query = """mutation($name: String) { enterAsGuest(input: {name: $name}) {
            ... on EnterAsGuestPayload { token viewer { id handle } } ... on Problem { code message } } }"""
        payload: dict[str, Any] = (await self.data(query, {"name": name}))["enterAsGuest"]
        self.token = payload["token"]
        return payload


@pytest.fixture
async def client(realm: Runtime) -> AsyncIterator[Client]:
    """A client of a realm with the starter world, served in this process with its worker."""
    from realm_gql.app import create_app

    app = create_app(realm.settings, realm)
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://realm") as http,
    ):
        yield Client(http, realm)


async def empty(database: Database) -> None:
    """Throw away every row of a PostgreSQL database."""
    names = ", ".join(f'"{table.name}"' for table in METADATA.sorted_tables)
    async with database.transaction() as tx:
        await tx.session.execute(text(f"TRUNCATE {names} CASCADE"))
