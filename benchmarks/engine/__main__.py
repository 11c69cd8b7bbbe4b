"""`python -m benchmarks.engine --peer PYTHON`: our engine beside its peers, cell by cell, as ratios.

PYTHON is the interpreter of an environment with the package `xllamacpp`, which holds llama.cpp's own server. Each cell
starts every server anew, one after the other, on the same file, with the same threads, prompts and sampling.

Two more peers are llama-cpp-python's. Its class (`--high-level`) can write only one reply at a time, and is measured on
cold personas alone. Its example server (`--example-server PYTHON --example-script PATH`) writes them side by side, and
is measured on cold and warm personas. PATH is `examples/server/server.py` of the source of our version (the wheel has
none); PYTHON is the interpreter of an environment with what that file names at its top, and llama-cpp-python built with
`mtmd`.

`--full` measures what is further off: one stream and 64, a model of 88M, a busy neighbour.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.engine.load import Result
from benchmarks.engine.models import EIGHTY_EIGHT_MILLION, HALF_BILLION, ONE_MILLION, write_random_gguf
from benchmarks.engine.prompts import BUSY, COLD, MIXED, WARM
from benchmarks.engine.servers import Cell, ExampleServer, HighLevel, LlamaServer, Ours, measure
from benchmarks.process import ROOT
from benchmarks.tables import print_table
from realm_gql.engine.rendering import PromptStyle
from realm_gql.engine.voice import PATH as VOICE_PATH

HEAD = (
    "model", "prompts", "streams", "ours tok/s", "peer tok/s", "ratio", "ours TTFT p95 ms", "peer TTFT p95 ms", "ratio",
    "ours gap p99 ms", "peer gap p99 ms", "ratio", "ours Jain", "peer Jain",
)  # fmt: skip
EXAMPLE_HEAD = (
    "model", "prompts", "streams", "ours tok/s", "example tok/s", "ratio", "ours TTFT p95 ms", "example TTFT p95 ms",
)  # fmt: skip
SERIAL_HEAD = ("model", "streams", "ours tok/s", "peer tok/s", "ratio")
FULL_STREAMS = (1, 64)
LARGE_SECONDS, LARGE_TOKENS = 60.0, 48
Row = list[str | int | float]


def draw_cells(folder: Path, chosen: argparse.Namespace) -> Iterator[Cell]:
    """The cells that were asked for."""
    small = write_random_gguf(folder / "1M.gguf", ONE_MILLION)
    every_streams = sorted({*chosen.streams, *FULL_STREAMS}) if chosen.full else chosen.streams
    for model, style in ((small, PromptStyle.PROSE), (VOICE_PATH, PromptStyle.CARD)):
        for scenario in (COLD, WARM, MIXED):
            for streams in every_streams:
                # The voice reads no long texts, so for it every persona is a short one and no prompt is long.
                if style is PromptStyle.PROSE or scenario is not MIXED:
                    context = 4096 if scenario.intruded else 1024
                    yield Cell(model, style, scenario, streams, chosen.seconds, chosen.threads, context_tokens=context)
    if chosen.full:
        yield Cell(small, PromptStyle.PROSE, BUSY, 8, chosen.seconds, chosen.threads, context_tokens=1024)
    for wanted, size in ((chosen.full, EIGHTY_EIGHT_MILLION), (chosen.large, HALF_BILLION)):
        if wanted:
            large = write_random_gguf(folder / f"{size.name}.gguf", size)
            cell = Cell(large, PromptStyle.PROSE, COLD, 8, LARGE_SECONDS, chosen.threads, LARGE_TOKENS, 1024)
            yield from (cell, replace(cell, scenario=WARM))


def compare(cell: Cell, ours: Result, peer: Result) -> Row:
    """A row of the table."""
    return [
        cell.model.stem, cell.scenario.name, cell.streams,
        ours.tokens_per_s, peer.tokens_per_s, ours.tokens_per_s / peer.tokens_per_s,
        ours.first_ms(95), peer.first_ms(95), ours.first_ms(95) / peer.first_ms(95),
        ours.gap_ms(99), peer.gap_ms(99), ours.gap_ms(99) / peer.gap_ms(99), ours.jain, peer.jain,
    ]  # fmt: skip


def compare_example(cell: Cell, ours: Result, example: Result) -> Row:
    """A row of the example server's table."""
    return [
        cell.model.stem, cell.scenario.name, cell.streams, *_speeds(ours, example), ours.first_ms(95),
        example.first_ms(95),
    ]  # fmt: skip


