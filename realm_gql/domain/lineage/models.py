"""What is made and where it came from: creations of all six kinds, the edges between them, what was signed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field

from realm_gql.kit.clock import now
from realm_gql.kit.ids import new_uuid
from realm_gql.storage.columns import Json, UtcDateTime
from realm_gql.storage.tables import Table


class CreationKind(StrEnum):
    """The six kinds of creation."""

    NPC = "NPC"
    QUEST = "QUEST"
    ITEM = "ITEM"
    COSMETIC = "COSMETIC"
    LORE = "LORE"
    LOCATION = "LOCATION"


class DerivationKind(StrEnum):
    """How a creation came from another: remixed from one, blended from several, or only inspired."""

    REMIX = "REMIX"
    BLEND = "BLEND"
    INSPIRED = "INSPIRED"


class License(StrEnum):
    """What others may do with a creation outside the realm; inside it everything may be remixed."""

    CC0 = "CC0"
    CC_BY = "CC_BY"
    CC_BY_SA = "CC_BY_SA"


class Creation(Table, table=True):
    """Anything authored. `content` holds what its kind adds, as JSON; what must be joined has a table of its kind.

    `remix_count` is the number of published remixes and blends made straight from it, kept with each of them.
    """

    __tablename__ = "creations"
    __table_args__ = (
        Index("ix_creations_kind_created_at_id", "kind", "created_at", "id"),
        Index("ix_creations_creator_id_created_at_id", "creator_id", "created_at", "id"),
        Index("ix_creations_kind_name_id", "kind", "name", "id"),
        Index("ix_creations_kind_remix_count_id", "kind", "remix_count", "id"),
    )

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    kind: str = Field(max_length=20)
    name: str = Field(max_length=80)
    summary: str = Field(max_length=280)
    tags: list[str] = Field(sa_column=Column(Json, nullable=False))
    creator_id: UUID = Field(foreign_key="accounts.id")
    license: str = Field(default=License.CC_BY_SA.value, max_length=20)
    revision: int = 1
    remix_count: int = 0
    content: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class Derivation(Table, table=True):
    """The edge a creation has to what it came from. `position` orders the parents; 0 is the primary one.

    The field diff of the hop is not stored: both ends are, and a diff is derived from them.
    """

    __tablename__ = "derivations"
    __table_args__ = (Index("ix_derivations_parent_id_created_at_child_id", "parent_id", "created_at", "child_id"),)

    child_id: UUID = Field(foreign_key="creations.id", primary_key=True)
    parent_id: UUID = Field(foreign_key="creations.id", primary_key=True)
    kind: str = Field(max_length=20)
    position: int = 0
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class Provenance(Table, table=True):
    """What the realm signed of a creation when it was published, once for each revision. Never changed.

    `hash` is of a statement that is not stored, for the creation says it all: `provenance.py` makes it anew.

    Args:
        hash: SHA-256 of the statement, in hexadecimal.
        parents: what it came from when it was made, the primary parent first: ``{"hash": …, "kind": …}`` each.
        previous: the hash of the revision before; None for the first.
        generator: who or what wrote it, as `Generator.to_content` has it.
        salt: chance that keeps what is veiled in the statement from being guessed; told to nobody.
        signed_at: when the realm signed it: later than it was made for what was made before there were signatures.
        key_id: which key signed.
        signature: of the hash and of when it was signed, in base64.
    """

    __tablename__ = "provenances"

    creation_id: UUID = Field(foreign_key="creations.id", primary_key=True)
    revision: int = Field(primary_key=True)
    hash: str = Field(max_length=64)
    parents: list[dict[str, str]] = Field(sa_column=Column(Json, nullable=False))
    previous: str | None = Field(default=None, max_length=64)
    generator: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    salt: str = Field(max_length=64)
    signed_at: datetime = Field(sa_type=UtcDateTime)
    key_id: str = Field(max_length=80)
    signature: str = Field(max_length=120)
