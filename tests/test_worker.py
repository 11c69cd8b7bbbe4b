"""What the realm does by itself: picks up lines, takes over what a dead worker left, and keeps its schedule."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from drafting import THINGS, Desk, MakingEngine
from sqlalchemy import func, select, update
from sqlmodel import col

from realm_gql import worker as worker_module
from realm_gql.config import Settings
from realm_gql.domain import accounts, events, locations, making, talk
from realm_gql.domain.accounts.models import Account, IdempotencyKey, RateBucket
from realm_gql.domain.events.models import LoggedEvent
from realm_gql.domain.locations.models import Presence
from realm_gql.domain.npcs.models import Npc
from realm_gql.engine.port import EngineState, EngineStatus, GenerationRequest, Piece, Source
from realm_gql.errors import StorageUnavailable
from realm_gql.kit.clock import in_seconds, now
from realm_gql.runtime import Runtime
from realm_gql.worker import SCHEDULE, Scheduled, Worker, most_drafts, most_turns

PIECES = ("The ", "tide ", "is ", "in.")


class HeldEngine:
    """An engine that says its first two pieces and the rest when it is let; it counts who speaks at once."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.speaking = 0
        self.most_at_once = 0
        self.prompts: list[str] = []

    async def start(self) -> None:
        """Ready at once."""

    async def stop(self) -> None:
        """Nothing to let go of."""

    def status(self) -> EngineStatus:
        return EngineStatus(EngineState.READY, "held")

    async def stream(self, request: GenerationRequest) -> AsyncIterator[Piece]:
        self.prompts.append(request.prompt.reply_so_far)
        self.speaking += 1
        self.most_at_once = max(self.most_at_once, self.speaking)
        try:
            for number, text in enumerate(PIECES):
                if number == 2:
                    await self.go_on.wait()
                # A broken-off reply is continued, not said again.
                if len("".join(PIECES[: number + 1])) > len(request.prompt.reply_so_far):
                    yield Piece(text, Source.MODEL, "held")
        finally:
            self.speaking -= 1


class Stage:
    """Rooms with an NPC in each, and one player who is in all of them."""

    def __init__(self, runtime: Runtime, engine: HeldEngine, room_ids: list[UUID], player_id: UUID) -> None:
        self.runtime, self.engine, self.room_ids, self.player_id = runtime, engine, room_ids, player_id

    async def speak(self, room: int = 0) -> UUID:
        """Say a line; returns the turn that answers it."""
        async with self.runtime.database.transaction() as tx:
            turn = await talk.speak(
                tx, self.runtime.broker, self.player_id, self.room_ids[room], "Is the tide in?", None, 10
            )
        assert turn is not None
        return turn.id

    async def turn(self, turn_id: UUID) -> talk.Turn:
        async with self.runtime.database.reading() as session:
            [turn] = await talk.load_turns(session, [turn_id])
        assert turn is not None
        return turn

    async def text(self, turn_id: UUID) -> str:
        async with self.runtime.database.reading() as session:
            [takes] = await talk.load_takes(session, [turn_id])
        return takes[-1].text if takes else ""

    async def ended(self, turn_id: UUID) -> str:
        """Wait for a turn to end; returns its state."""
        await until(lambda: self._has_ended(turn_id))
        return (await self.turn(turn_id)).state

    async def log(self, room: int = 0) -> list[str]:
        """The names of a room's events."""
        stream_id = locations.room_stream(self.room_ids[room])
        async with self.runtime.database.reading() as session:
            return [type(entry.event).__name__ for entry in await events.list_after(session, stream_id, 0, 100)]

    async def _has_ended(self, turn_id: UUID) -> bool:
        return (await self.turn(turn_id)).state in ("CLOSED", "FAILED", "STOPPED")


async def until(reached: Callable[[], Awaitable[bool]]) -> None:
    """Look again and again, for ten seconds at most."""
    for _ in range(500):
        if await reached():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


@pytest.fixture
async def stage(realm: Runtime) -> Stage:
    """Three rooms of the starter realm; the engine waits in the middle of each reply."""
    engine = HeldEngine()
    runtime = replace(realm, engine=engine)
    async with runtime.database.transaction() as tx:
        player = Account(handle="kofi", handle_key="kofi")
        tx.session.add(player)
        await tx.session.flush()
        rows = await tx.session.scalars(select(col(Npc.room_id)).distinct().order_by(col(Npc.room_id)).limit(3))
        room_ids = [room_id for room_id in rows if room_id is not None]
        for room_id in room_ids:
            tx.session.add(Presence(room_id=room_id, player_id=player.id, lease_until=in_seconds(60)))
    return Stage(runtime, engine, room_ids, player.id)


