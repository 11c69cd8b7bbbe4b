"""The embedded engine against a real llama.cpp: supervision, cancelling, batching, and text that stays data."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest

from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.llama_cpp.process import Child
from realm_gql.engine.llama_cpp.protocol import Frame
from realm_gql.engine.port import EngineState, Line, Purpose, Role, Sampling
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable
from tests.engine.asking import hear, listen, request
from tests.engine.conftest import StartEngine
from tests.engine.tiny_gguf import write_tiny_gguf

pytestmark = pytest.mark.model


async def _until_active(engine: LlamaCppEngine, count: int, limit_s: float) -> float:
    started = time.monotonic()
    while engine.active != count:
        assert time.monotonic() - started < limit_s, engine.active
        await asyncio.sleep(0.001)
    return time.monotonic() - started


async def test_a_small_model_is_ready_within_two_seconds(tiny_model: Path, start_engine: StartEngine) -> None:
    started = time.monotonic()
    engine = await start_engine(tiny_model)

    assert time.monotonic() - started < 2.0
    assert engine.status().model == "tiny"


async def test_a_given_name_is_the_models_name(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model, name="Echo")

    assert {piece.model for piece in await listen(engine, request())} == {"Echo"}


def test_the_parent_never_imports_the_library() -> None:
    code = "import sys, realm_gql.engine.llama_cpp; sys.exit('llama_cpp' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_replies_go_on_word_for_word_when_the_child_is_killed(tmp_path: Path, start_engine: StartEngine) -> None:
    # A calm model: rounding differs with the shape of a batch, and must not decide between two near ties.
    engine = await start_engine(write_tiny_gguf(tmp_path / "calm.gguf", seed=3, colour=0.2))
    asked = [request(f"Tell me {n}", max_tokens=300) for n in range(6)]
    whole = [await hear(engine, one) for one in asked]
    deaths = 0

    async def listen_and_kill(number: int) -> str:
        nonlocal deaths
        text = ""
        async for piece in engine.stream(asked[number]):
            text += piece.text
            if number == 0 and deaths < 2 and len(text) > 40 * (deaths + 1) and engine.pid is not None:
                deaths += 1
                os.kill(engine.pid, signal.SIGKILL)
        return text

    assert await asyncio.gather(*(listen_and_kill(number) for number in range(6))) == whole
    assert deaths == 2
    assert engine.status().state is EngineState.READY


async def test_a_reply_the_model_dies_of_fails_alone(
    tmp_path: Path, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child that reads this line is killed: three times, and no more."""
    engine = await start_engine(write_tiny_gguf(tmp_path / "calm.gguf", seed=3, colour=0.2))
    innocent = request("Good evening", max_tokens=200)
    whole = await hear(engine, innocent)
    killed = []
    send = Child.send

    def send_and_die(child: Child, frame: Frame) -> None:
        send(child, frame)
        if frame.get("do") == "ask" and frame["prompt"]["lines"][-1]["text"] == "Die.":
            killed.append(child.pid)
            asyncio.get_running_loop().call_later(0.03, child.kill)

    monkeypatch.setattr(Child, "send", send_and_die)
    deadly = asyncio.gather(hear(engine, request("Die.", max_tokens=500)), return_exceptions=True)
    others = [asyncio.ensure_future(hear(engine, innocent)) for _ in range(4)]

    assert await asyncio.gather(*others) == [whole] * 4
    (failure,) = await deadly
    assert isinstance(failure, EngineFailed)
    assert "Say it another way" in str(failure)
    assert len(killed) == 3


