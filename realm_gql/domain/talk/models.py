"""Turns and their takes: one utterance and every reply that was written to it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from realm_gql.kit.clock import now
from realm_gql.kit.ids import new_uuid
from realm_gql.storage.columns import UtcDateTime
from realm_gql.storage.tables import Table


class TurnState(StrEnum):
    """How far a turn, or one take of it, is."""

    WAITING = "WAITING"
    WRITING = "WRITING"
    CLOSED = "CLOSED"
    STOPPED = "STOPPED"
    FAILED = "FAILED"


class Turn(Table, table=True):
    """A line somebody said to an NPC, and the state of the reply.

    A worker owns a turn in WRITING until `lease_until`; anybody may claim it after that. The partial unique index lets
    a room have one reply being written at a time, whoever claims it.
    """

    __tablename__ = "turns"
    __table_args__ = (
        Index("ix_turns_state_created_at", "state", "created_at"),
        Index("ix_turns_room_id_created_at", "room_id", "created_at"),
        Index("ix_turns_asker_id_state", "asker_id", "state"),
        Index(
            "uq_turns_room_id_writing",
            "room_id",
            unique=True,
            sqlite_where=text("state = 'WRITING'"),
            postgresql_where=text("state = 'WRITING'"),
        ),
    )

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    room_id: UUID = Field(foreign_key="rooms.id")
    asker_id: UUID = Field(foreign_key="accounts.id")
    npc_id: UUID = Field(foreign_key="npcs.id", index=True)
    said: str = Field(max_length=2000)
    state: str = Field(default=TurnState.WAITING.value, max_length=20)
    take: int = 1
    stop_requested: bool = False
    retry_requested: bool = False
    attempts: int = 0
    lease_owner: str | None = Field(default=None, max_length=80)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    waiting_since: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Take(Table, table=True):
    """One reply to a turn; every take is kept.

    `text` is saved while it is written, and is the truth for offsets. `ended_seq` is the event that ended it, in the
    room's stream.
    """

    __tablename__ = "takes"

    turn_id: UUID = Field(foreign_key="turns.id", primary_key=True)
    number: int = Field(primary_key=True)
    state: str = Field(default=TurnState.WRITING.value, max_length=20)
    text: str = ""
    source: str = Field(default="MODEL", max_length=20)
    model: str = Field(default="", max_length=200)
    seed: int = 0
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_seq: int | None = Field(default=None, sa_type=BigInteger)
