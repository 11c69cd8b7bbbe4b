"""Vectors of texts: what every adapter promises, and what becomes of a child or a server that misbehaves."""

from __future__ import annotations

import asyncio
import base64
import json
import math
import os
import signal
from array import array
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import gguf
import pytest

from realm_gql.engine import openai_embedding
from realm_gql.engine.embedding import (
    LIMIT_TEXT_CHARS,
    LIMIT_TEXTS,
    Embedder,
    UnfitTexts,
    Vector,
    similarity,
)
from realm_gql.engine.llama_cpp import LlamaCppEmbedder
from realm_gql.engine.llama_cpp.embedder import LIMIT_CALLS
from realm_gql.engine.llama_cpp.process import Child
from realm_gql.engine.llama_cpp.protocol import Frame
from realm_gql.engine.openai_embedding import OpenAIEmbedder
from realm_gql.engine.port import EngineState
from realm_gql.engine.remote import Patience
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable
from tests.engine.remote import Remote, plain, remote, serving
from tests.engine.tiny_encoder import write_tiny_bert, write_tiny_t5_encoder
from tests.engine.tiny_gguf import write_tiny_gguf

QUICK = Patience(connect_s=0.5, first_token_s=0.4, backoff_s=0.01)
TEXTS = [f"{n} gulls over the {'long ' * (7 * n % 31)}ferry stage" for n in range(LIMIT_TEXTS)]
ROUNDING = 1e-3
"""What the shape of a batch may change of a number: a decoder keeps what it read in half precision."""
StartEmbedder = Callable[..., Awaitable[LlamaCppEmbedder]]
StartRemote = Callable[..., Awaitable[OpenAIEmbedder]]

model = pytest.mark.model


@pytest.fixture
async def start_embedder() -> AsyncIterator[StartEmbedder]:
    """Starts llama.cpp embedders and waits until each can answer."""
    started: list[LlamaCppEmbedder] = []

    async def start(path: Path, **options: Any) -> LlamaCppEmbedder:
        embedder = LlamaCppEmbedder(path, **options)
        started.append(embedder)
        await embedder.start()
        assert await embedder.wait_ready(20.0), embedder.status()
        return embedder

    yield start
    for embedder in started:
        await embedder.stop()


@pytest.fixture
async def start_remote() -> AsyncIterator[StartRemote]:
    started: list[OpenAIEmbedder] = []

    async def start(address: str, name: str = "m", api_key: str = "") -> OpenAIEmbedder:
        embedder = OpenAIEmbedder(address, name, api_key, QUICK)
        started.append(embedder)
        await embedder.start()
        return embedder

    yield start
    for embedder in started:
        await embedder.stop()


@pytest.fixture
async def fake() -> AsyncIterator[Remote]:
    async with remote() as made:
        yield made


@pytest.fixture(params=[pytest.param("llama_cpp", marks=model), "floats", "base64"])
async def embedder(
    request: pytest.FixtureRequest, tiny_model: Path, start_embedder: StartEmbedder, start_remote: StartRemote
) -> AsyncIterator[Embedder]:
    """A started embedder of each kind."""
    if request.param == "llama_cpp":
        yield await start_embedder(tiny_model)
        return

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        if head.startswith("get"):
            writer.write(plain(200, {"data": [{"id": "m"}]}))
        else:
            size = int(head.split("content-length: ")[1].split("\r\n")[0])
            texts = json.loads(await reader.readexactly(size))["input"]
            writer.write(vectors(*(letters(text) for text in texts), coded=request.param == "base64"))
        writer.close()

    async with serving(answer) as address:
        yield await start_remote(address)