async def test_no_reply_is_blamed_when_somebody_kills_the_process(tmp_path: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(write_tiny_gguf(tmp_path / "calm.gguf", seed=3, colour=0.2))
    asked = request("Good evening", max_tokens=300)
    whole = await hear(engine, asked)
    speaking = [asyncio.ensure_future(hear(engine, asked)) for _ in range(4)]
    killed: set[int] = set()

    while len(killed) < 6:
        await asyncio.sleep(0.01)
        if engine.pid is not None and engine.pid not in killed and engine.active:
            killed.add(engine.pid)
            os.kill(engine.pid, signal.SIGKILL)

    assert await asyncio.gather(*speaking) == [whole] * 4


async def test_a_dead_child_writes_nothing_even_before_it_is_buried(
    tiny_model: Path, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = await start_engine(tiny_model)
    reply = engine.stream(request(max_tokens=500))
    await anext(reply)
    may_be_buried, close = asyncio.Event(), Child.close

    async def linger(child: Child) -> str:
        await may_be_buried.wait()
        return await close(child)

    monkeypatch.setattr(Child, "close", linger)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)

    try:
        await _until_active(engine, 0, limit_s=1.0)
        assert engine.status().state is EngineState.RESTARTING
        assert not engine._replies
    finally:
        may_be_buried.set()
    assert [piece.text async for piece in reply]


async def test_a_reply_that_had_not_begun_survives_a_killed_child(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model)
    expected = await hear(engine, request())
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)
    reading = asyncio.ensure_future(hear(engine, request()))
    await asyncio.sleep(0.05)
    os.kill(engine.pid, signal.SIGKILL)

    assert await reading == expected


async def test_a_hanging_child_is_killed_and_started_again(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model, hang_s=0.4)
    hanging = engine.pid
    reply = engine.stream(request(max_tokens=500))
    await anext(reply)
    assert hanging is not None
    os.kill(hanging, signal.SIGSTOP)

    rest = [piece.text async for piece in reply]
    assert rest
    assert engine.pid != hanging


async def test_a_hanging_child_is_killed_even_when_nobody_waits_for_it_any_more(
    tiny_model: Path, start_engine: StartEngine
) -> None:
    engine = await start_engine(tiny_model, hang_s=0.4)
    hanging = engine.pid
    assert hanging is not None
    os.kill(hanging, signal.SIGSTOP)
    with pytest.raises(EngineFailed, match="not finished in time"):
        await hear(engine, request(deadline_s=0.1))

    async with asyncio.timeout(10.0):
        while engine.pid == hanging:  # noqa: ASYNC110 - a death rings no bell
            await asyncio.sleep(0.02)
        assert await engine.wait_ready(10.0)
    assert await hear(engine, request())
    healthy = engine.pid
    await asyncio.sleep(0.6)
    assert engine.pid == healthy


async def test_closing_the_iterator_reaches_the_child_within_100_ms(
    tiny_model: Path, start_engine: StartEngine
) -> None:
    engine = await start_engine(tiny_model)
    reply = engine.stream(request(max_tokens=500))
    await anext(reply)
    assert engine.active == 1
    await reply.aclose()  # type: ignore[attr-defined]

    assert await _until_active(engine, 0, limit_s=0.1) < 0.1


async def test_cancelling_one_reader_leaves_the_other_reply_whole(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model)
    alone = await hear(engine, request("And where to?", max_tokens=60))
    first = asyncio.ensure_future(hear(engine, request(max_tokens=500)))
    second = asyncio.ensure_future(hear(engine, request("And where to?", max_tokens=60)))
    await _until_active(engine, 2, limit_s=1.0)
    first.cancel()

    assert await second == alone


async def test_the_parent_alone_ends_the_child(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model)
    child = engine.pid
    assert child is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(child, number)

    assert await hear(engine, request())
    assert engine.pid == child


