"""The walls hold, and each of them would notice: one forbidden import is tried against every contract."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Where the import is put, what is imported, and the contract that must break.
VIOLATIONS = [
    ("storage/database.py", "realm_gql.domain.accounts", "Floors: imports go down only"),
    ("storage/database.py", "realm_gql.broker.port", "Floors: imports go down only"),
    ("domain/events/log.py", "realm_gql.domain.talk", "Slices: the domain is stacked in tiers"),
    ("worker.py", "realm_gql.engine.scripted", "Adapters: only app.py names one"),
    ("api/context.py", "sqlalchemy", "The GraphQL face holds no SQL, no broker client, no model"),
    ("domain/npcs/persona.py", "strawberry", "Below the face nothing knows GraphQL or HTTP serving"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in a folder."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package and of its contracts."""
    shutil.copytree(ROOT / "realm_gql", tmp_path / "realm_gql", ignore=shutil.ignore_patterns("__pycache__", "*.gguf"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept_and_none_is_untried(house: Path) -> None:
    ran = lint(house)

    assert ran.returncode == 0, ran.stdout
    kept = {line.removesuffix(" KEPT") for line in ran.stdout.splitlines() if line.endswith(" KEPT")}
    assert kept == {contract for _, _, contract in VIOLATIONS}


@pytest.mark.parametrize(("file", "imported", "contract"), VIOLATIONS)
def test_a_forbidden_import_is_caught(house: Path, file: str, imported: str, contract: str) -> None:
    source = house / "realm_gql" / file
    source.write_text(source.read_text(encoding="utf-8") + f"\nimport {imported}\n", encoding="utf-8")

    ran = lint(house)

    assert ran.returncode == 1
    assert f"{contract} BROKEN" in ran.stdout


def test_a_module_that_says_not_where_it_stands_is_caught(house: Path) -> None:
    (house / "realm_gql" / "utils.py").write_text('"""Whatever fits nowhere."""\n', encoding="utf-8")

    ran = lint(house)

    assert ran.returncode == 1
    assert "utils" in ran.stdout