def letters(text: str) -> list[float]:
    """A vector anybody can make: how often each letter and digit stands in a text."""
    return [1.0 + text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz0123456789"]


def vectors(*numbers: list[float], coded: bool = False) -> bytes:
    """A server's answer, the last vector first."""
    items = [
        {"index": at, "embedding": base64.b64encode(array("f", row).tobytes()).decode() if coded else row}
        for at, row in enumerate(numbers)
    ]
    return plain(200, {"object": "list", "data": items[::-1]})


def apart(one: Vector, other: Vector) -> float:
    """The largest difference between two vectors' numbers."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def test_similarity_is_the_inner_product_within_its_bounds() -> None:
    assert similarity((1.0, 0.0), (1.0, 0.0)) == 1.0
    assert similarity((1.0, 0.0), (0.0, 1.0)) == 0.0
    assert similarity((0.6, 0.8), (-0.6, -0.8)) == -1.0
    assert similarity((0.6, 0.8), (0.8, 0.6)) == pytest.approx(0.96)
    assert similarity((1.0 + 1e-9,), (1.0,)) == 1.0


def test_vectors_of_different_models_are_not_compared() -> None:
    with pytest.raises(ValueError, match="2 and 3 numbers"):
        similarity((1.0, 0.0), (1.0, 0.0, 0.0))


async def test_each_text_has_a_vector_of_length_one_in_its_order(embedder: Embedder) -> None:
    alone = [(await embedder.embed([text]))[0] for text in TEXTS]
    together = await embedder.embed(TEXTS)

    assert len(together) == len(TEXTS)
    assert max(map(apart, together, alone)) < ROUNDING
    assert len(set(together)) == len(TEXTS)
    assert all(len(vector) == embedder.dimensions for vector in together)
    assert [math.hypot(*vector) for vector in together] == pytest.approx([1.0] * len(TEXTS), abs=1e-12)
    assert embedder.status().state is EngineState.READY


async def test_the_same_text_has_the_same_vector(embedder: Embedder) -> None:
    (first,), (second,) = await embedder.embed(["The ferry"]), await embedder.embed(["The ferry"])

    assert first == second
    assert similarity(first, second) == pytest.approx(1.0)


async def test_no_texts_have_no_vectors(embedder: Embedder) -> None:
    assert await embedder.embed([]) == []


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (["a"] * (LIMIT_TEXTS + 1), "65 texts are too many"),
        (["a", "b" * (LIMIT_TEXT_CHARS + 1)], "Text 1 has 4,001 characters"),
        (["a", " \n"], "Text 1 is blank"),
        (["\ud83d"], "Text 0 is no Unicode"),
    ],
)
async def test_texts_out_of_bounds_are_refused(embedder: Embedder, texts: list[str], why: str) -> None:
    with pytest.raises(UnfitTexts, match=why):
        await embedder.embed(texts)
    assert await embedder.embed(["b" * LIMIT_TEXT_CHARS])


async def test_many_calls_at_once_get_each_its_own(embedder: Embedder) -> None:
    alone = [(await embedder.embed([text]))[0] for text in TEXTS[:12]]
    pairs = await asyncio.gather(*(embedder.embed(TEXTS[n : n + 2]) for n in range(11)))

    assert max(apart(pair[0], alone[n]) for n, pair in enumerate(pairs)) < ROUNDING
    assert max(apart(pair[1], alone[n + 1]) for n, pair in enumerate(pairs)) < ROUNDING


@model
async def test_of_a_text_longer_than_the_model_reads_the_beginning_counts(
    tmp_path: Path, tiny_model: Path, start_embedder: StartEmbedder
) -> None:
    # One token begins a text of this model; of the other, one begins and one closes it.
    decoder, encoder = await start_embedder(tiny_model), await start_embedder(write_tiny_bert(tmp_path / "bert.gguf"))

    assert await decoder.embed(["a" * 4_000]) == await decoder.embed(["a" * 511])
    assert await decoder.embed(["a" * 511]) != await decoder.embed(["a" * 510])
    assert await encoder.embed(["a b " * 100]) == await encoder.embed(["a b " * 31])
    assert await encoder.embed(["a b " * 31]) != await encoder.embed(["a b " * 30])


@model
@pytest.mark.parametrize("write", [write_tiny_bert, write_tiny_t5_encoder])
async def test_a_model_that_only_encodes_makes_vectors(
    tmp_path: Path, start_embedder: StartEmbedder, write: Callable[[Path], Path]
) -> None:
    embedder = await start_embedder(write(tmp_path / "encoder.gguf"))
    alone = [(await embedder.embed([text]))[0] for text in TEXTS]

    assert max(map(apart, await embedder.embed(TEXTS), alone)) < ROUNDING
    assert embedder.dimensions == 32


@model
async def test_the_file_says_how_its_tokens_vectors_become_one(tmp_path: Path, start_embedder: StartEmbedder) -> None:
    kinds = {"none": None, "unset": gguf.PoolingType.NONE, "mean": gguf.PoolingType.MEAN, "cls": gguf.PoolingType.CLS}
    made = {}
    for name, pooling in kinds.items():
        embedder = await start_embedder(write_tiny_bert(tmp_path / f"{name}.gguf", pooling=pooling))
        made[name] = await embedder.embed(["a ferry"])

    assert made["none"] == made["unset"] == made["mean"] != made["cls"]


@model
async def test_what_stands_in_a_text_is_never_a_control_token(tiny_model: Path, start_embedder: StartEmbedder) -> None:
    embedder = await start_embedder(tiny_model)
    (told, spelled, other) = await embedder.embed(["<|im_end|>", "<|im_end|>", "<|im_and|>"])

    assert apart(told, spelled) < ROUNDING
    assert similarity(told, other) > 0.8


@model
async def test_a_killed_child_is_followed_by_another(tiny_model: Path, start_embedder: StartEmbedder) -> None:
    embedder = await start_embedder(tiny_model)
    before = await embedder.embed(TEXTS)
    assert embedder.pid is not None
    os.kill(embedder.pid, signal.SIGKILL)

    assert await embedder.embed(TEXTS) == before


@model
async def test_a_call_survives_the_child_that_dies_of_it_once(tiny_model: Path, start_embedder: StartEmbedder) -> None:
    embedder = await start_embedder(tiny_model)
    before = await embedder.embed(TEXTS)
    assert embedder.pid is not None
    os.kill(embedder.pid, signal.SIGSTOP)
    asking = asyncio.ensure_future(embedder.embed(TEXTS))
    await asyncio.sleep(0.05)
    os.kill(embedder.pid, signal.SIGKILL)

    assert await asking == before


@model
async def test_a_hanging_child_is_killed_and_the_call_survives(tiny_model: Path, start_embedder: StartEmbedder) -> None:
    embedder = await start_embedder(tiny_model, hang_s=0.4)
    hanging = embedder.pid
    assert hanging is not None
    os.kill(hanging, signal.SIGSTOP)

    assert await embedder.embed(["The ferry"])
    assert embedder.pid != hanging


@model
async def test_texts_the_model_dies_of_fail_alone(
    tiny_model: Path, start_embedder: StartEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child that is asked for this text is killed: three times, and no more."""
    embedder = await start_embedder(tiny_model)
    killed = []
    send = Child.send

    def send_and_die(child: Child, frame: Frame) -> None:
        if frame.get("texts") != ["Die."]:
            send(child, frame)
        else:
            killed.append(child.pid)
            child.kill()

    monkeypatch.setattr(Child, "send", send_and_die)
    deadly, *others = await asyncio.gather(
        embedder.embed(["Die."]), *(embedder.embed([text]) for text in TEXTS[:4]), return_exceptions=True
    )

    assert isinstance(deadly, EngineFailed)
    assert not [other for other in others if isinstance(other, BaseException)]
    assert len(killed) == 3


@model
async def test_a_call_that_is_given_up_leaves_the_next_ones_whole(
    tiny_model: Path, start_embedder: StartEmbedder
) -> None:
    embedder = await start_embedder(tiny_model)
    before = await embedder.embed(["The ferry"])
    given_up = asyncio.ensure_future(embedder.embed(TEXTS))
    await asyncio.sleep(0.005)
    given_up.cancel()

    assert await embedder.embed(["The ferry"]) == before
    with pytest.raises(asyncio.CancelledError):
        await given_up


@model
async def test_calls_that_wait_too_long_or_are_too_many_are_told(
    tiny_model: Path, start_embedder: StartEmbedder
) -> None:
    embedder = await start_embedder(tiny_model, deadline_s=0.3)
    assert embedder.pid is not None
    os.kill(embedder.pid, signal.SIGSTOP)
    waiting = [asyncio.ensure_future(embedder.embed(["The ferry"])) for _ in range(LIMIT_CALLS)]
    await asyncio.sleep(0)

    with pytest.raises(EngineBusy):
        await embedder.embed(["One too many"])
    late = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(one) for one in late} == {EngineFailed}
    os.kill(embedder.pid, signal.SIGCONT)
    assert await embedder.embed(["The ferry"])


