"""The time, always aware and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def in_seconds(seconds: float) -> datetime:
    """The moment `seconds` from now, in UTC."""
    return now() + timedelta(seconds=seconds)


def written(moment: datetime) -> str:
    """A moment as RFC 3339 has it, in UTC and with a Z; fractions of a second only when there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
