"""`python -m benchmarks.engine --peer PYTHON`: our engine beside its peers, cell by cell, as ratios.

PYTHON is the interpreter of an environment with the package `xllamacpp`, which holds llama.cpp's own server. Each cell
starts every server anew, one after the other, on the same file, with the same threads, prompts and sampling.
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
from benchmarks.engine.models import HALF_BILLION, ONE_MILLION, write_random_gguf
from benchmarks.engine.prompts import COLD, MIXED, WARM
from benchmarks.engine.servers import Cell, HighLevel, LlamaServer, Ours, measure
from benchmarks.process import ROOT
from benchmarks.tables import print_table
from realm_gql.engine.rendering import PromptStyle
from realm_gql.engine.voice import PATH as VOICE_PATH

HEAD = (
    "model", "prompts", "streams", "ours tok/s", "peer tok/s", "ratio", "ours TTFT p95 ms", "peer TTFT p95 ms", "ratio",
    "ours gap p99 ms", "peer gap p99 ms", "ratio", "ours Jain", "peer Jain",
)  # fmt: skip
LARGE_SECONDS, LARGE_TOKENS = 60.0, 48


def draw_cells(folder: Path, chosen: argparse.Namespace) -> Iterator[Cell]:
    """The cells that were asked for."""
    small = write_random_gguf(folder / "1M.gguf", ONE_MILLION)
    for model, style in ((small, PromptStyle.PROSE), (VOICE_PATH, PromptStyle.CARD)):
        for scenario in (COLD, WARM, MIXED):
            for streams in chosen.streams:
                # The voice reads no long texts, so for it every persona is a short one and no prompt is long.
                if style is PromptStyle.PROSE or scenario is not MIXED:
                    context = 4096 if scenario.intruded else 1024
                    yield Cell(model, style, scenario, streams, chosen.seconds, chosen.threads, context_tokens=context)
    if chosen.large:
        large = write_random_gguf(folder / "0.5B.gguf", HALF_BILLION)
        cell = Cell(large, PromptStyle.PROSE, COLD, 8, LARGE_SECONDS, chosen.threads, LARGE_TOKENS, 1024)
        yield from (cell, replace(cell, scenario=WARM))


def compare(cell: Cell, ours: Result, peer: Result) -> list[str | int | float]:
    """A row of the table."""
    return [
        cell.model.stem, cell.scenario.name, cell.streams,
        ours.tokens_per_s, peer.tokens_per_s, ours.tokens_per_s / peer.tokens_per_s,
        ours.first_ms(95), peer.first_ms(95), ours.first_ms(95) / peer.first_ms(95),
        ours.gap_ms(99), peer.gap_ms(99), ours.gap_ms(99) / peer.gap_ms(99), ours.jain, peer.jain,
    ]  # fmt: skip


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
    parser.add_argument("--high-level", action="store_true", help="llama-cpp-python's own class too")
    chosen = parser.parse_args()
    rows, limits, serial = [], [], []
    with tempfile.TemporaryDirectory(prefix="realm-engine-") as folder:
        for cell in draw_cells(Path(folder), chosen):
            ours, peer = measure(Ours(), cell), measure(LlamaServer(chosen.peer), cell)
            rows.append(compare(cell, ours, peer))
            if chosen.high_level and cell.scenario is COLD:
                serial.append([cell.model.stem, cell.streams, measure(HighLevel(), cell).tokens_per_s])
            if cell.scenario is COLD:
                limit = measure_limit(cell)
                limits.append([cell.model.stem, cell.streams, limit, ours.tokens_per_s / limit])
    print_table(
        f"Beside llama.cpp's server, {chosen.threads} thread(s) each, {chosen.seconds:.0f} s a cell", HEAD, rows
    )
    head = ("model", "streams", "limit tok/s", "ours of it")
    print_table("Beside the library's limit (cold persona; read and written, no sampling, no transport)", head, limits)
    if serial:
        print_table("llama-cpp-python's class (cold persona)", ("model", "streams", "tok/s"), serial)


if __name__ == "__main__":
    main()
