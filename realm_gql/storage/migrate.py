"""Brings a database to the schema this code knows. The migrations themselves lie in `migrations/`, beside the package.

A database that is already there costs one SELECT: Alembic is imported only when there is something to do.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, inspect, pool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from realm_gql.config import Settings
from realm_gql.errors import ConfigurationError, StorageUnavailable
from realm_gql.storage.database import database_url, prepare_data_dir

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
LOCK_KEY = 0x7265616C6D  # "realm": which advisory lock two migrating processes meet at

_REVISION = re.compile(r'^(revision|down_revision)\b[^=]*=\s*"([^"]+)"', re.MULTILINE)


async def migrate(settings: Settings, target: str = "head") -> bool:
    """Give the database the tables this realm needs; what is in it stays.

    Everything happens in one transaction, and two processes that start together do it once.

    Args:
        target: the revision to go up to.

    Returns:
        Whether there was anything to do.

    Raises:
        StorageUnavailable: the database does not answer or the data folder cannot be written.
        ConfigurationError: the database was made by a newer realm, or the migrations are not where the package is.
    """
    if settings.sqlite:
        prepare_data_dir(settings.data_dir)
    wanted = head() if target == "head" else target
    engine = _engine(settings)
    try:
        async with engine.connect() as connection:
            present = await connection.run_sync(_present)
        if present == wanted:
            return False
        if present is not None and present not in revisions():
            raise ConfigurationError(
                f"This database was made by a newer realm (revision {present}; this one knows {wanted}): "
                "update the realm."
            )
        async with engine.begin() as connection:
            if not settings.sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
            await connection.run_sync(partial(_upgrade, settings=settings, target=wanted))
    except (DBAPIError, OSError) as error:
        first_line = (str(error).splitlines() or [type(error).__name__])[0]
        raise StorageUnavailable(f"The database does not answer: {first_line}") from error
    finally:
        await engine.dispose()
    return True


async def present_revision(settings: Settings) -> str | None:
    """The revision the database is at; None for an empty one."""
    engine = _engine(settings)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_present)
    finally:
        await engine.dispose()


def head() -> str:
    """The newest revision this code knows.

    Raises:
        ConfigurationError: the migrations are not where the package is.
    """
    known = revisions()
    (newest,) = known.keys() - known.values()
    return newest


def revisions() -> dict[str, str | None]:
    """Every revision with the one before it, read from the files' first lines without importing them.

    Raises:
        ConfigurationError: the migrations are not where the package is.
    """
    known: dict[str, str | None] = {}
    for path in sorted((MIGRATIONS / "versions").glob("*.py")):
        found = dict(_REVISION.findall(path.read_text(encoding="utf-8")))
        known[found["revision"]] = found.get("down_revision")
    if not known:
        raise ConfigurationError(f"There are no migrations in {MIGRATIONS}: run the realm from its repository.")
    return known


def alembic_config(connection: Connection | None = None, settings: Settings | None = None) -> Any:
    """Alembic's configuration, built in code so that no working directory matters.

    Args:
        settings: what the host has set, for migrations that need more than the database; None reads the environment.
    """
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["settings"] = settings
    return config


def _upgrade(connection: Connection, settings: Settings, target: str) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection, settings), target)


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    present: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return present


def _engine(settings: Settings) -> AsyncEngine:
    if not settings.sqlite:
        return create_async_engine(database_url(settings), poolclass=pool.NullPool, connect_args={"timeout": 10})
    engine = create_async_engine(database_url(settings), poolclass=pool.NullPool, connect_args={"timeout": 60})

    # The driver would commit before every CREATE TABLE; a broken-off migration must leave nothing. Foreign keys stay
    # off: a table is changed by writing it anew.
    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
