"""One database, two makes: reading sessions, and transactions that ring their bells only after the commit.

The only place that commits. SQLite runs in WAL with one writer at a time: a transaction takes the write lock when it
begins (``BEGIN IMMEDIATE``), so it never fails half-way because somebody else wrote first.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from realm_gql.config import Settings
from realm_gql.errors import ConfigurationError, StorageUnavailable
from realm_gql.kit.tasks import finish
from realm_gql.storage.keys import KeyFile, key_file

log = logging.getLogger("realm.storage")

SQLITE_FILE = "realm.sqlite3"
STATEMENT_TIMEOUT_S = 10
POOL_SIZE = 20
"""Connections at most; all are kept, for one that comes and goes costs SQLite a thread each time."""

AfterCommit = Callable[[], Awaitable[None]]


class Transaction:
    """One unit of work: a session, and what to do once it has been committed.

    `session` is SQLAlchemy's; nobody commits it but `Database.transaction`. `keys` is where the realm's key lies.
    """

    def __init__(self, session: AsyncSession, keys: KeyFile) -> None:
        self.session = session
        self.keys = keys
        self._outbox: list[AfterCommit] = []

    def after_commit(self, call: AfterCommit) -> None:
        """Do this once the work is safe; never if it is rolled back. What it raises is logged, not raised."""
        self._outbox.append(call)

    async def _flush_outbox(self) -> None:
        for call in self._outbox:
            try:
                await call()
            except Exception:
                log.exception("an after-commit call failed")


class Database:
    """The realm's database, SQLite or PostgreSQL as the settings say."""

    def __init__(self, settings: Settings) -> None:
        self.sqlite = settings.sqlite
        self.url = database_url(settings)
        self.keys = key_file(settings)
        self._writing = asyncio.Lock()
        self.engine = _sqlite_engine(self.url) if self.sqlite else _postgres_engine(self.url)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Do some work whole or not at all; commits at the end, then rings the outbox.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        if self.sqlite:
            # SQLite's busy handler waits by sleeping and is unfair; our own queue in front of it is neither.
            async with self._writing:
                tx = await self._transact_begin()
                async with self._committing(tx):
                    yield tx
        else:
            tx = await self._transact_begin()
            async with self._committing(tx):
                yield tx
        await tx._flush_outbox()

    async def _transact_begin(self) -> Transaction:
        session = AsyncSession(self.engine.execution_options(realm_writes=True), expire_on_commit=False)
        return Transaction(session, self.keys)

    @asynccontextmanager
    async def _committing(self, tx: Transaction) -> AsyncIterator[None]:
        async with _translated(), _closing(tx.session), tx.session.begin():
            yield

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A short session that only reads, from one snapshot.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        async with _translated(), _closing(AsyncSession(self.engine, expire_on_commit=False)) as session:
            yield session

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """A session that sees the database as it was at its first statement, however many follow and however long.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        async with self.reading() as session:
            if not self.sqlite:  # a WAL reader is a snapshot by nature
                connection = await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
                await connection.execute(text("SET LOCAL statement_timeout = 0"))
            yield session

    async def check(self) -> None:
        """Ask the database for a sign of life.

        Raises:
            StorageUnavailable: it gave none.
        """
        async with self.reading() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Let go of every connection."""
        await self.engine.dispose()


def database_url(settings: Settings) -> str:
    """SQLAlchemy's address of the realm's database, with the asynchronous driver named.

    Raises:
        ConfigurationError: the address is of another kind of database or cannot be read.
    """
    if settings.sqlite:
        return f"sqlite+aiosqlite:///{settings.data_dir.resolve() / SQLITE_FILE}"
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        raise ConfigurationError("REALM_DATABASE_URL: write postgresql://user:password@host/name.") from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise ConfigurationError("REALM_DATABASE_URL: only postgresql:// works; leave it empty for SQLite.")
    return url.set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)


def prepare_data_dir(path: Path) -> None:
    """Make the data folder if it is missing, and see that it can be written.

    Raises:
        StorageUnavailable: it cannot.
    """
    probe = path / ".writable"
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise StorageUnavailable(
            f"The data folder {path} cannot be written ({error.strerror}); choose another with --data or DATA=."
        ) from None


@asynccontextmanager
async def _closing(session: AsyncSession) -> AsyncIterator[AsyncSession]:
    """Close a session to its end, also for a task that is cancelled: nothing may be left that a stop would tear off."""
    try:
        yield session
    finally:
        await finish(session.close())


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    try:
        yield
    except (OperationalError, OSError) as error:
        raise StorageUnavailable(f"The database does not answer: {_first_line(error)}") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StorageUnavailable(f"The database does not answer: {_first_line(error)}") from error
        raise


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _sqlite_engine(url: str) -> AsyncEngine:
    engine = create_async_engine(url, connect_args={"timeout": 10}, pool_size=POOL_SIZE, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # pysqlite must not begin transactions of its own
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("realm_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres_engine(url: str) -> AsyncEngine:
    timeout_ms = str(STATEMENT_TIMEOUT_S * 1000)
    return create_async_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"server_settings": {"statement_timeout": timeout_ms, "application_name": "realm"}, "timeout": 10},
    )
