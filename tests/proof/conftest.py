"""A folder with a realm that was opened before: the starter realm is in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from realm_gql.storage.database import SQLITE_FILE


@pytest.fixture
def folder(tmp_path: Path, seeded_sqlite: Path) -> Path:
    """A folder whose ``data`` is a realm's: starting it is a second start."""
    (tmp_path / "data").mkdir()
    shutil.copy(seeded_sqlite, tmp_path / "data" / SQLITE_FILE)
    return tmp_path
