"""Speaking, from the line to the remembered reply, on both databases; the engine says authored lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import pytest
from sqlmodel import col, select

from realm_gql.domain import events, locations, npcs, talk
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.locations.models import Presence, Room
from realm_gql.domain.npcs.models import Npc
from realm_gql.engine.port import EngineState, EngineStatus, GenerationRequest, Piece, Purpose, Source
from realm_gql.errors import Conflict, EngineFailed, InvalidInput, NotAllowed, NotFound, RateLimited, RealmError
from realm_gql.kit.clock import in_seconds
from realm_gql.kit.ids import new_uuid
from realm_gql.kit.tasks import cancel, spawn
from realm_gql.runtime import Runtime

OWNER = "worker"


class TypedEngine:
    """An engine for tests: gives out the pieces it is told to, and holds where it is told to."""

    def __init__(self, *pieces: str, fails: RealmError | None = None) -> None:
        self.pieces = list(pieces)
        self.fails = fails
        self.hold_after = len(pieces)
        self.go_on = asyncio.Event()
        self.closed = False
        self.requests: list[GenerationRequest] = []

    async def start(self) -> None:
        """Ready at once."""

    async def stop(self) -> None:
        """Nothing to let go of."""

    def status(self) -> EngineStatus:
        return EngineStatus(EngineState.READY, "typed")

    async def stream(self, request: GenerationRequest) -> AsyncIterator[Piece]:
        self.requests.append(request)
        try:
            for number, text in enumerate(self.pieces):
                if number == self.hold_after:
                    await self.go_on.wait()
                yield Piece(text, Source.MODEL, "typed")
            if self.hold_after < len(self.pieces):
                await self.go_on.wait()
            if self.fails is not None:
                raise self.fails
        finally:
            self.closed = True


class Scene:
    """A room of the starter realm with two NPCs or more, and players in it."""

    def __init__(self, runtime: Runtime, room: Room, npc_ids: list[UUID], players: list[UUID]) -> None:
        self.runtime, self.room, self.npc_ids, self.players = runtime, room, npc_ids, players

    def with_engine(self, engine: TypedEngine) -> Scene:
        return Scene(replace(self.runtime, engine=engine), self.room, self.npc_ids, self.players)

    async def speak(self, text: str, player: int = 0, npc_id: UUID | None = None, limit: int = 10) -> talk.Turn:
        async with self.runtime.database.transaction() as tx:
            turn = await talk.speak(tx, self.runtime.broker, self.players[player], self.room.id, text, npc_id, limit)
        assert turn is not None
        return turn

    async def claim(self, owner: str = OWNER) -> tuple[talk.Turn, talk.Take] | None:
        return await talk.claim_and_open(self.runtime, owner)

    async def answer_next(self) -> talk.Turn:
        claimed = await self.claim()
        assert claimed is not None
        await talk.answer(self.runtime, OWNER, *claimed)
        return await self.turn(claimed[0].id)

    async def turn(self, turn_id: UUID) -> talk.Turn:
        async with self.runtime.database.reading() as session:
            [turn] = await talk.load_turns(session, [turn_id])
        assert turn is not None
        return turn

    async def takes(self, turn_id: UUID) -> list[tuple[str, str]]:
        async with self.runtime.database.reading() as session:
            [takes] = await talk.load_takes(session, [turn_id])
        return [(take.state, take.text) for take in takes]

    async def log(self) -> list[events.Event]:
        async with self.runtime.database.reading() as session:
            return [entry.event for entry in await events.list_after(session, self.room.stream_id, 0, 1000)]


@pytest.fixture
async def scene(realm: Runtime) -> Scene:
    """Three players in the room with the most NPCs."""
    async with realm.database.transaction() as tx:
        players = [Account(handle=f"kofi{number}", handle_key=f"kofi{number}") for number in range(3)]
        tx.session.add_all(players)
        await tx.session.flush()
        rows = (await tx.session.execute(select(Npc.room_id, Npc.id).order_by(col(Npc.position), col(Npc.id)))).all()
        by_room: dict[UUID, list[UUID]] = {}
        for room_id, npc_id in rows:
            by_room.setdefault(room_id, []).append(npc_id)
        room_id, npc_ids = max(by_room.items(), key=lambda entry: (len(entry[1]), str(entry[0])))
        room = await locations.get_room(tx.session, room_id)
        for player in players:
            tx.session.add(Presence(room_id=room.id, player_id=player.id, lease_until=in_seconds(60)))
    return Scene(realm, room, npc_ids, [player.id for player in players])


async def test_a_line_is_answered_and_the_log_tells_it_in_order(scene: Scene) -> None:
    scene = scene.with_engine(TypedEngine("The ", "bell? ", "No."))
    said = await scene.speak("Who rings it?")

    turn = await scene.answer_next()

    spoke, opened, closed = await scene.log()
    assert spoke == events.PlayerSpoke(scene.players[0], "Who rings it?", said.id)
    assert isinstance(opened, events.TurnOpened)
    assert isinstance(closed, events.TurnClosed)
    assert closed.turn == replace(opened.turn, state="CLOSED", text="The bell? No.", source="MODEL")
    assert turn.state == "CLOSED"
    assert await scene.takes(said.id) == [("CLOSED", "The bell? No.")]


async def test_the_npc_remembers_what_was_said(scene: Scene) -> None:
    scene = scene.with_engine(TypedEngine("Aye."))
    said = await scene.speak("I brought you rope.")
    await scene.answer_next()

    async with scene.runtime.database.reading() as session:
        known = await npcs.find_acquaintance(session, said.npc_id, scene.players[0])

    assert known is not None
    assert known.meetings == 1
    assert [(each["said"], each["replied"]) for each in known.exchanges] == [("I brought you rope.", "Aye.")]


async def test_the_prompt_shows_the_conversation_so_far(scene: Scene) -> None:
    engine = TypedEngine("Aye.")
    scene = scene.with_engine(engine)
    await scene.speak("First.")
    await scene.answer_next()
    await scene.speak("Second.", player=1)
    await scene.answer_next()

    lines = [(line.name, line.text) for line in engine.requests[1].prompt.lines]

    assert lines == [("kofi0", "First."), ("", "Aye."), ("kofi1", "Second.")]


async def test_a_reply_is_asked_for_in_the_name_of_whoever_spoke(scene: Scene) -> None:
    engine = TypedEngine("Aye.")
    scene = scene.with_engine(engine)
    for player in (0, 1):
        await scene.speak("Hello.", player=player)
        await scene.answer_next()

    asked = [(request.purpose, request.party) for request in engine.requests]

    assert asked == [(Purpose.TURN, str(player_id)) for player_id in scene.players[:2]]


@pytest.mark.parametrize(
    ("text", "refusal"), [("", InvalidInput), ("x" * 2001, InvalidInput), ("a\x07b", InvalidInput)]
)
async def test_a_bad_line_is_refused_and_nothing_happens(scene: Scene, text: str, refusal: type[RealmError]) -> None:
    with pytest.raises(refusal):
        await scene.speak(text)

    assert await scene.log() == []
    assert await scene.claim() is None


async def test_speaking_needs_presence_and_an_npc_that_is_there(scene: Scene) -> None:
    with pytest.raises(NotFound):
        await scene.speak("Hello?", npc_id=new_uuid())
    async with scene.runtime.database.transaction() as tx:
        await locations.leave_room(tx, scene.runtime.broker, scene.room.id, scene.players[0])
    with pytest.raises(NotAllowed):
        await scene.speak("Hello?")

    assert [event for event in await scene.log() if isinstance(event, events.PlayerSpoke)] == []


async def test_a_player_has_so_many_lines_waiting_and_no_more(scene: Scene) -> None:
    for number in range(2):
        await scene.speak(f"line {number}", limit=2)

    with pytest.raises(RateLimited):
        await scene.speak("one more", limit=2)

    await scene.speak("somebody else", player=1, limit=2)
    assert len(await scene.log()) == 3


async def test_one_reply_at_a_time_in_a_room_and_players_take_turns(scene: Scene) -> None:
    scene = scene.with_engine(TypedEngine("Aye."))
    for number in range(4):
        await scene.speak(f"flood {number}", player=number % 2)
    await scene.speak("third", player=2)

    claimed = await scene.claim()
    assert claimed is not None
    assert await scene.claim() is None
    await talk.answer(scene.runtime, OWNER, *claimed)
    order = [claimed[0].said] + [(await scene.answer_next()).said for _ in range(4)]

    assert order == ["flood 0", "flood 1", "third", "flood 2", "flood 3"]


async def test_a_failed_reply_keeps_its_text_and_frees_the_room(scene: Scene) -> None:
    scene = scene.with_engine(TypedEngine("I saw ", "a", fails=EngineFailed("The model died.")))
    said = await scene.speak("What did you see?")

    turn = await scene.answer_next()

    failed = (await scene.log())[-1]
    assert isinstance(failed, events.TurnFailed)
    assert (failed.code, failed.message, failed.turn.text) == ("ENGINE_FAILED", "The model died.", "I saw a")
    assert turn.state == "FAILED"
    assert await scene.takes(said.id) == [("FAILED", "I saw a")]


async def test_stopping_keeps_what_was_written_and_closes_the_model(scene: Scene) -> None:
    engine = TypedEngine("one ", "two ", "three")
    engine.hold_after = 2
    scene = scene.with_engine(engine)
    said = await scene.speak("Count.")
    claimed = await scene.claim()
    assert claimed is not None
    writing = spawn(talk.answer(scene.runtime, OWNER, *claimed), "writing")
    await asyncio.sleep(0.2)

    async with scene.runtime.database.transaction() as tx:
        await talk.stop_turn(tx, scene.runtime.broker, scene.players[0], False, said.id)
    await asyncio.wait_for(writing, 2)

    assert engine.closed
    assert (await scene.turn(said.id)).state == "STOPPED"
    assert await scene.takes(said.id) == [("STOPPED", "one two ")]


async def test_a_waiting_line_can_be_taken_back_and_an_ended_reply_not_stopped(scene: Scene) -> None:
    said = await scene.speak("Never mind.")
    async with scene.runtime.database.transaction() as tx:
        await talk.stop_turn(tx, scene.runtime.broker, scene.players[0], False, said.id)

    assert await scene.claim() is None
    with pytest.raises(Conflict):
        async with scene.runtime.database.transaction() as tx:
            await talk.stop_turn(tx, scene.runtime.broker, scene.players[0], False, said.id)
    closed = (await scene.log())[-1]
    assert isinstance(closed, events.TurnClosed)
    assert (closed.turn.state, closed.turn.text) == ("STOPPED", "")


async def test_only_the_asker_or_a_moderator_may_stop(scene: Scene) -> None:
    said = await scene.speak("Mine.")

    with pytest.raises(NotAllowed):
        async with scene.runtime.database.transaction() as tx:
            await talk.stop_turn(tx, scene.runtime.broker, scene.players[1], False, said.id)
    assert (await scene.turn(said.id)).state == "WAITING"

    async with scene.runtime.database.transaction() as tx:
        await talk.stop_turn(tx, scene.runtime.broker, scene.players[1], True, said.id)
    assert (await scene.turn(said.id)).state == "STOPPED"


async def test_every_take_is_kept_and_one_is_chosen(scene: Scene) -> None:
    scene = scene.with_engine(TypedEngine("first"))
    said = await scene.speak("Again?")
    await scene.answer_next()
    scene = scene.with_engine(TypedEngine("second"))
    async with scene.runtime.database.transaction() as tx:
        await talk.retry_turn(tx, scene.runtime.broker, scene.players[0], False, said.id, 10)
    await scene.answer_next()
    assert (await scene.turn(said.id)).take == 2

    async with scene.runtime.database.transaction() as tx:
        await talk.choose_take(tx, scene.runtime.broker, scene.players[0], False, said.id, 1)

    closed = (await scene.log())[-1]
    assert isinstance(closed, events.TurnClosed)
    assert (closed.turn.take, closed.turn.text) == (1, "first")
    assert await scene.takes(said.id) == [("CLOSED", "first"), ("CLOSED", "second")]
    with pytest.raises(NotFound):
        async with scene.runtime.database.transaction() as tx:
            await talk.choose_take(tx, scene.runtime.broker, scene.players[0], False, said.id, 3)


async def test_asking_again_while_it_is_written_stops_it_first(scene: Scene) -> None:
    engine = TypedEngine("one ", "two")
    engine.hold_after = 1
    scene = scene.with_engine(engine)
    said = await scene.speak("Again!")
    claimed = await scene.claim()
    assert claimed is not None
    writing = spawn(talk.answer(scene.runtime, OWNER, *claimed), "writing")
    await asyncio.sleep(0.2)

    async with scene.runtime.database.transaction() as tx:
        await talk.retry_turn(tx, scene.runtime.broker, scene.players[0], False, said.id, 10)
    await asyncio.wait_for(writing, 2)
    engine.hold_after = 2
    await scene.answer_next()

    assert await scene.takes(said.id) == [("STOPPED", "one "), ("CLOSED", "one two")]


async def test_a_dead_worker_s_reply_is_finished_by_another_from_what_was_saved(scene: Scene) -> None:
    engine = TypedEngine("one ", "two ")
    engine.hold_after = 1
    scene = scene.with_engine(engine)
    said = await scene.speak("Count.")
    claimed = await scene.claim()
    assert claimed is not None
    writing = spawn(talk.answer(scene.runtime, OWNER, *claimed), "writing")
    await asyncio.sleep(0.8)  # longer than it takes to save
    await cancel(writing)
    async with scene.runtime.database.transaction() as tx:
        assert await talk.release_orphans(tx) == 1
    heir = TypedEngine("three")
    scene = scene.with_engine(heir)

    turn = await scene.answer_next()

    assert heir.requests[0].prompt.reply_so_far == "one "
    assert turn.state == "CLOSED"
    assert await scene.takes(said.id) == [("CLOSED", "one three")]
    opened = [event for event in await scene.log() if isinstance(event, events.TurnOpened)]
    assert len(opened) == 1


async def test_a_worker_that_must_go_saves_its_reply_and_the_next_finishes_it_at_once(scene: Scene) -> None:
    engine = TypedEngine("one ", "two ")
    engine.hold_after = 1
    scene = scene.with_engine(engine)
    said = await scene.speak("Count.")
    claimed = await scene.claim()
    assert claimed is not None
    leave = asyncio.Event()
    writing = spawn(talk.answer(scene.runtime, OWNER, *claimed, leave), "writing")
    await asyncio.sleep(0.2)

    leave.set()
    await asyncio.wait_for(writing, 2)
    scene = scene.with_engine(TypedEngine("three"))
    await scene.answer_next()

    assert await scene.takes(said.id) == [("CLOSED", "one three")]


async def test_a_worker_that_lost_its_lease_writes_nothing_more(scene: Scene) -> None:
    engine = TypedEngine("mine ", "too late")
    engine.hold_after = 1
    scene = scene.with_engine(engine)
    said = await scene.speak("Whose?")
    claimed = await scene.claim()
    assert claimed is not None
    writing = spawn(talk.answer(scene.runtime, OWNER, *claimed), "writing")
    await asyncio.sleep(0.1)
    async with scene.runtime.database.transaction() as tx:
        await talk.release_orphans(tx)
    taken = await scene.claim("another")
    assert taken is not None

    engine.go_on.set()
    await asyncio.wait_for(writing, 3)
    await talk.answer(replace(scene.runtime, engine=TypedEngine("theirs")), "another", *taken)

    assert (await scene.takes(said.id))[0][1].endswith("theirs")
    closed = [event for event in await scene.log() if isinstance(event, events.TurnClosed)]
    assert len(closed) == 1


async def test_a_reply_that_breaks_off_again_and_again_is_given_up(scene: Scene) -> None:
    said = await scene.speak("Count.")
    for _ in range(3):
        assert await scene.claim() is not None
        async with scene.runtime.database.transaction() as tx:
            await talk.release_orphans(tx)

    turn = await scene.answer_next()

    assert turn.state == "FAILED"
    assert turn.id == said.id


@pytest.mark.parametrize(
    "pieces", [[f"{number} " for number in range(8)], ["0 1 2 3 4 5 6 7 "]], ids=["words", "whole"]
)
async def test_a_reply_is_released_at_reading_pace(scene: Scene, pieces: list[str]) -> None:
    engine = TypedEngine(*pieces)
    slow = replace(scene.runtime.settings, reply_pace_tokens_per_s=20)
    scene = Scene(replace(scene.runtime, engine=engine, settings=slow), scene.room, scene.npc_ids, scene.players)
    await scene.speak("Slowly.")
    async with scene.runtime.broker.listen(scene.room.stream_id) as ear:
        started = asyncio.get_running_loop().time()
        await scene.answer_next()
        took_s = asyncio.get_running_loop().time() - started
        frames = 0
        while isinstance(heard := await ear.next(0.01), bytes):
            frames += b'"offset"' in heard

    assert took_s > 0.3
    assert frames >= 5
    assert (await scene.log())[-1].turn.text == "0 1 2 3 4 5 6 7 "
