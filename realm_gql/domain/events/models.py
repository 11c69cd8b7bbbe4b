"""The log's tables: streams own the sequence, events are the truth."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column
from sqlmodel import Field

from realm_gql.storage.columns import Json, UtcDateTime
from realm_gql.storage.tables import Table


class Stream(Table, table=True):
    """A gapless sequence of events, such as a room's.

    `seq` is the last number given out: taking the next one locks the row until the commit, so commit order is seq order
    (a database sequence would let a reader skip what commits late). `kept_from` is the oldest seq still kept.
    """

    __tablename__ = "streams"

    id: str = Field(primary_key=True, max_length=80)
    seq: int = Field(default=0, sa_type=BigInteger)
    kept_from: int = Field(default=1, sa_type=BigInteger)


class LoggedEvent(Table, table=True):
    """One past fact. `type` names a dataclass of the catalogue; `payload` are its fields."""

    __tablename__ = "events"

    stream_id: str = Field(primary_key=True, foreign_key="streams.id", max_length=80)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    type: str = Field(max_length=60)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    payload: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
