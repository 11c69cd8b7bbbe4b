"""Who leaves a room, and when: with the settings a host has, so this waits for most of a minute."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.presence import absences


@pytest.mark.slow
async def test_silence_leaves_within_45_seconds_and_a_reload_does_not(folder: Path) -> None:
    cut, silent, reloaded, there = await absences(folder, reload_s=5)

    assert cut.left_after_s is not None
    assert 15 <= cut.left_after_s <= 45
    assert silent.left_after_s is not None
    assert 15 <= silent.left_after_s <= 45
    assert reloaded.left_after_s is None
    assert there.left_after_s is None
