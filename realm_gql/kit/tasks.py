"""Background tasks that are neither forgotten nor silent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

log = logging.getLogger("realm.tasks")

T = TypeVar("T")

_running: set[asyncio.Task[Any]] = set()


def spawn(work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
    """Run `work` in the background: a reference is kept until it ends, and what it raises is logged.

    Returns:
        The task, for whoever wants to cancel or await it.
    """
    task = asyncio.create_task(work, name=name)
    _running.add(task)
    task.add_done_callback(_ended)
    return task


async def finish(work: Awaitable[T]) -> T:
    """Run `work` to its end even if whoever waits for it is cancelled meanwhile; the cancellation follows then.

    For work that is short and must not be torn: a statement cut off leaves its connection's thread answering nobody.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        if not task.done():
            await asyncio.wait([task])
        raise


async def cancel(task: asyncio.Task[Any]) -> None:
    """Cancel a task and wait until it has ended; whatever it raises was logged by `spawn`."""
    task.cancel()
    await asyncio.wait([task])


def _ended(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("task %s failed", task.get_name(), exc_info=error)
