"""Leases: a row that one worker at a time works on, until it is done or falls silent. Who may have it is not said."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from realm_gql.kit.clock import in_seconds


class Leased(Protocol):
    """A row that `lease_owner` works on until `lease_until`; `attempts` counts those who began."""

    attempts: int
    lease_owner: str | None
    lease_until: datetime | None


def take_lease(row: Leased, owner: str, lease_s: float) -> None:
    """Make the row its owner's for `lease_s` seconds without a sign of life."""
    row.attempts += 1
    row.lease_owner, row.lease_until = owner, in_seconds(lease_s)


def drop_lease(row: Leased) -> None:
    """Nobody works on the row any more."""
    row.lease_owner = row.lease_until = None


def is_free(row: Leased, moment: datetime) -> bool:
    """Whether anybody may take the row: nobody has it, or whoever had it fell silent."""
    return row.lease_until is None or row.lease_until <= moment