def compare_serial(cell: Cell, ours: Result, peer: Result) -> Row:
    """A row of the table of the class that writes one reply at a time."""
    return [cell.model.stem, cell.streams, *_speeds(ours, peer)]


def _speeds(ours: Result, peer: Result) -> tuple[float, float, float]:
    """The tokens of both in a second and their ratio; a peer may not come to a single one."""
    ratio = ours.tokens_per_s / peer.tokens_per_s if peer.tokens_per_s else float("inf")
    return ours.tokens_per_s, peer.tokens_per_s, ratio


def measure_limit(cell: Cell) -> float:
    """The most the library can do of a cell's work, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.engine.limit", str(cell.model), "--threads", str(cell.threads)]
    command += [
        "--streams",
        str(cell.streams),
        "--context",
        str(cell.context_tokens),
        "--written",
        str(cell.max_tokens),
    ]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def main() -> None:
    """Run the cells that were asked for and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--peer", required=True, help="the Python that has xllamacpp")
    parser.add_argument("--threads", type=int, default=1, help="threads each server computes with (1)")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each load is held (10)")
    parser.add_argument("--streams", type=int, nargs="+", default=[8, 32], help="how many streams (8 32)")
    parser.add_argument("--large", action="store_true", help="the half-billion model too (10 minutes more)")
    parser.add_argument("--full", action="store_true", help="1 and 64 streams, 88M, a neighbour (15 minutes more)")
    parser.add_argument("--high-level", action="store_true", help="llama-cpp-python's own class too")
    parser.add_argument("--example-server", metavar="PYTHON", help="the Python that runs the example server")
    parser.add_argument("--example-script", metavar="PATH", type=Path, help="the example server (server.py)")
    chosen = parser.parse_args()
    if bool(chosen.example_server) != bool(chosen.example_script):
        parser.error("--example-server and --example-script go together")
    rows: list[Row] = []
    limits: list[Row] = []
    examples: list[Row] = []
    serial: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="realm-engine-") as folder:
        for cell in draw_cells(Path(folder), chosen):
            ours, peer = measure(Ours(), cell), measure(LlamaServer(chosen.peer), cell)
            rows.append(compare(cell, ours, peer))
            print(*rows[-1], file=sys.stderr, flush=True)
            if chosen.example_server and cell.scenario in (COLD, WARM) and cell.streams in chosen.streams:
                example = ExampleServer(chosen.example_server, chosen.example_script.resolve(), Path(folder))
                examples.append(compare_example(cell, ours, measure(example, cell)))
                print(*examples[-1], file=sys.stderr, flush=True)
            if cell.scenario is COLD:
                if chosen.high_level:
                    serial.append(compare_serial(cell, ours, measure(HighLevel(), cell)))
                limit = measure_limit(cell)
                limits.append([cell.model.stem, cell.streams, limit, ours.tokens_per_s / limit])
    print_table(
        f"Beside llama.cpp's server, {chosen.threads} thread(s) each, {chosen.seconds:.0f} s a cell", HEAD, rows
    )
    head = ("model", "streams", "limit tok/s", "ours of it")
    print_table("Beside the library's limit (cold persona; read and written, no sampling, no transport)", head, limits)
    if examples:
        print_table("Beside llama-cpp-python's example server (no top-k, no min-p, no DRY)", EXAMPLE_HEAD, examples)
    if serial:
        print_table("Beside llama-cpp-python's class, one reply after another (cold persona)", SERIAL_HEAD, serial)


if __name__ == "__main__":
    main()
