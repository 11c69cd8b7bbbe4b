"""How a reply is written: outside any socket, under a lease, at reading pace, stoppable, taken up where it broke off.

No transaction is held while tokens flow. What was shown is published as deltas at once and saved twice a second; that
row is the truth for offsets. Closing the turn, remembering it and the event are one transaction.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from realm_gql.broker.port import Wake
from realm_gql.domain import events, locations, npcs
from realm_gql.domain.talk.claims import claim_turn
from realm_gql.domain.talk.models import Take, Turn, TurnState
from realm_gql.domain.talk.requests import compose_request
from realm_gql.domain.talk.turns import WORK_TOPIC, delta_message, snapshot, turn_topic, wait_again
from realm_gql.engine.port import Piece, Source
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable, RealmError
from realm_gql.kit.clock import in_seconds, now
from realm_gql.kit.releasing import Growing, release, split_words
from realm_gql.kit.tasks import cancel, spawn
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Transaction
from realm_gql.storage.leases import drop_lease

log = logging.getLogger("realm.talk")

LIMIT_ATTEMPTS = 3


@dataclass(kw_only=True)
class _Writing(Growing):
    """One take while it is written."""

    turn: Turn
    take: Take
    owner: str
    lost: bool = False
    leaving: bool = False


async def claim_and_open(runtime: Runtime, owner: str) -> tuple[Turn, Take] | None:
    """Take the next turn to write and tell the room that its reply begins; None when nothing waits."""
    async with runtime.database.transaction() as tx:
        turn = await claim_turn(tx, owner, runtime.settings.turn_lease_s)
        if turn is None:
            return None
        take = await tx.session.get(Take, (turn.id, turn.take))
        if take is None:
            take = Take(turn_id=turn.id, number=turn.take, seed=secrets.randbits(31))
            tx.session.add(take)
            await tx.session.flush()
            opened = events.TurnOpened(snapshot(turn, None))
            await events.emit(tx, runtime.broker, locations.room_stream(turn.room_id), opened)
        return turn, take


async def answer(runtime: Runtime, owner: str, turn: Turn, take: Take, leave: asyncio.Event | None = None) -> None:
    """Write a claimed turn to its end. Whatever happens, the turn ends or its lease runs out for somebody else.

    Args:
        owner: the worker that claimed it.
        leave: set when the worker must go: what is written is saved, and whoever comes next finishes it.
    """
    writing = _Writing(turn=turn, take=take, owner=owner, text=take.text, shown=len(take.text))
    if take.source == Source.AUTHORED and take.text:
        # An authored line is chosen whole: it begins again rather than be continued by another.
        writing.text, writing.shown = "", 0
    listening = [spawn(_listen_for_stop(runtime, writing), f"stop-{turn.id}")]
    if leave is not None:
        listening.append(spawn(_leave_when_told(leave, writing), f"leave-{turn.id}"))
    try:
        if turn.attempts > LIMIT_ATTEMPTS:
            raise EngineFailed("The reply broke off several times. Try again, or say it another way.")
        await _write(runtime, writing)
        if writing.leaving:
            await _save(runtime, writing)
        elif not writing.lost:
            await _close(runtime, writing, TurnState.STOPPED if writing.stop.is_set() else TurnState.CLOSED, None)
    except (EngineFailed, EngineUnavailable, EngineBusy) as error:
        log.warning("turn %s failed: %s", turn.id, error)
        await _close(runtime, writing, TurnState.FAILED, error)
    finally:
        for task in listening:
            await cancel(task)


async def _write(runtime: Runtime, writing: _Writing) -> None:
    request = await compose_request(runtime, writing.turn, writing.take, writing.text)
    async with contextlib.aclosing(_in_words(runtime.engine.stream(request))) as stream:
        await release(
            writing,
            stream,
            take_in=partial(_take_in, writing),
            show=partial(_flush, runtime, writing),
            save=partial(_save, runtime, writing),
            pace_per_s=runtime.settings.reply_pace_tokens_per_s,
            quiet_save_s=runtime.settings.turn_lease_s / 4,
        )
    if not writing.text.strip() and not writing.stop.is_set():
        raise EngineFailed("The reply came out empty. Try again.")


async def _in_words(stream: AsyncGenerator[Piece]) -> AsyncGenerator[Piece]:
    """The same pieces, none longer than a word: what an engine has all at once is still read word by word."""
    async with contextlib.aclosing(stream) as pieces:
        async for piece in pieces:
            for text in split_words(piece.text):
                yield replace(piece, text=text)


def _take_in(writing: _Writing, piece: Piece) -> None:
    writing.take.source, writing.take.model = piece.source.value, piece.model
    writing.text += piece.text


async def _flush(runtime: Runtime, writing: _Writing) -> None:
    if len(writing.text) == writing.shown or writing.lost:
        return
    message = delta_message(
        writing.turn.id,
        writing.take.number,
        writing.shown,
        writing.text[writing.shown :],
        restart=writing.turn.attempts > 1,
    )
    writing.shown = len(writing.text)
    await runtime.broker.publish(locations.room_stream(writing.turn.room_id), message)


async def _save(runtime: Runtime, writing: _Writing) -> None:
    """Save the text so far, renew the lease, and look whether somebody wants it to stop."""
    async with runtime.database.transaction() as tx:
        turn = await _still_ours(tx, writing)
        if turn is not None:
            turn.lease_until = now() if writing.leaving else in_seconds(runtime.settings.turn_lease_s)
            await _store_take(tx, writing, TurnState.WRITING)
            if turn.stop_requested:
                writing.stop.set()
    writing.note_saved()


async def _still_ours(tx: Transaction, writing: _Writing) -> Turn | None:
    turn = await tx.session.get(Turn, writing.turn.id, with_for_update=True)
    if turn is None or turn.lease_owner != writing.owner or turn.state != TurnState.WRITING:
        log.warning("turn %s was taken over by another worker", writing.turn.id)
        writing.lost = True
        writing.stop.set()
        return None
    return turn


async def _store_take(tx: Transaction, writing: _Writing, state: TurnState, ended_seq: int | None = None) -> None:
    take = writing.take
    await tx.session.execute(
        update(Take)
        .where(col(Take.turn_id) == take.turn_id, col(Take.number) == take.number)
        .values(
            text=writing.text,
            state=state.value,
            source=take.source,
            model=take.model,
            ended_at=None if state is TurnState.WRITING else now(),
            ended_seq=ended_seq,
        )
    )


async def _close(runtime: Runtime, writing: _Writing, state: TurnState, error: RealmError | None) -> None:
    """End the turn: its text, its event and what the NPC remembers are one transaction."""
    async with runtime.database.transaction() as tx:
        turn = await _still_ours(tx, writing)
        if turn is None:
            return
        turn.state, turn.ended_at = state.value, now()
        drop_lease(turn)
        again = turn.retry_requested
        writing.take.text = writing.text
        ended = snapshot(turn, writing.take)
        event: events.Event = events.TurnClosed(ended)
        if error is not None:
            event = events.TurnFailed(ended, error.code, error.message)
        entry = await events.emit(tx, runtime.broker, locations.room_stream(turn.room_id), event)
        await _store_take(tx, writing, state, entry.seq)
        if writing.text.strip():
            await npcs.remember(tx, turn.npc_id, turn.asker_id, turn.said, writing.text)
        if again:
            await wait_again(tx, turn)
        # The room is free for its next line.
        tx.after_commit(lambda: runtime.broker.publish(WORK_TOPIC, b"next"))


async def _leave_when_told(leave: asyncio.Event, writing: _Writing) -> None:
    await leave.wait()
    writing.leaving = True
    writing.stop.set()


async def _listen_for_stop(runtime: Runtime, writing: _Writing) -> None:
    async with runtime.broker.listen(turn_topic(writing.turn.id)) as ear:
        while True:
            heard = await ear.next(timeout_s=30)
            if heard == b"stop" or (heard is Wake.LOST and await _stop_requested(runtime, writing.turn.id)):
                writing.stop.set()


async def _stop_requested(runtime: Runtime, turn_id: UUID) -> bool:
    async with runtime.database.reading() as session:
        turn = await session.get(Turn, turn_id)
        return turn is not None and turn.stop_requested
