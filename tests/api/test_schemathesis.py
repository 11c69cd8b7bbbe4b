"""Schemathesis asks the whole schema whatever it can think of; nothing may break, signed in or not.

``REALM_TEST_EXAMPLES=200`` asks as much as the proof of a release does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from conftest import run_tool

EXAMPLES = os.environ.get("REALM_TEST_EXAMPLES", "25")
ALLOWED_S = 3_600.0
HOOKS = Path(__file__).with_name("schemathesis_hooks.py")


@pytest.mark.slow
@pytest.mark.parametrize("signed_in", [False, True], ids=["nobody", "a guest"])
async def test_every_check_of_schemathesis_passes(
    served: str, signed_in: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{served}/graphql"
    monkeypatch.setenv("REALM_TEST_SIGNED_IN_AT", address if signed_in else "")
    status, printed = await run_tool(
        Path(sys.executable).with_name("st"),
        "--config-file",
        _settings(tmp_path),
        "run",
        address,
        *("--checks", "all", "--max-examples", EXAMPLES, "--seed", "1", "--no-color"),
        timeout_s=ALLOWED_S,
    )
    assert status == 0, printed
    assert "Selected: 46/46" in printed, printed


def _settings(folder: Path) -> Path:
    """The settings of this run; what Schemathesis remembers of it is kept beside them."""
    path = folder / "schemathesis.toml"
    path.write_text(f'hooks = "{HOOKS}"\n')
    return path
