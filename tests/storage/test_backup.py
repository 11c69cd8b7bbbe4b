"""Backups: taken from a realm that people are in, and put back into either database, whole or not at all."""

from __future__ import annotations

import asyncio
import json
import shutil
import stat
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, Table, func, insert, select

from realm_gql.config import Settings
from realm_gql.domain.models import METADATA
from realm_gql.errors import ConfigurationError, StorageUnavailable
from realm_gql.kit.ids import new_uuid
from realm_gql.storage.backup import MANIFEST, backup, restore
from realm_gql.storage.database import SQLITE_FILE, Database
from realm_gql.storage.keys import KEY_FILE, KeyFile, SigningKeys, write_keys
from realm_gql.storage.migrate import head

REVISION = head()
MOMENT = datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=UTC)

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
async def other(tmp_path: Path, empty_sqlite: Path) -> AsyncIterator[Database]:
    """A second realm, on SQLite, with nobody in it."""
    folder = tmp_path / "other"
    folder.mkdir()
    shutil.copy(empty_sqlite, folder / SQLITE_FILE)
    database = Database(Settings(data_dir=folder))
    yield database
    await database.close()


async def test_a_backup_of_either_database_is_put_back_into_the_other(
    database: Database, other: Database, tmp_path: Path
) -> None:
    await _fill(database)
    before = await _everything(database)
    assert {len(rows) for rows in before.values()} == {2}

    there = await backup(database, METADATA, REVISION, "0.1.0", tmp_path / "there.zip")
    await restore(other, METADATA, REVISION, tmp_path / "there.zip")
    assert await _everything(other) == before

    await backup(other, METADATA, REVISION, "0.1.0", tmp_path / "back.zip")
    await _clear(database)
    back = await restore(database, METADATA, REVISION, tmp_path / "back.zip")
    assert await _everything(database) == before
    assert back.rows == there.rows == dict.fromkeys(METADATA.tables, 2)


async def test_a_backup_brings_the_signing_key_along(database: Database, other: Database, tmp_path: Path) -> None:
    former = database.keys.make()
    signs = database.keys.renew()
    there = other.keys.make()
    file = tmp_path / "realm.zip"

    manifest = await backup(database, METADATA, REVISION, "0.1.0", file)
    await restore(other, METADATA, REVISION, file)

    assert manifest.key_id == signs.current
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    after = other.keys.find()
    assert after is not None
    assert after.secret == signs.secret
    # What was signed here before is believed still.
    assert after.believed == (signs.current, former.current, there.current)
    assert stat.S_IMODE(other.keys.path.stat().st_mode) == 0o600


async def test_a_backup_of_a_realm_without_a_key_leaves_the_key_alone(
    database: Database, other: Database, tmp_path: Path
) -> None:
    manifest = await backup(database, METADATA, REVISION, "0.1.0", tmp_path / "realm.zip")
    there = other.keys.make()

    await restore(other, METADATA, REVISION, tmp_path / "realm.zip")

    assert manifest.key_id is None
    assert other.keys.find() == there
    assert database.keys.find() is None


async def test_what_happened_since_is_gone(database: Database, tmp_path: Path) -> None:
    await backup(database, METADATA, REVISION, "0.1.0", tmp_path / "empty.zip")
    await _fill(database)

    await restore(database, METADATA, REVISION, tmp_path / "empty.zip")

    assert await _everything(database) == {name: [] for name in METADATA.tables}


async def test_a_backup_is_one_moment_while_people_go_on_playing(database: Database, tmp_path: Path) -> None:
    streams, events = METADATA.tables["streams"], METADATA.tables["events"]
    await _insert(
        database, streams, [{"id": "room:1", "seq": 0, "oldest": 1} | _rest(streams, {"id", "seq", "oldest"})]
    )
    begun, ended = asyncio.Event(), asyncio.Event()
    written = 0

    async def play() -> None:
        nonlocal written
        while not ended.is_set():
            async with database.transaction() as tx:
                written += 1
                connection = await tx.session.connection()
                await connection.execute(streams.update().values(seq=written))
                row = {"stream_id": "room:1", "seq": written}
                await connection.execute(insert(events), [row | _rest(events, set(row))])
            if written == 20:
                begun.set()

    playing = asyncio.gather(play())
    await begun.wait()
    for number in range(3):
        file = tmp_path / f"{number}.zip"
        manifest = await backup(database, METADATA, REVISION, "0.1.0", file)
        with zipfile.ZipFile(file) as archive:
            stream = json.loads(archive.read("streams.jsonl"))
            seqs = [json.loads(line)["seq"] for line in archive.read("events.jsonl").splitlines()]
        assert sorted(seqs) == list(range(1, stream["seq"] + 1))
        assert manifest.rows["events"] == stream["seq"]
    ended.set()
    await playing

    assert written > 20


async def test_many_rows_are_put_back_in_order(database: Database, tmp_path: Path) -> None:
    accounts = METADATA.tables["accounts"]
    people = [{"id": new_uuid(), "handle": f"p{n}", "handle_key": f"p{n}"} for n in range(1_203)]
    await _insert(database, accounts, [row | _rest(accounts, set(row)) for row in people])

    await backup(database, METADATA, REVISION, "0.1.0", tmp_path / "many.zip")
    await restore(database, METADATA, REVISION, tmp_path / "many.zip")

    assert {row["handle"] for row in (await _everything(database))["accounts"]} == {f"p{n}" for n in range(1_203)}


