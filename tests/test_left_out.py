"""The summary of a run on a machine that lacks something: which suites, how many tests, and how to have them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent

SUITE = """
import pytest

@pytest.mark.postgres
@pytest.mark.parametrize("n", range(3))
def test_on_postgres(n): pytest.skip("PostgreSQL: set REALM_TEST_DATABASE_URL")

@pytest.mark.redis
def test_on_redis(): pytest.skip("Redis: set REALM_TEST_REDIS_URL")

def test_elsewhere(): pytest.skip("needs a second screen")

def test_here(): pass
"""


def test_what_was_left_out_is_told_by_suite_and_the_last_line_stays_pytests(tmp_path: Path) -> None:
    lines = run(tmp_path, SUITE)

    section = lines[next(n for n, line in enumerate(lines) if "left out on this machine" in line) + 1 :]
    assert section[:3] == [
        "    3  everything on PostgreSQL: set REALM_TEST_DATABASE_URL (Debian package postgresql)",
        "    1  everything on Redis: set REALM_TEST_REDIS_URL (Debian package redis-server)",
        "    1  needs a second screen",
    ]
    assert ".ci/run" in section[3]
    assert "1 passed, 5 skipped" in lines[-1]


def test_nothing_is_said_when_nothing_was_left_out(tmp_path: Path) -> None:
    lines = run(tmp_path, "def test_here(): pass\n")

    assert not any("left out" in line for line in lines)
    assert "1 passed" in lines[-1]


def run(folder: Path, suite: str) -> list[str]:
    """Run a suite with the plugin, and nothing else of ours."""
    (folder / "test_suite.py").write_text(suite, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n  postgres\n  redis\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(TESTS), "COLUMNS": "120"}
    command = [sys.executable, "-m", "pytest", "-p", "left_out", "-p", "no:cacheprovider", "test_suite.py"]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return ran.stdout.rstrip().splitlines()
