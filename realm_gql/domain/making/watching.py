"""Watching a draft: its text as it is written, from an offset on, up to the moment when it is ready or will not be.

The rows are the truth and the broker only wakes: a reader listens first, then reads, then waits. Pieces are stitched
per take, so that whoever joins them has exactly the text of the take, whatever was lost or came twice.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from realm_gql.broker.port import Listener, Wake
from realm_gql.domain import accounts
from realm_gql.domain.making.claims import load_places
from realm_gql.domain.making.drafts import ASKED_STATES, BELL, draft_topic, find_draft
from realm_gql.domain.making.models import Draft, DraftState, DraftTake
from realm_gql.domain.making.prose import runs_of
from realm_gql.errors import InvalidInput, NotFound
from realm_gql.kit.stitching import Part, Stitcher
from realm_gql.runtime import Runtime

POLL_CONNECTED_S = 15.0
POLL_AWAY_S = 1.0
POLL_WAITING_S = 2.0
"""How often a reader whose draft waits looks at its place in the queue."""
UNTOLD_STATES = (DraftState.WAITING, DraftState.DISCARDED)
"""While it waits, the take that counts is one of before: nothing of it is being written."""


@dataclass(frozen=True, slots=True)
class DraftDelta:
    """A piece of a take: `text` at `offset`, in Unicode code points; `field` is None for the break between two."""

    take: int
    offset: int
    text: str
    field: str | None


@dataclass(frozen=True, slots=True)
class DraftWaits:
    """The draft waits: `place` drafts, itself counted, are begun before the next."""

    place: int


@dataclass(frozen=True, slots=True)
class DraftEnded:
    """Nothing more will be written now: the draft is ready, failed, published or discarded."""

    draft: Draft


DraftSeen = DraftDelta | DraftWaits | DraftEnded


async def watch_draft(
    runtime: Runtime, viewer: accounts.Viewer | None, draft_id: UUID, after_offset: int = 0, take: int | None = None
) -> AsyncGenerator[DraftSeen, None]:
    """A draft being written, up to its end.

    Args:
        viewer: only its creator and moderators may watch.
        after_offset: how much of the text of a take the reader has, in code points.
        take: which take that is; None is the one that counts now. Of any other the reader is told from the beginning.

    Raises:
        NotFound: there is no such draft that the viewer may watch.
        InvalidInput: `after_offset` is negative, or beyond the text of a take that has ended.
    """
    reader = _Reader(runtime, viewer, draft_id)
    async with runtime.broker.listen(draft_topic(draft_id)) as ear:
        for seen in await reader.begin(after_offset, take):
            yield seen
        while not reader.ended:
            for seen in await reader.follow(ear):
                yield seen


class _Reader:
    def __init__(self, runtime: Runtime, viewer: accounts.Viewer | None, draft_id: UUID) -> None:
        self._runtime = runtime
        self._viewer = viewer
        self._draft_id = draft_id
        self._stitcher: Stitcher[int] = Stitcher()
        self._take = 0
        self._place = 0
        self.ended = False

    async def begin(self, after_offset: int, number: int | None) -> list[DraftSeen]:
        """What there is already, from the offset on."""
        draft, take, place = await self._read()
        has_text = take is not None and draft.state not in UNTOLD_STATES
        is_current = has_text and number in (None, draft.take)
        length = len(take.text) if take is not None and is_current else 0
        if after_offset < 0 or (is_current and draft.state not in ASKED_STATES and after_offset > length):
            raise InvalidInput("afterOffset", f"The text has {length} code points; ask from one of them on.")
        if is_current:
            self._open(draft.take, after_offset)
        return self._tell(draft, take, place)

    async def follow(self, ear: Listener) -> list[DraftSeen]:
        """What comes next."""
        poll_s = POLL_CONNECTED_S if self._runtime.broker.connected() else POLL_AWAY_S
        heard = await ear.next(POLL_WAITING_S if self._place else poll_s)
        if isinstance(heard, Wake) or heard == BELL:
            return self._tell(*await self._read())
        return await self._stitch(orjson.loads(heard))

    async def _read(self) -> tuple[Draft, DraftTake | None, int | None]:
        async with self._runtime.database.reading() as session:
            draft = await find_draft(session, self._viewer, self._draft_id)
            if draft is None:
                raise NotFound("There is no such draft.")
            take = await session.get(DraftTake, (draft.id, draft.take))
            waits = draft.state == DraftState.WAITING
            (place,) = await load_places(session, [draft.id]) if waits else (None,)
        return draft, take, place

    def _tell(self, draft: Draft, take: DraftTake | None, place: int | None) -> list[DraftSeen]:
        seen: list[DraftSeen] = []
        if take is not None and draft.state not in UNTOLD_STATES:
            if take.number != self._take:
                self._open(take.number, 0)
            missing = self._stitcher.whole(take.number, take.text)
            if missing is not None:
                line = take.text[: missing.offset].count("\n")
                seen += _deltas(take.number, missing, line, take.written)
        if place is not None and place != self._place:
            seen.append(DraftWaits(place))
        self._place = place or 0
        if draft.state not in ASKED_STATES:
            self.ended = True
            seen.append(DraftEnded(draft))
        return seen

    async def _stitch(self, message: dict[str, Any]) -> list[DraftSeen]:
        number, part = message["take"], Part(message["offset"], message["text"])
        seen: list[DraftSeen] = []
        if number > self._take:
            seen += self._tell(*await self._read())
        if number != self._take:
            return seen  # a late piece of a take that is over
        piece = self._stitcher.piece(number, part)
        if piece is False:
            seen += self._tell(*await self._read())
            piece = self._stitcher.piece(number, part)
        if isinstance(piece, Part) and not self.ended:
            skipped = part.text[: piece.offset - part.offset].count("\n")
            written = [""] * message["line"] + message["written"]
            seen += _deltas(number, piece, message["line"] + skipped, written)
        return seen

    def _open(self, number: int, given: int) -> None:
        self._take = number
        self._stitcher.open(number, given)


def _deltas(take: int, part: Part, line: int, written: list[str]) -> list[DraftDelta]:
    return [DraftDelta(take, run.offset, run.text, run.field) for run in runs_of(part, line, written)]
