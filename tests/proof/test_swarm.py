"""A small swarm, and a small flood: what `python -m benchmarks` does at full size."""

from __future__ import annotations

from pathlib import Path

from benchmarks.fairness import fairness
from benchmarks.swarm import swarm
from benchmarks.timing import stop_replies


async def test_subscribers_cut_off_at_random_see_everything_once(folder: Path) -> None:
    report = await swarm(folder, subscribers=10, turns=5, kill_every_s=0.05, reply_tokens=24)

    assert report.breaches == []
    assert report.kills >= 10
    # Every subscriber saw every reply whole: its joined deltas were the text of its closing event.
    assert [watcher.joined for watcher in report.watchers] == [5] * 13
    assert "Traceback" not in report.printed


async def test_a_flood_costs_a_third_player_two_replies_and_the_other_room_none(folder: Path) -> None:
    third, fourth = await fairness(folder, lines_each=6, reply_tokens=24)

    assert third.others_waiting >= 6
    # The one being written, and at most one of each flooder.
    assert third.place <= 3
    assert third.replies_before <= 2
    assert (fourth.place, fourth.replies_before) == (1, 0)


async def test_a_stop_ends_the_reply_and_keeps_its_text(folder: Path) -> None:
    stops = await stop_replies(folder, times=5)

    assert [stop.state for stop in stops] == ["STOPPED"] * 5
    assert all(stop.characters >= 10 for stop in stops)
    # The best of five: the others may have met a busy machine.
    assert min(stop.from_answer_ms for stop in stops) < 100
