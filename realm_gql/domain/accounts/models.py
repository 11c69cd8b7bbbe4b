"""Accounts, the tokens that speak for them, their recovery codes, and the keys of writes that must not happen twice."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field

from realm_gql.kit.clock import now
from realm_gql.kit.ids import new_uuid
from realm_gql.storage.columns import Json, UtcDateTime
from realm_gql.storage.tables import Table


class TokenKind(StrEnum):
    """What a token is for: a signed-in device, or a script of its owner's."""

    SESSION = "SESSION"
    PERSONAL = "PERSONAL"


class Scope(StrEnum):
    """What a token may do."""

    READ = "READ"
    PLAY = "PLAY"
    CREATE = "CREATE"
    MODERATE = "MODERATE"


class Account(Table, table=True):
    """Somebody: a guest, a claimed account, a bot, or the tombstone of a deleted one.

    `handle_key` is the handle as it is compared: folded in case and in look-alike letters. A deleted account keeps its
    row, so that what it made keeps its maker; its handle becomes a tombstone name and everything private is gone.
    """

    __tablename__ = "accounts"

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    handle: str = Field(max_length=64)
    handle_key: str = Field(max_length=128, unique=True)
    is_guest: bool = True
    is_bot: bool = False
    bio: str | None = Field(default=None, max_length=400)
    password_hash: str | None = Field(default=None, max_length=200)
    roles: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Token(Table, table=True):
    """A bearer token; only its SHA-256 is kept: the token is 256 bits of chance, so no slow hash is called for."""

    __tablename__ = "tokens"

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    kind: str = Field(max_length=20)
    name: str = Field(max_length=80)
    digest: str = Field(max_length=64, unique=True)
    scopes: list[str] = Field(sa_column=Column(Json, nullable=False))
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RecoveryCode(Table, table=True):
    """One of the codes handed out at claiming; works once. Hashed like a token."""

    __tablename__ = "recovery_codes"

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    digest: str = Field(max_length=64)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class IdempotencyKey(Table, table=True):
    """A write that was done: the same key from the same account gets the same answer for a day.

    `fingerprint` is a hash of the mutation's name and parameters, `outcome` the ids its payload is built from.
    """

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id")
    key: str = Field(max_length=200)
    fingerprint: str = Field(max_length=64)
    outcome: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime, index=True)


class RateBucket(Table, table=True):
    """How much of a limit is used up: a leaky bucket in the database, so that every process counts the same."""

    __tablename__ = "rate_buckets"

    key: str = Field(primary_key=True, max_length=160)
    level: float = 0.0
    updated_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
