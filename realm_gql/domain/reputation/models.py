"""The ledger's tables: double entry, append-only. Nothing here is ever changed or deleted, and no balance is stored."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from realm_gql.kit.clock import now
from realm_gql.kit.ids import new_uuid
from realm_gql.storage.columns import UtcDateTime
from realm_gql.storage.tables import Table

MINT: UUID | None = None
"""The account that echoes come from and go back to, a line's `account_id` is None. It owes what all others have."""


class Reason(StrEnum):
    """What mints echoes; nothing else does."""

    VOTE = "VOTE"
    REMIX = "REMIX"
    QUEST = "QUEST"
    CHALLENGE = "CHALLENGE"


class LedgerEntry(Table, table=True):
    """Why echoes moved: an award to a creation, or the taking back of one.

    `cause` is what is paid for, once: `number` is 1, and one more each time it is paid again after it was taken back.
    `signal` is what somebody did that brought it about; one signal can have several causes, which are taken back
    together. `giver_id` is whose daily caps it counts against; None for the realm itself. `reverses_id` is the award
    that is taken back: no foreign key, because a backup is restored table by table.
    """

    __tablename__ = "ledger_entries"
    __table_args__ = (
        UniqueConstraint("cause", "number"),
        Index("ix_ledger_entries_giver_id_created_at", "giver_id", "created_at"),
    )

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    reason: str = Field(max_length=20)
    signal: str = Field(max_length=120, index=True)
    cause: str = Field(max_length=120)
    number: int = 1
    creation_id: UUID = Field(foreign_key="creations.id", index=True)
    giver_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    reverses_id: UUID | None = Field(default=None, unique=True)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class LedgerLine(Table, table=True):
    """So many echoes to an account, or from it if negative; the amounts of an entry sum to 0.

    `account_id` is None for the mint. `creation_id` is the creation whose share it is: the one that earned (for the
    mint too), or one that it came from.
    """

    __tablename__ = "ledger_lines"
    # The amount stands in the index too, so that a balance is summed from the index alone.
    __table_args__ = (Index("ix_ledger_lines_account_id_created_at_id", "account_id", "created_at", "id", "amount"),)

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    entry_id: UUID = Field(foreign_key="ledger_entries.id", index=True)
    account_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    creation_id: UUID = Field(foreign_key="creations.id")
    amount: int = Field(sa_type=BigInteger)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
