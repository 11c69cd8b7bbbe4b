"""Turns: say a line, stop, retry, choose. What a player does; how a reply is written is `answering.py`."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import orjson
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.broker.port import Broker
from realm_gql.domain import events, locations
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.npcs.models import Npc
from realm_gql.domain.talk.models import Take, Turn, TurnState
from realm_gql.domain.talk.speech import addressed, clean_speech
from realm_gql.errors import Conflict, NotAllowed, NotFound, RateLimited
from realm_gql.kit.clock import now
from realm_gql.storage.database import Transaction
from realm_gql.storage.leases import drop_lease

WORK_TOPIC = "turns"
"""The topic that wakes workers: a line is waiting."""

OPEN_STATES = (TurnState.WAITING.value, TurnState.WRITING.value)


def turn_topic(turn_id: UUID) -> str:
    """The topic on which whoever writes a turn hears that it should stop."""
    return f"turn:{turn_id}"


def snapshot(turn: Turn, take: Take | None) -> events.TurnSnapshot:
    """A turn as it is now, for an event."""
    return events.TurnSnapshot(
        turn_id=turn.id,
        asker_id=turn.asker_id,
        npc_id=turn.npc_id,
        said=turn.said,
        state=turn.state,
        take=turn.take,
        text=take.text if take else "",
        source=take.source if take else None,
    )


async def speak(
    tx: Transaction,
    broker: Broker,
    player_id: UUID,
    room_id: UUID,
    text: str,
    npc_id: UUID | None,
    limit_waiting: int,
) -> Turn | None:
    """Say a line in a room one is in; an NPC there will answer.

    Args:
        npc_id: whom it is said to; None lets the line decide (`speech.addressed`).
        limit_waiting: how many unanswered lines a player may have.

    Returns:
        The turn that the reply will be, or None when no NPC is here to answer.

    Raises:
        InvalidInput: the line cannot be used.
        NotFound: there is no such room, or the NPC is not in it.
        NotAllowed: the player is not in the room.
        RateLimited: too many of the player's lines wait.
    """
    said = clean_speech(text)
    room = await locations.get_room(tx.session, room_id)
    presence = await locations.find_presence(tx.session, room_id, player_id)
    if presence is None or presence.lease_until < now():
        raise NotAllowed(f"You are not in {room.name}. Walk in first, then speak.")
    listener = await _choose_npc(tx.session, room, player_id, said, npc_id)
    await events.lock_stream(tx, room.stream_id)
    if listener is None:
        await events.emit(tx, broker, room.stream_id, events.PlayerSpoke(player_id, said))
        return None
    await _check_waiting(tx.session, player_id, limit_waiting)
    turn = Turn(room_id=room_id, asker_id=player_id, npc_id=listener, said=said)
    tx.session.add(turn)
    await events.emit(tx, broker, room.stream_id, events.PlayerSpoke(player_id, said, turn.id))
    tx.after_commit(lambda: broker.publish(WORK_TOPIC, b"speak"))
    return turn


async def stop_turn(tx: Transaction, broker: Broker, player_id: UUID, moderates: bool, turn_id: UUID) -> Turn:
    """Stop a reply: what is written stays. A waiting line is taken back.

    Raises:
        NotFound: there is no such turn.
        NotAllowed: it is somebody else's, and the viewer is no moderator.
        Conflict: it has ended already.
    """
    turn = await _own_turn(tx, player_id, moderates, turn_id)
    if turn.state == TurnState.WAITING:
        turn.state, turn.ended_at = TurnState.STOPPED.value, now()
        take = Take(turn_id=turn.id, number=turn.take, state=turn.state, ended_at=turn.ended_at)
        closed = events.TurnClosed(snapshot(turn, take))
        take.ended_seq = (await events.emit(tx, broker, locations.room_stream(turn.room_id), closed)).seq
        tx.session.add(take)
    elif turn.state == TurnState.WRITING:
        turn.stop_requested = True
        await ring_stop(tx, broker, turn.id)
    else:
        raise Conflict("This reply has ended already; there is nothing to stop.")
    await tx.session.flush()
    return turn


async def retry_turn(
    tx: Transaction, broker: Broker, player_id: UUID, moderates: bool, turn_id: UUID, limit_waiting: int
) -> Turn:
    """Ask for another take of a reply; every take is kept. One being written is stopped first.

    Raises:
        NotFound: there is no such turn.
        NotAllowed: it is somebody else's, and the viewer is no moderator.
        Conflict: it is waiting for its first words already.
        RateLimited: too many of the player's lines wait.
    """
    turn = await _own_turn(tx, player_id, moderates, turn_id)
    if turn.state == TurnState.WAITING or turn.retry_requested:
        raise Conflict("This reply is waiting to be written already.")
    await _check_waiting(tx.session, player_id, limit_waiting)
    if turn.state == TurnState.WRITING:
        turn.stop_requested = turn.retry_requested = True
        await ring_stop(tx, broker, turn.id)
    else:
        await wait_again(tx, turn)
        tx.after_commit(lambda: broker.publish(WORK_TOPIC, b"retry"))
    await tx.session.flush()
    return turn


async def choose_take(
    tx: Transaction, broker: Broker, player_id: UUID, moderates: bool, turn_id: UUID, number: int
) -> Turn:
    """Make one of a reply's takes the one that counts; everybody in the room sees it.

    Raises:
        NotFound: there is no such turn or take.
        NotAllowed: it is somebody else's, and the viewer is no moderator.
        Conflict: a take is being written.
    """
    turn = await _own_turn(tx, player_id, moderates, turn_id)
    if turn.state in OPEN_STATES:
        raise Conflict("A take of this reply is still being written; choose when it has ended.")
    take = await tx.session.get(Take, (turn.id, number)) if number < 2**31 else None
    if take is None:
        raise NotFound(f"This reply has no take {number}.")
    if turn.take != number:
        turn.take, turn.state = number, take.state
        await tx.session.flush()
        await events.emit(tx, broker, locations.room_stream(turn.room_id), events.TurnClosed(snapshot(turn, take)))
    return turn


async def ring_stop(tx: Transaction, broker: Broker, turn_id: UUID) -> None:
    """Tell whoever writes this turn, once committed, that it should stop."""
    tx.after_commit(lambda: broker.publish(turn_topic(turn_id), b"stop"))


async def wait_again(tx: Transaction, turn: Turn) -> None:
    """Put an ended turn back in the queue for its next take."""
    newest = await tx.session.scalar(select(func.max(col(Take.number))).where(col(Take.turn_id) == turn.id))
    turn.take = (newest or 0) + 1
    turn.state = TurnState.WAITING.value
    turn.waiting_since = now()
    turn.stop_requested = turn.retry_requested = False
    turn.attempts = 0
    turn.ended_at = None
    drop_lease(turn)
    await tx.session.flush()


async def load_turns(session: AsyncSession, turn_ids: Sequence[UUID]) -> list[Turn | None]:
    """The turns of these ids, aligned with what was asked."""
    rows = await session.execute(select(Turn).where(col(Turn.id).in_(turn_ids)))
    found = {turn.id: turn for turn in rows.scalars()}
    return [found.get(turn_id) for turn_id in turn_ids]


async def load_takes(session: AsyncSession, turn_ids: Sequence[UUID]) -> list[list[Take]]:
    """The takes of each of these turns, the first first, aligned with what was asked."""
    rows = await session.execute(select(Take).where(col(Take.turn_id).in_(turn_ids)).order_by(col(Take.number)))
    found: dict[UUID, list[Take]] = {turn_id: [] for turn_id in turn_ids}
    for take in rows.scalars():
        found[take.turn_id].append(take)
    return [found[turn_id] for turn_id in turn_ids]


async def list_talk(session: AsyncSession, room_id: UUID, npc_id: UUID, limit: int) -> list[tuple[Turn, Take]]:
    """The last replies this NPC gave in this room, each with its current take, oldest first."""
    rows = await session.execute(
        select(Turn, Take)
        .join(Take, (col(Take.turn_id) == col(Turn.id)) & (col(Take.number) == col(Turn.take)))
        .where(
            col(Turn.room_id) == room_id,
            col(Turn.npc_id) == npc_id,
            col(Turn.state).in_((TurnState.CLOSED.value, TurnState.STOPPED.value)),
            col(Take.text) != "",
        )
        .order_by(col(Turn.created_at).desc(), col(Turn.id).desc())
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows][::-1]


def delta_message(turn_id: UUID, take: int, offset: int, text: str, restart: bool = False) -> bytes:
    """A piece of a reply for the room's topic; `restart` says that what was beyond `offset` is void."""
    return orjson.dumps({"turn": str(turn_id), "take": take, "offset": offset, "text": text, "restart": restart})


