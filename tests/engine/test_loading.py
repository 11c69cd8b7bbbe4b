"""How far a model is loaded is told while it loads, and a slow disk is not taken for a dead process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from realm_gql.engine.llama_cpp import LlamaCppEmbedder, LlamaCppEngine, loading
from realm_gql.engine.llama_cpp.gguf import GgufModel, UnusableModel
from realm_gql.engine.llama_cpp.loading import Tell, read_ahead, seldom, size_bytes
from realm_gql.engine.llama_cpp.model import Limits, Model
from realm_gql.engine.llama_cpp.process import Child
from realm_gql.engine.llama_cpp.protocol import Frame
from realm_gql.engine.llama_cpp.vectors import VectorModel
from realm_gql.engine.port import EngineState
from tests.engine.asking import hear, request

PIECE_BYTES = 64 * 1024
Open = Callable[[Path, Tell], GgufModel]


def writing(path: Path, tell: Tell) -> GgufModel:
    """A model opened to write."""
    return Model(path, Limits(threads=1, context_tokens=0, parallel=1), tell)


def embedding(path: Path, tell: Tell) -> GgufModel:
    """A model opened to make vectors."""
    return VectorModel(path, 1, tell)


for_either_work = pytest.mark.parametrize("open_model", [writing, embedding])


class Held:
    """Children whose model is at 42 % until `loaded` is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.loaded = loaded = asyncio.Event()
        frames = Child.frames

        async def slow(child: Child) -> AsyncIterator[Frame]:
            yield {"is": "loading", "share": 0.42}
            await loaded.wait()
            async for frame in frames(child):
                yield frame

        monkeypatch.setattr(Child, "frames", slow)


def test_it_is_told_at_most_ten_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 5.0
    monkeypatch.setattr(loading.time, "monotonic", lambda: now_s)
    told: list[float] = []
    tell = seldom(told.append)
    for share in range(100):
        tell(share / 100)
        now_s += 0.04

    assert told == [0.03, 0.06, *(n / 100 for n in range(9, 100, 3))]


def test_a_model_in_parts_is_read_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "PIECE_BYTES", PIECE_BYTES)
    for number, pieces in ((1, 1), (2, 3)):
        (tmp_path / f"saga[1]-0000{number}-of-00002.gguf").write_bytes(b"x" * pieces * PIECE_BYTES)
    (tmp_path / "saga[1]-00001-of-00003.gguf").write_bytes(b"of another one")
    first, told = tmp_path / "saga[1]-00001-of-00002.gguf", []

    read_ahead(first, told.append)

    assert size_bytes(first) == 4 * PIECE_BYTES
    assert told == [0.0, 0.25, 0.5, 0.75]


@pytest.mark.model
@for_either_work
def test_a_model_tells_of_its_loading_from_the_first_piece_to_the_last(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch, open_model: Open
) -> None:
    monkeypatch.setattr(loading, "PIECE_BYTES", PIECE_BYTES)
    told: list[float] = []
    open_model(tiny_model, told.append)

    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert len([share for share in told if share < loading.READING_SHARE]) == -(-size_bytes(tiny_model) // PIECE_BYTES)
    assert len([share for share in told if share > loading.READING_SHARE]) > 10


@pytest.mark.model
@for_either_work
def test_nobody_to_tell_ends_the_loading(tiny_model: Path, open_model: Open) -> None:
    def tell(share: float) -> None:
        if share > loading.READING_SHARE:
            raise BrokenPipeError

    with pytest.raises(UnusableModel, match="cannot be read"):
        open_model(tiny_model, tell)


@pytest.mark.model
@for_either_work
def test_what_has_no_room_is_not_read(tiny_model: Path, monkeypatch: pytest.MonkeyPatch, open_model: Open) -> None:
    monkeypatch.setattr("realm_gql.engine.llama_cpp.gguf.free_memory_bytes", lambda: 1000)
    told: list[float] = []

    with pytest.raises(UnusableModel, match=r"of memory and 0\.0 GB are free"):
        open_model(tiny_model, told.append)
    assert told == []


@pytest.mark.model
async def test_a_model_that_loads_for_long_is_waited_for(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch)
    engine = LlamaCppEngine(tiny_model, threads=1, parallel=1, hang_s=0.1)
    await engine.start()
    waiting = asyncio.ensure_future(hear(engine, request(max_tokens=4)))
    await asyncio.sleep(1.0)

    assert (engine.status().state, engine.status().detail) == (EngineState.STARTING, "The model is loading: 42 %.")
    child = engine.pid
    held.loaded.set()
    assert await waiting
    assert engine.pid == child
    await engine.stop()


@pytest.mark.model
async def test_an_embedding_model_that_loads_for_long_is_waited_for(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    embedder = LlamaCppEmbedder(tiny_model, hang_s=0.1)
    await embedder.start()
    waiting = asyncio.ensure_future(embedder.embed(["The ferry"]))
    await asyncio.sleep(0.5)

    assert embedder.status().detail == "The embedding model is loading: 42 %."
    child = embedder.pid
    held.loaded.set()
    assert await waiting
    assert embedder.pid == child
    await embedder.stop()
