"""The model's process killed again and again under full load: no reply may be lost or wrong."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass
from time import monotonic

from benchmarks.engine.prompts import COLD, make_prompt
from benchmarks.tables import print_facts
from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.port import GenerationRequest, Sampling
from realm_gql.engine.voice import PATH as VOICE_PATH
from realm_gql.errors import RealmError
from realm_gql.kit.tasks import cancel, spawn

BETWEEN_KILLS_S = 0.6
MAX_TOKENS = 96


@dataclass
class Survey:
    """What 32 streams got: whole replies, those that failed, those that differ from an undisturbed one."""

    whole: int = 0
    failed: int = 0
    other: int = 0
    longest_pause_s: float = 0.0


async def main(streams: int, kills: int) -> None:
    """Keep `streams` replies going, kill the process `kills` times, and compare every reply with an undisturbed one."""
    engine = LlamaCppEngine(VOICE_PATH, parallel=streams)
    await engine.start()
    try:
        await engine.wait_ready(60)
        undisturbed = await asyncio.gather(*(_hear(engine, number, Survey()) for number in range(streams)))
        survey, done = Survey(), asyncio.Event()
        keeping = (_keep(engine, number, undisturbed[number], survey, done) for number in range(streams))
        speaking = [spawn(each, "stream") for each in keeping]
        killed: set[int] = set()
        while len(killed) < kills:
            await asyncio.sleep(BETWEEN_KILLS_S)
            pid = engine.pid
            if pid is not None and pid not in killed and engine.active:
                killed.add(pid)
                os.kill(pid, signal.SIGKILL)
        done.set()
        await asyncio.wait(speaking, timeout=120)
        for task in speaking:
            await cancel(task)
    finally:
        await engine.stop()
    print_facts(
        f"{streams} streams, the model's process killed {kills} times",
        [
            ("replies that came to their end", survey.whole),
            ("replies lost", survey.failed),
            ("other words than undisturbed", survey.other),
            ("longest pause within a reply, s", survey.longest_pause_s),
        ],
    )


async def _keep(engine: LlamaCppEngine, number: int, due: str, survey: Survey, done: asyncio.Event) -> None:
    """The same request again and again; each reply must be the same."""
    while not done.is_set():
        try:
            said = await _hear(engine, number, survey)
        except RealmError as error:
            survey.failed += 1
            print(error)
            continue
        survey.whole += 1
        survey.other += said != due


async def _hear(engine: LlamaCppEngine, number: int, survey: Survey) -> str:
    sampling = Sampling(temperature=0.0)
    request = GenerationRequest(f"stream-{number}", make_prompt(COLD, number), MAX_TOKENS, 120.0, sampling)
    said, last_s = "", monotonic()
    async for piece in engine.stream(request):
        said += piece.text
        survey.longest_pause_s = max(survey.longest_pause_s, monotonic() - last_s)
        last_s = monotonic()
    return said
