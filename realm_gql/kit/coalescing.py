"""One load for many who ask the same at the same moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Coalescer:
    """Shares a load among those who ask for it before it begins.

    Nobody is given the result of a load that had begun before they asked: it may have looked before what they ask for
    was there. So everybody whom one bell wakes shares one load, and whoever is woken by the next gets the next.
    """

    def __init__(self) -> None:
        self._gathering: dict[Hashable, asyncio.Task[Any]] = {}

    async def load(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """What `work` returns; callers with the same `key` at the same moment share one run of it.

        What it raises, all of them are told. Cancelling one caller does not cancel the others' load.
        """
        task = self._gathering.get(key)
        if task is None:
            task = self._gathering[key] = asyncio.ensure_future(self._run(key, work))
            # Its callers hear of a failure; when all of them have gone, nobody needs to.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
        result: T = await asyncio.shield(task)
        return result

    async def _run(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        # Once around the loop: whoever the same bell has woken joins meanwhile.
        await asyncio.sleep(0)
        del self._gathering[key]
        return await work()
