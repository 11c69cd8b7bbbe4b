"""Provenance: what the realm signs of every creation, so that nobody can change it or its lineage unnoticed.

A creation's *statement* is canonical JSON of all that is true of it, with the hashes of its parents; its *hash* is the
SHA-256 of that; and the realm signs the hash. So a hash vouches for all ancestors. Whether everything still is as it
was signed is found out in `verifying.py`; how it is told to other programs is `prov_json.py`; how to check it by hand,
`docs/provenance.md` tells. What a statement looks like can never change, only a new form be added.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation, Derivation, Provenance
from realm_gql.errors import ConfigurationError, Conflict, InvalidInput
from realm_gql.kit.canonical import NotCanonical, canonical_json
from realm_gql.kit.clock import now, written
from realm_gql.storage.database import Database, Transaction
from realm_gql.storage.keys import SigningKeys, is_signed

T = TypeVar("T")

FORM = "realm-provenance-1"
"""What every statement holds and every signed message begins with: nothing else the key signs can be taken for one."""
VEILED = frozenset({"secret"})
"""Fields of a content that stand in a statement as a salted hash, for nobody may read them. Part of the form: one more
field would make other statements of what was signed before."""
SALT_BYTES = 16
ROWS_AT_ONCE = 500
STAMPING_LOCK = 0x7374616D70
"""The advisory lock that lets one of several PostgreSQL processes stamp what has no provenance at a time."""


@dataclass(frozen=True, slots=True)
class Generator:
    """What wrote a creation: a model that spoke in a voice, from a prompt and a seed; or a person, and then nothing.

    The four together are what it takes to have the same written again. `seed` is at most 2**53.
    """

    model: str = ""
    voice: str = ""
    prompt: str = ""
    seed: int = 0

    @property
    def is_human(self) -> bool:
        """Whether a person wrote it."""
        return not self.model

    def to_content(self) -> dict[str, Any]:
        """As it is stored and stands in a statement."""
        return {"kind": "HUMAN"} if self.is_human else {"kind": "MODEL", **asdict(self)}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Generator:
        """Read it from where it is stored."""
        if content.get("kind") != "MODEL":
            return HUMAN
        told = {field.name: content[field.name] for field in fields(cls) if field.name in content}
        return cls(**told)


HUMAN = Generator()
"""Written by a person."""


class Authored(Protocol):
    """What a statement is about: a creation, or a row that has its columns."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def tags(self) -> list[str]: ...
    @property
    def license(self) -> str: ...
    @property
    def content(self) -> dict[str, Any]: ...
    @property
    def creator_id(self) -> UUID: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def revision(self) -> int: ...


def statement_of(creation: Authored, provenance: Provenance) -> bytes:
    """All that is true of a creation, as one canonical JSON text: what its hash is made of.

    What nobody may read, an NPC's secret, is veiled: a salted hash stands in its place, so that the statement can be
    shown to everybody and the secret still cannot be changed.

    Args:
        creation: as it is, at the revision of the provenance.
        provenance: where its parents, its generator and its salt are told; hash and signature need not be there yet.

    Raises:
        NotCanonical: its content cannot be written as JSON that means the same everywhere.
    """
    content = {
        key: _veiled(key, value, provenance.salt) if key in VEILED else value for key, value in creation.content.items()
    }
    return canonical_json(
        {
            "form": FORM,
            "id": str(creation.id),
            "revision": creation.revision,
            "previous": provenance.previous,
            "kind": creation.kind,
            "name": creation.name,
            "summary": creation.summary,
            "tags": creation.tags,
            "license": creation.license,
            "content": content,
            "creator": str(creation.creator_id),
            "createdAt": written(creation.created_at),
            "generator": provenance.generator,
            "parents": provenance.parents,
        }
    )


def find_statement(creation: Authored, provenance: Provenance) -> str | None:
    """As `statement_of`, as text; None when there is none, for somebody broke the creation's form."""
    try:
        return statement_of(creation, provenance).decode()
    except (NotCanonical, AttributeError, TypeError):
        return None


def hash_of(statement: bytes) -> str:
    """The hash of a statement: SHA-256, in hexadecimal."""
    return hashlib.sha256(statement).hexdigest()


def message_of(provenance: Provenance) -> bytes:
    """What is signed: the form, the hash, and when."""
    return f"{FORM} {provenance.hash} {written(provenance.signed_at)}".encode()


