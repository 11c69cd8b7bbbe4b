"""One realm in a process of its own for the examples, with a model of random weights."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from growing import copy_realm

from benchmarks.process import RealmProcess
from benchmarks.voices import babbler


@pytest.fixture(scope="session")
def babbling_realm(tmp_path_factory: pytest.TempPathFactory, seeded_sqlite: Path) -> Iterator[RealmProcess]:
    """A realm whose NPCs babble thirty tokens, in about a second."""
    folder = tmp_path_factory.mktemp("examples")
    (folder / "data").mkdir()
    copy_realm(seeded_sqlite, folder / "data")
    realm = RealmProcess(folder / "data", settings={**babbler(folder), "REALM_REPLY_MAX_TOKENS": "30"})
    with ThreadPoolExecutor(1) as thread:
        # A loop of its own: a test's may be running already.
        thread.submit(asyncio.run, _start(realm)).result()
    yield realm
    realm.stop()
    assert "Traceback" not in realm.printed()


async def _start(realm: RealmProcess) -> None:
    await realm.start()
