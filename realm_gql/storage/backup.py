"""Backups of a running realm: every table, as one moment saw it, in a zip that either database can take back.

The archive holds one ``<table>.jsonl`` a table (a JSON object a row), the realm's signing key, and ``manifest.json``,
which is written last: an archive without it was broken off. Models are not in it; they can be fetched again. With the
key, and with what players said to each other, it is for the host's eyes alone, and so is the file's mode.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import MetaData, Table, delete, insert, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from realm_gql.errors import ConfigurationError, StorageUnavailable
from realm_gql.storage.columns import UtcDateTime
from realm_gql.storage.database import Database, Transaction
from realm_gql.storage.keys import KEY_FILE, SigningKeys, read_keys, write_keys

FORMAT = 1
MANIFEST = "manifest.json"
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds: the schema's revision, the realm's version, when, the rows of each table, and which key.

    `key_id` is of the key that the realm signed with; None when there was none where the backup was made.
    """

    revision: str
    version: str
    made_at: datetime
    rows: Mapping[str, int]
    key_id: str | None = None


async def backup(database: Database, metadata: MetaData, revision: str, version: str, file: Path) -> Manifest:
    """Write everything the realm knows into a file, while people go on playing.

    The file appears under its name only when it is whole.

    Args:
        revision: the revision of the schema the database is at.
        version: the realm's version, told to whoever restores it.

    Returns:
        What was written.

    Raises:
        StorageUnavailable: the database does not answer, or the file cannot be written.
        ConfigurationError: the signing key cannot be read.
    """
    unfinished = file.with_name(f".{file.name}.unfinished")
    rows: dict[str, int] = {}
    made_at = datetime.now(UTC)
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(0o600)
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            async with database.snapshot() as session:
                connection = await session.connection()
                for table in metadata.sorted_tables:
                    rows[table.name] = await _write_table(connection, table, archive)
            keys = database.keys.find()  # after the tables: whoever signed in them is in it, also if it is new by now
            if keys is not None:
                archive.writestr(KEY_FILE, write_keys(keys))
            manifest = Manifest(revision, version, made_at, rows, keys.current if keys else None)
            archive.writestr(MANIFEST, _manifest_json(manifest))
        await asyncio.to_thread(_settle, unfinished, file)
    except OSError as error:
        raise StorageUnavailable(f"The backup {file} cannot be written: {error.strerror or error}.") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


async def restore(database: Database, metadata: MetaData, revision: str, file: Path) -> Manifest:
    """Put a backup back: the realm becomes what it was then, and what happened since is gone.

    One transaction: if anything in the file is broken, nothing changes. The database must already have its tables. The
    realm signs with the backup's key from then on; the one that it signed with before is believed still.

    Args:
        revision: the revision of the schema the database is at; the backup must be of the same.

    Returns:
        What was read.

    Raises:
        ConfigurationError: the file is no backup, is broken, or is of another revision.
        StorageUnavailable: the database does not answer, or the key's file cannot be written.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = read_manifest(archive, file)
            _check(manifest, metadata, revision, file)
            keys = _read_keys(archive, manifest, file)
            async with database.transaction() as tx:
                await _replace_everything(tx, metadata, archive, manifest, file)
                if keys is not None:
                    database.keys.take(keys)
    except (zipfile.BadZipFile, zlib.error, EOFError, StatementError):
        raise _broken(file) from None
    except OSError as error:
        raise ConfigurationError(f"The backup {file} cannot be read: {error.strerror or error}.") from None
    return manifest


def read_manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    """What an archive says it holds.

    Raises:
        ConfigurationError: it is no backup, or one this realm cannot read.
    """
    try:
        read = json.loads(archive.read(MANIFEST))
        if read["format"] != FORMAT:
            raise ConfigurationError(f"{file} is a backup of a form this realm does not know: update the realm.")
        made_at, rows = datetime.fromisoformat(read["made_at"]), dict(read["rows"])
        return Manifest(read["revision"], read["version"], made_at, rows, read.get("key_id"))
    except (KeyError, TypeError, ValueError):
        raise _broken(file) from None


def _check(manifest: Manifest, metadata: MetaData, revision: str, file: Path) -> None:
    if manifest.revision != revision:
        raise ConfigurationError(
            f"{file} was made by realm {manifest.version} (schema {manifest.revision}) and this realm's schema is "
            f"{revision}: restore it with realm {manifest.version}, then update."
        )
    if set(manifest.rows) != set(metadata.tables):
        raise _broken(file)


async def _replace_everything(
    tx: Transaction, metadata: MetaData, archive: zipfile.ZipFile, manifest: Manifest, file: Path
) -> None:
    connection = await tx.session.connection()
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
    for table in reversed(metadata.sorted_tables):
        await connection.execute(delete(table))
    for table in metadata.sorted_tables:
        count = 0
        for rows in _read_table(archive, table, file):
            await connection.execute(insert(table), rows)
            count += len(rows)
        if count != manifest.rows[table.name]:
            raise _broken(file)


async def _write_table(connection: AsyncConnection, table: Table, archive: zipfile.ZipFile) -> int:
    count = 0
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
        async for row in await connection.stream(select(table).execution_options(yield_per=ROWS_AT_ONCE)):
            out.write(json.dumps(_encode(row._asdict()), ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return count


def _read_table(archive: zipfile.ZipFile, table: Table, file: Path) -> Iterator[list[dict[str, Any]]]:
    decoders = {column.name: _decoder(column.type) for column in table.columns}
    rows: list[dict[str, Any]] = []
    try:
        with archive.open(f"{table.name}.jsonl") as lines:
            for line in lines:
                read = json.loads(line)
                rows.append(
                    {name: None if read[name] is None else decode(read[name]) for name, decode in decoders.items()}
                )
                if len(rows) == ROWS_AT_ONCE:
                    yield rows
                    rows = []
    except (KeyError, TypeError, ValueError):
        raise _broken(file) from None
    if rows:
        yield rows


def _read_keys(archive: zipfile.ZipFile, manifest: Manifest, file: Path) -> SigningKeys | None:
    if manifest.key_id is None:
        return None
    try:
        keys = read_keys(archive.read(KEY_FILE), file)
    except (KeyError, ConfigurationError):
        raise _broken(file) from None
    if keys.current != manifest.key_id:
        raise _broken(file)
    return keys


def _encode(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _decoder(kind: Any) -> Any:
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat
    try:
        python_type = kind.python_type
    except NotImplementedError:
        return _as_it_is
    return {UUID: UUID, datetime: datetime.fromisoformat, bytes: base64.b64decode}.get(python_type, _as_it_is)


def _as_it_is(value: Any) -> Any:
    return value


def _manifest_json(manifest: Manifest) -> str:
    return json.dumps(
        {
            "format": FORMAT,
            "revision": manifest.revision,
            "version": manifest.version,
            "made_at": manifest.made_at.isoformat(),
            "rows": dict(manifest.rows),
            "key_id": manifest.key_id,
        },
        indent=2,
    )


def _settle(unfinished: Path, file: Path) -> None:
    # A backup that is announced must survive the plug being pulled.
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(file)


def _broken(file: Path) -> ConfigurationError:
    return ConfigurationError(f"{file} is no whole backup of a realm: choose another; nothing was changed.")
