"""Many subscribers of one room whose sockets are killed at random: whether each still sees everything, once."""

from __future__ import annotations

import asyncio
import random
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from benchmarks.people import Player, Watcher, contiguous, find_rooms
from benchmarks.process import running
from benchmarks.tables import print_facts, print_table
from benchmarks.voices import babbler
from realm_gql.kit.tasks import cancel, spawn

SPEAKERS = 3


@dataclass(frozen=True)
class SwarmReport:
    """What came of it; `breaches` is empty when every promise was kept."""

    watchers: list[Watcher]
    last_seq: int
    turns: int
    kills: int
    opened_s: float
    wall_s: float
    cpu_s: float
    grown_mb: float
    printed: str

    @property
    def breaches(self) -> list[str]:
        """Every breach that any subscriber found, and every subscriber that is not at the log's end."""
        found = [breach for watcher in self.watchers for breach in watcher.breaches]
        found += [f"a log ends at {each.last_seq}" for each in self.watchers if each.last_seq != self.last_seq]
        found += ["a log is not contiguous" for each in self.watchers if not contiguous(each.seen)]
        return found


async def swarm(folder: Path, subscribers: int, turns: int, kill_every_s: float, reply_tokens: int) -> SwarmReport:
    """Let players speak while subscribers are cut off, and wait until all have seen the last event."""
    settings = {**babbler(folder), "REALM_REPLY_MAX_TOKENS": str(reply_tokens)}
    async with running(folder / "data", settings=settings) as realm, AsyncExitStack() as stack:
        room_id = (await find_rooms(realm.url, 1))[0]
        speakers = [await stack.enter_async_context(Player(realm.url)) for _ in range(SPEAKERS)]
        cursors = [await speaker.enter(room_id) for speaker in speakers]
        watchers = [Watcher(realm.url, room_id, after=cursors[0]) for _ in range(subscribers)]
        # The speakers stay because they watch as well; they are cut off like everybody else.
        watchers += [Watcher(realm.url, room_id, after=cursors[0], token=speaker.token) for speaker in speakers]
        opened_s = monotonic()
        following = [spawn(watcher.follow(), "watcher") for watcher in watchers]
        await _all_connected(watchers)
        opened_s = monotonic() - opened_s
        began_s, cpu_s, memory_mb = monotonic(), realm.cpu_s(), realm.resident_mb()
        killing = spawn(_kill_at_random(watchers, kill_every_s), "killer")
        own = zip(speakers, watchers[-SPEAKERS:], strict=True)
        await asyncio.gather(*(_speak(speaker, each, turns, number) for number, (speaker, each) in enumerate(own)))
        await watchers[-1].until("TurnClosed", turns, limit_s=60 + 20.0 * turns)
        wall_s = monotonic() - began_s
        kills = await _stop_killing(killing, watchers)
        last_seq = (await speakers[0].log(room_id))[-1]["seq"]
        await _all_at(watchers, last_seq)
        report = SwarmReport(
            watchers,
            last_seq,
            turns,
            kills,
            opened_s,
            wall_s,
            realm.cpu_s() - cpu_s,
            realm.resident_mb() - memory_mb,
            "",
        )
        for task in following:
            await cancel(task)
    return SwarmReport(**{**report.__dict__, "printed": realm.printed()})


async def main(folder: Path, subscribers: int, turns: int) -> None:
    """Run the full size and print it."""
    report = await swarm(folder, subscribers, turns, kill_every_s=0.05, reply_tokens=24)
    watchers = report.watchers
    print_table(
        "Subscribers of one room, killed at random; each resumes from its cursor",
        (
            "subscribers",
            "each cut off",
            "contiguous to the end",
            "gaps or doubles",
            "takes joined",
            "joined wrongly",
        ),
        [
            (
                len([each for each in watchers if each.connections - 1 == cuts]),
                cuts,
                all(contiguous(each.seen) and each.last_seq == report.last_seq for each in group),
                sum("event" in breach for each in group for breach in each.breaches),
                sum(each.joined for each in group),
                sum("joined" in breach for each in group for breach in each.breaches),
            )
            for cuts, group in sorted(_by_cuts(watchers).items())
        ],
    )
    print_facts(
        "Altogether",
        [
            ("subscribers", len(watchers)),
            ("turns", report.turns),
            ("events in the log", report.last_seq),
            ("sockets killed", report.kills),
            ("deltas received", sum(each.deltas for each in watchers)),
            ("breaches of any kind", len(report.breaches)),
            ("opening all sockets, s", report.opened_s),
            ("wall time of the turns, s", report.wall_s),
            ("server CPU, s", report.cpu_s),
            ("server memory grew by, MB", report.grown_mb),
        ],
    )
    for breach in report.breaches[:10]:
        print(f"  breach: {breach}")


def _by_cuts(watchers: list[Watcher]) -> dict[int, list[Watcher]]:
    groups: dict[int, list[Watcher]] = {}
    for watcher in watchers:
        groups.setdefault(watcher.connections - 1, []).append(watcher)
    return groups


async def _speak(speaker: Player, watcher: Watcher, turns: int, number: int) -> None:
    """Say every `SPEAKERS`-th line, the next one when the reply to the last has begun."""
    for line in range(number, turns, SPEAKERS):
        # Cut off again and again, a speaker may have been away for longer than a lease.
        await speaker.enter(watcher.room_id)
        turn = await speaker.speak(watcher.room_id, f"Line {line}: what do you see from here?")
        await watcher.until("TurnOpened", limit_s=300, id=turn["id"])


async def _kill_at_random(watchers: list[Watcher], every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        random.choice(watchers).cut()


async def _stop_killing(killing: asyncio.Task[None], watchers: list[Watcher]) -> int:
    await cancel(killing)
    return sum(watcher.connections - 1 for watcher in watchers)


async def _all_connected(watchers: list[Watcher]) -> None:
    for watcher in watchers:
        await watcher.until_connected()


async def _all_at(watchers: list[Watcher], seq: int) -> None:
    """Give everybody time to come back and read to the end; who does not shows in the report."""
    for _ in range(300):
        if all(watcher.last_seq >= seq for watcher in watchers):
            return
        await asyncio.sleep(0.1)
