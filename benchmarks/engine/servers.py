"""The servers that are compared, and how each is started, asked and counted."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson

from benchmarks.engine.load import Load, Result, run_load
from benchmarks.engine.prompts import INTRUDER, Scenario, make_prompt, messages_for
from benchmarks.engine.shim import body_for
from benchmarks.process import ROOT, free_port
from realm_gql.engine.rendering import PromptStyle

START_LIMIT_S = 120.0
WARM_UP_FIRST = 500_000
"""The warm-up's requests are none of those that are counted: servers remember the prompts they have read."""
TEMPERATURE = 0.8
SAMPLING = {"temperature": TEMPERATURE, "top_k": 40, "min_p": 0.05, "top_p": 1.0, "repeat_penalty": 1.0}
DRY = {"dry_multiplier": 0.8, "dry_base": 1.75, "dry_allowed_length": 2, "dry_penalty_last_n": 512}


@dataclass(frozen=True)
class Cell:
    """What is measured: a model, prompts, how many streams, and for how long."""

    model: Path
    style: PromptStyle
    scenario: Scenario
    streams: int
    seconds: float
    threads: int
    max_tokens: int = 96
    context_tokens: int = 2048

    @property
    def places(self) -> int:
        """How many replies a server is to write at once."""
        # An intruder has a place of its own, so that nobody must wait for one.
        return self.streams + (self.scenario.intruded and 1)

    def options(self, port: int) -> list[str]:
        """How a server is to be opened."""
        limits = {"port": port, "threads": self.threads, "parallel": self.places, "context": self.context_tokens}
        return [word for name, limit in limits.items() for word in (f"--{name}", str(limit))]


@dataclass(frozen=True)
class Ours:
    """Our engine behind the shim."""

    mark = b'{"content":'
    path = "/completion"
    health = "/health"

    def command(self, cell: Cell, port: int) -> list[str]:
        """How it is started."""
        return [sys.executable, "-m", "benchmarks.engine.shim", str(cell.model), *cell.options(port)]

    def body(self, cell: Cell, scenario: Scenario, number: int, max_tokens: int) -> bytes:
        """Request `number`."""
        return body_for(make_prompt(scenario, number), number, max_tokens, TEMPERATURE)


@dataclass(frozen=True)
class LlamaServer:
    """llama.cpp's own server, from the package `xllamacpp` of that interpreter."""

    python: str
    mark = b'"delta":{"content":"'
    path = "/v1/chat/completions"
    health = "/health"
    extras = DRY
    script = "peer.py"

    def command(self, cell: Cell, port: int) -> list[str]:
        """How it is started."""
        return [self.python, str(Path(__file__).with_name(self.script)), str(cell.model), *cell.options(port)]

    def body(self, cell: Cell, scenario: Scenario, number: int, max_tokens: int) -> bytes:
        """Request `number`."""
        has_blanks = cell.style is PromptStyle.CARD
        asked: dict[str, Any] = {"max_tokens": max_tokens, "seed": number, "stream": True} | SAMPLING
        asked |= {} if has_blanks else self.extras
        return orjson.dumps(asked | {"messages": messages_for(make_prompt(scenario, number), cell.style, has_blanks)})


@dataclass(frozen=True)
class HighLevel(LlamaServer):
    """llama-cpp-python's class `Llama`, one reply after another, which is all it can; it knows no DRY."""

    python: str = sys.executable
    mark = b'"content":'
    extras = {}
    script = "high_level.py"


@dataclass(frozen=True)
class ExampleServer(LlamaServer):
    """`examples/server/server.py` of llama-cpp-python's source, run by that interpreter; its options go into `folder`.

    It writes replies side by side, as llama.cpp's server does. It knows no top-k, no min-p and no DRY: what
    a request says of them is ignored.
    """

    server: Path
    folder: Path
    health = "/healthz"
    extras = {}

    def command(self, cell: Cell, port: int) -> list[str]:
        """How it is started."""
        model = {
            "path": str(cell.model), "n_ctx": cell.context_tokens * cell.places, "n_seq_max": cell.places,
            # Left alone it computes with all cores, and copies the logits of every token, which nobody asks for.
            "threads": cell.threads, "threads_batch": cell.threads, "store_logits": False,
        }  # fmt: skip
        config = self.folder / f"example-server-{port}.json"
        config.write_bytes(orjson.dumps({"server": {"host": "127.0.0.1", "port": port}, "model": model}))
        return [self.python, str(self.server), "--config-file", str(config)]


def measure(server: Ours | LlamaServer, cell: Cell) -> Result:
    """A server under a cell's load; a fifth of the time warms it up first and is not counted."""
    port = free_port()

    def body(number: int) -> bytes:
        return server.body(cell, cell.scenario, number, cell.max_tokens)

    def intrude(number: int) -> bytes:
        return server.body(cell, INTRUDER, number, 1)

    load = Load(port, server.path, body, server.mark, intrude if cell.scenario.intruded else None)
    with _serving(server, cell, port), _neighbour(cell.scenario.neighbour):
        asyncio.run(run_load(load, cell.streams, cell.seconds / 5, WARM_UP_FIRST))
        return asyncio.run(run_load(load, cell.streams, cell.seconds))


@contextmanager
def _serving(server: Ours | LlamaServer, cell: Cell, port: int) -> Iterator[None]:
    """A server while the block runs, once it answers."""
    command, url = server.command(cell, port), f"http://127.0.0.1:{port}{server.health}"
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdout=nowhere, stderr=nowhere) as process:
        try:
            for _ in range(int(START_LIMIT_S * 20)):
                try:
                    if httpx.get(url, timeout=START_LIMIT_S).status_code == 200:
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


@contextmanager
def _neighbour(comes: bool) -> Iterator[None]:
    """Somebody's process that spins on one core while the block runs, if one comes; it does not outlive ours."""
    if not comes:
        yield
        return
    spin = "import os\nours = os.getppid()\nwhile os.getppid() == ours: pass"
    with subprocess.Popen([sys.executable, "-c", spin]) as process:
        try:
            yield
        finally:
            process.kill()
