"""Two API processes and a worker, and a Redis between them that is killed and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import services
from benchmarks.outage import outage
from benchmarks.people import contiguous


@pytest.mark.redis
@pytest.mark.slow
@pytest.mark.skipif(bool(services.missing()), reason="Redis and PostgreSQL: their Debian packages")
async def test_redis_away_and_back_loses_no_event_and_needs_no_restart(tmp_path: Path) -> None:
    report = await outage(tmp_path, away_s=5, turns=1)

    assert [watcher.breaches for watcher in report.watchers] == [[]] * 6
    assert all(contiguous(watcher.seen) for watcher in report.watchers)
    assert [watcher.last_seq for watcher in report.watchers] == [report.last_seq] * 6
    # Nobody's socket broke, nobody was started anew, and NPCs went on answering meanwhile.
    assert [watcher.connections for watcher in report.watchers] == [1] * 6
    assert report.same_processes
    assert report.answered_during == 1
    assert "Traceback" not in report.printed
