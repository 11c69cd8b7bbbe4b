"""Rooms over GraphQL: who is in one, what happened in it, walking in and out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from realm_gql import errors
from realm_gql.api.context import Context, Info
from realm_gql.api.problems import IdempotencyMismatch, InvalidInput, NotAllowed, NotFound, RoomFull, SignInRequired
from realm_gql.api.relay import (
    Connection,
    Cursor,
    Node,
    PageInfo,
    decode_cursor,
    encode_cursor,
    find_id,
    global_id,
    page_size,
    parse_id,
    to_connection,
)
from realm_gql.domain import accounts, events, lineage, locations, npcs
from realm_gql.kit.paging import Page
from realm_gql.runtime import Runtime

if TYPE_CHECKING:
    from realm_gql.api.accounts import Player
    from realm_gql.api.locations import Location
    from realm_gql.api.npcs import Npc
    from realm_gql.api.talk import RoomEventConnection, Turn

EVENT_CURSOR = "event"


def event_cursor(seq: int) -> Cursor:
    """The cursor of an event, or of the place behind it."""
    return Cursor(encode_cursor(EVENT_CURSOR, seq))


def parse_event_cursor(field: str, raw: str) -> int:
    """The seq that an event cursor stands for.

    Raises:
        InvalidInput: it is none of ours.
    """
    kind, seq = decode_cursor(field, raw, str, int)
    if kind != EVENT_CURSOR or not 0 <= seq < 2**62:
        raise errors.InvalidInput(field, "This cursor is not an event's. Take it from a room's events.")
    return int(seq)


@strawberry.type(
    description="Where people and NPCs are together now. A location hosts rooms; its standing room never closes."
)
class Room(Node):
    row: strawberry.Private[locations.Room]
    newest: strawberry.Private[int]

    @classmethod
    def from_row(cls, row: locations.Room, newest: int) -> Room:
        """A room; `newest` is the seq of its last event, read before anything else of it."""
        return cls(id=global_id("Room", row.id), row=row, newest=newest)

    @strawberry.field(description="What the room is called.")
    def name(self) -> str:
        return self.row.name

    @strawberry.field(description="The location that hosts it.")
    async def location(self, info: Info) -> Annotated[Location, strawberry.lazy("realm_gql.api.locations")]:
        from realm_gql.api.locations import Location

        return Location.from_row(await info.context.loaders.creation_by_id.load(self.row.location_id))

    @strawberry.field(description="Something to do here, in 2 to 10 minutes.")
    def goal(self) -> str | None:
        return self.row.goal

    @strawberry.field(description="The players inside, in the order they came.")
    async def players(self, info: Info) -> list[Annotated[Player, strawberry.lazy("realm_gql.api.accounts")]]:
        from realm_gql.api.accounts import Player

        ids = await info.context.loaders.players_by_room.load(self.row.id)
        rows = await info.context.loaders.account_by_id.load_many(ids)
        return [Player.from_account(row) for row in rows if row is not None]

    @strawberry.field(description="The NPCs inside; each answers when spoken to.")
    async def npcs(self, info: Info) -> list[Annotated[Npc, strawberry.lazy("realm_gql.api.npcs")]]:
        from realm_gql.api.npcs import Npc

        rows = await info.context.loaders.npcs_by_room.load(self.row.id)
        return [Npc.from_row(row) for row in rows]

    @strawberry.field(
        description="The place in the event log that this answer stands at: subscribe to `roomEvents(after:)` from "
        "here and nothing is missed."
    )
    def event_cursor(self) -> Cursor:
        return event_cursor(self.newest)

    @strawberry.field(description="Replies that are waiting or being written, in the order they will be answered.")
    async def open_turns(self, info: Info) -> list[Annotated[Turn, strawberry.lazy("realm_gql.api.talk")]]:
        from realm_gql.api.talk import Turn

        rows = await info.context.loaders.open_turns_by_room.load(self.row.id)
        return [Turn.from_row(row) for row in rows]

    @strawberry.field(
        description="What happened here. `first` and `after` walk forward from the oldest event that is kept, `last` "
        "and `before` backward from the newest; without any of them, the newest 20."
    )
    async def events(
        self,
        info: Info,
        first: Annotated[
            int | None, strawberry.argument(description="At most this many, the oldest first; up to 100.")
        ] = None,
        after: Annotated[Cursor | None, strawberry.argument(description="Only what came after this event.")] = None,
        last: Annotated[
            int | None, strawberry.argument(description="At most this many of the newest; up to 100.")
        ] = None,
        before: Annotated[Cursor | None, strawberry.argument(description="Only what came before this event.")] = None,
    ) -> Annotated[RoomEventConnection, strawberry.lazy("realm_gql.api.talk")]:
        from realm_gql.api.talk import RoomEventConnection, RoomEventEdge, to_event

        page = await _page_of_events(info.context.runtime, self.row.stream_id, first, after, last, before)
        edges = [
            RoomEventEdge(node=to_event(entry, self.row.id), cursor=event_cursor(entry.seq)) for entry in page.items
        ]
        info_page = PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        return RoomEventConnection(edges=edges, page_info=info_page)


async def _page_of_events(
    runtime: Runtime, stream_id: str, first: int | None, after: str | None, last: int | None, before: str | None
) -> Page[events.Entry]:
    if (first is not None or after is not None) and (last is not None or before is not None):
        raise errors.InvalidInput(
            "first", "Walk forward with first and after, or backward with last and before, not both."
        )
    forward = first is not None or after is not None
    size = page_size(first) if forward else page_size(last)
    async with runtime.database.reading() as session:
        extent = await events.get_extent(session, stream_id)
        if forward:
            start = parse_event_cursor("after", after) if after is not None else 0
            entries = await events.list_after(session, stream_id, start, size + 1)
            shown = entries[:size]
            return Page(shown, has_next=len(entries) > size, has_previous=start >= extent.oldest)
        end = parse_event_cursor("before", before) if before is not None else extent.newest + 1
        entries = await events.list_before(session, stream_id, end, size + 1)
        return Page(entries[-size:], has_next=end <= extent.newest, has_previous=len(entries) > size)


@strawberry.type(description="The room you are in now.")
class EnterRoomPayload:
    room: Room = strawberry.field(description="The room; subscribe to its events from its `eventCursor`.")


@strawberry.type(description="The room you left.")
class LeaveRoomPayload:
    room: Room = strawberry.field(description="The room as it is without you.")


EnterRoomResult = Annotated[
    EnterRoomPayload | InvalidInput | NotFound | NotAllowed | SignInRequired | RoomFull | IdempotencyMismatch,
    strawberry.union("EnterRoomResult", description="You are in, or why not."),
]
LeaveRoomResult = Annotated[
    LeaveRoomPayload | InvalidInput | NotFound | NotAllowed | SignInRequired | IdempotencyMismatch,
    strawberry.union("LeaveRoomResult", description="You are out, or why not."),
]

IDEMPOTENCY = "A key of your own: the same key within a day does the thing once and answers the same."


@strawberry.input(description="Which door: exactly one of the three.")
class EnterRoomInput:
    room_id: strawberry.ID | None = strawberry.field(default=None, description="This room.")
    location_id: strawberry.ID | None = strawberry.field(
        default=None, description="The standing room of this location."
    )
    npc_id: strawberry.ID | None = strawberry.field(default=None, description="The room where this NPC is.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Which room to leave.")
class LeaveRoomInput:
    room_id: strawberry.ID = strawberry.field(description="The room.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.type
class RoomsQuery:
    @strawberry.field(description="One room, or null.")
    async def room(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The room's id.")]
    ) -> Room | None:
        key = find_id(id, "Room")
        if key is None:
            return None
        return (await fetch_rooms(info.context, [key]))[0]

    @strawberry.field(description="All rooms, the busiest first.")
    async def rooms(
        self,
        info: Info,
        first: Annotated[
            int | None, strawberry.argument(description="At most this many; 20 unless told, up to 100.")
        ] = 20,
        after: Annotated[Cursor | None, strawberry.argument(description="The `endCursor` of the page before.")] = None,
    ) -> Connection[Room]:
        size = page_size(first)
        place: tuple[int, int, datetime, UUID] | None = None
        if after is not None:
            players, opened, created_at, room_id = decode_cursor("after", after, int, int, datetime, UUID)
            place = (players, opened, created_at, room_id)
        async with info.context.runtime.database.reading() as session:
            rows = await locations.list_busiest(session, size + 1, place)
            extents = await events.load_extents(session, [room.stream_id for room, _ in rows])
        newest = {room.id: extent.newest for (room, _), extent in zip(rows, extents, strict=True)}
        return to_connection(
            Page(rows[:size], has_next=len(rows) > size, has_previous=after is not None),
            lambda row: Room.from_row(row[0], newest[row[0].id]),
            lambda row: encode_cursor(row[1], int(not row[0].is_standing), row[0].created_at, row[0].id),
        )


@strawberry.type
class RoomsMutation:
    @strawberry.mutation(
        description="Walk into a room. Entering where you are already only tells that you are still there."
    )
    async def enter_room(
        self, info: Info, input: Annotated[EnterRoomInput, strawberry.argument(description="Which door.")]
    ) -> EnterRoomResult:
        viewer = info.context.require(accounts.Scope.PLAY)
        runtime = info.context.runtime
        kind, key = _door(input)
        async with runtime.database.transaction() as tx:
            room = await npcs.find_door(tx.session, kind, key)

            async def enter() -> dict[str, str]:
                await locations.enter_room(
                    tx,
                    runtime.broker,
                    room,
                    viewer.account_id,
                    runtime.settings.presence_lease_s,
                    runtime.settings.room_capacity_players,
                )
                return {"room": str(room.id)}

            params = {"door": f"{kind}:{key}"}
            outcome = await accounts.once(tx, viewer, input.idempotency_key, "enterRoom", params, enter)
        return EnterRoomPayload(room=await get_room(info.context, UUID(outcome["room"])))

    @strawberry.mutation(
        description="Walk out of a room. Closing a socket alone does not: silence does, after a while."
    )
    async def leave_room(
        self, info: Info, input: Annotated[LeaveRoomInput, strawberry.argument(description="Which room.")]
    ) -> LeaveRoomResult:
        viewer = info.context.require(accounts.Scope.PLAY)
        runtime = info.context.runtime
        _, room_id = parse_id("roomId", input.room_id, "Room")
        async with runtime.database.transaction() as tx:
            await locations.get_room(tx.session, room_id)

            async def leave() -> dict[str, str]:
                await locations.leave_room(tx, runtime.broker, room_id, viewer.account_id)
                return {"room": str(room_id)}

            params = {"room": str(room_id)}
            await accounts.once(tx, viewer, input.idempotency_key, "leaveRoom", params, leave)
        return LeaveRoomPayload(room=await get_room(info.context, room_id))


def _door(input: EnterRoomInput) -> tuple[str, UUID]:
    """The kind and the id of the one door that is named."""
    doors = [
        (field, kind, raw)
        for field, kind, raw in (
            ("roomId", "Room", input.room_id),
            ("locationId", "Location", input.location_id),
            ("npcId", "Npc", input.npc_id),
        )
        if raw is not None
    ]
    if len(doors) != 1:
        raise errors.InvalidInput("roomId", "Name exactly one door: roomId, locationId or npcId.")
    field, kind, raw = doors[0]
    return parse_id(field, raw, kind)


async def get_room(context: Context, room_id: UUID) -> Room:
    """A room that exists."""
    room = (await fetch_rooms(context, [room_id]))[0]
    if room is None:
        raise errors.NotFound("There is no such room.")
    return room


async def fetch_rooms(context: Context, room_ids: list[UUID]) -> list[Room | None]:
    """Rooms by id for `node`, aligned with what was asked; read anew, so that a payload shows what was just done."""
    return await load_rooms(context.runtime, room_ids)


async def load_players_by_room(runtime: Runtime, room_ids: list[UUID]) -> list[list[UUID]]:
    """Batch of `players_by_room`: account ids."""
    async with runtime.database.reading() as session:
        return await locations.load_players_by_room(session, room_ids)


async def load_rooms_by_location(runtime: Runtime, location_ids: list[UUID]) -> list[list[Room]]:
    """Batch of `rooms_by_location`: the standing room first."""
    async with runtime.database.reading() as session:
        rows = await locations.load_rooms_by_location(session, location_ids)
        ids = [room.stream_id for rooms in rows for room in rooms]
        newest = dict(zip(ids, await events.load_extents(session, ids), strict=True))
    return [[Room.from_row(room, newest[room.stream_id].newest) for room in rooms] for rooms in rows]


async def load_rooms(runtime: Runtime, room_ids: list[UUID]) -> list[Room | None]:
    """Batch of `room_by_id`."""
    async with runtime.database.reading() as session:
        rows = await locations.load_rooms(session, room_ids)
        there = [row.stream_id for row in rows if row is not None]
        newest = dict(zip(there, await events.load_extents(session, there), strict=True))
    return [Room.from_row(row, newest[row.stream_id].newest) if row else None for row in rows]


async def load_npcs_by_room(runtime: Runtime, room_ids: list[UUID]) -> list[list[lineage.Creation]]:
    """Batch of `npcs_by_room`: creations, in the order of the room."""
    async with runtime.database.reading() as session:
        return await npcs.load_npcs_by_room(session, room_ids)
