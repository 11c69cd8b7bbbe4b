"""`LlamaCppEngine`: asks a child process for replies and hands out what it says. Never imports the library itself.

The child is kept alive by `keeper.py`.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from realm_gql.engine.grammar import ImpossibleSchema
from realm_gql.engine.llama_cpp.keeper import READY_WAIT_S, Keeper
from realm_gql.engine.llama_cpp.process import Child
from realm_gql.engine.llama_cpp.protocol import ENDED, BrokenFrame, Frame, ask_frame
from realm_gql.engine.port import EngineState, EngineStatus, GenerationRequest, Piece, Purpose, Source
from realm_gql.engine.sampling import NotANumber
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable, RealmError

if TYPE_CHECKING:
    from realm_gql.engine.metrics import EngineMetrics

WAITING_PER_SLOT = 4
HANG_S = 10.0
SUSPECT_DEATHS, LIMIT_DEATHS = 2, 3
"""How often the model may die in the middle of a reply before that reply is tried alone, and before it is given up."""
LATE = "The reply was not finished in time."


@dataclass(frozen=True, slots=True)
class _Death:
    """The child died before it ended a reply; whether that may have been the reply's own doing."""

    counts: bool


# One event of a reply: its token, its text, and how it ended, if it did.
_Event = tuple[int | None, str, str | None] | _Death


