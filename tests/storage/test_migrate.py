"""Migrations: from nothing to the newest schema and back, on both databases, and the tables are what the code says."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from growing import START, creation, key_of
from sqlalchemy import Connection, column, insert, make_url, pool, select, table, text
from sqlalchemy.ext.asyncio import create_async_engine

from realm_gql.config import Settings
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage import Creation, Derivation, Flaw, Provenance, verify
from realm_gql.domain.models import METADATA
from realm_gql.errors import ConfigurationError, StorageUnavailable
from realm_gql.storage.database import Database, Transaction, database_url
from realm_gql.storage.keys import key_file
from realm_gql.storage.migrate import alembic_config, head, migrate, present_revision, revisions


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a database without a single table, of each kind."""
    if request.param == "sqlite":
        yield Settings(data_dir=tmp_path)
        return
    url = make_url(request.getfixturevalue("migrated_postgres"))
    name = f"bare_{uuid4().hex}"
    server = database_url(Settings(database_url=url.render_as_string(hide_password=False)))
    asyncio.run(_execute(server, f"CREATE DATABASE {name}"))
    yield Settings(data_dir=tmp_path, database_url=url.set(database=name).render_as_string(hide_password=False))
    asyncio.run(_execute(server, f"DROP DATABASE {name} WITH (FORCE)"))


async def test_from_nothing_to_the_newest_schema_and_back(bare: Settings) -> None:
    assert await migrate(bare) is True
    assert await present_revision(bare) == head()
    assert await _differences(bare) == []
    assert await migrate(bare) is False

    await _on(bare, lambda connection: command.downgrade(alembic_config(connection), "base"))
    assert await _tables(bare) == {"alembic_version"}

    assert await migrate(bare) is True
    assert await _differences(bare) == []


async def test_two_that_start_together_migrate_once(bare: Settings) -> None:
    assert sorted(await asyncio.gather(migrate(bare), migrate(bare))) in ([False, True], [True, True])

    assert await present_revision(bare) == head()
    assert await _differences(bare) == []


async def test_a_database_of_a_newer_realm_is_refused_and_left_alone(bare: Settings) -> None:
    await migrate(bare)
    await _on(bare, lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))

    with pytest.raises(ConfigurationError, match="made by a newer realm"):
        await migrate(bare)

    assert await present_revision(bare) == "9999"


async def test_a_data_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("not a folder")

    with pytest.raises(StorageUnavailable, match=r"^The data folder .* cannot be written"):
        await migrate(Settings(data_dir=occupied))


async def test_a_database_that_does_not_answer_is_told_in_one_line() -> None:
    with pytest.raises(StorageUnavailable, match=r"^The database does not answer") as told:
        await migrate(Settings(database_url="postgresql://realm@127.0.0.1:1/realm"))

    assert "\n" not in told.value.message


def test_the_revisions_are_one_line_from_the_first_to_the_newest() -> None:
    known = revisions()
    walked = [head()]
    while (before := known[walked[-1]]) is not None:
        walked.append(before)

    assert sorted(walked) == sorted(known)


async def test_what_was_there_before_is_signed_ancestors_first(bare: Settings) -> None:
    before = revisions()["0003_provenance"]
    assert before is not None
    await migrate(bare, before)
    database = Database(bare)
    account = {"id": key_of("account", 0), "handle": "p", "handle_key": "p", "is_guest": False, "is_bot": False}
    edges = [*((n, n + 1) for n in range(601)), (600, 602), (601, 602), (603, 604), (604, 603)]
    async with database.transaction() as tx:
        await _insert_plainly(tx, Account, [account | {"roles": [], "created_at": START}])
        made = [creation("NPC", n) for n in range(605)] + [creation("LORE", 0, content={"weight": 2**53 + 1})]
        await _insert_plainly(tx, Creation, made)
        await _insert_plainly(
            tx,
            Derivation,
            [
                {
                    "child_id": key_of("NPC", child),
                    "parent_id": key_of("NPC", parent),
                    "kind": "REMIX",
                    "position": position,
                    "created_at": START,
                }
                for position, (child, parent) in enumerate(edges)
            ],
        )

    assert await migrate(bare) is True

    found = [(fault.creation_id, fault.flaw) async for report in verify(database) for fault in report.faults]
    async with database.reading() as session:
        rows = {row.creation_id: row for row in await session.scalars(select(Provenance))}
    assert await _differences(bare) == []
    # What came from itself, and what no canonical text can hold, cannot be signed; all else is, by nobody but people.
    assert set(found) == {(key, Flaw.MISSING) for key in (key_of("NPC", 603), key_of("NPC", 604), key_of("LORE", 0))}
    assert len(rows) == 603
    assert {row.generator["kind"] for row in rows.values()} == {"HUMAN"}
    assert [parent["hash"] for parent in rows[key_of("NPC", 600)].parents] == [
        rows[key_of("NPC", 601)].hash,
        rows[key_of("NPC", 602)].hash,
    ]
    assert stat.S_IMODE(database.keys.path.stat().st_mode) == 0o600
    await database.close()


async def test_an_empty_database_needs_no_key(bare: Settings) -> None:
    await migrate(bare)

    assert key_file(bare).find() is None


async def _insert_plainly(tx: Transaction, model: type[Any], rows: list[dict[str, Any]]) -> None:
    """Insert rows with the columns they name and no others: the table may not have the model's later ones yet."""
    known = METADATA.tables[model.__tablename__].columns
    await tx.session.execute(
        insert(table(model.__tablename__, *(column(name, known[name].type) for name in rows[0]))), rows
    )


async def _differences(settings: Settings) -> list[object]:
    found: list[object] = []

    def compare(connection: Connection) -> None:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found.extend(compare_metadata(context, METADATA))

    await _on(settings, compare)
    return found


async def _tables(settings: Settings) -> set[str]:
    names: set[str] = set()

    def read(connection: Connection) -> None:
        from sqlalchemy import inspect

        names.update(inspect(connection).get_table_names())

    await _on(settings, read)
    return names


async def _on(settings: Settings, work: object) -> None:
    engine = create_async_engine(database_url(settings), poolclass=pool.NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(work)  # type: ignore[arg-type]  # a callable that takes the connection
    await engine.dispose()


async def _execute(url: str, statement: str) -> None:
    engine = create_async_engine(url, poolclass=pool.NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
