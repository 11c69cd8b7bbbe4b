"""A folder with a realm that was opened before: the starter realm is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from growing import copy_realm


@pytest.fixture
def folder(tmp_path: Path, seeded_sqlite: Path) -> Path:
    """A folder whose ``data`` is a realm's: starting it is a second start."""
    (tmp_path / "data").mkdir()
    copy_realm(seeded_sqlite, tmp_path / "data")
    return tmp_path
