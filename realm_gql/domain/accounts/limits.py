"""Limits: leaky buckets in the database, so that every process counts the same."""

from __future__ import annotations

import ipaddress
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from realm_gql.domain.accounts.models import RateBucket
from realm_gql.errors import RateLimited
from realm_gql.kit.clock import now
from realm_gql.storage.database import Transaction

STALE_BUCKET_S = 86_400.0
"""A bucket untouched for a day has leaked out, whatever its limit."""


async def spend(
    tx: Transaction, key: str, capacity: float, restore_per_s: float, message: str, amount: float = 1.0
) -> None:
    """Count something against a limit, which leaks away with time.

    What is refused is not counted. What is counted stays so only if the transaction is committed: to count attempts
    that may fail, spend in a transaction of its own.

    Args:
        key: whose limit of what, at most 160 characters.
        capacity: how much fits at once.
        restore_per_s: how much becomes free again each second.
        message: the sentence for whoever is refused.
        amount: how much this counts.

    Raises:
        RateLimited: it does not fit now.
    """
    moment = now()
    held = select(col(RateBucket.level), col(RateBucket.updated_at)).where(col(RateBucket.key) == key).with_for_update()
    row = (await tx.session.execute(held)).one_or_none()
    if row is None:
        await _open(tx, key)
        row = (await tx.session.execute(held)).one()
    level = max(0.0, row[0] - max(0.0, (moment - row[1]).total_seconds()) * restore_per_s)
    if level + amount > capacity:
        raise RateLimited(message, round((level + amount - capacity) / restore_per_s, 3) if restore_per_s else 3600.0)
    await tx.session.execute(
        update(RateBucket).where(col(RateBucket.key) == key).values(level=level + amount, updated_at=moment)
    )


async def forget_idle_buckets(tx: Transaction) -> None:
    """Drop the buckets that have long leaked out."""
    edge = now() - timedelta(seconds=STALE_BUCKET_S)
    await tx.session.execute(delete(RateBucket).where(col(RateBucket.updated_at) < edge))


def address_key(client_ip: str) -> str:
    """The part of an address that one household has to itself: an IPv4 address, or the first 64 bits of an IPv6 one."""
    try:
        address = ipaddress.ip_address(client_ip.partition("%")[0])
    except ValueError:
        return client_ip[:64]
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


async def _open(tx: Transaction, key: str) -> None:
    """Make the bucket unless somebody else does so at the same moment."""
    fresh = {"key": key, "level": 0.0, "updated_at": now()}
    if tx.session.get_bind().dialect.name == "postgresql":
        await tx.session.execute(postgresql.insert(RateBucket).values(fresh).on_conflict_do_nothing())
    else:
        await tx.session.execute(sqlite.insert(RateBucket).values(fresh).on_conflict_do_nothing())