def is_signature_right(provenance: Provenance) -> bool:
    """Whether the key it names has signed this; whether that key is to be believed is another question."""
    try:
        signature = base64.b64decode(provenance.signature, validate=True)
    except ValueError:
        return False
    return is_signed(provenance.key_id, signature, message_of(provenance))


def seal(
    creation: Authored,
    parents: Sequence[tuple[str, str]],
    keys: SigningKeys,
    signed_at: datetime,
    salt: str,
    generator: Generator = HUMAN,
    previous: str | None = None,
) -> Provenance:
    """The provenance of a creation as it is now.

    Args:
        parents: the hash of each parent and the kind of the derivation, the primary parent first.
        keys: the realm's; the present one signs.
        signed_at: the present moment.
        salt: from `new_salt`.
        generator: who or what wrote it.
        previous: the hash of the revision before; None for the first.

    Raises:
        NotCanonical: its content cannot be written as JSON that means the same everywhere.
    """
    provenance = Provenance(
        creation_id=creation.id,
        revision=creation.revision,
        hash="",
        parents=[{"hash": parent, "kind": kind} for parent, kind in parents],
        previous=previous,
        generator=generator.to_content(),
        salt=salt,
        signed_at=signed_at,
        key_id=keys.current,
        signature="",
    )
    provenance.hash = hash_of(statement_of(creation, provenance))
    provenance.signature = base64.b64encode(keys.sign(message_of(provenance))).decode("ascii")
    return provenance


def new_salt() -> str:
    """Chance for one provenance."""
    return secrets.token_hex(SALT_BYTES)


def ancestors_first(ids: Collection[UUID], edges: Iterable[tuple[UUID, UUID]]) -> list[UUID]:
    """These creations in an order in which each comes after those it came from.

    Args:
        ids: the creations.
        edges: (child, parent); those that lead out of `ids` do not count.

    Returns:
        All of them, but for those that came from themselves and what came from those: for them there is no such order.
    """
    waits_for = dict.fromkeys(ids, 0)
    children: dict[UUID, list[UUID]] = {}
    for child, parent in edges:
        if child in waits_for and parent in waits_for:
            waits_for[child] += 1
            children.setdefault(parent, []).append(child)
    order = [one for one, count in waits_for.items() if not count]
    for one in order:  # grows while it is walked
        for child in children.get(one, ()):
            waits_for[child] -= 1
            if not waits_for[child]:
                order.append(child)
    return order


async def stamp(tx: Transaction, ids: Collection[UUID], generator: Generator = HUMAN) -> None:
    """Sign creations that are being published, with their lineage. Whoever makes a creation calls this at the end.

    A creation's parents must have their provenance, or be among `ids` too. What is stamped already, at the revision it
    is at, stays as it is.

    Args:
        ids: the creations; they and their derivations have been added to the session.
        generator: who or what wrote them.

    Raises:
        Conflict: a parent has no provenance, or a creation came from itself.
        InvalidInput: a creation's content cannot be written as JSON that means the same everywhere.
        ConfigurationError: the realm's key is lost.
        StorageUnavailable: its file cannot be written.
    """
    keys = await signing_keys(tx)
    order = ancestors_first(ids, await _load_edges(tx.session, ids))
    if len(order) < len(set(ids)):
        raise Conflict("A creation cannot come from itself.")
    for some in _batches(order):
        await _stamp(tx, some, keys, generator)


async def signing_keys(tx: Transaction) -> SigningKeys:
    """The realm's keys; made now if nothing was ever signed.

    Raises:
        ConfigurationError: there is no key where it should be, though creations were signed; or it is none.
        StorageUnavailable: the file cannot be written.
    """
    keys = tx.keys.find()
    if keys is None:
        if await tx.session.scalar(select(col(Provenance.hash)).limit(1)) is not None:
            raise ConfigurationError(
                f"The realm's signing key is not at {tx.keys.path}, and creations were signed with it: put it back "
                "(realm restore brings it out of a backup, REALM_SIGNING_KEY_FILE names another place), or if it is "
                "lost make a new one with realm key --renew."
            )
        keys = tx.keys.make()
    return keys


