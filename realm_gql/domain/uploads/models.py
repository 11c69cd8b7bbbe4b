"""Uploads: whose each file is, how large, and until when it waits. The files themselves lie in the data folder."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from realm_gql.kit.clock import now
from realm_gql.kit.ids import new_uuid
from realm_gql.storage.columns import UtcDateTime
from realm_gql.storage.tables import Table


class Upload(Table, table=True):
    """A file that was sent whole. Its name is no part of it: what a stranger calls a file is of no use to anybody."""

    __tablename__ = "uploads"

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    size_bytes: int
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
