"""The log: emit an event in a transaction, read a stream from a place on. The log is the truth; the bell only wakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.broker.port import Broker
from realm_gql.domain.events.catalogue import Event, from_payload, to_payload
from realm_gql.domain.events.models import LoggedEvent, Stream
from realm_gql.kit.clock import now
from realm_gql.storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a stream with its place and its moment."""

    seq: int
    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Extent:
    """What a stream holds: `oldest` kept and `newest` given out, both seqs; empty when newest < oldest."""

    oldest: int
    newest: int


def bell(seq: int) -> bytes:
    """The message that wakes a stream's readers: there is something up to `seq`."""
    return orjson.dumps({"bell": seq})


async def open_stream(tx: Transaction, stream_id: str) -> None:
    """Begin a stream; done once, with whatever owns it."""
    tx.session.add(Stream(id=stream_id))
    await tx.session.flush()


async def lock_stream(tx: Transaction, stream_id: str) -> None:
    """Hold a stream until the commit, so that what is decided about its owner cannot change meanwhile."""
    await tx.session.execute(select(col(Stream.id)).where(col(Stream.id) == stream_id).with_for_update())


async def emit(tx: Transaction, broker: Broker, stream_id: str, event: Event) -> Entry:
    """Write an event with its stream's next seq, and ring the stream's bell once it is committed."""
    seq = (
        await tx.session.execute(
            update(Stream).where(col(Stream.id) == stream_id).values(seq=col(Stream.seq) + 1).returning(col(Stream.seq))
        )
    ).scalar_one()
    entry = Entry(seq, now(), event)
    tx.session.add(LoggedEvent(stream_id=stream_id, seq=seq, type=event.type, at=entry.at, payload=to_payload(event)))
    await tx.session.flush()
    tx.after_commit(lambda: broker.publish(stream_id, bell(seq)))
    return entry


async def get_extent(session: AsyncSession, stream_id: str) -> Extent:
    """How far a stream reaches."""
    row = (
        await session.execute(select(col(Stream.kept_from), col(Stream.seq)).where(col(Stream.id) == stream_id))
    ).one()
    return Extent(oldest=row[0], newest=row[1])


async def load_extents(session: AsyncSession, stream_ids: Sequence[str]) -> list[Extent]:
    """How far each of these streams reaches, aligned with what was asked."""
    rows = await session.execute(
        select(col(Stream.id), col(Stream.kept_from), col(Stream.seq)).where(col(Stream.id).in_(stream_ids))
    )
    found = {row[0]: Extent(row[1], row[2]) for row in rows}
    return [found[stream_id] for stream_id in stream_ids]


async def list_after(session: AsyncSession, stream_id: str, after: int, limit: int) -> list[Entry]:
    """Up to `limit` events with a seq above `after`, oldest first."""
    return await _entries(session, stream_id, col(LoggedEvent.seq) > after, limit, newest_first=False)


async def list_before(session: AsyncSession, stream_id: str, before: int, limit: int) -> list[Entry]:
    """Up to `limit` events with a seq below `before`, the newest of them, oldest first."""
    entries = await _entries(session, stream_id, col(LoggedEvent.seq) < before, limit, newest_first=True)
    return entries[::-1]


async def forget_older(tx: Transaction, retention_days: float) -> int:
    """Drop events older than the retention; each stream remembers from where on it is whole.

    Returns:
        How many were dropped.
    """
    edge = now() - timedelta(days=retention_days)
    last = (
        select(col(LoggedEvent.stream_id), func.max(col(LoggedEvent.seq)))
        .where(col(LoggedEvent.at) < edge)
        .group_by(col(LoggedEvent.stream_id))
    )
    dropped = 0
    for stream_id, seq in (await tx.session.execute(last)).all():
        await tx.session.execute(update(Stream).where(col(Stream.id) == stream_id).values(kept_from=seq + 1))
        result = await tx.session.execute(
            delete(LoggedEvent).where(col(LoggedEvent.stream_id) == stream_id, col(LoggedEvent.seq) <= seq)
        )
        dropped += result.rowcount  # type: ignore[attr-defined]  # a DELETE's result is a CursorResult
    return dropped


async def _entries(
    session: AsyncSession, stream_id: str, where: ColumnElement[bool], limit: int, newest_first: bool
) -> list[Entry]:
    order = col(LoggedEvent.seq).desc() if newest_first else col(LoggedEvent.seq)
    rows = await session.execute(
        select(LoggedEvent).where(col(LoggedEvent.stream_id) == stream_id, where).order_by(order).limit(limit)
    )
    return [Entry(row.seq, row.at, from_payload(row.type, row.payload)) for row in rows.scalars()]