async def _choose_npc(
    session: AsyncSession, room: locations.Room, player_id: UUID, said: str, npc_id: UUID | None
) -> UUID | None:
    rows = await session.execute(
        select(col(Npc.id), col(Creation.name))
        .join(Creation, col(Creation.id) == col(Npc.id))
        .where(col(Npc.room_id) == room.id)
        .order_by(col(Npc.position), col(Npc.id))
    )
    present = [(row[0], row[1]) for row in rows]
    if npc_id is not None:
        if npc_id not in (here for here, _ in present):
            raise NotFound(f"Nobody of that name is in {room.name}. Look who is here, or enter where they are.")
        return npc_id
    last = await session.scalar(
        select(col(Turn.npc_id))
        .where(col(Turn.room_id) == room.id, col(Turn.asker_id) == player_id)
        .order_by(col(Turn.created_at).desc())
        .limit(1)
    )
    return addressed(said, present, last)


async def _check_waiting(session: AsyncSession, player_id: UUID, limit_waiting: int) -> None:
    # Held until the commit: who speaks in several rooms at once is counted once.
    await session.execute(select(col(Account.id)).where(col(Account.id) == player_id).with_for_update())
    waiting = await session.scalar(
        select(func.count())
        .select_from(Turn)
        .where(col(Turn.asker_id) == player_id, col(Turn.state) == TurnState.WAITING.value)
    )
    if (waiting or 0) >= limit_waiting:
        raise RateLimited(f"{limit_waiting} of your lines are waiting for a reply. Let one be answered first.", 5.0)


async def _own_turn(tx: Transaction, player_id: UUID, moderates: bool, turn_id: UUID) -> Turn:
    turn = await tx.session.get(Turn, turn_id, with_for_update=True)
    if turn is None:
        raise NotFound("There is no such reply.")
    if turn.asker_id != player_id and not moderates:
        raise NotAllowed("Only whoever asked, or a moderator, may do this.")
    return turn
