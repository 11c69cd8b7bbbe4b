"""Files that are only here for a while: whole or not at all."""

from __future__ import annotations

import asyncio
import os
import stat
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from realm_gql.errors import StorageUnavailable
from realm_gql.kit.ids import new_uuid
from realm_gql.storage import spool


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    """What comes in."""
    for part in parts:
        yield part


def names_in(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


async def test_a_file_is_written_read_and_thrown_away(tmp_path: Path) -> None:
    folder, key = tmp_path / "deep" / "spool", new_uuid()

    assert await spool.store(folder, key, pieces(b"a" * 300_000, b"", b"b")) == 300_001

    assert await spool.read(folder, key) == b"a" * 300_000 + b"b"
    assert names_in(folder) == [str(key)]
    assert stat.S_IMODE((folder / str(key)).stat().st_mode) == 0o600
    await spool.remove(folder, key)
    await spool.remove(folder, key)
    assert await spool.read(folder, key) is None


async def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    key, go_on = new_uuid(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b"a"
        await go_on.wait()
        yield b"b"

    writing = asyncio.ensure_future(spool.store(tmp_path, key, slow()))
    await asyncio.sleep(0.05)
    assert await spool.read(tmp_path, key) is None
    go_on.set()
    assert await writing == 2
    assert await spool.read(tmp_path, key) == b"ab"


async def test_a_writing_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"a"
        begun.set()
        await asyncio.Event().wait()

    writing = asyncio.ensure_future(spool.store(tmp_path, new_uuid(), endless()))
    await begun.wait()
    writing.cancel()
    await asyncio.wait([writing])

    assert writing.cancelled()
    assert names_in(tmp_path) == []


async def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(StorageUnavailable, match="cannot be kept"):
        await spool.store(tmp_path / "file", new_uuid(), pieces(b"a"))


async def test_the_old_are_thrown_away_whole_or_not(tmp_path: Path) -> None:
    for name, age_s in (("old", 100), ("old.part", 100), ("young", 0)):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (time.time() - age_s,) * 2)
    (tmp_path / "folder").mkdir()

    assert await spool.remove_older(tmp_path, 50) == 2

    assert names_in(tmp_path) == ["folder", "young"]
    assert await spool.remove_older(tmp_path / "nowhere", 50) == 0
