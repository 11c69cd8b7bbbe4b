"""Background tasks: work that is cancelled while it must not be torn."""

from __future__ import annotations

import asyncio

import pytest

from realm_gql.kit.tasks import cancel, finish, spawn


async def test_work_ends_before_its_cancellation_is_told() -> None:
    steps: list[str] = []

    async def work() -> None:
        steps.append("begun")
        await asyncio.sleep(0.02)
        steps.append("ended")

    async def wait() -> None:
        try:
            await finish(work())
        finally:
            steps.append("told")

    task = spawn(wait(), "waiting")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await cancel(task)

    assert task.cancelled()
    assert steps == ["begun", "ended", "told"]


async def test_what_work_returns_and_raises_is_passed_on() -> None:
    async def fail() -> None:
        raise ValueError("broken")

    assert await finish(asyncio.sleep(0, "done")) == "done"
    with pytest.raises(ValueError, match="broken"):
        await finish(fail())
