"""Leases: taken, kept until they run out, and let go of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from realm_gql.kit.clock import now
from realm_gql.storage.leases import drop_lease, is_free, take_lease


@dataclass
class Job:
    """A row with a lease."""

    attempts: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = None


def test_a_lease_runs_out_or_is_dropped() -> None:
    job = Job()
    assert is_free(job, now())

    take_lease(job, "ann", 10)

    assert (job.attempts, job.lease_owner) == (1, "ann")
    assert not is_free(job, now())
    assert is_free(job, now() + timedelta(seconds=11))
    drop_lease(job)
    assert (job.attempts, job.lease_owner, is_free(job, now())) == (1, None, True)
