"""The bot, as its README promises it: killed at any moment, it misses nothing and has nothing twice."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from benchmarks.people import Player, Watcher, find_rooms
from benchmarks.process import ROOT, RealmProcess
from examples.bot import Diary
from realm_gql.kit.tasks import cancel, spawn

CUE, SAYS = "mossbell", "And what did the tide bring?"


class BotProcess:
    """The bot as its user starts it."""

    def __init__(self, url: str, room_id: str, diary: Path) -> None:
        self.diary = diary
        self._command = [sys.executable, "examples/bot.py", url, "--diary", str(diary)]
        self._command += ["--room", room_id, "--cue", CUE, "--says", SAYS]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        assert self._process is not None
        assert self._process.poll() is None, "the bot ended by itself"
        self._process.kill()
        self._process.wait()

    def events(self) -> list[dict[str, Any]]:
        """Every event in its diary."""
        whole = self.diary.read_text(encoding="utf-8") if self.diary.exists() else ""
        lines = [json.loads(line) for line in whole.splitlines(keepends=True) if line.endswith("\n")]
        return [line for line in lines if "seq" in line]

    async def until(self, kind: str, count: int = 1) -> None:
        """Wait until its diary has so many events of a kind."""
        await self._wait(lambda events: sum(event["event"] == kind for event in events) >= count)

    async def until_seq(self, seq: int) -> None:
        """Wait until its diary has this event."""
        await self._wait(lambda events: bool(events) and events[-1]["seq"] >= seq)

    async def _wait(self, reached: Any) -> None:
        for _ in range(1200):
            if reached(self.events()):
                return
            await asyncio.sleep(0.05)
        raise TimeoutError("the diary does not grow to what was waited for")


@asynccontextmanager
async def someone_in(realm: RealmProcess, room_id: str) -> AsyncIterator[tuple[Player, Watcher]]:
    """A player who stays in a room for as long as the block runs."""
    async with Player(realm.url) as player:
        watcher = Watcher(realm.url, room_id, after=await player.enter(room_id), token=player.token)
        following = spawn(watcher.follow(), "watcher")
        yield player, watcher
        await cancel(following)


async def test_a_bot_killed_again_and_again_misses_nothing_and_says_nothing_twice(
    babbling_realm: RealmProcess, tmp_path: Path
) -> None:
    room_id = (await find_rooms(babbling_realm.url, 1))[0]
    bot = BotProcess(babbling_realm.url, room_id, tmp_path / "bot.jsonl")
    async with someone_in(babbling_realm, room_id) as (player, watcher):
        # given: a bot in the room that answered its cue and hears the NPC's reply to that
        bot.start()
        await watcher.until("PlayerEntered", 1)
        await player.speak(room_id, f"{CUE}, what do you say?")
        # when: it is killed in the middle of each of two replies, and things happen while it is dead
        for kills in (1, 2):
            await bot.until("TurnOpened", kills)
            bot.kill()
            await player.speak(room_id, f"{CUE}, are you still here?")
            await watcher.until("TurnClosed", kills)
            bot.start()
        # then: once all is answered its diary holds what the room's log holds, in that order, once
        await watcher.until("TurnClosed", 6)
        log = await player.log(room_id)
        await bot.until_seq(log[-1]["seq"])
        bot.kill()
    events = bot.events()
    assert [(event["seq"], event["event"]) for event in events] == [
        (event["seq"], event["__typename"]) for event in log if event["seq"] >= events[0]["seq"]
    ]
    closed = [event for event in events if event["event"] == "TurnClosed"]
    assert [event["joined"] for event in closed] == [event["text"] for event in closed]
    assert all(event["text"] for event in closed)
    assert sum(event["tells"].endswith(SAYS) for event in events) == 3
    assert watcher.breaches == []


def test_a_torn_last_line_of_a_diary_is_forgotten(tmp_path: Path) -> None:
    # given: a diary whose writer was killed within a line
    path = tmp_path / "bot.jsonl"
    path.write_bytes(b'{"cursor": "a"}\n{"cursor": "b"}\n{"cur')

    diary = Diary(path)
    diary.write({"cursor": "c"})

    assert [line["cursor"] for line in diary.lines] == ["a", "b", "c"]
    assert path.read_bytes() == b'{"cursor": "a"}\n{"cursor": "b"}\n{"cursor": "c"}\n'


@pytest.mark.parametrize(("token", "says"), [("realm_nonsense", "token"), ("", "token")])
def test_a_token_the_realm_does_not_know_is_one_line(
    babbling_realm: RealmProcess, tmp_path: Path, token: str, says: str
) -> None:
    command = [sys.executable, "examples/bot.py", babbling_realm.url, "--diary", str(tmp_path / "bot.jsonl")]
    ran = subprocess.run([*command, "--token", token], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert says in ran.stderr
    assert not (tmp_path / "bot.jsonl").exists()
