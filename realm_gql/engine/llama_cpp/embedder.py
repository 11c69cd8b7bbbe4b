"""`LlamaCppEmbedder`: asks a child process for vectors of texts. Never imports the library itself.

The child is kept alive by `keeper.py`; it is another one than the voice's, so that neither waits for the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from realm_gql.engine.embedding import Vector, check_texts
from realm_gql.engine.llama_cpp.keeper import READY_WAIT_S, Keeper
from realm_gql.engine.llama_cpp.process import Child
from realm_gql.engine.llama_cpp.protocol import Frame
from realm_gql.engine.port import EngineState, EngineStatus
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable

HANG_S = 30.0
DEADLINE_S = 60.0
LIMIT_DEATHS = 3
LIMIT_CALLS = 32
"""Calls at once; one is worked on and the others wait."""
WITHOUT = "The realm goes on without embeddings."
LATE = "The texts were not read in time."


class LlamaCppEmbedder(Keeper):
    """Makes vectors with a GGUF file through llama.cpp in a child process of its own, one call after another.

    Args:
        model_path: the GGUF file: an embedding model, or any model that reads text.
        threads: threads to compute with. One: the voice leaves one core free, and more would slow every reply.
        deadline_s: how long one call may take, its waiting included.
        hang_s: a child that is silent for so long while it has work is killed and started again.
    """

    def __init__(
        self, model_path: Path, *, threads: int = 1, deadline_s: float = DEADLINE_S, hang_s: float = HANG_S
    ) -> None:
        opening = {"for": "embedding", "path": str(model_path), "threads": threads}
        super().__init__("embedding model", model_path.stem, opening, hang_s, without=WITHOUT)
        self._deadline_s = deadline_s
        self._dimensions = 0
        self._turn = asyncio.Lock()
        self._calls = 0
        self._last_number = 0
        self._answers: asyncio.Queue[Frame | None] | None = None
        """What the child says of the call it works on, and None when it died; there is none while nobody asks."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has; 0 until the model is loaded."""
        return self._dimensions

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of texts, one a text, in their order; a child that dies costs time only.

        Raises:
            UnfitTexts: too many or too long, blank, or no Unicode.
            EngineUnavailable: the model cannot be loaded, or is not back within five seconds.
            EngineBusy: 32 calls wait already.
            EngineFailed: the model's process died of these texts again and again, or the deadline passed.
        """
        check_texts(texts)
        if not texts:
            return []
        if self._calls >= LIMIT_CALLS:
            raise EngineBusy("Too many texts wait to be read. Try again in a moment.")
        self._calls += 1
        try:
            # One call at a time: then it is clear what a child died of, and nothing else dies with it.
            async with asyncio.timeout(self._deadline_s), self._turn:
                return await self._ask(texts)
        except TimeoutError:
            raise EngineFailed(LATE) from None
        finally:
            self._calls -= 1

    async def _ask(self, texts: Sequence[str]) -> list[Vector]:
        vectors: list[Vector] = []
        for _ in range(LIMIT_DEATHS):
            if not await self.wait_ready(READY_WAIT_S) or self._child is None:
                raise EngineUnavailable(self._status.detail)
            answers = self._answers = asyncio.Queue[Frame | None]()
            self._last_sign_s = asyncio.get_running_loop().time()
            self._send(texts[len(vectors) :])
            try:
                while (frame := await answers.get()) is not None:
                    if frame["is"] == "failed":
                        raise EngineFailed(f"The embedding model failed: {frame['why']}.")
                    vectors += map(tuple, frame["vectors"])
                    if len(vectors) == len(texts):
                        return vectors
            finally:
                self._answers = None
                if len(vectors) < len(texts):
                    self._send([])
        raise EngineFailed("The embedding model's process died of these texts again and again.")

    def _send(self, texts: Sequence[str]) -> None:
        """Ask the child for these, and for nothing else any more."""
        self._last_number += 1
        if self._child is not None:
            self._child.send({"do": "embed", "id": self._last_number, "texts": list(texts)})

    @property
    def _has_work(self) -> bool:
        return self._answers is not None

    def _read_ready(self, frame: Frame) -> EngineStatus:
        self._dimensions = frame["dimensions"]
        detail = f"{self._dimensions} numbers of each text, of which it reads {frame['text_tokens']} tokens."
        return EngineStatus(EngineState.READY, frame["model"], detail)

    def _take(self, frame: Frame) -> None:
        if self._answers is not None and frame["id"] == self._last_number:
            self._answers.put_nowait(frame)

    def _mourn(self, child: Child) -> Callable[[], None]:
        answers = self._answers

        def tell() -> None:
            if answers is not None:
                answers.put_nowait(None)

        return tell
