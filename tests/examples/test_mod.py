"""The modder's script against a real realm."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.people import Player
from benchmarks.process import ROOT, RealmProcess


def run_mod(url: str, *arguments: str, token: str | None = None) -> subprocess.CompletedProcess[str]:
    """The script as its user runs it."""
    environment = {name: value for name, value in os.environ.items() if name != "REALM_TOKEN"}
    environment |= {"PYTHONIOENCODING": "utf-8"} | ({"REALM_TOKEN": token} if token else {})
    command = [sys.executable, "examples/mod.py", url, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=60)


async def token_of(player: Player, *scopes: str) -> str:
    """A new personal access token."""
    wanted = f'createToken(input: {{name: "mod", scopes: [{", ".join(scopes)}]}})'
    return str((await player.do(wanted, "CreateTokenPayload { token }"))["token"])


async def test_it_looks_around_remixes_and_prints_the_lineage(babbling_realm: RealmProcess) -> None:
    async with Player(babbling_realm.url) as player:
        token = await token_of(player, "READ", "CREATE")

        ran = run_mod(babbling_realm.url, "--search", "Maren Tidewright", "--name", "Marta of the Marsh", token=token)

        assert (ran.returncode, ran.stderr) == (0, "")
        lines = ran.stdout.splitlines()
        assert lines[0].startswith("Maren Tidewright, keeper of the Drowned Bell: ")
        assert "    remix of Maren Tidewright" in lines
        assert "        name: Maren Tidewright → Marta of the Marsh" in lines
        assert "        trade: keeper of the Drowned Bell → keeper of borrowed boats" in lines
        lineage = lines[lines.index("Lineage:") + 1 :]
        assert "    Maren Tidewright, by the-moor" in lineage
        assert f"        Marta of the Marsh, by {player.handle} ← this one" in lineage


async def test_a_token_without_the_scope_is_told_and_nothing_is_made(babbling_realm: RealmProcess) -> None:
    async with Player(babbling_realm.url) as player:
        token = await token_of(player, "READ")

        ran = run_mod(babbling_realm.url, "--name", "Nobody at All", token=token)

        assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
        assert ran.stderr.startswith("NOT_ALLOWED")
        found = await player.ask('{ npcs(search: "Nobody at All") { edges { node { id } } } }')
        assert found["npcs"]["edges"] == []


def test_without_a_token_it_says_what_it_needs() -> None:
    ran = run_mod("http://127.0.0.1:9", "--name", "Nobody")

    assert ran.returncode == 2
    assert "REALM_TOKEN" in ran.stderr
