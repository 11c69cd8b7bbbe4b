"""A tiny model written once, and engines that are stopped whatever happens."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.port import EngineState
from tests.engine.tiny_gguf import write_tiny_gguf

StartEngine = Callable[..., Awaitable[LlamaCppEngine]]


@pytest.fixture(scope="session", autouse=True)
def _closed_library() -> Iterator[None]:
    """The library opens these when it is imported and never closes them."""
    yield
    if utils := sys.modules.get("llama_cpp._utils"):
        utils.outnull_file.close()
        utils.errnull_file.close()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random-weight model of 1,024 tokens of context that never ends a reply by itself."""
    return write_tiny_gguf(tmp_path_factory.mktemp("models") / "tiny.gguf")


@pytest.fixture
async def start_engine() -> AsyncIterator[StartEngine]:
    """Starts llama.cpp engines and waits until each can speak."""
    started: list[LlamaCppEngine] = []

    async def start(path: Path, **options: Any) -> LlamaCppEngine:
        engine = LlamaCppEngine(path, **{"threads": 1, "parallel": 4, **options})
        started.append(engine)
        await engine.start()
        assert await engine.wait_ready(20.0), engine.status()
        assert engine.status().state is EngineState.READY
        return engine

    yield start
    for engine in started:
        await engine.stop()
