"""A throwaway Redis and PostgreSQL on free ports of loopback, when the machine has them."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.process import free_port


class Redis:
    """A Redis server that can be killed and started again; it keeps nothing."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address, as the realm wants it."""
        return f"redis://127.0.0.1:{self.port}/0"

    def launch(self) -> None:
        """Give the command and return at once."""
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    async def start(self) -> None:
        """Start it, and wait until it listens."""
        self.launch()
        async with asyncio.timeout(10):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.02)
                else:
                    writer.close()
                    return

    def kill(self) -> None:
        """Kill it -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def postgres_folder() -> Path | None:
    """Where PostgreSQL's programs are, or None."""
    if places := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return places[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def missing() -> list[str]:
    """The Debian packages that this machine lacks."""
    lacks = [] if shutil.which("redis-server") else ["redis-server"]
    return lacks if postgres_folder() else [*lacks, "postgresql"]


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of its own for as long as the block runs; yields its address, as the realm wants it."""
    programs = postgres_folder()
    assert programs is not None
    # In a folder right below the temporary one: the user it runs as must be able to get there.
    with tempfile.TemporaryDirectory(prefix="realm-postgres-") as folder:
        yield from _run_postgres(programs, Path(folder))


def _run_postgres(programs: Path, data: Path) -> Iterator[str]:
    port = free_port()
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(data, "postgres")
    options = f"-h 127.0.0.1 -p {port} -k {data} -c fsync=off -c max_connections=100"
    _as_postgres(programs / "initdb", "-D", data, "-U", "realm", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    _as_postgres(programs / "pg_ctl", "-D", data, "-l", data / "log", "-w", "-o", options, "start")
    try:
        _as_postgres(programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "realm", "realm")
        yield f"postgresql://realm@127.0.0.1:{port}/realm"
    finally:
        _as_postgres(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _as_postgres(*command: str | Path) -> None:
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # Its output goes nowhere: the server that pg_ctl leaves behind would hold a pipe open.
    subprocess.run([*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