async def stamp_missing(database: Database) -> int:
    """Stamp every creation that has no provenance, as the host asks when it was made by an older realm or by hand.

    Returns:
        How many were stamped. A creation that came from itself stays without.

    Raises:
        ConfigurationError: the realm's key is lost.
        StorageUnavailable: the database does not answer, or the key's file cannot be written.
    """
    async with database.reading() as session:
        missing = list(
            await session.scalars(
                select(col(Creation.id))
                .outerjoin(Provenance, _present_revision())
                .where(col(Provenance.hash).is_(None))
                .order_by(col(Creation.created_at), col(Creation.id))
            )
        )
        order = ancestors_first(missing, await _load_edges(session, missing))
    for some in _batches(order):
        async with database.transaction() as tx:
            if not database.sqlite:
                await tx.session.execute(select(func.pg_advisory_xact_lock(STAMPING_LOCK)))
            await stamp(tx, some)
    return len(order)


async def load_provenances(session: AsyncSession, ids: Sequence[UUID]) -> list[Provenance | None]:
    """The provenance of each of these creations at the revision it is at, aligned with what was asked."""
    rows = await session.scalars(
        select(Provenance).join(Creation, _present_revision()).where(col(Provenance.creation_id).in_(ids))
    )
    found = {row.creation_id: row for row in rows}
    return [found.get(key) for key in ids]


async def _stamp(tx: Transaction, ids: Sequence[UUID], keys: SigningKeys, generator: Generator) -> None:
    """Stamp some creations in the order given, all of whose ancestors come before them or have been stamped."""
    session = tx.session
    rows = {row.id: row for row in await session.scalars(select(Creation).where(col(Creation.id).in_(ids)))}
    edges: dict[UUID, list[Derivation]] = {key: [] for key in ids}
    parents: dict[UUID, Creation] = {}
    for edge, parent in await session.execute(
        select(Derivation, Creation)
        .join(Creation, col(Creation.id) == col(Derivation.parent_id))
        .where(col(Derivation.child_id).in_(ids))
        .order_by(col(Derivation.position))
    ):
        edges[edge.child_id].append(edge)
        parents[parent.id] = parent
    known: dict[UUID, dict[int, Provenance]] = {key: {} for key in (*ids, *parents)}
    for some in _batches(list(known)):
        for row in await session.scalars(select(Provenance).where(col(Provenance.creation_id).in_(some))):
            known[row.creation_id][row.revision] = row
    for creation in (rows[key] for key in ids):
        if creation.revision not in known[creation.id]:
            row = _sealed(creation, edges[creation.id], parents, known, keys, generator)
            known[creation.id][creation.revision] = row
            session.add(row)
    await session.flush()


def _sealed(
    creation: Creation,
    edges: Sequence[Derivation],
    parents: Mapping[UUID, Creation],
    known: Mapping[UUID, Mapping[int, Provenance]],
    keys: SigningKeys,
    generator: Generator,
) -> Provenance:
    """The provenance of a creation, made of its parents' or, for a later revision, of the one before."""
    before = known[creation.id][max(known[creation.id])] if known[creation.id] else None
    lineage = [(parent["hash"], parent["kind"]) for parent in before.parents] if before else []
    for edge in edges if before is None else ():
        # The parent at the revision that this transaction has read: that is what the child was made from.
        parent = parents[edge.parent_id]
        if parent.revision not in known[parent.id]:
            raise Conflict(
                f"“{parent.name}” has no provenance, so nothing can be made from it: the host can sign it with "
                "realm verify --sign-missing."
            )
        lineage.append((known[parent.id][parent.revision].hash, edge.kind))
    try:
        return seal(creation, lineage, keys, now(), new_salt(), generator, before.hash if before else None)
    except NotCanonical as error:
        raise InvalidInput("content", f"“{creation.name}” cannot be signed. {error}") from None


async def _load_edges(session: AsyncSession, ids: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """(child, parent) of every derivation of these creations."""
    edges: list[tuple[UUID, UUID]] = []
    for some in _batches(list(ids)):
        found = await session.execute(
            select(col(Derivation.child_id), col(Derivation.parent_id))
            .where(col(Derivation.child_id).in_(some))
            .order_by(col(Derivation.child_id), col(Derivation.position))
        )
        edges += [(child, parent) for child, parent in found]
    return edges


def _present_revision() -> Any:
    return and_(col(Provenance.creation_id) == col(Creation.id), col(Provenance.revision) == col(Creation.revision))


def _veiled(key: str, value: Any, salt: str) -> dict[str, str]:
    return {"veiled": hashlib.sha256(salt.encode() + canonical_json([key, value])).hexdigest()}


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE))
