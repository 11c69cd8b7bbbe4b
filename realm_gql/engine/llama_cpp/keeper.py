"""Keeps a model's child process alive: starts it, watches it, buries it, starts the next. Never imports the library.

llama.cpp runs in a process of its own because a thread would fight the event loop for the interpreter, and because a
failed assertion inside it ends its process. What is asked of a child is `adapter.py`'s and `embedder.py`'s business.
"""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from realm_gql.engine.llama_cpp.process import Child
from realm_gql.engine.llama_cpp.protocol import Frame
from realm_gql.engine.port import EngineState, EngineStatus
from realm_gql.kit.tasks import cancel, spawn

log = logging.getLogger("realm.engine")

READY_WAIT_S = 5.0
LOAD_ATTEMPTS = 3
RESTART_LONGEST_S = 2.0
STEADY_S = 5.0


@dataclass(frozen=True, slots=True)
class _Life:
    """How one child's life went: whether it ended before it was ready, how long it lasted, and what ended it."""

    was_loading: bool
    lived_s: float
    why: str


class Keeper(ABC):
    """One child after another, until the model turns out to be unusable.

    Args:
        what: what the host calls it, such as ``model``.
        name: the model's name, until the child tells it.
        opening: the frame that tells a new child what to open.
        hang_s: a child that is silent for so long while it has work is killed and started again.
        without: one sentence for the host on how the realm goes on when the model never will work.
        on_restart: called whenever a child died and another follows.
    """

    def __init__(
        self,
        what: str,
        name: str,
        opening: Frame,
        hang_s: float,
        *,
        without: str = "",
        on_restart: Callable[[], None] | None = None,
    ) -> None:
        self._what = what
        self._opening = opening
        self._file = Path(opening["path"]).name
        self._hang_s = hang_s
        self._without = without
        self._on_restart = on_restart
        self._status = EngineStatus(EngineState.STARTING, name, f"The {what} is loading.")
        self._changed = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._child: Child | None = None
        self._burial: asyncio.Task[str] | None = None
        self._last_sign_s = 0.0

    async def start(self) -> None:
        """Begin loading the model and return at once; see `status` and `wait_ready`."""
        if self._keeper is None:
            self._set_status(EngineState.STARTING, f"The {self._what} is loading.")
            self._keeper = spawn(self._keep(), f"keeper of the {self._what} process")

    async def stop(self) -> None:
        """End the child process; what was asked of it fails."""
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            await cancel(keeper)
        if self._burial is not None:
            await asyncio.wait([self._burial])
        self._set_status(EngineState.FAILED, "The engine was stopped.")

    def status(self) -> EngineStatus:
        """How the model is now."""
        return self._status

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is a child."""
        return self._child.pid if self._child is not None else None

    async def wait_ready(self, timeout_s: float) -> bool:
        """Wait until the model can answer, or never will; returns whether it can."""
        try:
            async with asyncio.timeout(timeout_s):
                while self._status.state in (EngineState.STARTING, EngineState.RESTARTING):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return False
        return self._status.state is EngineState.READY

    @property
    @abstractmethod
    def _has_work(self) -> bool:
        """Whether a word from the child is due."""

    @abstractmethod
    def _read_ready(self, frame: Frame) -> EngineStatus:
        """What a child says that can answer from now on."""

    @abstractmethod
    def _take(self, frame: Frame) -> None:
        """What a child says of its work."""

    @abstractmethod
    def _mourn(self, child: Child) -> Callable[[], None]:
        """The child is dead, and nothing waits for it any more.

        Returns:
            What tells those who waited; called when the child is buried, for only then it is known what it died of.
        """

    async def _keep(self) -> None:
        """Run one child after another until the model turns out to be unusable."""
        failed_loads = quick_deaths = 0
        while True:
            outcome = await self._live()
            if self._status.state is EngineState.FAILED:
                return
            failed_loads = failed_loads + 1 if outcome.was_loading else 0
            if failed_loads >= LOAD_ATTEMPTS:
                self._give_up(f"The {self._what} {self._file} cannot be loaded: {outcome.why}. Choose another file.")
                return
            quick_deaths = quick_deaths + 1 if outcome.lived_s < STEADY_S else 0
            died = f"The {self._what}'s process died ({outcome.why}) and is starting again."
            self._set_status(EngineState.RESTARTING, died)
            log.warning("%s", died)
            if self._on_restart is not None:
                self._on_restart()
            await asyncio.sleep(_pause_s(quick_deaths))

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
        watcher = spawn(self._watch(child), f"watcher of the {self._what} process")
        try:
            child.send(self._opening)
            async for frame in child.frames():
                self._last_sign_s = clock.time()
                match frame["is"]:
                    case "loading":
                        share = f"{100 * frame['share']:.0f} %"
                        self._set_status(self._status.state, f"The {self._what} is loading: {share}.")
                    case "ready":
                        was_loading = False
                        self._status = self._read_ready(frame)
                        self._changed.set()
                    case "unusable":
                        self._give_up(frame["why"])
                    case _:
                        self._take(frame)
        finally:
            self._child = None
            if self._status.state is not EngineState.FAILED:
                self._set_status(EngineState.RESTARTING, f"The {self._what}'s process died and is starting again.")
            tell = self._mourn(child)
            watcher.cancel()
            # `stop` may cancel the keeper at this very moment; the child is buried all the same.
            self._burial = spawn(child.close(), f"burial of the {self._what} process")
            try:
                why = await asyncio.shield(self._burial)
            finally:
                tell()
        return _Life(was_loading, clock.time() - started_s, why)

    async def _watch(self, child: Child) -> None:
        """Kill a child that has work and is silent."""
        while True:
            await asyncio.sleep(self._hang_s / 4)
            silent_s = asyncio.get_running_loop().time() - self._last_sign_s
            if self._has_work and silent_s > self._hang_s:
                log.warning("the %s's process has been silent for %.0f s and is killed", self._what, silent_s)
                child.kill()

    def _give_up(self, why: str) -> None:
        self._set_status(EngineState.FAILED, f"{why} {self._without}".strip())
        log.error("%s", self._status.detail)

    def _set_status(self, state: EngineState, detail: str) -> None:
        self._status = replace(self._status, state=state, detail=detail)
        self._changed.set()


def _pause_s(quick_deaths: int) -> float:
    """How long to wait before the next child: twice as long after each that died young."""
    # Beyond ten doublings it is the longest anyway, and some thousand of them are no float any more.
    return min(RESTART_LONGEST_S, 0.05 * 2 ** min(quick_deaths, 10)) if quick_deaths else 0.0