class LlamaCppEngine(Keeper):
    """Speaks with a GGUF file through llama.cpp in a child process, many replies at once.

    Args:
        model_path: the GGUF file.
        threads: threads to compute with; 0 means one less than there are cores.
        context_tokens: context of one dialogue; 0 means what the model was trained for, at most 4,096.
        parallel: replies written at once; 0 means as many as there is memory for, at most 32. Four times as many wait,
            for their fair share (`queueing.py`). Where memory is short they share it (`sizing.py`).
        name: what the model is called in pieces and in the status; by default the file's own name for it.
        metrics: where to write down how it does.
        hang_s: a child that is silent for so long while it has work is killed and started again.
    """

    def __init__(
        self,
        model_path: Path,
        *,
        threads: int = 0,
        context_tokens: int = 0,
        parallel: int = 0,
        name: str | None = None,
        hang_s: float = HANG_S,
        metrics: EngineMetrics | None = None,
    ) -> None:
        self._threads = threads or max(1, (os.cpu_count() or 1) - 1)
        opening = {
            "for": "writing",
            "path": str(model_path),
            "threads": self._threads,
            "context_tokens": context_tokens,
            "parallel": max(0, parallel),
        }
        on_restart = metrics.restarts.inc if metrics is not None else None
        super().__init__("model", name or model_path.stem, opening, hang_s, on_restart=on_restart)
        self._given_name = name
        self._metrics = metrics
        self._replies: dict[int, asyncio.Queue[_Event]] = {}
        self._others: set[int] = set()
        """Those of the replies that are no turns."""
        self._last_number = 0
        self._alone = asyncio.Lock()
        self._suspect = 0
        """The reply that is tried alone now, for the model died of it before; 0 is none."""
        self.active = 0
        """How many replies the child is writing, as of its last step."""
        self._owes_step = False
        """Whether the child owes another step; one that is silent then hangs, even if nobody waits for it any more."""

    def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        """Write one reply, piece by piece.

        A child that dies costs time, and no word: the next one goes on from the tokens that were written.

        Raises:
            EngineUnavailable: the model cannot be loaded, or is not back within five seconds.
            EngineBusy: too many replies wait already; what is no turn has half the places.
            EngineFailed: the model's process died of this reply again and again, or the deadline passed.
        """
        pieces = self._write(request)
        return pieces if self._metrics is None else _measured(pieces, self._metrics)

    async def _write(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        deadline = asyncio.get_running_loop().time() + request.deadline_s
        written: list[int] = []
        deaths = 0
        while deaths < LIMIT_DEATHS:
            number, suspected = 0, deaths >= SUSPECT_DEATHS
            if suspected:
                await self._come_alone(deadline)
            try:
                number, events = await self._ask(request, written, deadline)
                self._suspect = number if suspected else self._suspect
                while not isinstance(event := await self._next(events, deadline), _Death):
                    token, text, end = event
                    if token is not None:
                        written.append(token)
                    if text:
                        yield Piece(text, Source.MODEL, self._status.model)
                    if end == ENDED:
                        return
                    if end is not None:
                        raise EngineFailed(end)
                deaths += event.counts
            finally:
                self._forget(number)
                if suspected:
                    self._suspect = 0
                    self._alone.release()
        raise EngineFailed("The model's process died of this line again and again. Say it another way.")

    async def _come_alone(self, deadline: float) -> None:
        """Wait until no other suspect is tried: whichever of them kills the model must be found out."""
        try:
            async with asyncio.timeout_at(deadline):
                await self._alone.acquire()
        except TimeoutError:
            raise EngineFailed(LATE) from None

    async def _ask(
        self, request: GenerationRequest, written: list[int], deadline: float
    ) -> tuple[int, asyncio.Queue[_Event]]:
        left_s = deadline - asyncio.get_running_loop().time()
        # What has begun waits for a model that is loaded again as long as it may; what has not is better told at once.
        if not await self.wait_ready(left_s if written else min(READY_WAIT_S, left_s)) or self._child is None:
            raise EngineUnavailable(self._status.detail or "The model is not ready. Try again in a moment.")
        if not written and self._is_full(request.purpose):
            raise EngineBusy("Too many are speaking at once. Try again in a moment.")
        if not self._has_work:
            self._last_sign_s = asyncio.get_running_loop().time()
        self._last_number += 1
        events = self._replies[self._last_number] = asyncio.Queue()
        try:
            self._child.send(ask_frame(self._last_number, request, written))
        except BrokenFrame as broken:
            del self._replies[self._last_number]
            raise EngineFailed("What was said cannot be put before the model.") from broken
        except ImpossibleSchema as refusal:
            del self._replies[self._last_number]
            raise EngineFailed(f"No model can follow this schema: {refusal}") from refusal
        except NotANumber as refusal:
            del self._replies[self._last_number]
            raise EngineFailed(f"No token can be drawn like this: {refusal}.") from refusal
        if request.purpose is not Purpose.TURN:
            self._others.add(self._last_number)
        self._owes_step = True
        return self._last_number, events

    def _is_full(self, purpose: Purpose) -> bool:
        places = self._status.parallel * (1 + WAITING_PER_SLOT)
        # What a realm does by itself could fill every place, and then no player would be let in at all.
        no_room = purpose is not Purpose.TURN and len(self._others) >= places // 2
        return no_room or len(self._replies) >= places

    async def _next(self, events: asyncio.Queue[_Event], deadline: float) -> _Event:
        try:
            async with asyncio.timeout_at(deadline):
                return await events.get()
        except TimeoutError:
            raise EngineFailed(LATE) from None

    def _forget(self, number: int) -> None:
        """The reply is over, in whatever way; a child that still writes it is told to stop."""
        self._others.discard(number)
        if self._replies.pop(number, None) is not None and self._child is not None:
            self._child.send({"do": "stop", "id": number})
            self._owes_step = True

    @property
    def _has_work(self) -> bool:
        return bool(self._replies) or self._owes_step

    def _read_ready(self, frame: Frame) -> EngineStatus:
        replies, context, pool = frame["parallel"], frame["context_tokens"], frame["pool_tokens"]
        places = (
            f"Up to {replies} replies at once share {pool:,} tokens of context, each at most {context:,} of them"
            if pool
            else f"{replies} replies at once with {context:,} tokens of context each"
        )
        detail = f"{places} ({frame['dialogue_bytes'] / 1e6:,.0f} MB), computed by {self._threads} thread(s)."
        return EngineStatus(EngineState.READY, self._given_name or frame["model"], detail, frame["parallel"])

    def _take(self, frame: Frame) -> None:
        self.active = frame["active"]
        self._owes_step = self.active > 0
        if self._metrics is not None:
            _measure_step(frame, self._metrics)
        for number, token, text, end in frame["said"]:
            events = self._replies.pop(number, None) if end else self._replies.get(number)
            if events is not None:
                events.put_nowait((token, text, end))

    def _mourn(self, child: Child) -> Callable[[], None]:
        self.active, self._owes_step = 0, False
        replies, self._replies = self._replies, {}
        # As it was at the death: a suspect that is stopped during the burial must not leave the blame to others.
        suspect = self._suspect

        def tell() -> None:
            for number, events in replies.items():
                # No reply makes the system kill a process, and none is to blame for it.
                events.put_nowait(_Death(counts=not child.was_shot and suspect in (0, number)))

        return tell


def _measure_step(frame: Frame, metrics: EngineMetrics) -> None:
    metrics.width.observe(len(frame["said"]))
    metrics.tokens.inc(sum(token is not None for _, token, _, _ in frame["said"]))
    for purpose, waited_s, read_tokens, copied_tokens, restored_tokens in frame["begun"]:
        metrics.queue.labels(purpose).observe(waited_s)
        metrics.prompt_tokens.labels("read").inc(read_tokens)
        metrics.prompt_tokens.labels("copied").inc(copied_tokens)
        metrics.prompt_tokens.labels("restored").inc(restored_tokens)


async def _measured(pieces: AsyncGenerator[Piece], metrics: EngineMetrics) -> AsyncGenerator[Piece]:
    """The same pieces, with their times written down."""
    last_s, spoke, end = monotonic(), False, "stopped"
    metrics.waiting.inc()
    try:
        async with aclosing(pieces) as written:
            async for piece in written:
                (metrics.between_tokens if spoke else metrics.first_token).observe(monotonic() - last_s)
                yield piece
                spoke, last_s = True, monotonic()
        end = "whole"
    except RealmError:
        end = "failed"
        raise
    finally:
        metrics.waiting.dec()
        metrics.replies.labels(end).inc()
