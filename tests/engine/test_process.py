"""How a child ends, and what is made of it."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.llama_cpp.adapter import _Death
from realm_gql.engine.llama_cpp.keeper import RESTART_LONGEST_S, _pause_s
from realm_gql.engine.llama_cpp.process import Child

pytestmark = pytest.mark.model


async def _die(child: Child) -> str:
    assert [frame async for frame in child.frames()] == []
    return await child.close()


async def test_a_child_that_fails_by_itself_was_not_shot() -> None:
    """It hangs up before its interpreter is gone: killed in between, it would look like somebody else's doing."""
    child = await Child.start()
    child.send({"for": "writing"})

    assert await _die(child) == "KeyError: 'threads'"
    assert not child.was_shot


async def test_a_child_that_somebody_kills_was_shot() -> None:
    child = await Child.start()
    os.kill(child.pid, signal.SIGKILL)

    assert await _die(child) == "signal 9"
    assert child.was_shot


async def test_a_child_that_we_kill_was_not_shot() -> None:
    child = await Child.start()
    child.kill()

    assert await _die(child) == "signal 9"
    assert not child.was_shot


async def test_a_suspect_that_is_stopped_during_the_burial_leaves_the_blame_to_nobody(tmp_path: Path) -> None:
    engine = LlamaCppEngine(tmp_path / "none.gguf")
    suspect, beside = asyncio.Queue[Any](), asyncio.Queue[Any]()
    engine._replies, engine._suspect = {1: suspect, 2: beside}, 1

    tell = engine._mourn(cast(Child, SimpleNamespace(was_shot=False)))
    engine._suspect = 0
    tell()

    assert suspect.get_nowait() == _Death(counts=True)
    assert beside.get_nowait() == _Death(counts=False)


def test_the_pause_before_the_next_child_has_an_end() -> None:
    assert [_pause_s(deaths) for deaths in (0, 1, 2)] == [0.0, 0.1, 0.2]
    assert _pause_s(100_000) == RESTART_LONGEST_S
