"""What the server and the model's process hold after a long time of people talking."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from time import monotonic

from benchmarks.people import Player, Refused, find_rooms
from benchmarks.process import RealmProcess, resident_mb, running
from benchmarks.tables import print_table
from realm_gql.kit.tasks import cancel, spawn

ROOMS = 8
PAUSE_S = 4.0
SAMPLES = 12
ASKS = (
    "Who are you?",
    "What do you sell?",
    "Any news?",
    "I lost my brother.",
    "Tell me a joke.",
    "Where am I?",
    "Go on.",
)


async def main(folder: Path, minutes: float) -> None:
    """Let a player talk in each of `ROOMS` rooms, somebody new every few lines, and weigh both processes."""
    rows: list[tuple[float, float, float]] = []
    async with running(folder / "data") as realm:
        talking = [spawn(_talk(realm, room), "player") for room in await find_rooms(realm.url, ROOMS)]
        began = monotonic()
        for sample in range(SAMPLES + 1):
            await asyncio.sleep(max(0.0, began + sample * minutes * 60 / SAMPLES - monotonic()))
            model_mb = resident_mb(realm.model_pid())
            rows.append(((monotonic() - began) / 60, resident_mb(realm.pid), model_mb))
        for task in talking:
            await cancel(task)
    print_table(f"{ROOMS} rooms in talk", ("minutes", "server MB", "model MB"), rows)


async def _talk(realm: RealmProcess, room_id: str) -> None:
    for number in count():
        async with AsyncExitStack() as stack:
            player = await stack.enter_async_context(Player(realm.url))
            await player.enter(room_id)
            for line in range(len(ASKS)):
                try:
                    await player.speak(room_id, ASKS[(number + line) % len(ASKS)])
                except Refused:
                    # Somebody's queue is full: a player waits as well.
                    await asyncio.sleep(PAUSE_S)
                await asyncio.sleep(PAUSE_S)
