"""`python -m benchmarks.engine --peer PYTHON`: our engine beside llama.cpp's own server, cell by cell, as ratios.

PYTHON is the interpreter of an environment with the package `xllamacpp`, which holds that server. Each cell starts both
anew, one after the other, on the same file, with the same threads, prompts and sampling.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import orjson

from benchmarks.engine.load import Result, run_load
from benchmarks.engine.prompts import COLD, LONG, WARM, Scenario, make_prompt, messages_for
from benchmarks.engine.shim import body_for
from benchmarks.process import ROOT, free_port
from benchmarks.tables import print_table
from realm_gql.engine.rendering import PromptStyle
from realm_gql.engine.voice import PATH as VOICE_PATH
from tests.engine.tiny_gguf import write_tiny_gguf

MAX_TOKENS = 96
TEMPERATURE = 0.8
START_LIMIT_S = 60.0
CONTEXT_TOKENS = {COLD: 2048, WARM: 2048, LONG: 4096}


@contextmanager
def serving(command: list[str], port: int) -> Iterator[None]:
    """A server while the block runs, once it answers."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(int(START_LIMIT_S * 20)):
                try:
                    if httpx.get(f"http://127.0.0.1:{port}/health", timeout=START_LIMIT_S).status_code == 200:
                        break
                except httpx.TransportError:
                    if process.poll() is not None:
                        raise RuntimeError(f"{command[:3]} ended by itself") from None
                asyncio.run(asyncio.sleep(0.05))
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass(frozen=True)
class Server:
    """How one is started and asked; `mark` is once in every token's event."""

    command: list[str]
    path: str
    body: Callable[[int], bytes]
    mark: bytes

    def measure(self, limits: list[str], streams: int, seconds: float) -> Result:
        """It under one load; a fifth of the time warms it up first and is not counted."""
        port = free_port()
        with serving([*self.command, "--port", str(port), *limits], port):
            asyncio.run(run_load(port, self.path, self.body, streams, seconds / 5, self.mark))
            return asyncio.run(run_load(port, self.path, self.body, streams, seconds, self.mark))


def compare(
    model: Path, style: PromptStyle, scenario: Scenario, streams: int, chosen: argparse.Namespace
) -> list[object]:
    """One cell of the table."""
    has_blanks = style is PromptStyle.CARD
    limits = ["--threads", str(chosen.threads), "--parallel", str(streams), "--context", str(CONTEXT_TOKENS[scenario])]

    def ask_ours(number: int) -> bytes:
        return body_for(make_prompt(scenario, number), number, MAX_TOKENS, TEMPERATURE)

    def ask_peer(number: int) -> bytes:
        messages = messages_for(make_prompt(scenario, number), style, has_blanks)
        sampling = {"temperature": TEMPERATURE, "top_k": 40, "min_p": 0.05, "top_p": 1.0, "repeat_penalty": 1.0}
        if not has_blanks:
            sampling |= {"dry_multiplier": 0.8, "dry_base": 1.75, "dry_allowed_length": 2, "dry_penalty_last_n": 512}
        return orjson.dumps({"messages": messages, "max_tokens": MAX_TOKENS, "seed": number, "stream": True} | sampling)

    shim = [sys.executable, "-m", "benchmarks.engine.shim", str(model)]
    theirs = [chosen.peer, str(Path(__file__).with_name("peer.py")), str(model)]
    ours = Server(shim, "/completion", ask_ours, b'{"content":').measure(limits, streams, chosen.seconds)
    peer = Server(theirs, "/v1/chat/completions", ask_peer, b'"delta":{"content":"').measure(
        limits, streams, chosen.seconds
    )
    return [
        model.stem, scenario.name, streams,
        ours.tokens_per_s, peer.tokens_per_s, ours.tokens_per_s / peer.tokens_per_s,
        ours.first_ms(95), peer.first_ms(95), ours.first_ms(95) / peer.first_ms(95),
        ours.gap_ms(99), peer.gap_ms(99), ours.jain, peer.jain,
    ]  # fmt: skip


def main() -> None:
    """Run the cells that were asked for and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--peer", required=True, help="the Python that has xllamacpp")
    parser.add_argument("--threads", type=int, default=1, help="threads each server computes with (1)")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each load is held (10)")
    parser.add_argument("--streams", default="8,32", help="how many streams, with commas between (8,32)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="realm-engine-") as folder:
        tiny = write_tiny_gguf(Path(folder) / "tiny.gguf", prompt_style=None, context_tokens=4096)
        models = [(tiny, PromptStyle.PROSE), (VOICE_PATH, PromptStyle.CARD)]
        rows = [
            compare(model, style, scenario, int(streams), chosen)
            for model, style in models
            for scenario in (COLD, WARM, LONG)
            for streams in chosen.streams.split(",")
            # The voice reads no long texts: its prompts are all alike.
            if not (style is PromptStyle.CARD and scenario is not WARM)
        ]
    print_table(
        f"Ours beside llama.cpp's server, {chosen.threads} thread(s) each, {chosen.seconds:.0f} s a cell",
        (
            "model", "prompts", "streams", "ours tok/s", "peer tok/s", "ratio", "ours TTFT p95 ms", "peer TTFT p95 ms",
            "ratio", "ours gap p99 ms", "peer gap p99 ms", "ours Jain", "peer Jain",
        ),
        rows,
    )  # fmt: skip


if __name__ == "__main__":
    main()
