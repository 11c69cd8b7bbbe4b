"""A text that is shown and saved while it grows: at a reader's pace, in frames, stoppable at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

FRAME_S = 0.05
SAVE_S = 0.5

_WORD = re.compile(r"\s*\S+(?:\s+$)?|\s+")


@dataclass(kw_only=True)
class Growing:
    """A text while it grows: `text` is all of it, `shown` and `saved` say how much was published and stored."""

    text: str = ""
    shown: int = 0
    saved: int = 0
    saved_at: float = field(default_factory=monotonic)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def note_saved(self) -> None:
        """All of it is stored now."""
        self.saved, self.saved_at = len(self.text), monotonic()


def split_words(text: str) -> list[str]:
    """A text in pieces none of which is longer than a word; joined they are the text."""
    return _WORD.findall(text)


async def release(
    growing: Growing,
    pieces: AsyncIterator[T],
    take_in: Callable[[T], None],
    show: Callable[[], Awaitable[None]],
    save: Callable[[], Awaitable[None]],
    *,
    pace_per_s: float,
    quiet_save_s: float,
) -> None:
    """Let a text grow until its pieces end or `growing.stop` is set.

    Args:
        growing: the text.
        pieces: what it grows by, as it comes.
        take_in: adds a piece to the text.
        show: publishes what is not shown yet; at most once every `FRAME_S`, and at the end.
        save: stores what is not saved yet, every `SAVE_S`.
        pace_per_s: how many pieces are taken in a second at most; 0 is as fast as they come.
        quiet_save_s: how often it is saved while nothing new comes, so that a lease is kept.
    """
    begun, count, framed_at = monotonic(), 0, 0.0
    upcoming: asyncio.Task[T] | None = None
    stopping = asyncio.ensure_future(growing.stop.wait())
    try:
        while not growing.stop.is_set():
            upcoming = upcoming or asyncio.ensure_future(anext(pieces))
            pending_text = len(growing.text) > growing.shown
            wait_s = max(0.0, framed_at + FRAME_S - monotonic()) if pending_text else SAVE_S
            done, _ = await asyncio.wait({upcoming, stopping}, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
            if upcoming in done:
                try:
                    piece = upcoming.result()
                except StopAsyncIteration:
                    break
                finally:
                    upcoming = None
                count += 1
                if pace_per_s and (early_s := begun + count / pace_per_s - monotonic()) > 0:
                    await show()
                    framed_at = monotonic()
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(early_s):
                            await growing.stop.wait()
                    if growing.stop.is_set():
                        break
                take_in(piece)
            if monotonic() - framed_at >= FRAME_S:
                await show()
                framed_at = monotonic()
            # Nothing new is saved only now and then, to keep the lease.
            every_s = SAVE_S if len(growing.text) > growing.saved else quiet_save_s
            if monotonic() - growing.saved_at >= every_s:
                await save()
    finally:
        stopping.cancel()
        if upcoming is not None:
            upcoming.cancel()
            await asyncio.wait([upcoming])
            if not upcoming.cancelled():
                upcoming.exception()
        await show()