@model
@pytest.mark.parametrize("kind", ["missing", "broken", "cut", "mute", "reranker"])
async def test_an_unusable_file_fails_in_one_clear_line(
    tmp_path: Path, tiny_model: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    path = tmp_path / "bad.gguf"
    match kind:
        case "broken":
            path.write_bytes(b"PK\x03\x04 not a model")
        case "cut":
            path.write_bytes(tiny_model.read_bytes()[:100_000])  # noqa: ASYNC240 - a small file, and nothing else runs
        case "mute":
            write_tiny_gguf(path, with_words=False)
        case "reranker":
            write_tiny_bert(path, pooling=gguf.PoolingType.RANK)
    embedder = LlamaCppEmbedder(path)
    await embedder.start()

    assert not await embedder.wait_ready(20.0)
    with pytest.raises(EngineUnavailable, match=r"bad\.gguf .*The realm goes on without embeddings\.$"):
        await embedder.embed(["The ferry"])
    assert embedder.status().state is EngineState.FAILED
    assert [record.getMessage() for record in caplog.records] == [embedder.status().detail]
    assert embedder.dimensions == 0
    await embedder.stop()


@model
async def test_a_stopped_embedder_leaves_no_process_and_no_caller_behind(tiny_model: Path) -> None:
    embedder = LlamaCppEmbedder(tiny_model)
    await embedder.start()
    assert await embedder.wait_ready(20.0)
    child = embedder.pid
    assert child is not None
    os.kill(child, signal.SIGSTOP)
    asking = asyncio.ensure_future(embedder.embed(["The ferry"]))
    await asyncio.sleep(0.01)
    await embedder.stop()

    with pytest.raises(EngineUnavailable):
        await asking
    assert not await asyncio.to_thread(Path(f"/proc/{child}").exists)


async def test_the_request_is_what_the_api_wants(fake: Remote, start_remote: StartRemote) -> None:
    fake.answers = [vectors([3.0, 4.0], [0.0, 2.0])]
    embedder = await start_remote(fake.address + "/", "", "k3y")

    assert await embedder.embed(["one", "two"]) == [(0.6, 0.8), (0.0, 1.0)]
    assert fake.asked == [{"model": "first-listed", "input": ["one", "two"], "encoding_format": "base64"}]
    assert fake.paths == ["/v1/embeddings"]
    assert fake.keys == ["Bearer k3y"]
    assert embedder.dimensions == 2
    assert embedder.status().model == "first-listed"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_passing_refusal_is_asked_again(fake: Remote, start_remote: StartRemote, status: int) -> None:
    fake.answers = [plain(status, {}), plain(status, {}), vectors([2.0])]

    assert await (await start_remote(fake.address)).embed(["one"]) == [(1.0,)]
    assert len(fake.asked) == 3


async def test_a_lasting_refusal_is_given_up_after_three_times(fake: Remote, start_remote: StartRemote) -> None:
    fake.answers = [plain(500, {})]
    embedder = await start_remote(fake.address)

    with pytest.raises(EngineUnavailable, match="it answered 500"):
        await embedder.embed(["one"])
    assert len(fake.asked) == 3
    assert embedder.status().state is EngineState.RESTARTING


@pytest.mark.parametrize(
    ("status", "advice"), [(401, "REALM_EMBEDDING_API_KEY"), (404, "REALM_EMBEDDING_URL and REALM_EMBEDDING_NAME")]
)
async def test_a_refusal_of_ours_is_not_repeated(
    fake: Remote, start_remote: StartRemote, status: int, advice: str
) -> None:
    fake.answers = [plain(status, {})]

    with pytest.raises(EngineUnavailable, match=advice):
        await (await start_remote(fake.address)).embed(["one"])
    assert len(fake.asked) == 1


@pytest.mark.parametrize("answer", [b"", vectors([1.0])[:-20]])
async def test_a_server_that_hangs_is_left(fake: Remote, start_remote: StartRemote, answer: bytes) -> None:
    fake.answers, fake.hold = [answer], True

    async with asyncio.timeout(3.0):
        with pytest.raises(EngineUnavailable, match="it takes too long"):
            await (await start_remote(fake.address)).embed(["one"])
        await fake.closed_early.wait()


async def test_nobody_there_is_unavailable(start_remote: StartRemote) -> None:
    with pytest.raises(EngineUnavailable, match="nobody listens there"):
        await (await start_remote("http://127.0.0.1:9/v1")).embed(["one"])


@pytest.mark.parametrize("answer", [b"", b"this is not http at all\r\n\r\n", vectors([1.0], [1.0])[:-20]])
async def test_an_answer_cut_off_is_unavailable(fake: Remote, start_remote: StartRemote, answer: bytes) -> None:
    fake.answers = [answer]

    with pytest.raises(EngineUnavailable):
        await (await start_remote(fake.address)).embed(["one", "two"])


def _raw(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (_raw(b'{"data": [{"index": 0, "embedd'), "garbage"),
        (_raw(b"<html>welcome</html>"), "garbage"),
        (plain(200, []), "garbage"),
        (plain(200, {"error": {"message": "out of memory"}}), "garbage"),
        (plain(200, {"data": {"index": 0}}), "garbage"),
        (vectors([1.0], [0.0]), "garbage"),
        (vectors([1.0], [math.inf], coded=True), "garbage"),
        (vectors([1.0], []), "garbage"),
        (plain(200, {"data": [{"index": 0, "embedding": ["1.0"]}, {"index": 1, "embedding": [1.0]}]}), "garbage"),
        (plain(200, {"data": [{"index": 0, "embedding": "AAAA"}, {"index": 1, "embedding": "AAAA"}]}), "garbage"),
        (plain(200, {"data": [{"index": 0, "embedding": "?"}, {"index": 1, "embedding": "?"}]}), "garbage"),
        (vectors(), "0 vectors for 2 texts"),
        (vectors([1.0]), "1 vectors for 2 texts"),
        (vectors([1.0], [1.0], [1.0]), "3 vectors for 2 texts"),
        (plain(200, {"data": [{"index": 1, "embedding": [1.0]}] * 2}), "2 vectors for 2 texts"),
        (vectors([1.0], [1.0, 1.0]), "now 2 numbers and now 1"),
    ],
)
async def test_an_answer_that_is_none_fails_and_is_not_repeated(
    fake: Remote, start_remote: StartRemote, answer: bytes, why: str
) -> None:
    fake.answers = [answer]
    embedder = await start_remote(fake.address)

    with pytest.raises(EngineFailed, match=why):
        await embedder.embed(["one", "two"])
    assert len(fake.asked) == 1
    assert embedder.dimensions == 0


async def test_a_server_that_changes_its_model_is_not_believed(fake: Remote, start_remote: StartRemote) -> None:
    fake.answers = [vectors([1.0, 1.0]), vectors([1.0, 1.0, 1.0]), vectors([1.0, 2.0])]
    embedder = await start_remote(fake.address)
    await embedder.embed(["one"])

    with pytest.raises(EngineFailed, match="now 3 numbers and now 2"):
        await embedder.embed(["one"])
    assert embedder.status().state is EngineState.RESTARTING
    assert embedder.dimensions == 2
    assert await embedder.embed(["one"])
    assert embedder.status().state is EngineState.READY


async def test_an_endless_answer_is_left(
    fake: Remote, start_remote: StartRemote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openai_embedding, "LIMIT_ANSWER_BYTES", 1_000)
    fake.answers = [vectors([1.0] * 400)]

    with pytest.raises(EngineFailed, match="more than vectors can be"):
        await (await start_remote(fake.address)).embed(["one"])


async def test_a_stopped_one_asks_nobody(fake: Remote, start_remote: StartRemote) -> None:
    embedder = await start_remote(fake.address)
    await embedder.stop()

    with pytest.raises(EngineUnavailable):
        await embedder.embed(["one"])
    assert fake.asked == []
