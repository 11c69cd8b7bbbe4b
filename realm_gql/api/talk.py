"""Speaking over GraphQL: turns and takes, the events of a room, and the replies that stream into it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, TypedDict
from uuid import UUID

import strawberry

from realm_gql import errors
from realm_gql.api.context import Context, Info
from realm_gql.api.problems import (
    Conflict,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    RateLimited,
    SignInRequired,
)
from realm_gql.api.relay import Cursor, Node, PageInfo, find_id, global_id, parse_id
from realm_gql.api.rooms import IDEMPOTENCY, Room, event_cursor, parse_event_cursor
from realm_gql.domain import accounts, events, talk
from realm_gql.runtime import Runtime

if TYPE_CHECKING:
    from realm_gql.api.accounts import Player
    from realm_gql.api.npcs import Npc


@strawberry.enum(description="How far a turn is.")
class TurnState(Enum):
    WAITING = strawberry.enum_value("WAITING", description="In the room's queue; `queuePlace` says where.")
    WRITING = strawberry.enum_value("WRITING", description="Being written now.")
    CLOSED = strawberry.enum_value("CLOSED", description="Ended by itself.")
    STOPPED = strawberry.enum_value("STOPPED", description="Stopped by somebody; the text so far is kept.")
    FAILED = strawberry.enum_value("FAILED", description="Broke off; the text so far is kept.")


@strawberry.enum(description="How far one take of a reply is.")
class TakeState(Enum):
    WRITING = strawberry.enum_value("WRITING", description="Being written now.")
    CLOSED = strawberry.enum_value("CLOSED", description="Ended by itself.")
    STOPPED = strawberry.enum_value("STOPPED", description="Stopped by somebody.")
    FAILED = strawberry.enum_value("FAILED", description="Broke off.")


@strawberry.enum(description="Who put the words together.")
class TextSource(Enum):
    MODEL = strawberry.enum_value("MODEL", description="The language model, just now.")
    AUTHORED = strawberry.enum_value("AUTHORED", description="The NPC's author, beforehand: no model could speak.")


@strawberry.type(description="One reply to a turn. Every take is kept.")
class Take:
    number: int = strawberry.field(description="1 for the first.")
    state: TakeState = strawberry.field(description="How far it is.")
    text: str = strawberry.field(description="The reply, whole or so far.")
    source: TextSource = strawberry.field(description="Who put the words together.")
    model: str = strawberry.field(description="The model's name.")
    created_at: datetime = strawberry.field(description="When it was begun.")

    @classmethod
    def from_row(cls, row: talk.Take) -> Take:
        """A stored take."""
        return cls(
            number=row.number,
            state=TakeState(row.state),
            text=row.text,
            source=TextSource(row.source),
            model=row.model,
            created_at=row.created_at,
        )


@strawberry.type(description="One utterance: a line somebody said, and the reply to it.")
class Turn(Node):
    said: str = strawberry.field(description="The line that called for it.")
    state: TurnState = strawberry.field(description="How far the reply is.")
    take: int = strawberry.field(description="The number of the take that counts; 1 is the first.")
    row: strawberry.Private[talk.Turn | None]
    as_it_was: strawberry.Private[events.TurnSnapshot | None]
    turn_id: strawberry.Private[UUID]
    room_id: strawberry.Private[UUID]
    asker_id: strawberry.Private[UUID]
    npc_id: strawberry.Private[UUID]

    @classmethod
    def from_row(cls, row: talk.Turn) -> Turn:
        """A turn as it is now."""
        return cls(
            id=global_id("Turn", row.id),
            said=row.said,
            state=TurnState(row.state),
            take=row.take,
            row=row,
            as_it_was=None,
            turn_id=row.id,
            room_id=row.room_id,
            asker_id=row.asker_id,
            npc_id=row.npc_id,
        )

    @classmethod
    def from_snapshot(cls, snapshot: events.TurnSnapshot, room_id: UUID) -> Turn:
        """A turn as it was when an event happened."""
        return cls(
            id=global_id("Turn", snapshot.turn_id),
            said=snapshot.said,
            state=TurnState(snapshot.state),
            take=snapshot.take,
            row=None,
            as_it_was=snapshot,
            turn_id=snapshot.turn_id,
            room_id=room_id,
            asker_id=snapshot.asker_id,
            npc_id=snapshot.npc_id,
        )

    @strawberry.field(description="Where it was said.")
    async def room(self, info: Info) -> Room:
        room: Room = await info.context.loaders.room_by_id.load(self.room_id)
        return room

    @strawberry.field(description="Who said the line.")
    async def asker(self, info: Info) -> Annotated[Player, strawberry.lazy("realm_gql.api.accounts")]:
        from realm_gql.api.accounts import Player

        return Player.from_account(await info.context.loaders.account_by_id.load(self.asker_id))

    @strawberry.field(description="The NPC who answers.")
    async def speaker(self, info: Info) -> Annotated[Npc, strawberry.lazy("realm_gql.api.npcs")]:
        from realm_gql.api.npcs import Npc

        return Npc.from_row(await info.context.loaders.creation_by_id.load(self.npc_id))

    @strawberry.field(description="How many replies come before this one in its room, plus one; null unless it waits.")
    async def queue_place(self, info: Info) -> int | None:
        if self.state is not TurnState.WAITING or self.row is None:
            return None
        line = await info.context.loaders.open_turns_by_room.load(self.room_id)
        places = [turn.id for turn in line]
        return places.index(self.turn_id) + 1 if self.turn_id in places else None

    @strawberry.field(description="The text of the take that counts, whole or so far; empty while the turn waits.")
    async def text(self, info: Info) -> str:
        if self.as_it_was is not None:
            return self.as_it_was.text
        take = await self._take(info)
        return take.text if take else ""

    @strawberry.field(description="Who put the words of that take together; null while there are none.")
    async def source(self, info: Info) -> TextSource | None:
        if self.as_it_was is not None:
            return TextSource(self.as_it_was.source) if self.as_it_was.source else None
        take = await self._take(info)
        return TextSource(take.source) if take and take.text else None

    @strawberry.field(description="Every take there is now, the first first.")
    async def takes(self, info: Info) -> list[Take]:
        rows = await info.context.loaders.takes_by_turn.load(self.turn_id)
        return [Take.from_row(row) for row in rows]

    async def _take(self, info: Info) -> talk.Take | None:
        rows: list[talk.Take] = await info.context.loaders.takes_by_turn.load(self.turn_id)
        return next((row for row in rows if row.number == self.take), None)


@strawberry.interface(description="A past fact of a room, kept in its log. `seq` has no gaps within a room.")
class LoggedEvent:
    seq: int = strawberry.field(description="Its place in the room's log, counted from 1.")
    cursor: Cursor = strawberry.field(description="The cursor to go on from: `roomEvents(after:)`.")
    at: datetime = strawberry.field(description="When it happened.")


@strawberry.type(description="A player said something.")
class PlayerSpoke(LoggedEvent):
    text: str = strawberry.field(description="What was said.")
    turn_id: strawberry.ID | None = strawberry.field(
        description="The turn of the reply it calls for, if somebody answers."
    )
    player_id: strawberry.Private[UUID]

    @strawberry.field(description="Who said it.")
    async def player(self, info: Info) -> Annotated[Player, strawberry.lazy("realm_gql.api.accounts")]:
        return await _player(info.context, self.player_id)


@strawberry.type(description="An NPC began a reply, or another take of one.")
class TurnOpened(LoggedEvent):
    turn: Turn = strawberry.field(description="The turn as it was at that moment.")


@strawberry.type(
    description="A reply ended, by itself or because it was stopped; or another take of it was chosen. `turn.text` "
    "equals that take's joined deltas."
)
class TurnClosed(LoggedEvent):
    turn: Turn = strawberry.field(description="The turn as it was at that moment.")


@strawberry.type(description="A reply broke off; what was written so far is kept in `turn.text`.")
class TurnFailed(LoggedEvent):
    turn: Turn = strawberry.field(description="The turn as it was at that moment.")
    code: str = strawberry.field(description="What went wrong, for a program.")
    message: str = strawberry.field(description="What went wrong, for a person.")


@strawberry.type(description="A player came in.")
class PlayerEntered(LoggedEvent):
    player_id: strawberry.Private[UUID]

    @strawberry.field(description="Who came in.")
    async def player(self, info: Info) -> Annotated[Player, strawberry.lazy("realm_gql.api.accounts")]:
        return await _player(info.context, self.player_id)


@strawberry.type(description="A player left, or was not heard of for too long.")
class PlayerLeft(LoggedEvent):
    player_id: strawberry.Private[UUID]

    @strawberry.field(description="Who left.")
    async def player(self, info: Info) -> Annotated[Player, strawberry.lazy("realm_gql.api.accounts")]:
        return await _player(info.context, self.player_id)


@strawberry.type(
    description="A piece of a reply being written; it is not kept. Apply it by cutting the take's text at `offset` and "
    "adding `text`. A late subscriber first gets the text so far as one delta at offset 0."
)
class TurnDelta:
    turn_id: strawberry.ID = strawberry.field(description="The turn.")
    take: int = strawberry.field(description="The take.")
    offset: int = strawberry.field(description="Where the piece goes, in Unicode code points.")
    text: str = strawberry.field(description="The piece.")


@strawberry.type(description="The log no longer reaches back to your cursor: fetch the room anew and go on from here.")
class ResumeGap:
    oldest: Cursor = strawberry.field(description="The place before the oldest event that is still kept.")
    missed: int = strawberry.field(description="How many events are gone.")


RoomEvent = Annotated[
    PlayerSpoke | TurnOpened | TurnDelta | TurnClosed | TurnFailed | PlayerEntered | PlayerLeft | ResumeGap,
    strawberry.union("RoomEvent", description="Something that happens in a room, live."),
]
TurnFrame = Annotated[
    TurnDelta | TurnClosed | TurnFailed,
    strawberry.union("TurnFrame", description="A piece of one reply, or its end: the last frame."),
]


@strawberry.type(description="One event of a page, with its cursor.")
class RoomEventEdge:
    node: LoggedEvent = strawberry.field(description="The event.")
    cursor: Cursor = strawberry.field(description="Its cursor.")


@strawberry.type(description="A page of a room's log.")
class RoomEventConnection:
    edges: list[RoomEventEdge] = strawberry.field(description="The events, the oldest first.")
    page_info: PageInfo = strawberry.field(description="Whether there is more.")


class _Place(TypedDict):
    seq: int
    cursor: Cursor
    at: datetime


def to_event(entry: events.Entry, room_id: UUID) -> LoggedEvent:
    """A log entry as its GraphQL type."""
    event = entry.event
    place = _Place(seq=entry.seq, cursor=event_cursor(entry.seq), at=entry.at)
    match event:
        case events.PlayerSpoke():
            turn_id = global_id("Turn", event.turn_id) if event.turn_id else None
            return PlayerSpoke(**place, text=event.text, turn_id=turn_id, player_id=event.player_id)
        case events.TurnOpened():
            return TurnOpened(**place, turn=Turn.from_snapshot(event.turn, room_id))
        case events.TurnClosed():
            return TurnClosed(**place, turn=Turn.from_snapshot(event.turn, room_id))
        case events.TurnFailed():
            turn = Turn.from_snapshot(event.turn, room_id)
            return TurnFailed(**place, turn=turn, code=event.code, message=event.message)
        case events.PlayerEntered():
            return PlayerEntered(**place, player_id=event.player_id)
        case events.PlayerLeft():
            return PlayerLeft(**place, player_id=event.player_id)


def to_frame(seen: talk.Seen, room_id: UUID) -> LoggedEvent | TurnDelta | ResumeGap:
    """What a watcher saw as its GraphQL type."""
    if isinstance(seen, talk.Delta):
        return TurnDelta(turn_id=global_id("Turn", seen.turn_id), take=seen.take, offset=seen.offset, text=seen.text)
    if isinstance(seen, talk.Gap):
        return ResumeGap(oldest=event_cursor(seen.oldest - 1), missed=seen.missed)
    return to_event(seen, room_id)


async def _player(context: Context, player_id: UUID) -> Player:
    from realm_gql.api.accounts import Player

    return Player.from_account(await context.loaders.account_by_id.load(player_id))


@strawberry.input(description="What to say, where, and to whom.")
class SpeakInput:
    room_id: strawberry.ID = strawberry.field(description="The room you are in.")
    text: str = strawberry.field(description="What you say; 1 to 2,000 characters.")
    npc_id: strawberry.ID | None = strawberry.field(
        default=None, description="Whom you say it to; without it the one you name, or the one you last spoke with."
    )
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Which reply to stop.")
class StopTurnInput:
    turn_id: strawberry.ID = strawberry.field(description="The turn.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Which reply to write again.")
class RetryTurnInput:
    turn_id: strawberry.ID = strawberry.field(description="The turn.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Which take of a reply counts.")
class ChooseTakeInput:
    turn_id: strawberry.ID = strawberry.field(description="The turn.")
    take: int = strawberry.field(description="The take's number; 1 is the first.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.type(description="You said it.")
class SpeakPayload:
    turn: Turn | None = strawberry.field(description="The reply it calls for; null when nobody here can answer.")


@strawberry.type(description="The reply is stopping; its end comes as an event.")
class StopTurnPayload:
    turn: Turn = strawberry.field(description="The turn.")


@strawberry.type(description="The reply will be written again.")
class RetryTurnPayload:
    turn: Turn = strawberry.field(description="The turn.")


@strawberry.type(description="Another take counts now.")
class ChooseTakePayload:
    turn: Turn = strawberry.field(description="The turn.")


SpeakResult = Annotated[
    SpeakPayload | InvalidInput | NotFound | NotAllowed | SignInRequired | RateLimited | IdempotencyMismatch,
    strawberry.union("SpeakResult", description="You said it, or why not."),
]
StopTurnResult = Annotated[
    StopTurnPayload | InvalidInput | NotFound | NotAllowed | SignInRequired | Conflict | IdempotencyMismatch,
    strawberry.union("StopTurnResult", description="It is stopping, or why not."),
]
RetryTurnResult = Annotated[
    RetryTurnPayload
    | InvalidInput
    | NotFound
    | NotAllowed
    | SignInRequired
    | Conflict
    | RateLimited
    | IdempotencyMismatch,
    strawberry.union("RetryTurnResult", description="It will be written again, or why not."),
]
ChooseTakeResult = Annotated[
    ChooseTakePayload | InvalidInput | NotFound | NotAllowed | SignInRequired | Conflict | IdempotencyMismatch,
    strawberry.union("ChooseTakeResult", description="It counts now, or why not."),
]


@strawberry.type
class TalkQuery:
    @strawberry.field(description="One turn, or null.")
    async def turn(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The turn's id.")]
    ) -> Turn | None:
        turn_id = find_id(id, "Turn")
        if turn_id is None:
            return None
        return (await fetch_turns(info.context, [turn_id]))[0]


@strawberry.type
class TalkMutation:
    @strawberry.mutation(
        description="Say something in the room you are in. The reply comes over `roomEvents` and `turn`."
    )
    async def speak(
        self, info: Info, input: Annotated[SpeakInput, strawberry.argument(description="What, where, to whom.")]
    ) -> SpeakResult:
        viewer = info.context.require(accounts.Scope.PLAY)
        runtime = info.context.runtime
        _, room_id = parse_id("roomId", input.room_id, "Room")
        npc_id = parse_id("npcId", input.npc_id, "Npc")[1] if input.npc_id is not None else None
        async with runtime.database.transaction() as tx:

            async def speak() -> dict[str, str]:
                turn = await talk.speak(
                    tx,
                    runtime.broker,
                    viewer.account_id,
                    room_id,
                    input.text,
                    npc_id,
                    runtime.settings.waiting_turns_per_player,
                )
                return {"turn": str(turn.id)} if turn else {}

            params = {"room": str(room_id), "text": input.text, "npc": str(npc_id)}
            outcome = await accounts.once(tx, viewer, input.idempotency_key, "speak", params, speak)
        return SpeakPayload(turn=await get_turn(info.context, UUID(outcome["turn"])) if outcome else None)

    @strawberry.mutation(description="Stop a reply that waits or is being written; what is written stays.")
    async def stop_turn(
        self, info: Info, input: Annotated[StopTurnInput, strawberry.argument(description="Which reply.")]
    ) -> StopTurnResult:
        viewer = info.context.require(accounts.Scope.PLAY)
        runtime = info.context.runtime
        _, turn_id = parse_id("turnId", input.turn_id, "Turn")
        async with runtime.database.transaction() as tx:

            async def stop() -> dict[str, str]:
                await talk.stop_turn(tx, runtime.broker, viewer.account_id, viewer.moderates, turn_id)
                return {"turn": str(turn_id)}

            await accounts.once(tx, viewer, input.idempotency_key, "stopTurn", {"turn": str(turn_id)}, stop)
        return StopTurnPayload(turn=await get_turn(info.context, turn_id))

    @strawberry.mutation(
        description="Ask for another take of a reply; one being written is stopped first. All are kept."
    )
    async def retry_turn(
        self, info: Info, input: Annotated[RetryTurnInput, strawberry.argument(description="Which reply.")]
    ) -> RetryTurnResult:
        viewer = info.context.require(accounts.Scope.PLAY)
        runtime = info.context.runtime
        _, turn_id = parse_id("turnId", input.turn_id, "Turn")
        limit = runtime.settings.waiting_turns_per_player
        async with runtime.database.transaction() as tx:

            async def retry() -> dict[str, str]:
                await talk.retry_turn(tx, runtime.broker, viewer.account_id, viewer.moderates, turn_id, limit)
                return {"turn": str(turn_id)}

            await accounts.once(tx, viewer, input.idempotency_key, "retryTurn", {"turn": str(turn_id)}, retry)
        return RetryTurnPayload(turn=await get_turn(info.context, turn_id))

    @strawberry.mutation(description="Make one of a reply's takes the one that counts, for everybody in the room.")
    async def choose_take(
        self, info: Info, input: Annotated[ChooseTakeInput, strawberry.argument(description="Which take.")]
    ) -> ChooseTakeResult:
        viewer = info.context.require(accounts.Scope.PLAY)
        runtime = info.context.runtime
        _, turn_id = parse_id("turnId", input.turn_id, "Turn")
        async with runtime.database.transaction() as tx:

            async def choose() -> dict[str, str]:
                await talk.choose_take(tx, runtime.broker, viewer.account_id, viewer.moderates, turn_id, input.take)
                return {"turn": str(turn_id)}

            params = {"turn": str(turn_id), "take": input.take}
            await accounts.once(tx, viewer, input.idempotency_key, "chooseTake", params, choose)
        return ChooseTakePayload(turn=await get_turn(info.context, turn_id))


@strawberry.type
class TalkSubscription:
    @strawberry.subscription(
        description="Everything that happens in a room, without gaps, with replies as they are written. While a player "
        "who is in the room reads it, the player stays."
    )
    async def room_events(
        self,
        info: Info,
        room_id: Annotated[strawberry.ID, strawberry.argument(description="The room.")],
        after: Annotated[
            Cursor | None,
            strawberry.argument(description="The cursor of the last event you have; null is from now on."),
        ] = None,
    ) -> AsyncIterator[RoomEvent]:
        _, key = parse_id("roomId", room_id, "Room")
        seq = parse_event_cursor("after", after) if after is not None else None
        viewer = info.context.viewer
        player_id = viewer.account_id if viewer and accounts.Scope.PLAY in viewer.scopes else None
        async with aclosing(talk.watch_room(info.context.runtime, key, seq, player_id)) as watched:
            async for seen in watched:
                info.context.fresh_loaders()
                yield to_frame(seen, key)  # type: ignore[misc]  # a member of the union

    @strawberry.subscription(description="One reply as it is written, from an offset on; the last frame is its end.")
    async def turn(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The turn.")],
        after_offset: Annotated[
            int, strawberry.argument(description="How much of the text you have, in Unicode code points.")
        ] = 0,
    ) -> AsyncIterator[TurnFrame]:
        _, key = parse_id("id", id, "Turn")
        turn = await get_turn(info.context, key)
        async with aclosing(talk.watch_turn(info.context.runtime, key, after_offset)) as watched:
            async for seen in watched:
                info.context.fresh_loaders()
                yield to_frame(seen, turn.room_id)  # type: ignore[misc]  # a member of the union


async def get_turn(context: Context, turn_id: UUID) -> Turn:
    """A turn that exists, as it is now."""
    turn = (await fetch_turns(context, [turn_id]))[0]
    if turn is None:
        raise errors.NotFound("There is no such reply.")
    return turn


async def fetch_turns(context: Context, turn_ids: list[UUID]) -> list[Turn | None]:
    """Turns by id for `node`, aligned with what was asked."""
    async with context.runtime.database.reading() as session:
        rows = await talk.load_turns(session, turn_ids)
    return [Turn.from_row(row) if row else None for row in rows]


async def load_takes_by_turn(runtime: Runtime, turn_ids: list[UUID]) -> list[list[talk.Take]]:
    """Batch of `takes_by_turn`."""
    async with runtime.database.reading() as session:
        return await talk.load_takes(session, turn_ids)


async def load_open_turns_by_room(runtime: Runtime, room_ids: list[UUID]) -> list[list[talk.Turn]]:
    """Batch of `open_turns_by_room`, in the order they will be answered."""
    async with runtime.database.reading() as session:
        return await talk.load_open_turns(session, room_ids)
