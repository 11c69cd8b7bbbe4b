"""What `realm serve` says when something is in its way. What needs no running realm is in `tests/test_cli.py`."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from benchmarks import services
from benchmarks.people import Player, Watcher, find_rooms
from benchmarks.process import ROOT, RealmProcess, free_port, running, voice_ready
from benchmarks.voices import babbler
from realm_gql.kit.tasks import cancel, spawn


def serve(*arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `realm serve` until it gives up by itself."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("REALM_")}
    command = [sys.executable, "-m", "realm_gql", "serve", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env={**inherited, **settings}, capture_output=True, text=True, timeout=60)


def broken_model(folder: Path) -> Path:
    """A GGUF of which the second half is missing."""
    whole = Path(babbler(folder)["REALM_MODEL"])
    broken = folder / "broken.gguf"
    broken.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return broken


def test_several_processes_without_postgresql_are_refused(tmp_path: Path) -> None:
    ran = serve("--data", tmp_path / "data", "--workers", "2", REALM_REDIS_URL="redis://127.0.0.1:9/0")

    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert "REALM_DATABASE_URL" in ran.stderr


async def _first_answer(http: httpx.AsyncClient, url: str) -> str:
    """What an address answers, as soon as somebody listens there."""
    async with asyncio.timeout(60):
        while True:
            try:
                return (await http.get(url)).text
            except httpx.TransportError:
                await asyncio.sleep(0.05)


@pytest.mark.redis
@pytest.mark.skipif(bool(services.missing()), reason="Redis and PostgreSQL: their Debian packages")
async def test_several_processes_print_their_address_when_all_of_them_answer(tmp_path: Path) -> None:
    redis = services.Redis()
    await redis.start()
    try:
        with services.postgres() as database_url:
            metrics_port = free_port()
            settings = {**babbler(tmp_path), "REALM_DATABASE_URL": database_url, "REALM_REDIS_URL": redis.url}
            settings["REALM_METRICS_PORT"] = str(metrics_port)
            realm = RealmProcess(tmp_path / "data", workers=2, settings=settings)
            realm.launch()
            try:
                async with asyncio.timeout(60):
                    while "Walk in" not in realm.printed():  # noqa: ASYNC110 (another process prints)
                        await asyncio.sleep(0.01)
                async with httpx.AsyncClient() as http:
                    answers = [(await http.get(f"{realm.url}/readyz")).status_code for _ in range(20)]
                    # The worker beside them owns the model, and so its measures.
                    measures = await _first_answer(http, f"http://127.0.0.1:{metrics_port}/metrics")
            finally:
                realm.stop()
    finally:
        redis.kill()

    assert answers == [200] * 20
    assert "realm_engine_tokens_total" in measures
    assert realm.printed().splitlines()[-1] == f"Realm of Echoes is open, served by 2 processes. Walk in: {realm.url}"


async def test_a_second_server_on_the_same_data_is_refused(folder: Path) -> None:
    async with running(folder / "data", settings=babbler(folder)) as realm:
        ran = serve("--data", realm.data_dir, "--port", "0")

        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
        assert "Another realm runs on the data folder" in ran.stderr
        assert await voice_ready(realm) == "READY"


async def test_with_a_broken_model_npcs_answer_from_authored_lines_and_it_says_so(folder: Path) -> None:
    # given: a model that was broken off
    realm = RealmProcess(folder / "data", settings={"REALM_MODEL": str(broken_model(folder))})
    try:
        # when: the realm starts and somebody speaks
        await realm.start()
        state = await voice_ready(realm)
        room_id = (await find_rooms(realm.url, 1))[0]
        async with Player(realm.url) as player:
            watcher = Watcher(realm.url, room_id, after=await player.enter(room_id), token=player.token)
            following = spawn(watcher.follow(), "watcher")
            turn = await player.speak(room_id, "Good morning.")
            closed = await watcher.until("TurnClosed", id=turn["id"])
            await cancel(following)
            voice = (await player.ask("{ realm { voice { source detail } } }"))["realm"]["voice"]
    finally:
        realm.stop()

    # then: nobody is silent, and everybody is told
    assert state == "FAILED"
    assert closed["turn"]["source"] == "AUTHORED"
    assert closed["turn"]["text"]
    assert voice["source"] == "AUTHORED"
    assert voice["detail"] == ""  # it names the file, which is for a moderator's eyes
    assert "broken.gguf" in realm.printed()
    assert "authored lines" in realm.printed()
    assert "Traceback" not in realm.printed()
