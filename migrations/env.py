"""Alembic's entry: migrates whichever database it is given. `realm_gql/storage/migrate.py` calls it.

A connection may be handed in through ``config.attributes["connection"]``; without one (the ``alembic`` command itself)
the settings say which database.
"""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection, pool
from sqlalchemy.ext.asyncio import create_async_engine

from realm_gql.config import load_settings
from realm_gql.domain.models import METADATA
from realm_gql.storage.database import database_url


def migrate(connection: Connection) -> None:
    """Run the migrations on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_migrate() -> None:
    """Run the migrations on the database that the settings name."""
    engine = create_async_engine(database_url(load_settings()), poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is None:
    asyncio.run(connect_and_migrate())
else:
    migrate(given)