@pytest.mark.parametrize(
    "damage",
    ["cut", "no_zip", "no_manifest", "no_table", "lost_row", "garbage", "flipped", "no_key", "other_key", "broken_key"],
)
async def test_a_broken_backup_changes_nothing(database: Database, tmp_path: Path, damage: str) -> None:
    await _fill(database)
    key = database.keys.make()
    whole, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    await backup(database, METADATA, REVISION, "0.1.0", whole)
    before = await _everything(database)
    _damage(whole, broken, damage)

    with pytest.raises(ConfigurationError, match=r"broken\.zip is no whole backup of a realm"):
        await restore(database, METADATA, REVISION, broken)

    assert await _everything(database) == before
    assert database.keys.find() == key


async def test_a_key_that_cannot_be_put_back_changes_nothing(
    database: Database, other: Database, tmp_path: Path
) -> None:
    database.keys.make()
    await backup(database, METADATA, REVISION, "0.1.0", tmp_path / "realm.zip")
    await _fill(other)
    before = await _everything(other)
    other.keys = KeyFile(tmp_path / ("k" * 250))  # too long a name for what is written before it is put in place

    with pytest.raises(StorageUnavailable, match="REALM_SIGNING_KEY_FILE"):
        await restore(other, METADATA, REVISION, tmp_path / "realm.zip")

    assert await _everything(other) == before


async def test_a_backup_of_another_schema_says_which_realm_reads_it(database: Database, tmp_path: Path) -> None:
    await backup(database, METADATA, "0000", "0.0.9", tmp_path / "old.zip")

    with pytest.raises(ConfigurationError, match=r"restore it with realm 0\.0\.9, then update"):
        await restore(database, METADATA, REVISION, tmp_path / "old.zip")


async def test_a_backup_that_is_not_there(other: Database, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read: No such file"):
        await restore(other, METADATA, REVISION, tmp_path / "absent.zip")


async def test_a_place_that_cannot_be_written_keeps_no_rest(other: Database, tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="cannot be written: No such file or directory"):
        await backup(other, METADATA, REVISION, "0.1.0", tmp_path / "absent" / "realm.zip")

    folder = tmp_path / "taken.zip"
    folder.mkdir()
    with pytest.raises(StorageUnavailable, match=r"taken\.zip cannot be written"):
        await backup(other, METADATA, REVISION, "0.1.0", folder)
    assert not (tmp_path / ".taken.zip.unfinished").exists()


def test_no_table_points_at_itself_or_counts_by_itself() -> None:
    """What `restore` rests on: rows go in table by table, and no counter of the database's own has to be set."""
    for table in METADATA.sorted_tables:
        assert table not in {key.column.table for key in table.foreign_keys}
        assert table.autoincrement_column is None or table.autoincrement_column.foreign_keys


def _damage(whole: Path, broken: Path, damage: str) -> None:
    content = whole.read_bytes()
    if damage == "cut":
        broken.write_bytes(content[: len(content) // 2])
    elif damage == "no_zip":
        broken.write_bytes(b"SQLite format 3\0" * 100)
    elif damage == "flipped":
        middle = content.index(b"rate_buckets.jsonl") + 40
        broken.write_bytes(content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :])
    else:
        with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
            for name in source.namelist():
                if name == {"no_manifest": MANIFEST, "no_table": "takes.jsonl", "no_key": KEY_FILE}.get(damage):
                    continue
                kept = source.read(name)
                if name == "takes.jsonl" and damage == "lost_row":
                    kept = kept.splitlines(keepends=True)[0]
                elif name == "takes.jsonl" and damage == "garbage":
                    kept = b"{}\n[]\n"
                elif name == KEY_FILE and damage.endswith("_key"):
                    kept = write_keys(SigningKeys(b"1" * 32)) if damage == "other_key" else b"nothing"
                target.writestr(name, kept)


async def _fill(database: Database) -> None:
    """Two rows in every table, of every type a column has, the second with NULL wherever it may be."""
    keys: dict[Column[Any], list[Any]] = {}
    for table in METADATA.sorted_tables:
        rows = []
        for number in (0, 1):
            row = {column.name: _value(column, number, keys) for column in table.columns}
            for column in table.columns:
                keys.setdefault(column, []).append(row[column.name])
            rows.append(row)
        await _insert(database, table, rows)


def _value(column: Column[Any], number: int, keys: dict[Column[Any], list[Any]]) -> Any:
    if number and column.nullable:
        return None
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return keys[key.column][number]
    kind = type(column.type).__name__
    return {
        "Uuid": UUID(int=number + 1) if column.primary_key else new_uuid(),
        "AutoString": f"Zoë\n“{number}” 🜁"[: column.type.length or 99] if hasattr(column.type, "length") else "",
        "UtcDateTime": MOMENT,
        "JSON": {"of": ["Zoë", None, 1.5, True], "number": number},
        "Boolean": bool(number),
        "Integer": number + 7,
        "BigInteger": 2**40 + number,
        "Float": 0.1,
    }[kind]


def _rest(table: Table, given: set[str]) -> dict[str, Any]:
    return {
        column.name: None if column.nullable else _value(column, 0, {})
        for column in table.columns
        if column.name not in given
    }


async def _insert(database: Database, table: Table, rows: list[dict[str, Any]]) -> None:
    async with database.transaction() as tx:
        await (await tx.session.connection()).execute(insert(table), rows)


async def _clear(database: Database) -> None:
    async with database.transaction() as tx:
        for table in reversed(METADATA.sorted_tables):
            await (await tx.session.connection()).execute(table.delete())


async def _everything(database: Database) -> Rows:
    found: Rows = {}
    async with database.reading() as session:
        for table in METADATA.sorted_tables:
            rows = await session.execute(select(table).order_by(*table.primary_key))
            found[table.name] = [row._asdict() for row in rows]
            assert len(found[table.name]) == await session.scalar(select(func.count()).select_from(table))
    return found
