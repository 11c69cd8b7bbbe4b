"""The table of votes. How many a creation has stands with the creation; what a vote paid, in the ledger."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from realm_gql.kit.clock import now
from realm_gql.storage.columns import UtcDateTime
from realm_gql.storage.tables import Table


class Vote(Table, table=True):
    """Somebody likes a creation of somebody else's: one row for both, gone when it is taken back.

    Whoever is deleted leaves her votes under her tombstone, so that no count changes.
    """

    __tablename__ = "votes"

    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)
    creation_id: UUID = Field(foreign_key="creations.id", primary_key=True)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
