"""Files that can be made again: kept by name as long as there is room, the longest unused thrown away first.

Several processes may share the folder. Whatever the disk refuses is not kept, and nobody is told: it is made again.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from pathlib import Path

from realm_gql.kit.ids import new_uuid


async def find(folder: Path, name: str) -> bytes | None:
    """A kept file, and a sign that it is still used; None when there is none.

    Args:
        name: of the file; no path.
    """
    return await asyncio.to_thread(_find, folder / name)


async def keep(folder: Path, name: str, data: bytes, limit_bytes: int) -> None:
    """Keep a file, whole or not at all, and throw away what is too much.

    Args:
        name: of the file; no path.
        limit_bytes: what all kept files may take together.
    """
    await asyncio.to_thread(_keep, folder, name, data, limit_bytes)


def _find(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(path)
    return data


def _keep(folder: Path, name: str, data: bytes, limit_bytes: int) -> None:
    unfinished = folder / f"{new_uuid()}.part"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.write_bytes(data)
        unfinished.replace(folder / name)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    _make_room(folder, limit_bytes)


def _make_room(folder: Path, limit_bytes: int) -> None:
    kept: list[tuple[float, int, str]] = []
    with suppress(OSError):
        for entry in os.scandir(folder):
            with suppress(OSError):
                told = entry.stat(follow_symlinks=False)
                kept.append((told.st_mtime, told.st_size, entry.path))
    too_much = sum(size for _, size, _ in kept) - limit_bytes
    for _, size, path in sorted(kept):
        if too_much <= 0:
            break
        with suppress(OSError):
            os.unlink(path)
        too_much -= size
