"""Several processes of one realm, and a Redis between them that goes away and comes back."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from benchmarks import services
from benchmarks.people import Player, Watcher, contiguous, find_rooms
from benchmarks.process import running
from benchmarks.tables import print_facts
from benchmarks.voices import babbler
from realm_gql.kit.tasks import cancel, spawn

WATCHERS = 6


@dataclass(frozen=True)
class OutageReport:
    """What came of it: the turns said before, during and after, and how each watcher fared."""

    watchers: list[Watcher]
    last_seq: int
    ended: int
    answered_during: int
    same_processes: bool
    longest_wait_s: float
    printed: str


async def outage(folder: Path, away_s: float, turns: int) -> OutageReport:
    """Speak before, during and after Redis is away; `turns` lines in each part."""
    redis = services.Redis()
    await redis.start()
    try:
        with services.postgres() as database_url:
            settings = {
                **babbler(folder),
                "REALM_DATABASE_URL": database_url,
                "REALM_REDIS_URL": redis.url,
                "REALM_REPLY_MAX_TOKENS": "20",
            }
            async with running(folder / "data", workers=2, settings=settings) as realm, AsyncExitStack() as stack:
                room_id = (await find_rooms(realm.url, 1))[0]
                player = await stack.enter_async_context(Player(realm.url))
                after = await player.enter(room_id)
                watchers = [Watcher(realm.url, room_id, after=after, token=player.token) for _ in range(WATCHERS)]
                following = [spawn(watcher.follow(), "watcher") for watcher in watchers]
                waits = await _speak(player, room_id, watchers[0], turns)
                processes = set(realm.family())
                redis.kill()
                away_from = monotonic()
                waits += await _speak(player, room_id, watchers[0], turns)
                answered_during = turns if monotonic() - away_from < away_s else 0
                await asyncio.sleep(max(0.0, away_from + away_s - monotonic()))
                await redis.start()
                waits += await _speak(player, room_id, watchers[0], turns)
                last_seq = (await player.log(room_id))[-1]["seq"]
                for _ in range(200):
                    if all(watcher.last_seq >= last_seq for watcher in watchers):
                        break
                    await asyncio.sleep(0.1)
                same = processes <= set(realm.family())
                for task in following:
                    await cancel(task)
            return OutageReport(watchers, last_seq, 3 * turns, answered_during, same, max(waits), realm.printed())
    finally:
        redis.kill()


async def main(folder: Path, away_s: float) -> None:
    """Run it and print it, or say what is missing."""
    if lacks := services.missing():
        print(f"This needs the Debian packages {', '.join(lacks)}.")
        return
    report = await outage(folder, away_s, turns=3)
    print_facts(
        f"Two API processes and a worker; Redis was away for {away_s:.0f} s",
        [
            ("watchers", len(report.watchers)),
            ("events in the log", report.last_seq),
            ("every watcher's log contiguous to the end", _whole(report)),
            ("breaches", sum(len(watcher.breaches) for watcher in report.watchers)),
            ("turns ended", report.ended),
            ("of them while Redis was away", report.answered_during),
            ("longest from a line to its closing event, s", report.longest_wait_s),
            ("the same processes throughout", report.same_processes),
            ("sockets opened anew", sum(watcher.connections - 1 for watcher in report.watchers)),
        ],
    )


def _whole(report: OutageReport) -> bool:
    return all(contiguous(each.seen) and each.last_seq == report.last_seq for each in report.watchers)


async def _speak(player: Player, room_id: str, watcher: Watcher, turns: int) -> list[float]:
    """Say lines one after another; returns how long each took to be answered and seen, in seconds."""
    waits = []
    for number in range(turns):
        said_at = monotonic()
        turn = await player.speak(room_id, f"Line {number}: how are you?")
        await watcher.until("TurnClosed", id=turn["id"], limit_s=60)
        waits.append(monotonic() - said_at)
    return waits
