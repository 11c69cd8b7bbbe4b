"""A realm is never silent: when the model cannot speak, the authored voice does, and the status says so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from realm_gql.engine.port import Engine, EngineState, EngineStatus, GenerationRequest, Piece
from realm_gql.errors import EngineUnavailable
from realm_gql.kit.tasks import cancel, spawn

log = logging.getLogger("realm.engine")

AUTHORED_NOTE = "NPCs answer from authored lines."
LOOK_S = 0.25
"""How often a model that is loading is looked at, to tell the host when it never will."""


class FallbackEngine:
    """Speaks with `primary` while it can; otherwise, and only before the first piece, with `authored`."""

    def __init__(self, primary: Engine, authored: Engine) -> None:
        self._primary = primary
        self._authored = authored
        self._telling: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin loading the model; the authored voice speaks until then."""
        await self._authored.start()
        await self._primary.start()
        self._telling = self._telling or spawn(self._tell_when_silent(), "watcher of a loading model")

    async def stop(self) -> None:
        """Let go of both voices."""
        if self._telling is not None:
            await cancel(self._telling)
        await self._primary.stop()
        await self._authored.stop()

    def status(self) -> EngineStatus:
        """The truth about the model, and whether the authored voice stands in for it."""
        status = self._primary.status()
        if status.state in (EngineState.READY, EngineState.STARTING):
            return status
        return replace(status, detail=f"{status.detail} {AUTHORED_NOTE}".strip())

    async def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        """Write one reply with whichever voice can speak.

        Raises:
            EngineBusy: the model's queue is full.
            EngineFailed: the model died or ran out of time mid-reply.
        """
        if self._primary.status().state is not EngineState.FAILED:
            spoke = False
            try:
                async with aclosing(self._primary.stream(request)) as pieces:
                    async for piece in pieces:
                        spoke = True
                        yield piece
                return
            except EngineUnavailable:
                if spoke:
                    raise
        async with aclosing(self._authored.stream(request)) as pieces:
            async for piece in pieces:
                yield piece

    async def _tell_when_silent(self) -> None:
        """Say in the log what a model that cannot be loaded means for the realm."""
        while (status := self._primary.status()).state is not EngineState.FAILED:
            if status.state is EngineState.READY:
                return
            await asyncio.sleep(LOOK_S)
        log.warning("%s cannot speak: %s", status.model, AUTHORED_NOTE)
