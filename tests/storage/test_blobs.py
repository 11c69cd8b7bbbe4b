"""Files that can be made again: kept by name, the longest unused gone first, and no complaint from the disk."""

from __future__ import annotations

import os
from pathlib import Path

from realm_gql.storage import blobs

PLENTY = 1_000_000


async def test_what_is_kept_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "pictures"

    assert await blobs.find(folder, "a.png") is None
    await blobs.keep(folder, "a.png", b"one", PLENTY)
    await blobs.keep(folder, "a.png", b"two", PLENTY)

    assert await blobs.find(folder, "a.png") == b"two"
    assert os.listdir(folder) == ["a.png"]


async def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    for age, name in enumerate(("used", "unused", "new")):
        await blobs.keep(tmp_path, name, b"1234", PLENTY)
        os.utime(tmp_path / name, (1_000 + age, 1_000 + age))
    await blobs.find(tmp_path, "used")

    await blobs.keep(tmp_path, "newest", b"1234", 12)

    assert sorted(os.listdir(tmp_path)) == ["new", "newest", "used"]


async def test_a_disk_that_refuses_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    await blobs.keep(tmp_path / "file", "a.png", b"one", PLENTY)

    assert await blobs.find(tmp_path / "file", "a.png") is None
