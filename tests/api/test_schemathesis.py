"""Schemathesis asks the whole schema whatever it can think of; nothing may break, signed in or not.

``REALM_TEST_EXAMPLES=200`` asks as much as the proof of a release does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import httpx
import pytest
from conftest import run_tool

EXAMPLES = os.environ.get("REALM_TEST_EXAMPLES", "25")
ENTER = "mutation { enterAsGuest(input: {}) { ... on EnterAsGuestPayload { token } } }"
ALLOWED_S = 3_600.0


@pytest.mark.slow
@pytest.mark.parametrize("signed_in", [False, True], ids=["nobody", "a guest"])
async def test_every_check_of_schemathesis_passes(served: str, signed_in: bool, tmp_path: Path) -> None:
    headers = []
    if signed_in:
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{served}/graphql", json={"query": ENTER})
        headers = ["--header", f"Authorization: Bearer {answer.json()['data']['enterAsGuest']['token']}"]
    status, printed = await run_tool(
        Path(sys.executable).with_name("st"),
        "--config-file",
        _settings(tmp_path),
        "run",
        f"{served}/graphql",
        *headers,
        *("--checks", "all", "--max-examples", EXAMPLES, "--seed", "1", "--no-color"),
        timeout_s=ALLOWED_S,
    )
    assert status == 0, printed
    assert "Selected: 36/36" in printed, printed


def _settings(folder: Path) -> Path:
    """Where Schemathesis keeps what it remembers between runs: with this run alone."""
    path = folder / "schemathesis.toml"
    path.write_text("")
    return path
