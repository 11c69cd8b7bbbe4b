"""How fast a realm opens, and how fast a reply stops."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic

from benchmarks.people import Player, Watcher, find_rooms
from benchmarks.process import RealmProcess, running
from benchmarks.tables import print_facts, print_table
from benchmarks.voices import babbler, voice
from realm_gql.kit.tasks import cancel, spawn


@dataclass(frozen=True)
class Start:
    """Seconds from the command to listening, and to the first words of a reply from the model."""

    listening_s: float
    first_words_s: float
    source: str


@dataclass(frozen=True)
class Stop:
    """Milliseconds from the request to stop, and from its answer, to the closing event as the watcher gets it."""

    from_request_ms: float
    from_answer_ms: float
    state: str
    characters: int


async def start_twice(folder: Path) -> list[Start]:
    """Start a realm on an empty folder and again on what that left."""
    realm = RealmProcess(folder / "data", settings=voice(folder))
    starts = []
    for _ in range(2):
        try:
            starts.append(await _start_and_speak(realm))
        finally:
            realm.stop()
    return starts


async def stop_replies(folder: Path, times: int) -> list[Stop]:
    """Stop one reply after another in their middle."""
    settings = {**babbler(folder), "REALM_REPLY_MAX_TOKENS": "500"}
    stops = []
    async with running(folder / "data", settings=settings) as realm, AsyncExitStack() as stack:
        room_id = (await find_rooms(realm.url, 1))[0]
        player = await stack.enter_async_context(Player(realm.url))
        watcher = Watcher(realm.url, room_id, after=await player.enter(room_id), token=player.token)
        following = spawn(watcher.follow(), "watcher")
        for _ in range(times):
            turn = await player.speak(room_id, "Tell me a very long story.")
            await watcher.until_text(turn["id"], 10)
            asked_at = monotonic()
            await player.stop(turn["id"])
            answered_at = monotonic()
            end = await watcher.until("TurnClosed", id=turn["id"])
            stops.append(
                Stop(
                    (end["received_at"] - asked_at) * 1000,
                    max(0.0, end["received_at"] - answered_at) * 1000,
                    end["turn"]["state"],
                    len(end["turn"]["text"]),
                )
            )
        await cancel(following)
    return stops


async def main_start(folder: Path) -> None:
    """Print both starts."""
    first, second = await start_twice(folder)
    print_table(
        "From the command, in seconds",
        ("start", "listening (bar of the second: 3)", "first words of a reply (bar of the second: 5)", "from"),
        [
            ("first, on an empty folder", first.listening_s, first.first_words_s, first.source),
            ("second", second.listening_s, second.first_words_s, second.source),
        ],
    )


async def main_stop(folder: Path, times: int) -> None:
    """Print how long stops take."""
    stops = await stop_replies(folder, times)
    print_facts(
        f"Stopping {times} replies in their middle, until the closing event is here",
        [
            ("from the answer to stopTurn, median ms (bar 100)", median(stop.from_answer_ms for stop in stops)),
            ("from the answer to stopTurn, longest ms", max(stop.from_answer_ms for stop in stops)),
            ("from the request, median ms", median(stop.from_request_ms for stop in stops)),
            ("from the request, longest ms", max(stop.from_request_ms for stop in stops)),
            ("all STOPPED with their text", all(stop.state == "STOPPED" and stop.characters for stop in stops)),
        ],
    )


async def _start_and_speak(realm: RealmProcess) -> Start:
    listening_s = await realm.start()
    room_id = (await find_rooms(realm.url, 1))[0]
    async with Player(realm.url) as player:
        watcher = Watcher(realm.url, room_id, after=await player.enter(room_id), token=player.token)
        following = spawn(watcher.follow(), "watcher")
        turn = await player.speak(room_id, "Good morning to you.")
        await watcher.until_text(turn["id"])
        first_words_s = monotonic() - realm.started_at
        end = await watcher.until("TurnClosed", id=turn["id"])
        await cancel(following)
    return Start(listening_s, first_words_s, end["turn"]["source"])
