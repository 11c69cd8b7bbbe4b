"""Kill -9 of the server, and of the model's process, in the middle of a reply: what is left, and how it goes on."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from benchmarks.people import Player, Watcher, contiguous, find_rooms
from benchmarks.process import running, voice_ready
from benchmarks.tables import print_facts, print_table
from benchmarks.voices import babbler, talker
from realm_gql.kit.tasks import cancel, spawn

SLOW = {"REALM_REPLY_MAX_TOKENS": "60", "REALM_REPLY_PACE_TOKENS_PER_S": "20"}
MID_REPLY_CHARS = 15


@dataclass(frozen=True)
class ServerKilled:
    """A server that was killed mid-reply and started again on the same data."""

    before: list[dict[str, Any]]
    after: list[dict[str, Any]]
    text_before: str
    end: dict[str, Any]
    end_after_s: float
    watcher: Watcher
    printed: str


@dataclass(frozen=True)
class ModelKilled:
    """A model whose process was killed mid-reply, and again mid-reply: what was shown, and how long each pause was."""

    text_before: str
    end: dict[str, Any]
    pauses_s: list[float]
    again_s: float
    again: dict[str, Any]
    watcher: Watcher
    printed: str


async def kill_server(folder: Path) -> ServerKilled:
    """Kill the server in the middle of a reply, start it again, and wait for the turn to end."""
    settings = {**babbler(folder), **SLOW}
    async with running(folder / "data", settings=settings) as realm, AsyncExitStack() as stack:
        room_id = (await find_rooms(realm.url, 1))[0]
        player = await stack.enter_async_context(Player(realm.url))
        watcher = Watcher(realm.url, room_id, after=await player.enter(room_id), token=player.token)
        following = spawn(watcher.follow(), "watcher")
        turn = await player.speak(room_id, "Tell me a long story.")
        # Long enough for the text to have been saved at least once.
        await watcher.until_text(turn["id"], MID_REPLY_CHARS)
        await asyncio.sleep(0.7)
        text_before = await watcher.until_text(turn["id"])
        realm.kill()
        before = list(watcher.seen)
        await realm.start()
        killed_at = monotonic()
        end = await _end_of(watcher, turn["id"])
        end_after_s = monotonic() - killed_at
        after = await player.log(room_id)
        await cancel(following)
    return ServerKilled(before, after, text_before, end, end_after_s, watcher, realm.printed())


async def kill_model(folder: Path) -> ModelKilled:
    """Kill the model's process twice in the middle of a reply, then speak again at once."""
    async with running(folder / "data", settings=talker(folder)) as realm, AsyncExitStack() as stack:
        room_id = (await find_rooms(realm.url, 1))[0]
        player = await stack.enter_async_context(Player(realm.url))
        watcher = Watcher(realm.url, room_id, after=await player.enter(room_id), token=player.token)
        following = spawn(watcher.follow(), "watcher")
        turn = await player.speak(room_id, "Tell me a long story.")
        text_before = ""
        pauses_s = []
        for _ in range(2):
            text_before = await watcher.until_text(turn["id"], len(text_before) + MID_REPLY_CHARS)
            killed_at = monotonic()
            os.kill(realm.model_pid(), signal.SIGKILL)
            # What was on its way still comes; the pause is over when more does than could have been.
            shown = len(await _settle(watcher, turn["id"]))
            await watcher.until_text(turn["id"], shown + 1)
            pauses_s.append(monotonic() - killed_at)
        end = await _end_of(watcher, turn["id"])
        asked_at = monotonic()
        again = await player.speak(room_id, "Are you well?")
        await watcher.until_text(again["id"])
        again_s = monotonic() - asked_at
        ended_again = await _end_of(watcher, again["id"])
        await voice_ready(realm)
        await cancel(following)
    return ModelKilled(text_before, end, pauses_s, again_s, ended_again, watcher, realm.printed())


async def main(folder: Path) -> None:
    """Kill both, one after the other, and print what is left."""
    (folder / "server").mkdir()
    (folder / "model").mkdir()
    server = await kill_server(folder / "server")
    seen_before = {event["seq"] for event in server.before}
    watched = [event for event in server.after if event["seq"] >= min(seen_before)]
    print_table(
        "The room's log; the server was killed -9 mid-reply and started again",
        ("seq", "event", "seen before the kill", "state"),
        [(event["seq"], event["__typename"], event["seq"] in seen_before, _state(event)) for event in watched],
    )
    print_facts(
        "What the watcher holds",
        [
            ("characters shown before the kill", len(server.text_before)),
            ("how the turn ended", server.end["turn"]["state"]),
            ("characters kept", len(server.end["turn"]["text"])),
            ("seconds from the second start to its end", server.end_after_s),
            ("log contiguous, nothing twice", contiguous(server.watcher.seen) and contiguous(server.after)),
            ("breaches", len(server.watcher.breaches)),
        ],
    )
    model = await kill_model(folder / "model")
    print_facts(
        "The model's process was killed -9 mid-reply, twice",
        [
            ("event", model.end["__typename"]),
            ("characters shown before the second kill", len(model.text_before)),
            ("characters in the end", len(model.end["turn"]["text"])),
            ("longest pause that was seen, s", max(model.pauses_s)),
            ("next reply's first words after, s (bar 2)", model.again_s),
            ("next reply ended", model.again["turn"]["state"]),
            ("next reply came from", model.again["turn"]["source"]),
            ("breaches", len(model.watcher.breaches)),
        ],
    )


async def _settle(watcher: Watcher, turn_id: str) -> str:
    """A reply's text when nothing has been added to it for a moment."""
    before = None
    while before != (text := await watcher.until_text(turn_id)):
        before = text
        await asyncio.sleep(0.06)
    return text


async def _end_of(watcher: Watcher, turn_id: str, limit_s: float = 90.0) -> dict[str, Any]:
    """The event that ends a turn, whichever it is."""
    waits = [
        spawn(watcher.until(kind, limit_s=limit_s, id=turn_id), f"until {kind}")
        for kind in ("TurnClosed", "TurnFailed")
    ]
    done, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        await cancel(task)
    end: dict[str, Any] = done.pop().result()
    return end


def _state(event: dict[str, Any]) -> str:
    turn = event.get("turn", {})
    return f"{turn['state']}, {len(turn['text'])} characters" if "state" in turn else ""
