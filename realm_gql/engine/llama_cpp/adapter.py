"""`LlamaCppEngine`: keeps the child process alive and hands out what it says. Never imports the library itself.

llama.cpp runs in a process of its own because a thread would fight the event loop for the interpreter, and because a
failed assertion inside it ends its process.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from realm_gql.engine.grammar import ImpossibleSchema
from realm_gql.engine.llama_cpp.process import Child
from realm_gql.engine.llama_cpp.protocol import ENDED, BrokenFrame, Frame, ask_frame
from realm_gql.engine.port import EngineState, EngineStatus, GenerationRequest, Piece, Purpose, Source
from realm_gql.engine.sampling import NotANumber
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable, RealmError
from realm_gql.kit.tasks import cancel, spawn

if TYPE_CHECKING:
    from realm_gql.engine.metrics import EngineMetrics

log = logging.getLogger("realm.engine")

WAITING_PER_SLOT = 4
READY_WAIT_S = 5.0
HANG_S = 10.0
LOAD_ATTEMPTS = 3
RESTART_LONGEST_S = 10.0
STEADY_S = 5.0
SUSPECT_DEATHS, LIMIT_DEATHS = 2, 3
"""How often the model may die in the middle of a reply before that reply is tried alone, and before it is given up."""
LATE = "The reply was not finished in time."


@dataclass(frozen=True, slots=True)
class _Death:
    """The child died before it ended a reply; whether that may have been the reply's own doing."""

    counts: bool


@dataclass(frozen=True, slots=True)
class _Life:
    """How one child's life went: whether it ended before it was ready, how long it lasted, and what ended it."""

    was_loading: bool
    lived_s: float
    why: str


# One event of a reply: its token, its text, and how it ended, if it did.
_Event = tuple[int | None, str, str | None] | _Death


