"""How long somebody stays in a room whose line is cut, whose laptop is closed, or who only reloads the page."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from benchmarks.people import Player, Watcher, find_rooms
from benchmarks.process import running
from benchmarks.tables import print_table
from benchmarks.voices import babbler
from realm_gql.kit.tasks import cancel, spawn

LIMIT_S = 50.0


@dataclass(frozen=True)
class Absence:
    """What a client did, and after how many seconds its player left; None when the player stayed."""

    what: str
    left_after_s: float | None


async def absences(folder: Path, reload_s: float) -> list[Absence]:
    """Cut one socket, let another fall silent as a closed laptop does, and reload a third; all at once."""
    async with running(folder / "data", settings=babbler(folder)) as realm, AsyncExitStack() as stack:
        room_id = (await find_rooms(realm.url, 1))[0]
        players = [await stack.enter_async_context(Player(realm.url)) for _ in range(4)]
        watchers = [
            Watcher(realm.url, room_id, after=await player.enter(room_id), token=player.token) for player in players
        ]
        following = [spawn(watcher.follow(), "watcher") for watcher in watchers]
        for watcher in watchers:
            await watcher.until_connected()
        cut, silent, reloaded, there = watchers
        gone_at = monotonic()
        cut.pause_s = 10_000.0
        cut.cut()
        silent.fall_silent()
        reloaded.cut()
        await cancel(following[2])
        await asyncio.sleep(reload_s)
        following[2] = spawn(reloaded.follow(), "watcher")
        await asyncio.sleep(LIMIT_S - reload_s)
        left = {
            event["player"]["handle"]: event["received_at"] - gone_at
            for event in there.seen
            if event["__typename"] == "PlayerLeft"
        }
        for task in following:
            await cancel(task)
    whats = ("the socket was cut", "the laptop was closed", f"a reload of {reload_s:.0f} s", "stayed all the time")
    return [Absence(what, left.get(player.handle)) for what, player in zip(whats, players, strict=True)]


async def main(folder: Path) -> None:
    """Run it once and print when each left."""
    seen = await absences(folder, reload_s=5)
    print_table(
        f"Presence, watched for {LIMIT_S:.0f} s (a closed laptop has left within 45)",
        ("what happened", "left after, s"),
        [(each.what, "never" if each.left_after_s is None else each.left_after_s) for each in seen],
    )
