"""Which cells are measured, and how a peer is opened for one."""

from __future__ import annotations

import argparse
from pathlib import Path

import orjson
import pytest

from benchmarks.engine import __main__ as command
from benchmarks.engine.prompts import COLD
from benchmarks.engine.servers import Cell, ExampleServer
from realm_gql.engine.rendering import PromptStyle


def test_full_adds_few_and_many_streams_a_larger_model_and_a_neighbour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "write_random_gguf", lambda path, size: path)

    def drawn(full: bool) -> set[tuple[str, str, int]]:
        chosen = argparse.Namespace(streams=[8], seconds=1.0, threads=1, large=False, full=full)
        return {(cell.model.stem, cell.scenario.name, cell.streams) for cell in command.draw_cells(Path(), chosen)}

    core, full = drawn(False), drawn(True)
    assert {streams for _, _, streams in core} == {8}
    assert core < full
    assert {streams for _, _, streams in full} == {1, 8, 64}
    assert {cell for cell in full - core if cell[2] == 8} == {
        ("88M", "cold persona", 8), ("88M", "warm persona", 8), ("1M", "busy neighbour", 8),
    }  # fmt: skip


def test_the_example_server_gets_the_cells_threads_context_and_places(tmp_path: Path) -> None:
    cell = Cell(Path("m.gguf"), PromptStyle.PROSE, COLD, 8, 1.0, threads=3, context_tokens=1024)

    words = ExampleServer("python", Path("server.py"), tmp_path).command(cell, 8125)

    assert words[:3] == ["python", "server.py", "--config-file"]
    config = orjson.loads(Path(words[3]).read_bytes())
    assert config["server"] == {"host": "127.0.0.1", "port": 8125}
    model = config["model"]
    assert (model["path"], model["n_ctx"], model["n_seq_max"]) == ("m.gguf", 8 * 1024, 8)
    assert (model["threads"], model["threads_batch"], model["store_logits"]) == (3, 3, False)


def test_the_example_servers_python_and_script_go_together(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["benchmarks.engine", "--peer", "python", "--example-server", "python"])

    with pytest.raises(SystemExit):
        command.main()

    assert "--example-script" in capsys.readouterr().err