class LlamaCppEngine:
    """Speaks with a GGUF file through llama.cpp in a child process, many replies at once.

    Args:
        model_path: the GGUF file.
        threads: threads to compute with; 0 means one less than there are cores.
        context_tokens: context of one dialogue; 0 means what the model was trained for, at most 4,096.
        parallel: replies written at once; 0 means as many as there is memory for, at most 32. Four times as many wait,
            for their fair share (`queueing.py`).
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
        self._path = model_path
        self._threads = threads or max(1, (os.cpu_count() or 1) - 1)
        self._context_tokens = context_tokens
        self._parallel = max(0, parallel)
        self._given_name = name
        self._hang_s = hang_s
        self._metrics = metrics
        self._status = EngineStatus(EngineState.STARTING, name or model_path.stem, "The model is loading.")
        self._changed = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._child: Child | None = None
        self._burial: asyncio.Task[str] | None = None
        self._replies: dict[int, asyncio.Queue[_Event]] = {}
        self._others: set[int] = set()
        """Those of the replies that are no turns."""
        self._last_number = 0
        self._alone = asyncio.Lock()
        self._suspect = 0
        """The reply that is tried alone now, for the model died of it before; 0 is none."""
        self._last_sign_s = 0.0
        self.active = 0
        """How many replies the child is writing, as of its last step."""

    async def start(self) -> None:
        """Begin loading the model and return at once; see `status` and `wait_ready`."""
        if self._keeper is None:
            self._set_status(EngineState.STARTING, "The model is loading.")
            self._keeper = spawn(self._keep(), "keeper of the model process")

    async def stop(self) -> None:
        """End the child process; replies that were being written fail."""
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            await cancel(keeper)
        if self._burial is not None:
            await asyncio.wait([self._burial])
        self._set_status(EngineState.FAILED, "The engine was stopped.")

    def status(self) -> EngineStatus:
        """How the engine is now."""
        return self._status

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is a child."""
        return self._child.pid if self._child is not None else None

    async def wait_ready(self, timeout_s: float) -> bool:
        """Wait until the model can speak, or never will; returns whether it can."""
        try:
            async with asyncio.timeout(timeout_s):
                while self._status.state in (EngineState.STARTING, EngineState.RESTARTING):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return False
        return self._status.state is EngineState.READY

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
        if not self._replies:
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

    async def _keep(self) -> None:
        """Run one child after another until the model turns out to be unusable."""
        failed_loads = quick_deaths = 0
        while True:
            outcome = await self._live()
            if self._status.state is EngineState.FAILED:
                return
            failed_loads = failed_loads + 1 if outcome.was_loading else 0
            if failed_loads >= LOAD_ATTEMPTS:
                why = f"The model {self._path.name} cannot be loaded: {outcome.why}. Choose another file."
                self._set_status(EngineState.FAILED, why)
                log.error("%s", self._status.detail)
                return
            quick_deaths = quick_deaths + 1 if outcome.lived_s < STEADY_S else 0
            self._set_status(EngineState.RESTARTING, f"The model's process died ({outcome.why}) and is starting again.")
            log.warning("%s", self._status.detail)
            if self._metrics is not None:
                self._metrics.restarts.inc()
            await asyncio.sleep(min(RESTART_LONGEST_S, 0.05 * 2**quick_deaths) if quick_deaths else 0)

    async def _live(self) -> _Life:
        """One child, from its birth to its death."""
        clock = asyncio.get_running_loop()
        started_s = clock.time()
        try:
            child = await Child.start()
        except OSError as error:
            return _Life(was_loading=True, lived_s=0.0, why=f"no process can be started: {error}")
        self._child = child
        was_loading = True
        watcher = spawn(self._watch(child), "watcher of the model process")
        try:
            child.send(
                {
                    "path": str(self._path),
                    "threads": self._threads,
                    "context_tokens": self._context_tokens,
                    "parallel": self._parallel,
                }
            )
            async for frame in child.frames():
                self._last_sign_s = clock.time()
                self._take(frame)
                was_loading = was_loading and frame["is"] != "ready"
        finally:
            self._child, self.active = None, 0
            if self._status.state is not EngineState.FAILED:
                self._set_status(EngineState.RESTARTING, "The model's process died and is starting again.")
            replies, self._replies = self._replies, {}
            watcher.cancel()
            # `stop` may cancel the keeper at this very moment; the child is buried all the same.
            self._burial = spawn(child.close(), "burial of the model process")
            try:
                why = await asyncio.shield(self._burial)
            finally:
                for number, events in replies.items():
                    # No reply makes the system kill a process, and none is to blame for it.
                    events.put_nowait(_Death(counts=not child.was_shot and self._suspect in (0, number)))
        return _Life(was_loading, clock.time() - started_s, why)

    async def _watch(self, child: Child) -> None:
        """Kill a child that has work and is silent."""
        while True:
            await asyncio.sleep(self._hang_s / 4)
            silent_s = asyncio.get_running_loop().time() - self._last_sign_s
            if self._replies and silent_s > self._hang_s:
                log.warning("the model's process has been silent for %.0f s and is killed", silent_s)
                child.kill()

    def _take(self, frame: Frame) -> None:
        match frame["is"]:
            case "step":
                self.active = frame["active"]
                if self._metrics is not None:
                    _measure_step(frame, self._metrics)
                for number, token, text, end in frame["said"]:
                    events = self._replies.pop(number, None) if end else self._replies.get(number)
                    if events is not None:
                        events.put_nowait((token, text, end))
            case "loading":
                self._set_status(self._status.state, f"The model is loading: {100 * frame['share']:.0f} %.")
            case "ready":
                model = self._given_name or frame["model"]
                detail = (
                    f"{frame['parallel']} replies at once with {frame['context_tokens']:,} tokens of context each "
                    f"({frame['dialogue_bytes'] / 1e6:,.0f} MB), computed by {self._threads} thread(s)."
                )
                self._status = EngineStatus(EngineState.READY, model, detail, frame["parallel"])
                self._changed.set()
            case "unusable":
                self._set_status(EngineState.FAILED, frame["why"])
                log.error("%s", frame["why"])

    def _set_status(self, state: EngineState, detail: str) -> None:
        self._status = replace(self._status, state=state, detail=detail)
        self._changed.set()


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
