"""What the realm does by itself: what waits for a worker, and what is on the schedule. Two tables, JOBS and SCHEDULE.

Runs inside `realm serve` by default, alone as `realm worker`. Every job is idempotent, and several workers may run it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from realm_gql.domain import accounts, events, locations, making, talk, uploads
from realm_gql.errors import RealmError, StorageUnavailable
from realm_gql.kit.tasks import cancel, finish, spawn
from realm_gql.runtime import Runtime

log = logging.getLogger("realm.worker")

Job = Callable[[Runtime], Awaitable[None]]

LOOK_S = 1.0
"""How long a worker waits for the bell before it looks by itself, for work and for leases that ran out."""


STOP_S = 3.0
"""How long a worker that must go may take to save what it is writing."""


@dataclass(frozen=True, slots=True)
class Work:
    """Work that waits in the database until a worker claims it.

    `topic` wakes workers, `claim` takes the next piece of it under a lease, `do` does what was claimed, and `most` says
    how many are done at once.
    """

    topic: str
    claim: Callable[[Runtime, str], Awaitable[tuple[Any, ...] | None]]
    do: Callable[..., Coroutine[Any, Any, None]]
    most: Callable[[Runtime], int]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A job, and how often it runs."""

    job: Job
    every_s: float


def most_turns(runtime: Runtime) -> int:
    """As many replies at once as the engine writes."""
    return runtime.settings.model_parallel or runtime.engine.status().parallel


def most_drafts(runtime: Runtime) -> int:
    """Drafts beside them: so few that a player who speaks hardly notices, whatever the engine has for a queue."""
    return max(1, most_turns(runtime) // 4)


JOBS: dict[str, Work] = {
    "answer_turns": Work(talk.WORK_TOPIC, talk.claim_and_open, talk.answer, most_turns),
    "write_drafts": Work(making.WORK_TOPIC, making.claim_and_begin, making.write_draft, most_drafts),
}


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
    """Does the work that waits, as much at once as it may, and keeps the schedule."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._owner = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._leave = asyncio.Event()
        self._working: dict[str, set[asyncio.Task[None]]] = {name: set() for name in JOBS}
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin; what a dead predecessor in a realm of one process left is taken up at once."""
        if self._runtime.settings.sqlite:
            async with self._runtime.database.transaction() as tx:
                await talk.release_orphans(tx)
                await making.release_orphans(tx)
        self._tasks = [spawn(self._do_work(name, work), name) for name, work in JOBS.items()]
        self._tasks += [spawn(self._keep(name, entry), name) for name, entry in SCHEDULE.items()]

    async def stop(self) -> None:
        """Stop; a reply that is being written is saved for the next worker to finish, and a draft goes back to wait."""
        self._leave.set()
        for task in self._tasks:
            await cancel(task)
        working = set().union(*self._working.values())
        if working:
            await asyncio.wait(working, timeout=STOP_S)
        for task in working:
            await cancel(task)

    async def _do_work(self, name: str, work: Work) -> None:
        async with self._runtime.broker.listen(work.topic) as ear:
            while True:
                try:
                    await self._claim_all(name, work)
                except (IntegrityError, RealmError) as error:
                    # Another worker was faster in the same room, or the database is away: the work is still there.
                    log.info("claiming for %s failed: %s", name, error)
                    await asyncio.sleep(LOOK_S if isinstance(error, StorageUnavailable) else 0.01)
                await ear.next(LOOK_S)

    async def _claim_all(self, name: str, work: Work) -> None:
        working = self._working[name]
        while len(working) < work.most(self._runtime):
            claimed = await finish(work.claim(self._runtime, self._owner))
            if claimed is None:
                return
            task = spawn(work.do(self._runtime, self._owner, *claimed, self._leave), f"{name}-{claimed[0].id}")
            working.add(task)
            task.add_done_callback(working.discard)

    async def _keep(self, name: str, entry: Scheduled) -> None:
        while True:
            try:
                await finish(entry.job(self._runtime))
            except RealmError as error:
                log.warning("%s: %s", name, error.message)
            await asyncio.sleep(entry.every_s)
