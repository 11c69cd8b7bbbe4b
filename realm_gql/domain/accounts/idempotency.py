"""Writes that must not happen twice: the same key from the same account gets the same answer for a day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from realm_gql.domain.accounts.models import IdempotencyKey
from realm_gql.domain.accounts.texts import check_idempotency_key
from realm_gql.domain.accounts.viewers import Viewer
from realm_gql.errors import IdempotencyMismatch
from realm_gql.kit.clock import now
from realm_gql.storage.database import Transaction

KEPT = timedelta(hours=24)

Outcome = dict[str, str]


async def once(
    tx: Transaction,
    viewer: Viewer,
    key: str | None,
    mutation: str,
    params: Mapping[str, Any],
    do: Callable[[], Awaitable[Outcome]],
) -> Outcome:
    """Do a write, unless the same key has already done it in the last 24 hours; then tell what came of it.

    A second request that comes while the first is still at work waits for it.

    Args:
        viewer: whose key it is; keys of different accounts have nothing to do with each other.
        key: what the client named this write; None does it every time.
        mutation: the mutation's name.
        params: everything that makes it this write and no other, JSON values. Never a password: a hash of it is kept.
        do: the write; returns the ids that its payload is built from.

    Returns:
        What `do` returned, now or the first time.

    Raises:
        IdempotencyMismatch: the key came before with another mutation or other parameters.
        InvalidInput: the key is empty, too long or holds control characters.
    """
    return await once_for(tx, viewer.account_id, key, mutation, params, do)


async def once_for(
    tx: Transaction,
    account_id: UUID,
    key: str | None,
    mutation: str,
    params: Mapping[str, Any],
    do: Callable[[], Awaitable[Outcome]],
) -> Outcome:
    """As `once`, for an account that is not signed in by a token yet."""
    if key is None:
        return await do()
    check_idempotency_key(key)
    fingerprint = fingerprint_of(mutation, params)
    mine = (col(IdempotencyKey.account_id) == account_id, col(IdempotencyKey.key) == key)
    if not await _claim(tx, account_id, key, fingerprint):
        kept = (await tx.session.execute(select(IdempotencyKey).where(*mine).with_for_update())).scalar_one()
        if kept.created_at > now() - KEPT:
            return match(kept, fingerprint)
    outcome = await do()
    await tx.session.execute(
        update(IdempotencyKey).where(*mine).values(fingerprint=fingerprint, outcome=outcome, created_at=now())
    )
    return outcome


async def forget_old_keys(tx: Transaction) -> None:
    """Drop the keys of yesterday."""
    await tx.session.execute(delete(IdempotencyKey).where(col(IdempotencyKey.created_at) < now() - KEPT))


def match(kept: IdempotencyKey, fingerprint: str) -> Outcome:
    """What came of a write that was already done.

    Raises:
        IdempotencyMismatch: it was another write.
    """
    if kept.fingerprint != fingerprint:
        raise IdempotencyMismatch("This idempotency key was used with other parameters; a new write needs a new one.")
    return dict(kept.outcome)


def fingerprint_of(mutation: str, params: Mapping[str, Any]) -> str:
    """What tells one write from another: a SHA-256 of its name and parameters."""
    written = json.dumps([mutation, dict(params)], default=str, sort_keys=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


async def _claim(tx: Transaction, account_id: UUID, key: str, fingerprint: str) -> bool:
    """Take the key; False when it is taken. PostgreSQL waits here for whoever is taking it at the same moment."""
    row = IdempotencyKey(account_id=account_id, key=key, fingerprint=fingerprint, outcome={})
    try:
        async with tx.session.begin_nested():
            tx.session.add(row)
    except IntegrityError:
        return False
    return True
