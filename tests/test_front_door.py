"""The shell steps behind make: what each says when the machine lacks something."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "scripts"


def run(
    *command: str | Path, path: Path | None = None, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command, with nothing but `path` on the PATH when it is given."""
    environment = {**os.environ, **variables}
    environment.pop("CXX", None)
    if path is not None:
        environment["PATH"] = str(path)
    return subprocess.run(list(map(str, command)), cwd=cwd or ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A PATH with a shell and the few tools every machine has, and no more."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "mkdir", "date", "sleep", "tail", "tr", "cut", "grep", "dirname"):
        found = next(Path(place) / name for place in ("/bin", "/usr/bin") if (Path(place) / name).exists())
        (folder / name).symlink_to(found)
    return folder


def put(folder: Path, name: str, script: str) -> None:
    """Put a program on the PATH."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_a_missing_compiler_is_one_line(tools: Path) -> None:
    ran = run(SCRIPTS / "need-compiler", path=tools)

    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert "sudo apt install g++" in ran.stderr

    put(tools, "c++", "exit 0")
    assert run(SCRIPTS / "need-compiler", path=tools).returncode == 0


def test_no_python_that_is_new_enough_is_one_line(tools: Path, tmp_path: Path) -> None:
    put(tools, "python3", 'case "$1" in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac')

    ran = run(SCRIPTS / "make-venv", tmp_path / "venv", path=tools)

    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert "needs Python 3.11 or newer and this machine has Python 3.9.2" in ran.stderr
    assert not (tmp_path / "venv").exists()


def test_a_newer_python_beside_an_old_one_is_found(tools: Path, tmp_path: Path) -> None:
    put(tools, "python3", "exit 1")
    (tools / "python3.12").symlink_to(sys.executable)

    ran = run(SCRIPTS / "make-venv", tmp_path / "venv", path=tools)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "venv" / "bin" / "pip").exists()


def test_python_without_venv_is_one_line(tools: Path, tmp_path: Path) -> None:
    put(tools, "python3", 'case "$2" in *ensurepip*) exit 1 ;; *print*) echo 3.11 ;; *) exit 0 ;; esac')

    ran = run(SCRIPTS / "make-venv", tmp_path / "venv", path=tools)

    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert "sudo apt install python3.11-venv" in ran.stderr


def test_patience_shows_that_something_goes_on_and_keeps_the_rest_in_a_log(tmp_path: Path) -> None:
    ran = run(SCRIPTS / "patiently", "Baking bread", "sh", "-c", "echo flour; echo water >&2", cwd=tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Baking bread …")
    assert "Baking bread: done in " in ran.stdout
    assert "flour" not in ran.stdout
    assert (tmp_path / ".build" / "Baking-bread.log").read_text() == "flour\nwater\n"


def test_patience_shows_the_end_of_what_failed(tmp_path: Path) -> None:
    ran = run(SCRIPTS / "patiently", "Baking bread", "sh", "-c", "echo the oven is cold; exit 3", cwd=tmp_path)

    assert ran.returncode == 3
    assert "Baking bread: failed after " in ran.stdout
    assert ran.stderr == "the oven is cold\n"


def test_llama_is_built_from_its_own_pin() -> None:
    ran = run(SCRIPTS / "only-llama", "requirements.txt")

    lines = ran.stdout.splitlines()
    assert lines[0].startswith("llama-cpp-python==")
    assert all(line.startswith("    --hash=sha256:") for line in lines[1:])
    assert len(lines) >= 2


@pytest.mark.parametrize(("verdict", "used"), [("exit 0", "npm of the system"), ("exit 1", "npm of ours")])
def test_a_node_that_is_new_enough_is_used_as_it_is(tools: Path, tmp_path: Path, verdict: str, used: str) -> None:
    ours = tmp_path / "realm"
    for folder in ("scripts", ".venv/bin"):
        (ours / folder).mkdir(parents=True)
    (ours / "scripts" / "with-node").write_bytes((SCRIPTS / "with-node").read_bytes())
    (ours / "scripts" / "with-node").chmod(0o755)
    put(tools, "node", verdict)
    put(tools, "npm", "echo npm of the system")
    put(ours / ".venv" / "bin", "npm", "echo npm of ours")

    assert run(ours / "scripts" / "with-node", "npm", path=tools).stdout == f"{used}\n"


def test_the_proof_starts_with_valid_shell() -> None:
    for script in (ROOT / ".ci" / "run", *SCRIPTS.iterdir()):
        shell = script.read_text(encoding="utf-8").partition("\n")[0].split("/")[-1].split()[-1]
        assert run(shell, "-n", script).returncode == 0, script
        assert os.access(script, os.X_OK), script