async def test_a_child_outlives_no_parent(tiny_model: Path) -> None:
    code = f"""
import asyncio, pathlib
from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.llama_cpp.process import Child
from realm_gql.engine.llama_cpp.protocol import Frame
async def main():
    engine = LlamaCppEngine(pathlib.Path({str(tiny_model)!r}), threads=1, parallel=1)
    await engine.start()
    assert await engine.wait_ready(20)
    print(engine.pid, flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()

    for _ in range(200):
        if not _is_alive(child):
            return
        await asyncio.sleep(0.01)
    pytest.fail("the model process is still there")


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


async def test_sixteen_at_once_get_the_text_each_gets_alone(tmp_path: Path, start_engine: StartEngine) -> None:
    # A calm model: rounding differs with the shape of a batch, and must not decide between two near ties.
    engine = await start_engine(write_tiny_gguf(tmp_path / "calm.gguf", seed=3, colour=0.2), parallel=16)
    asked = [request(f"Question {n}: {'why ' * n}?", max_tokens=12 + 3 * n) for n in range(16)]
    alone = [await hear(engine, one) for one in asked]

    together = await asyncio.gather(*(hear(engine, one) for one in asked))

    assert together == alone
    assert len(set(alone)) > 8


async def test_more_replies_than_slots_wait_their_turn(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model, parallel=2)
    replies = await asyncio.gather(*(hear(engine, request(f"Line {n}")) for n in range(10)))

    assert all(replies)
    assert engine.active == 0


async def test_a_full_queue_is_refused_and_those_in_it_are_answered(
    tiny_model: Path, start_engine: StartEngine
) -> None:
    engine = await start_engine(tiny_model, parallel=1)
    waiting = [asyncio.ensure_future(hear(engine, request(f"Line {n}", max_tokens=60))) for n in range(5)]
    await asyncio.sleep(0)

    with pytest.raises(EngineBusy):
        await hear(engine, request("One too many"))
    assert all(await asyncio.gather(*waiting))


async def test_what_is_no_turn_fills_half_the_queue_at_most(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model, parallel=2)
    making = replace(request("A bell", max_tokens=30), purpose=Purpose.MAKING)
    waiting = [asyncio.ensure_future(hear(engine, making)) for _ in range(5)]
    await asyncio.sleep(0)

    with pytest.raises(EngineBusy):
        await hear(engine, making)
    assert await hear(engine, request("Hello", max_tokens=4))
    assert not any(one.done() for one in waiting[1:])
    assert all(await asyncio.gather(*waiting))
    assert await hear(engine, making)


async def test_the_deadline_fails_the_reply_and_stops_the_model(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)
    with pytest.raises(EngineFailed, match="not finished in time"):
        await hear(engine, request(deadline_s=0.1))
    os.kill(engine.pid, signal.SIGCONT)

    await _until_active(engine, 0, limit_s=1.0)
    assert await hear(engine, request())


async def test_the_reply_ends_at_the_token_limit(tmp_path: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(write_tiny_gguf(tmp_path / "m.gguf", favourites="abcdefg"))

    assert await hear(engine, request(max_tokens=10)) == "abcdefgabc"


async def test_code_points_spread_over_tokens_arrive_whole(tmp_path: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(write_tiny_gguf(tmp_path / "m.gguf", favourites="é€🐺"))
    pieces = [piece.text for piece in await listen(engine, request(max_tokens=18))]

    assert pieces == ["é", "€", "🐺"] * 2


async def test_the_listeners_next_turn_and_the_speakers_name_are_cut(tmp_path: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(write_tiny_gguf(tmp_path / "m.gguf", favourites="\nWe: ab"))

    assert await hear(engine, request(listener="We")) == "We: ab"
    assert await hear(engine, request(speaker="We")) == "ab"


async def test_a_broken_off_reply_is_gone_on_with(tmp_path: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(write_tiny_gguf(tmp_path / "m.gguf", favourites="abcdefg"))

    assert await hear(engine, request(reply_so_far="abc", max_tokens=6)) == "defgab"


async def test_an_npc_says_something_even_when_the_model_would_end_at_once(
    tmp_path: Path, start_engine: StartEngine
) -> None:
    engine = await start_engine(write_tiny_gguf(tmp_path / "m.gguf", ends=True))

    assert await hear(engine, request(max_tokens=8))


async def test_no_control_token_is_ever_said(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model)
    text = await hear(engine, request(max_tokens=300))

    assert not [mark for mark in ("<|", "|>", "[unused", "\x00") if mark in text]


async def test_a_conversation_over_the_context_is_answered(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model, context_tokens=256)
    lines = tuple(Line(Role.LISTENER if n % 2 else Role.SPEAKER, "Wenna", f"Line {n}. " * 20) for n in range(40))

    assert await hear(engine, request(lines=lines))
    assert await hear(engine, request("x" * 20_000))
    assert await hear(engine, request(max_tokens=100_000))


@pytest.mark.parametrize("content", [b"", b"GGUF", b"GGUF" + b"\xff" * 400, b"PK\x03\x04 not a model"])
async def test_a_broken_file_fails_in_one_clear_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(content)
    await _assert_unusable(path)


async def test_a_cut_file_fails_in_one_clear_line(tmp_path: Path, tiny_model: Path) -> None:
    path = tmp_path / "cut.gguf"
    await asyncio.to_thread(lambda: path.write_bytes(tiny_model.read_bytes()[:100_000]))
    await _assert_unusable(path)


async def test_a_missing_file_fails_in_one_clear_line(tmp_path: Path) -> None:
    await _assert_unusable(tmp_path / "missing.gguf")


async def test_a_model_without_words_fails_in_one_clear_line(tmp_path: Path) -> None:
    await _assert_unusable(write_tiny_gguf(tmp_path / "mute.gguf", with_words=False))


async def _assert_unusable(path: Path) -> None:
    engine = LlamaCppEngine(path, threads=1, parallel=1)
    await engine.start()
    assert not await engine.wait_ready(10.0)
    status = engine.status()
    assert status.state is EngineState.FAILED
    assert path.name in status.detail
    assert "\n" not in status.detail
    with pytest.raises(EngineUnavailable):
        await hear(engine, request())
    await engine.stop()


SCENE = {
    "type": "object",
    "properties": {
        "mood": {"enum": ["calm", "wet", "proud"]},
        "text": {"type": "string", "minLength": 1, "maxLength": 12},
        "choices": {"type": "array", "items": {"type": "integer", "minimum": 2, "maximum": 17}, "maxItems": 3},
    },
}


async def test_a_structured_reply_passes_its_schema_or_fails(tiny_model: Path, start_engine: StartEngine) -> None:
    """A model of random weights may well write bytes that are no text: then nothing is better than something."""
    engine = await start_engine(tiny_model, parallel=8)
    asked = [
        replace(request(f"Scene {n}", max_tokens=120), schema=SCENE, sampling=Sampling(temperature=1.5, seed=n))
        for n in range(40)
    ]

    replies = await asyncio.gather(*(hear(engine, one) for one in asked), return_exceptions=True)

    whole = [reply for reply in replies if isinstance(reply, str)]
    assert all(jsonschema_rs.is_valid(SCENE, json.loads(reply)) for reply in whole)
    assert len(set(whole)) > 12
    assert {str(reply) for reply in replies if not isinstance(reply, str)} <= {"The model wrote what is no text."}


async def test_a_structured_reply_survives_a_killed_child(tmp_path: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(write_tiny_gguf(tmp_path / "calm.gguf", seed=3, colour=0.2))
    asked = replace(request("Scene", max_tokens=120), schema=SCENE)
    whole = await hear(engine, asked)
    text = ""
    async for piece in engine.stream(asked):
        if not text and engine.pid is not None:
            os.kill(engine.pid, signal.SIGKILL)
        text += piece.text

    assert text == whole


async def test_a_structured_reply_that_is_cut_short_fails(tiny_model: Path, start_engine: StartEngine) -> None:
    engine = await start_engine(tiny_model)

    with pytest.raises(EngineFailed, match="does not fit its length"):
        await hear(engine, replace(request("Scene", max_tokens=5), schema=SCENE))
    with pytest.raises(EngineFailed, match="this schema"):
        await hear(engine, replace(request("Scene"), schema={"type": "number"}))
    assert await hear(engine, request())
