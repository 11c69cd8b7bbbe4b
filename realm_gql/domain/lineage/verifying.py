"""Verifying: whether every creation and its lineage still are what the realm signed.

Walks everything in batches, so that a realm of any size takes the same memory. What is signed, and how, is
`provenance.py`'s business.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation, Derivation, Provenance
from realm_gql.domain.lineage.provenance import find_statement, hash_of, is_signature_right
from realm_gql.errors import ConfigurationError
from realm_gql.storage.database import Database

CREATIONS_AT_ONCE = 200


class Flaw(StrEnum):
    """What can be wrong with a provenance."""

    MISSING = "missing"
    CONTENT_CHANGED = "content changed"
    PARENT_CHANGED = "parent changed"
    HISTORY_CHANGED = "history changed"
    SIGNATURE_WRONG = "signature wrong"
    UNKNOWN_KEY = "unknown key"
    CREATION_GONE = "creation gone"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was signed: of which creation, at which revision, what, and one sentence on it.

    `name` and `kind` are empty for a creation that is gone.
    """

    creation_id: UUID
    revision: int
    flaw: Flaw
    detail: str
    name: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at in one batch: how many creations, and what is wrong with them."""

    creations: int
    faults: list[Fault]


async def verify(database: Database) -> AsyncIterator[Verified]:
    """Look at every creation of the realm, batch by batch, while people go on playing.

    Found is: content, lineage or a generator that is not what was signed; a signature that is wrong, or of a key that
    the realm's key file does not hold; a creation without provenance, and a provenance without its creation. Not found
    is a creation that was taken away together with its provenance and that nothing was made from.

    Yields:
        One report a batch.

    Raises:
        ConfigurationError: creations were signed, and the key file is not there.
        StorageUnavailable: the database does not answer.
    """
    keys = database.keys.find()
    believed = frozenset(keys.believed) if keys else frozenset()
    last: UUID | None = None
    while True:
        async with database.snapshot() as session:
            batch = await _next_creations(session, last)
            report = await _verify_readable(session, batch, believed)
            if not believed and any(fault.flaw is Flaw.UNKNOWN_KEY for fault in report.faults):
                raise ConfigurationError(
                    f"The realm's signing key is not at {database.keys.path}: without it no signature can be believed."
                )
        if not batch:
            break
        yield report
        last = batch[-1]
    async for report in _verify_orphans(database):
        yield report


def find_faults(
    creation: Creation,
    rows: Mapping[int, Provenance],
    edges: Sequence[Derivation],
    parent_hashes: Mapping[UUID, Collection[str]],
    believed: Collection[str],
) -> list[Fault]:
    """What is wrong with one creation.

    Args:
        rows: its provenances by revision.
        edges: what it came from, the primary parent first.
        parent_hashes: the hashes that each parent has had.
        believed: ids of the keys whose signatures count.
    """
    found: list[tuple[int, Flaw, str]] = []
    now = rows.get(creation.revision)
    if now is None:
        found.append((creation.revision, Flaw.MISSING, "The realm never signed it."))
    else:
        statement = find_statement(creation, now)
        if statement is None or hash_of(statement.encode()) != now.hash:
            found.append((now.revision, Flaw.CONTENT_CHANGED, "It does not say what was signed."))
        if told := _parents_told(now, edges, parent_hashes):
            found.append((now.revision, Flaw.PARENT_CHANGED, told))
    before: Provenance | None = None
    for revision in sorted(rows):
        row = rows[revision]
        if revision > creation.revision:
            found.append((revision, Flaw.HISTORY_CHANGED, f"It is at revision {creation.revision} again."))
        elif row.previous != (before.hash if before else None):
            found.append((revision, Flaw.HISTORY_CHANGED, "The revision before it is not the one it followed."))
        if row.key_id not in believed:
            found.append((revision, Flaw.UNKNOWN_KEY, f"It is signed by {row.key_id!a}."))
        elif not is_signature_right(row):
            found.append((revision, Flaw.SIGNATURE_WRONG, "The realm did not sign this."))
        before = row
    return [Fault(creation.id, revision, flaw, told, creation.name, creation.kind) for revision, flaw, told in found]


def _parents_told(row: Provenance, edges: Sequence[Derivation], hashes: Mapping[UUID, Collection[str]]) -> str:
    """One sentence on parents that are not those it was made from; empty when they are."""
    recorded: Any = row.parents
    if not isinstance(recorded, list) or len(recorded) != len(edges):
        return f"It came from {_count(recorded)}, and now has {len(edges)}."
    for edge, parent in zip(edges, recorded, strict=True):
        if not isinstance(parent, dict) or parent.get("hash") not in hashes.get(edge.parent_id, ()):
            return f"Its parent {edge.parent_id} is not what it was made from."
        if parent.get("kind") != edge.kind:
            return f"It is no {edge.kind!a} of {edge.parent_id}."
    return ""


def _count(recorded: Any) -> str:
    number = len(recorded) if isinstance(recorded, list) else 0
    return f"{number} parent" + ("" if number == 1 else "s")


async def _next_creations(session: AsyncSession, last: UUID | None) -> Sequence[UUID]:
    statement = select(col(Creation.id)).order_by(col(Creation.id)).limit(CREATIONS_AT_ONCE)
    if last is not None:
        statement = statement.where(col(Creation.id) > last)
    return (await session.scalars(statement)).all()


async def _verify_readable(session: AsyncSession, ids: Sequence[UUID], believed: Collection[str]) -> Verified:
    """As `_verify_batch`; a row so broken that none of its batch can be read is looked for by halves."""
    try:
        return await _verify_batch(session, ids, believed)
    except ValueError:
        if len(ids) == 1:
            return Verified(1, [Fault(ids[0], 0, Flaw.CONTENT_CHANGED, "It cannot even be read.")])
        half = len(ids) // 2
        parts = [await _verify_readable(session, some, believed) for some in (ids[:half], ids[half:])]
        return Verified(len(ids), [fault for part in parts for fault in part.faults])


async def _verify_batch(session: AsyncSession, ids: Sequence[UUID], believed: Collection[str]) -> Verified:
    creations = await session.scalars(select(Creation).where(col(Creation.id).in_(ids)).order_by(col(Creation.id)))
    batch = creations.all()
    rows: dict[UUID, dict[int, Provenance]] = {key: {} for key in ids}
    for row in await session.scalars(select(Provenance).where(col(Provenance.creation_id).in_(ids))):
        rows[row.creation_id][row.revision] = row
    edges: dict[UUID, list[Derivation]] = {key: [] for key in ids}
    hashes: dict[UUID, set[str]] = {}
    for edge in await session.scalars(
        select(Derivation).where(col(Derivation.child_id).in_(ids)).order_by(col(Derivation.position))
    ):
        edges[edge.child_id].append(edge)
    for parent_id, parent_hash in await session.execute(
        select(col(Derivation.parent_id), col(Provenance.hash))
        .join(Provenance, col(Provenance.creation_id) == col(Derivation.parent_id))
        .where(col(Derivation.child_id).in_(ids))
        .distinct()
    ):
        hashes.setdefault(parent_id, set()).add(parent_hash)
    faults = [
        fault
        for creation in batch
        for fault in find_faults(creation, rows[creation.id], edges[creation.id], hashes, believed)
    ]
    return Verified(len(batch), faults)


async def _verify_orphans(database: Database) -> AsyncIterator[Verified]:
    """What was signed of creations that are not there any more."""
    last: tuple[UUID, int] | None = None
    while True:
        statement = (
            select(col(Provenance.creation_id), col(Provenance.revision))
            .outerjoin(Creation, col(Creation.id) == col(Provenance.creation_id))
            .where(col(Creation.id).is_(None))
            .order_by(col(Provenance.creation_id), col(Provenance.revision))
            .limit(CREATIONS_AT_ONCE)
        )
        if last is not None:
            statement = statement.where(tuple_(col(Provenance.creation_id), col(Provenance.revision)) > tuple_(*last))
        async with database.reading() as session:
            gone = [(row[0], row[1]) for row in await session.execute(statement)]
        if not gone:
            return
        yield Verified(
            0, [Fault(key, revision, Flaw.CREATION_GONE, "It was signed, and is not there.") for key, revision in gone]
        )
        last = gone[-1]
