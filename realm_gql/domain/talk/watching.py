"""Watching a room: its log without gaps, and the replies being written in it.

The log is the truth and the broker only wakes: a reader listens first, then reads the log from its place, then waits.
It keeps no queue of its own, so a slow one costs no memory. Deltas are stitched per take, so that whoever joins them
gets exactly the text of the closing event, whatever was lost or came twice.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

import orjson
from sqlmodel import col, select

from realm_gql.broker.port import Listener, Wake
from realm_gql.domain import events, locations
from realm_gql.domain.talk.models import Take, Turn, TurnState
from realm_gql.errors import InvalidInput, NotFound
from realm_gql.kit.stitching import Part, Stitcher
from realm_gql.runtime import Runtime

PAGE = 200
POLL_CONNECTED_S = 15.0
POLL_AWAY_S = 1.0


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of a take: `text` at `offset`, in Unicode code points. What was beyond `offset` before it is void."""

    turn_id: UUID
    take: int
    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The log no longer reaches back to where the reader was: `missed` events before `oldest` are gone."""

    oldest: int
    missed: int


Seen = events.Entry | Delta | Gap


async def watch_room(
    runtime: Runtime, room_id: UUID, after: int | None, player_id: UUID | None
) -> AsyncGenerator[Seen, None]:
    """Everything that happens in a room, from `after` on, without a gap and for as long as the reader reads.

    Args:
        after: the seq of the last event the reader has; None is from now on.
        player_id: the reader's account, whose presence in the room is renewed while it reads.

    Raises:
        NotFound: there is no such room.
        InvalidInput: `after` lies in the future.
    """
    async with runtime.database.reading() as session:
        room = await locations.get_room(session, room_id)
    reader = _Reader(runtime, room.stream_id, room_id, player_id)
    async with runtime.broker.listen(room.stream_id) as ear:
        async for seen in reader.begin(after):
            yield seen
        async for seen in reader.follow(ear):
            yield seen


class _Reader:
    def __init__(self, runtime: Runtime, stream_id: str, room_id: UUID, player_id: UUID | None) -> None:
        self._runtime = runtime
        self._stream_id = stream_id
        self._room_id = room_id
        self._player_id = player_id
        self._position = 0
        self._stitcher: Stitcher[tuple[UUID, int]] = Stitcher()
        self._renew_at = 0.0

    async def begin(self, after: int | None) -> AsyncIterator[Seen]:
        """The gap if there is one, the log from `after`, and the text so far of what is being written."""
        async with self._runtime.database.reading() as session:
            extent = await events.get_extent(session, self._stream_id)
        self._position = extent.newest if after is None else after
        if self._position > extent.newest:
            raise InvalidInput("after", "This cursor lies in the future. Take eventCursor from the room.")
        if self._position + 1 < extent.oldest:
            yield Gap(extent.oldest, extent.oldest - 1 - self._position)
            self._position = extent.oldest - 1
        async for entry in self._read_log():
            yield entry
        for delta in await self._catch_up():
            yield delta

    async def follow(self, ear: Listener) -> AsyncIterator[Seen]:
        """What happens from now on."""
        while True:
            await self._renew_presence()
            poll_s = POLL_CONNECTED_S if self._runtime.broker.connected() else POLL_AWAY_S
            if self._player_id is not None:
                poll_s = min(poll_s, self._runtime.settings.presence_renew_s)
            heard = await ear.next(poll_s)
            if isinstance(heard, Wake) or b'"bell"' in heard[:8]:
                async for entry in self._read_log():
                    yield entry
                if isinstance(heard, Wake):
                    for delta in await self._catch_up():
                        yield delta
                continue
            for seen in await self._stitch(orjson.loads(heard)):
                yield seen

    async def _read_log(self) -> AsyncIterator[Seen]:
        while True:
            page = await self._runtime.reads.load(("log", self._stream_id, self._position), self._load_page)
            for entry in page:
                self._position = entry.seq
                if (missing := self._note(entry.event)) is not None:
                    yield missing
                yield entry
            if len(page) < PAGE:
                return

    async def _load_page(self) -> list[events.Entry]:
        async with self._runtime.database.reading() as session:
            return await events.list_after(session, self._stream_id, self._position, PAGE)

    def _note(self, event: events.Event) -> Delta | None:
        """Keep book of takes that open and close; the rest of a closing one's text that was not given."""
        if isinstance(event, events.TurnOpened):
            self._stitcher.open((event.turn.turn_id, event.turn.take))
        elif isinstance(event, events.TurnClosed | events.TurnFailed):
            key = (event.turn.turn_id, event.turn.take)
            return _delta(key, self._stitcher.close(key, event.turn.text))
        return None

    async def _stitch(self, message: dict[str, Any]) -> list[Seen]:
        key = (UUID(message["turn"]), message["take"])
        part = Part(message["offset"], message["text"])
        seen: list[Seen] = []
        if not self._stitcher.knows(key):
            seen += [entry async for entry in self._read_log()]
            if not self._stitcher.knows(key):
                return seen  # a late piece of a take that ended before this reader came
        piece = self._stitcher.piece(key, part, message["restart"])
        if piece is False:
            seen += await self._catch_up()
            piece = self._stitcher.piece(key, part)
        if isinstance(piece, Part):
            seen.append(Delta(*key, piece.offset, piece.text))
        return seen

    async def _catch_up(self) -> list[Delta]:
        """The text so far, as far as it was not given, of the reply being written in this room."""
        takes = await self._runtime.reads.load(("takes", self._room_id), self._load_takes_being_written)
        keys = [(take.turn_id, take.number) for take in takes]
        missing = [_delta(key, self._stitcher.whole(key, take.text)) for key, take in zip(keys, takes, strict=True)]
        return [delta for delta in missing if delta is not None]

    async def _load_takes_being_written(self) -> list[Take]:
        async with self._runtime.database.reading() as session:
            rows = await session.execute(
                select(Take)
                .join(Turn, (col(Turn.id) == col(Take.turn_id)) & (col(Turn.take) == col(Take.number)))
                .where(col(Turn.room_id) == self._room_id, col(Turn.state) == TurnState.WRITING.value)
            )
            return list(rows.scalars())

    async def _renew_presence(self) -> None:
        if self._player_id is None or monotonic() < self._renew_at:
            return
        settings = self._runtime.settings
        self._renew_at = monotonic() + settings.presence_renew_s
        async with self._runtime.database.transaction() as tx:
            await locations.renew(tx, self._room_id, self._player_id, settings.presence_lease_s)


