"""Several model servers as one voice: each reply goes to the healthy one with the least to do.

How a realm outgrows one machine: more servers, one setting.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from realm_gql.engine.port import Engine, EngineState, EngineStatus, GenerationRequest, Piece
from realm_gql.errors import EngineBusy, EngineUnavailable

_HEALTH = (EngineState.READY, EngineState.STARTING, EngineState.RESTARTING, EngineState.FAILED)


class PoolEngine:
    """Speaks with whichever of `engines` is best placed; a reply stays with the one that began it."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        self._engines = list(engines)
        self._speaking = [0] * len(self._engines)

    async def start(self) -> None:
        """Start all of them."""
        await asyncio.gather(*(engine.start() for engine in self._engines))

    async def stop(self) -> None:
        """Let go of all of them."""
        await asyncio.gather(*(engine.stop() for engine in self._engines))

    def status(self) -> EngineStatus:
        """How the healthiest is; `parallel` counts all that are ready, and `detail` tells of those that are not."""
        told = [engine.status() for engine in self._engines]
        best = min(told, key=lambda status: _HEALTH.index(status.state))
        parallel = sum(status.parallel for status in told if status.state is EngineState.READY)
        details = dict.fromkeys(status.detail for status in told if status.detail)
        return EngineStatus(best.state, best.model, " ".join(details), parallel or best.parallel)

    async def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        """Write one reply; a server that cannot answer, or is full, is passed over before the first piece.

        Raises:
            EngineUnavailable: none of them can answer.
            EngineBusy: those that could are full.
            EngineFailed: the one that spoke broke off.
        """
        refusal: EngineUnavailable | EngineBusy = EngineUnavailable("No model server is set.")
        for number in self._by_load():
            spoke = False
            self._speaking[number] += 1
            try:
                async with aclosing(self._engines[number].stream(request)) as pieces:
                    async for piece in pieces:
                        spoke = True
                        yield piece
                return
            except (EngineUnavailable, EngineBusy) as error:
                if spoke:
                    raise
                refusal = error if not isinstance(refusal, EngineBusy) else refusal
            finally:
                self._speaking[number] -= 1
        raise refusal

    def _by_load(self) -> list[int]:
        """Their numbers, the best placed first: by health, then by the share of their places that is taken."""

        def rank(number: int) -> tuple[int, float]:
            status = self._engines[number].status()
            return _HEALTH.index(status.state), self._speaking[number] / max(1, status.parallel)

        return sorted(range(len(self._engines)), key=rank)
