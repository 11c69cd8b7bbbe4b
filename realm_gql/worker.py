"""What the realm does by itself: answers turns, and what is on the schedule. Two explicit tables, JOBS and SCHEDULE.

Runs inside `realm serve` by default, alone as `realm worker`. Every job is idempotent, and several workers may run it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from realm_gql.domain import accounts, events, locations, talk, uploads
from realm_gql.errors import RealmError, StorageUnavailable
from realm_gql.kit.tasks import cancel, finish, spawn
from realm_gql.runtime import Runtime

log = logging.getLogger("realm.worker")

Job = Callable[[Runtime], Awaitable[None]]

LOOK_S = 1.0
"""How long a worker waits for the bell before it looks by itself, for lines and for leases that ran out."""


STOP_S = 3.0
"""How long a worker that must go may take to save what it is writing."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A job, and how often it runs."""

    job: Job
    every_s: float


async def sweep_presence(runtime: Runtime) -> None:
    """Let those leave whose presence ran out."""
    async with runtime.database.transaction() as tx:
        await locations.sweep(tx, runtime.broker)


async def forget_old_events(runtime: Runtime) -> None:
    """Drop events beyond the retention, if the host has set one."""
    if days := runtime.settings.event_retention_days:
        async with runtime.database.transaction() as tx:
            await events.forget_older(tx, days)


async def forget_stale_records(runtime: Runtime) -> None:
    """Drop idempotency keys of yesterday and limits that have long leaked out."""
    async with runtime.database.transaction() as tx:
        await accounts.forget_stale(tx)


async def forget_expired_uploads(runtime: Runtime) -> None:
    """Throw away files that were sent and not used in time."""
    await uploads.forget_expired(runtime)


SCHEDULE: dict[str, Scheduled] = {
    "sweep_presence": Scheduled(sweep_presence, every_s=2),
    "forget_old_events": Scheduled(forget_old_events, every_s=600),
    "forget_stale_records": Scheduled(forget_stale_records, every_s=600),
    "forget_expired_uploads": Scheduled(forget_expired_uploads, every_s=600),
}


class Worker:
    """Answers turns, as many at once as the engine writes, and keeps the schedule."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._owner = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._leave = asyncio.Event()
        self._answering: set[asyncio.Task[None]] = set()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin; what a dead predecessor in a realm of one process left is taken up at once."""
        if self._runtime.settings.sqlite:
            async with self._runtime.database.transaction() as tx:
                await talk.release_orphans(tx)
        self._tasks = [spawn(self._answer_turns(), "answer-turns")]
        self._tasks += [spawn(self._keep(name, entry), name) for name, entry in SCHEDULE.items()]

    async def stop(self) -> None:
        """Stop; a reply that is being written is saved, for the next worker to finish."""
        self._leave.set()
        for task in self._tasks:
            await cancel(task)
        if self._answering:
            await asyncio.wait(self._answering, timeout=STOP_S)
        for task in tuple(self._answering):
            await cancel(task)

    async def _answer_turns(self) -> None:
        async with self._runtime.broker.listen(talk.WORK_TOPIC) as ear:
            while True:
                try:
                    await self._claim_all()
                except (IntegrityError, RealmError) as error:
                    # Another worker was faster in the same room, or the database is away: the turn is still there.
                    log.info("claiming a turn failed: %s", error)
                    await asyncio.sleep(LOOK_S if isinstance(error, StorageUnavailable) else 0.01)
                await ear.next(LOOK_S)

    async def _claim_all(self) -> None:
        runtime = self._runtime
        while len(self._answering) < (runtime.settings.model_parallel or runtime.engine.status().parallel):
            claimed = await finish(talk.claim_and_open(self._runtime, self._owner))
            if claimed is None:
                return
            turn, take = claimed
            task = spawn(talk.answer(self._runtime, self._owner, turn, take, self._leave), f"turn-{turn.id}")
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _keep(self, name: str, entry: Scheduled) -> None:
        while True:
            try:
                await finish(entry.job(self._runtime))
            except RealmError as error:
                log.warning("%s: %s", name, error.message)
            await asyncio.sleep(entry.every_s)