async def watch_turn(runtime: Runtime, turn_id: UUID, after_offset: int) -> AsyncGenerator[Seen, None]:
    """One reply being written, from `after_offset` code points of its current take on, up to the event that ends it.

    Raises:
        NotFound: there is no such turn.
        InvalidInput: `after_offset` is negative or beyond the text.
    """
    async with runtime.database.reading() as session:
        turn = await session.get(Turn, turn_id)
        if turn is None:
            raise NotFound("There is no such reply.")
        # Read before the take: if that is still open then, its end lies above this place.
        stream_id = locations.room_stream(turn.room_id)
        extent = await events.get_extent(session, stream_id)
    async with runtime.database.reading() as session:
        turn = await session.get_one(Turn, turn_id)
        take = await session.get(Take, (turn_id, turn.take))
        ended_seq = take.ended_seq if take is not None else None
        end = await events.list_after(session, stream_id, ended_seq - 1, 1) if ended_seq is not None else []
    text = take.text if take is not None else ""
    if after_offset < 0 or (end and after_offset > len(text)):
        raise InvalidInput("afterOffset", f"The text has {len(text)} code points; ask from one of them on.")
    if end:
        if text[after_offset:]:
            yield Delta(turn_id, turn.take, after_offset, text[after_offset:])
        yield end[0]
        return
    async with aclosing(watch_room(runtime, turn.room_id, extent.newest, None)) as room:
        async for seen in room:
            if isinstance(seen, Delta) and (seen.turn_id, seen.take) == (turn_id, turn.take):
                cut = max(0, after_offset - seen.offset)
                if seen.text[cut:]:
                    yield Delta(turn_id, turn.take, seen.offset + cut, seen.text[cut:])
            elif isinstance(seen, events.Entry) and _ends(seen.event, turn_id, turn.take):
                yield seen
                return


def _ends(event: events.Event, turn_id: UUID, take: int) -> bool:
    if not isinstance(event, events.TurnClosed | events.TurnFailed):
        return False
    return (event.turn.turn_id, event.turn.take) == (turn_id, take)


def _delta(key: tuple[UUID, int], part: Part | None) -> Delta | None:
    return Delta(*key, part.offset, part.text) if part is not None else None