@pytest.fixture
async def work(stage: Stage) -> AsyncIterator[Callable[..., Awaitable[Worker]]]:
    """Starts workers on the stage, with settings of their own; all are stopped at the end."""
    started: list[Worker] = []

    async def start(**settings: Any) -> Worker:
        worker = Worker(replace(stage.runtime, settings=replace(stage.runtime.settings, **settings)))
        started.append(worker)
        await worker.start()
        return worker

    yield start
    for worker in started:
        await worker.stop()


Work = Callable[..., Awaitable[Worker]]


async def test_lines_that_wait_and_lines_that_come_are_answered(stage: Stage, work: Work) -> None:
    # given: a line that was said before there was a worker
    stage.engine.go_on.set()
    early = await stage.speak()

    await work()
    late = await stage.speak(room=1)

    assert await stage.ended(early) == "CLOSED"
    assert await stage.ended(late) == "CLOSED"
    assert await stage.text(late) == "The tide is in."
    assert await stage.log() == ["PlayerSpoke", "TurnOpened", "TurnClosed"]


async def test_no_more_replies_at_once_than_the_model_may_write(stage: Stage, work: Work) -> None:
    turns = [await stage.speak(room) for room in range(3)]

    await work(model_parallel=2)

    async def two_speak() -> bool:
        return stage.engine.speaking == 2

    await until(two_speak)
    stage.engine.go_on.set()
    assert [await stage.ended(turn) for turn in turns] == ["CLOSED"] * 3
    assert stage.engine.most_at_once == 2


async def test_a_reply_whose_worker_died_is_finished_by_the_next_without_a_second_opening(
    stage: Stage, work: Work
) -> None:
    # given: a turn that a worker claimed and wrote the beginning of before it died
    turn_id = await stage.speak()
    claimed = await talk.claim_and_open(stage.runtime, "a dead worker")
    assert claimed is not None
    async with stage.runtime.database.transaction() as tx:
        await tx.session.execute(update(talk.Take).values(text="The tide ", source="MODEL", model="held"))
    stage.engine.go_on.set()

    await work()

    assert await stage.ended(turn_id) == "CLOSED"
    assert await stage.text(turn_id) == "The tide is in."
    assert stage.engine.prompts == ["The tide "]
    assert await stage.log() == ["PlayerSpoke", "TurnOpened", "TurnClosed"]
    assert (await stage.turn(turn_id)).attempts == 2


async def test_among_several_workers_a_lease_must_run_out_first(stage: Stage, work: Work) -> None:
    # given: a realm on PostgreSQL, where another worker may well be alive
    turn_id = await stage.speak()
    assert await talk.claim_and_open(stage.runtime, "another worker") is not None
    stage.engine.go_on.set()

    await work(database_url="postgresql://realm@127.0.0.1/realm")
    await asyncio.sleep(0.2)
    assert (await stage.turn(turn_id)).lease_owner == "another worker"

    async with stage.runtime.database.transaction() as tx:
        await tx.session.execute(update(talk.Turn).values(lease_until=now()))
    assert await stage.ended(turn_id) == "CLOSED"


async def test_a_worker_that_must_go_leaves_its_reply_to_the_next(stage: Stage, work: Work) -> None:
    # given: a worker in the middle of a reply
    turn_id = await stage.speak()
    first = await work()

    async def speaking() -> bool:
        return stage.engine.speaking == 1

    await until(speaking)
    await asyncio.sleep(0.1)

    # when: it is stopped, and another comes
    await first.stop()

    assert stage.engine.speaking == 0
    assert (await stage.turn(turn_id)).state == "WRITING"
    assert await stage.text(turn_id) == "The tide "
    stage.engine.go_on.set()
    await work()

    # then: the reply goes on where it was
    assert await stage.ended(turn_id) == "CLOSED"
    assert await stage.text(turn_id) == "The tide is in."


class BothEngine(HeldEngine):
    """As a held one for what is said; what is made comes at once, or is held in turn while replies are not."""

    def __init__(self, holds_making: bool = False) -> None:
        super().__init__()
        self.making = MakingEngine(THINGS["ITEM"], hold_before=3 if holds_making else None)
        if holds_making:
            self.go_on.set()

    async def stream(self, request: GenerationRequest) -> AsyncIterator[Piece]:
        pieces = self.making.stream(request) if request.schema is not None else super().stream(request)
        async for piece in pieces:
            yield piece


async def a_draft(stage: Stage) -> Desk:
    """A desk at which Ada has asked for a key."""
    entered = await accounts.enter_as_guest(stage.runtime, "10.0.0.1", "Ada")
    async with stage.runtime.database.reading() as session:
        desk = Desk(stage.runtime, await accounts.authenticate(session, entered.token))
    await desk.generate()
    return desk


async def state_of_draft(desk: Desk) -> str:
    async with desk.runtime.database.reading() as session:
        (draft,) = (await making.list_drafts(session, desk.viewer.account_id, 10)).items
    return draft.state


