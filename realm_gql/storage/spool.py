"""Files that are only here for a while: written as they come in, whole or not at all, read once, thrown away.

Knows files and folders; whose they are and how long they stay is `domain/uploads`. Every process that serves or works
must see the same folder.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from realm_gql.errors import StorageUnavailable
from realm_gql.kit.tasks import finish

WRITTEN_AT_ONCE_BYTES = 256 * 1024
UNFINISHED = ".part"


async def store(folder: Path, key: UUID, pieces: AsyncIterator[bytes]) -> int:
    """Write a file as its pieces come in; it appears under its name only when it is whole.

    Whatever `pieces` raises is passed on, and nothing is left behind.

    Returns:
        Its size in bytes.

    Raises:
        StorageUnavailable: the folder cannot be written, or the disk is full.
    """
    unfinished = folder / f"{key}{UNFINISHED}"
    try:
        file = await asyncio.to_thread(_create, unfinished)
        try:
            size_bytes = await _write(file, pieces)
            await asyncio.to_thread(file.close)
            await asyncio.to_thread(os.replace, unfinished, folder / str(key))
        finally:
            await finish(asyncio.to_thread(_discard, file, unfinished))
    except OSError as error:
        raise StorageUnavailable(f"The upload cannot be kept: {error.strerror or error}.") from None
    return size_bytes


async def read(folder: Path, key: UUID) -> bytes | None:
    """A file, whole; None when it is gone."""
    try:
        return await asyncio.to_thread((folder / str(key)).read_bytes)
    except OSError:
        return None


async def remove(folder: Path, key: UUID) -> None:
    """Throw a file away, if it is there."""
    with suppress(OSError):
        await asyncio.to_thread((folder / str(key)).unlink, missing_ok=True)


async def remove_older(folder: Path, age_s: float) -> int:
    """Throw away every file that was last written longer ago than `age_s`, whole or not.

    Returns:
        How many there were.
    """
    return await asyncio.to_thread(_remove_older, folder, age_s)


async def _write(file: BinaryIO, pieces: AsyncIterator[bytes]) -> int:
    """Write what comes in, some at a time: a thread for each piece of a network would cost more than the disk."""
    size_bytes = 0
    waiting = bytearray()
    async for piece in pieces:
        size_bytes += len(piece)
        waiting += piece
        if len(waiting) >= WRITTEN_AT_ONCE_BYTES:
            await asyncio.to_thread(file.write, bytes(waiting))
            waiting.clear()
    await asyncio.to_thread(file.write, bytes(waiting))
    return size_bytes


def _create(path: Path) -> BinaryIO:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _discard(file: BinaryIO, path: Path) -> None:
    with suppress(OSError):
        file.close()
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _remove_older(folder: Path, age_s: float) -> int:
    edge, removed = time.time() - age_s, 0
    with suppress(OSError):
        for entry in os.scandir(folder):
            with suppress(OSError):
                if entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_mtime < edge:
                    os.unlink(entry.path)
                    removed += 1
    return removed
