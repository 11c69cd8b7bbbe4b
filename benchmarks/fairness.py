"""Two rooms, one flooded with waiting lines by two players: how long a third waits in it, and a fourth next door."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from benchmarks.people import Player, Watcher, find_rooms
from benchmarks.process import running
from benchmarks.tables import print_table
from benchmarks.voices import babbler
from realm_gql.kit.tasks import cancel, spawn


@dataclass(frozen=True)
class Wait:
    """One player's line: how many others waited in the room, its place when it was said, and when its reply began."""

    who: str
    others_waiting: int
    place: int
    replies_before: int
    wait_s: float


async def fairness(folder: Path, lines_each: int, reply_tokens: int) -> list[Wait]:
    """Flood a room, then let somebody else speak in it and somebody else again next door."""
    settings = {**babbler(folder), "REALM_REPLY_MAX_TOKENS": str(reply_tokens)}
    async with running(folder / "data", settings=settings) as realm, AsyncExitStack() as stack:
        flooded, quiet = await find_rooms(realm.url, 2)
        first, second, third, fourth = [await stack.enter_async_context(Player(realm.url)) for _ in range(4)]
        watchers = []
        for player, room_id in ((first, flooded), (second, flooded), (third, flooded), (fourth, quiet)):
            watchers.append(Watcher(realm.url, room_id, after=await player.enter(room_id), token=player.token))
        following = [spawn(watcher.follow(), "watcher") for watcher in watchers]
        lines = 0
        for number in range(lines_each):
            for flooder in (first, second):
                await flooder.speak(flooded, f"Line {number} of many: tell me more.")
                lines += 1
        flood = watchers[2]
        opened = sum(event["__typename"] == "TurnOpened" for event in flood.seen)
        waits = [
            await _wait("a third player, in the flooded room", third, flooded, flood, lines - opened),
            await _wait("a fourth player, next door", fourth, quiet, watchers[3], 0),
        ]
        for task in following:
            await cancel(task)
    return waits


async def main(folder: Path, lines_each: int) -> None:
    """Run it and print each wait."""
    waits = await fairness(folder, lines_each, reply_tokens=30)
    print_table(
        f"Waits while two players have {lines_each} lines each waiting in one room (a reply takes about a second)",
        ("who", "others' lines waiting", "place when said", "replies begun before", "seconds until the reply began"),
        [(wait.who, wait.others_waiting, wait.place, wait.replies_before, wait.wait_s) for wait in waits],
    )


async def _wait(who: str, player: Player, room_id: str, watcher: Watcher, others: int) -> Wait:
    begun = _opened(watcher)
    said_at = monotonic()
    turn = await player.speak(room_id, "And what of me?")
    opened = await watcher.until("TurnOpened", id=turn["id"])
    order = _opened(watcher)
    before = order.index(turn["id"]) - len(begun)
    return Wait(who, others, turn["queuePlace"] or 1, before, opened["received_at"] - said_at)


def _opened(watcher: Watcher) -> list[str]:
    return [event["turn"]["id"] for event in watcher.seen if event["__typename"] == "TurnOpened"]
