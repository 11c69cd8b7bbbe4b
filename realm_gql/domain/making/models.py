"""Drafts: what somebody is having made, and every take of it, until it is published."""

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


class DraftState(StrEnum):
    """How far a draft is. It is open until it is published or discarded."""

    WAITING = "WAITING"
    WRITING = "WRITING"
    READY = "READY"
    FAILED = "FAILED"
    PUBLISHED = "PUBLISHED"
    DISCARDED = "DISCARDED"


class DraftTakeState(StrEnum):
    """How far one take of a draft is; only one that is ready can be chosen."""

    WRITING = "WRITING"
    READY = "READY"
    STOPPED = "STOPPED"
    FAILED = "FAILED"


class MadeBy(StrEnum):
    """Who put the words of a take together."""

    MODEL = "MODEL"
    TABLES = "TABLES"


class Draft(Table, table=True):
    """Something that is being made: the wish, and which take of it counts.

    A worker owns a draft in WRITING until `lease_until`; anybody may claim it after that. In WAITING, `lease_until` is
    the moment before which nobody should. `attempts` counts the takes that were begun for what was last asked.
    `field` and `base` say that only one field is to be written anew, and which take the others come from.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        Index("ix_drafts_state_waiting_since", "state", "waiting_since"),
        Index("ix_drafts_creator_id_created_at_id", "creator_id", "created_at", "id"),
    )

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    creator_id: UUID = Field(foreign_key="accounts.id")
    kind: str = Field(max_length=20)
    prompt: str = Field(default="", max_length=2000)
    state: str = Field(default=DraftState.WAITING.value, max_length=20)
    take: int = 0
    field: str | None = Field(default=None, max_length=20)
    base: int | None = None
    problem: str = Field(default="", max_length=400)
    creation_id: UUID | None = Field(default=None, foreign_key="creations.id")
    attempts: int = 0
    lease_owner: str | None = Field(default=None, max_length=80)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    waiting_since: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class DraftTake(Table, table=True):
    """One attempt at a draft; every take is kept, and the text of one only ever grows.

    `text` is what was read while it was written, a field a line, and the truth for offsets; `written` names the fields
    of its lines. `fields` is the whole thing once the take is ready, as it was edited since, and `plan` what code
    decided of it. `field` names the one field that was written anew, if it was one.
    """

    __tablename__ = "draft_takes"

    draft_id: UUID = Field(foreign_key="drafts.id", primary_key=True)
    number: int = Field(primary_key=True)
    state: str = Field(default=DraftTakeState.WRITING.value, max_length=20)
    text: str = ""
    written: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    fields: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    plan: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    field: str | None = Field(default=None, max_length=20)
    edited: bool = False
    source: str = Field(default=MadeBy.MODEL.value, max_length=20)
    model: str = Field(default="", max_length=200)
    seed: int = 0
    problem: str = Field(default="", max_length=400)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
