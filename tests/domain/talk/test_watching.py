"""Watching a room: no gap, nothing twice, and deltas that join to the closing text, whatever was lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from realm_gql.broker.memory import MemoryBroker
from realm_gql.domain import events, locations, talk
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.locations.models import Room
from realm_gql.domain.npcs.models import Npc
from realm_gql.domain.talk.models import Take, Turn, TurnState
from realm_gql.domain.talk.turns import delta_message, snapshot
from realm_gql.domain.talk.watching import watch_room, watch_turn
from realm_gql.errors import InvalidInput, NotFound
from realm_gql.kit.clock import now
from realm_gql.kit.ids import new_uuid
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Transaction


class Stage:
    """A room with one turn that the test writes by hand."""

    def __init__(self, runtime: Runtime, room: Room, player_id: UUID, npc_id: UUID) -> None:
        self.runtime, self.room, self.player_id, self.npc_id = runtime, room, player_id, npc_id

    async def open_turn(self) -> Turn:
        async with self.runtime.database.transaction() as tx:
            turn = Turn(
                room_id=self.room.id, asker_id=self.player_id, npc_id=self.npc_id, said="Hello?", state="WRITING"
            )
            tx.session.add(turn)
            await tx.session.flush()
            tx.session.add(Take(turn_id=turn.id, number=1))
            await self.emit(tx, events.TurnOpened(snapshot(turn, None)))
        return turn

    async def save(self, turn: Turn, text: str) -> None:
        async with self.runtime.database.transaction() as tx:
            take = await tx.session.get_one(Take, (turn.id, 1))
            take.text, take.source = text, "MODEL"

    async def close_turn(self, turn: Turn, text: str) -> None:
        async with self.runtime.database.transaction() as tx:
            take = await tx.session.get_one(Take, (turn.id, 1))
            row = await tx.session.get_one(Turn, turn.id)
            take.text = text
            row.state = take.state = TurnState.CLOSED.value
            entry = await self.emit(tx, events.TurnClosed(snapshot(row, take)))
            take.ended_seq, take.ended_at = entry.seq, now()

    async def emit(self, tx: Transaction, event: events.Event) -> events.Entry:
        return await events.emit(tx, self.runtime.broker, self.room.stream_id, event)

    async def say(self, count: int = 1) -> None:
        for _ in range(count):
            async with self.runtime.database.transaction() as tx:
                await self.emit(tx, events.PlayerSpoke(self.player_id, "hm"))

    async def delta(self, turn: Turn, offset: int, text: str, restart: bool = False) -> None:
        await self.runtime.broker.publish(self.room.stream_id, delta_message(turn.id, 1, offset, text, restart))


@pytest.fixture
async def stage(runtime: Runtime) -> Stage:
    async with runtime.database.transaction() as tx:
        player = Account(handle="kofi", handle_key="kofi")
        tx.session.add(player)
        await tx.session.flush()
        made = [
            Creation(kind=kind, name=kind, summary="", tags=[], content={}, creator_id=player.id)
            for kind in ("LOCATION", "NPC")
        ]
        tx.session.add_all(made)
        await tx.session.flush()
        room = await locations.open_room(tx, Room(id=new_uuid(), location_id=made[0].id, name="Here"))
        await tx.session.flush()
        tx.session.add(Npc(id=made[1].id, room_id=room.id))
        await tx.session.flush()
    return Stage(runtime, room, player.id, made[1].id)


async def take_in(stream: AsyncIterator[talk.Seen], count: int, within_s: float = 3.0) -> list[talk.Seen]:
    seen: list[talk.Seen] = []
    async with asyncio.timeout(within_s):
        async for each in stream:
            seen.append(each)
            if len(seen) == count:
                break
    return seen


async def nothing_more(stream: AsyncIterator[talk.Seen]) -> bool:
    try:
        async with asyncio.timeout(0.2):
            await anext(stream)
    except TimeoutError:
        return True
    return False


def seqs(seen: list[talk.Seen]) -> list[int]:
    return [each.seq for each in seen if isinstance(each, events.Entry)]


async def test_a_reader_gets_the_log_from_its_cursor_and_then_what_happens(stage: Stage) -> None:
    await stage.say(3)
    stream = watch_room(stage.runtime, stage.room.id, 1, None)

    past = await take_in(stream, 2)
    await stage.say(1)

    assert seqs(past + await take_in(stream, 1)) == [2, 3, 4]


async def test_without_a_cursor_only_what_happens_from_now_on(stage: Stage) -> None:
    await stage.say(3)
    stream = watch_room(stage.runtime, stage.room.id, None, None)
    upcoming = asyncio.ensure_future(take_in(stream, 1))
    await asyncio.sleep(0.1)

    await stage.say(1)

    assert seqs(await upcoming) == [4]


async def test_a_cursor_older_than_the_log_is_told_what_it_missed(stage: Stage) -> None:
    await stage.say(5)
    async with stage.runtime.database.transaction() as tx:
        await events.forget_older(tx, retention_days=-1)
    await stage.say(1)

    seen = await take_in(watch_room(stage.runtime, stage.room.id, 2, None), 2)

    assert seen[0] == talk.Gap(oldest=6, missed=3)
    assert seqs(seen) == [6]


async def test_a_cursor_from_the_future_and_an_unknown_room_are_refused(stage: Stage) -> None:
    with pytest.raises(InvalidInput):
        await anext(watch_room(stage.runtime, stage.room.id, 99, None))
    with pytest.raises(NotFound):
        await anext(watch_room(stage.runtime, new_uuid(), None, None))


async def test_deltas_pass_through_as_they_come(stage: Stage) -> None:
    stream = watch_room(stage.runtime, stage.room.id, 0, None)
    turn = await stage.open_turn()
    [opened] = await take_in(stream, 1)
    assert isinstance(opened, events.Entry)
    upcoming = asyncio.ensure_future(take_in(stream, 2))
    await asyncio.sleep(0.1)

    await stage.delta(turn, 0, "Aye, ")
    await stage.delta(turn, 5, "I do.")

    assert await upcoming == [talk.Delta(turn.id, 1, 0, "Aye, "), talk.Delta(turn.id, 1, 5, "I do.")]


async def test_a_late_reader_gets_the_text_so_far_at_offset_0_and_the_overlap_once(stage: Stage) -> None:
    turn = await stage.open_turn()
    await stage.save(turn, "Aye, I")
    stream = watch_room(stage.runtime, stage.room.id, None, None)
    [so_far] = await take_in(stream, 1)
    upcoming = asyncio.ensure_future(take_in(stream, 1))
    await asyncio.sleep(0.1)

    await stage.delta(turn, 5, "I do")

    assert so_far == talk.Delta(turn.id, 1, 0, "Aye, I")
    assert await upcoming == [talk.Delta(turn.id, 1, 6, " do")]


async def test_a_lost_delta_is_made_up_from_what_was_saved(stage: Stage) -> None:
    turn = await stage.open_turn()
    stream = watch_room(stage.runtime, stage.room.id, 0, None)
    await take_in(stream, 1)
    upcoming = asyncio.ensure_future(take_in(stream, 2))
    await asyncio.sleep(0.1)
    await stage.save(turn, "Aye, ")

    await stage.delta(turn, 5, "I do.")

    assert await upcoming == [talk.Delta(turn.id, 1, 0, "Aye, "), talk.Delta(turn.id, 1, 5, "I do.")]


async def test_what_is_still_missing_comes_before_the_closing_event(stage: Stage) -> None:
    turn = await stage.open_turn()
    stream = watch_room(stage.runtime, stage.room.id, 0, None)
    await take_in(stream, 1)
    upcoming = asyncio.ensure_future(take_in(stream, 2))
    await asyncio.sleep(0.1)

    await stage.close_turn(turn, "Aye, I do.")

    missing, closed = await upcoming
    assert missing == talk.Delta(turn.id, 1, 0, "Aye, I do.")
    assert isinstance(closed, events.Entry)
    assert isinstance(closed.event, events.TurnClosed)


async def test_a_piece_that_comes_after_the_end_is_dropped(stage: Stage) -> None:
    turn = await stage.open_turn()
    await stage.close_turn(turn, "Aye.")
    stream = watch_room(stage.runtime, stage.room.id, 0, None)
    assert (await take_in(stream, 3))[1] == talk.Delta(turn.id, 1, 0, "Aye.")

    await stage.delta(turn, 0, "Aye.")

    assert await nothing_more(stream)


async def test_a_reply_taken_up_by_another_worker_overwrites_from_its_offset(stage: Stage) -> None:
    turn = await stage.open_turn()
    await stage.save(turn, "Aye, ")
    stream = watch_room(stage.runtime, stage.room.id, None, None)
    await take_in(stream, 1)
    upcoming = asyncio.ensure_future(take_in(stream, 2))
    await asyncio.sleep(0.1)

    await stage.delta(turn, 5, "I do and")
    await stage.delta(turn, 5, "never.", restart=True)

    assert await upcoming == [talk.Delta(turn.id, 1, 5, "I do and"), talk.Delta(turn.id, 1, 5, "never.")]


class DeafBroker(MemoryBroker):
    """A broker whose server is away: nothing travels."""

    async def publish(self, topic: str, message: bytes) -> None:
        """Lost."""

    def connected(self) -> bool:
        return False


async def test_a_reader_looks_by_itself_while_the_broker_is_away(stage: Stage) -> None:
    deaf = Runtime(stage.runtime.settings, stage.runtime.database, DeafBroker(), stage.runtime.engine)
    stream = watch_room(deaf, stage.room.id, 0, None)
    upcoming = asyncio.ensure_future(take_in(stream, 3))
    await asyncio.sleep(0.1)

    await stage.say(3)

    assert seqs(await upcoming) == [1, 2, 3]


async def test_one_turn_is_followed_from_an_offset_to_its_end(stage: Stage) -> None:
    turn = await stage.open_turn()
    await stage.save(turn, "Aye, ")
    stream = watch_turn(stage.runtime, turn.id, 3)
    [first] = await take_in(stream, 1)

    await stage.close_turn(turn, "Aye, I do.")
    rest = [each async for each in stream]

    assert first == talk.Delta(turn.id, 1, 3, ", ")
    assert rest[0] == talk.Delta(turn.id, 1, 5, "I do.")
    assert isinstance(rest[1], events.Entry)
    assert len(rest) == 2


async def test_an_ended_turn_is_told_whole_and_its_end(stage: Stage) -> None:
    turn = await stage.open_turn()
    await stage.close_turn(turn, "Aye.")

    seen = [each async for each in watch_turn(stage.runtime, turn.id, 1)]

    assert seen[0] == talk.Delta(turn.id, 1, 1, "ye.")
    assert seqs(seen) == [2]
    with pytest.raises(InvalidInput):
        await anext(watch_turn(stage.runtime, turn.id, 99))
    with pytest.raises(NotFound):
        await anext(watch_turn(stage.runtime, new_uuid(), 0))


async def test_a_reading_player_stays_in_the_room(stage: Stage) -> None:
    async with stage.runtime.database.transaction() as tx:
        await locations.enter_room(tx, stage.runtime.broker, stage.room, stage.player_id, 1, 32)
    stream = watch_room(stage.runtime, stage.room.id, None, stage.player_id)

    assert await nothing_more(stream)

    async with stage.runtime.database.reading() as session:
        presence = await locations.find_presence(session, stage.room.id, stage.player_id)
    assert presence is not None
    assert (presence.lease_until - now()).total_seconds() > 20