async def test_a_draft_is_written_while_every_place_for_replies_is_taken(stage: Stage, work: Work) -> None:
    stage.runtime = replace(stage.runtime, engine=BothEngine())
    turn_id = await stage.speak()
    await work(model_parallel=1)
    desk = await a_draft(stage)

    async def written() -> bool:
        return await state_of_draft(desk) == "READY"

    await until(written)
    assert (await stage.turn(turn_id)).state == "WRITING"


async def test_drafts_never_take_the_places_of_replies(stage: Stage, work: Work) -> None:
    engine = BothEngine(holds_making=True)
    stage.runtime = replace(stage.runtime, engine=engine)
    desk = await a_draft(stage)
    for _ in range(3):
        await desk.generate()
    await work(model_parallel=8)

    async def making_two() -> bool:
        return engine.making.speaking == 2

    await until(making_two)
    assert await stage.ended(await stage.speak()) == "CLOSED"
    assert engine.making.most_at_once == 2
    engine.making.go_on.set()


async def test_a_draft_whose_worker_died_is_begun_anew_at_once_on_one_machine(stage: Stage, work: Work) -> None:
    stage.runtime = replace(stage.runtime, engine=BothEngine())
    desk = await a_draft(stage)
    assert await making.claim_and_begin(stage.runtime, "a dead worker") is not None

    await work()

    async def written() -> bool:
        return await state_of_draft(desk) == "READY"

    await until(written)


@pytest.mark.parametrize(("parallel", "drafts"), [(1, 1), (3, 1), (8, 2), (32, 8)])
def test_drafts_are_a_quarter_of_what_is_written(parallel: int, drafts: int) -> None:
    runtime: Any = SimpleNamespace(settings=Settings(model_parallel=parallel))

    assert (most_turns(runtime), most_drafts(runtime)) == (parallel, drafts)


async def test_who_is_silent_for_too_long_leaves(stage: Stage) -> None:
    async with stage.runtime.database.transaction() as tx:
        await tx.session.execute(
            update(Presence).where(col(Presence.room_id) == stage.room_ids[0]).values(lease_until=in_seconds(-1))
        )

    await SCHEDULE["sweep_presence"].job(stage.runtime)
    await SCHEDULE["sweep_presence"].job(stage.runtime)

    assert [await stage.log(room) for room in range(3)] == [["PlayerLeft"], [], []]
    async with stage.runtime.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Presence)) == 2


@pytest.mark.parametrize(("days", "kept"), [(0.0, 2), (7.0, 1)])
async def test_events_are_kept_for_ever_unless_the_host_says_otherwise(stage: Stage, days: float, kept: int) -> None:
    # given: an event of ten days ago, and one of now
    stream_id = locations.room_stream(stage.room_ids[0])
    async with stage.runtime.database.transaction() as tx:
        for _ in range(2):
            await events.emit(tx, stage.runtime.broker, stream_id, events.PlayerEntered(stage.player_id))
        await tx.session.execute(
            update(LoggedEvent).where(col(LoggedEvent.seq) == 1).values(at=now() - timedelta(days=10))
        )

    settings = replace(stage.runtime.settings, event_retention_days=days)
    await SCHEDULE["forget_old_events"].job(replace(stage.runtime, settings=settings))

    assert len(await stage.log()) == kept


async def test_stale_keys_and_limits_are_forgotten(stage: Stage) -> None:
    async with stage.runtime.database.transaction() as tx:
        for name, age in (("old", timedelta(days=2)), ("new", timedelta(0))):
            tx.session.add(
                IdempotencyKey(
                    account_id=stage.player_id, key=name, fingerprint="f", outcome={}, created_at=now() - age
                )
            )
            tx.session.add(RateBucket(key=name, level=1.0, updated_at=now() - age))

    await SCHEDULE["forget_stale_records"].job(stage.runtime)

    async with stage.runtime.database.reading() as session:
        assert list(await session.scalars(select(col(IdempotencyKey.key)))) == ["new"]
        assert list(await session.scalars(select(col(RateBucket.key)))) == ["new"]


async def test_the_schedule_goes_on_after_a_failure(stage: Stage, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Runtime] = []

    async def fail(runtime: Runtime) -> None:
        runs.append(runtime)
        raise StorageUnavailable("The database is away.")

    monkeypatch.setattr(worker_module, "SCHEDULE", {"fail": Scheduled(fail, every_s=0.01)})

    await work()

    async def ran_thrice() -> bool:
        return len(runs) >= 3

    await until(ran_thrice)


def test_the_schedule_sweeps_often_enough_for_a_closed_laptop() -> None:
    assert {name: entry.every_s for name, entry in SCHEDULE.items()} == {
        "sweep_presence": 2,
        "forget_old_events": 600,
        "forget_stale_records": 600,
        "forget_expired_uploads": 600,
    }
