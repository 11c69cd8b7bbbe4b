"""A realm in a process of its own: started, killed and weighed like a host's. What is said to it is `people.py`."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import httpx

ROOT = Path(__file__).resolve().parents[1]
START_LIMIT_S = 90.0
STOP_LIMIT_S = 20.0

ROOMY: dict[str, str] = {
    "REALM_GUESTS_PER_MINUTE_PER_IP": "100000",
    "REALM_SOCKETS_PER_IP": "10000",
    "REALM_QUERY_COST_MAXIMUM": "10000000",
    "REALM_QUERY_COST_RESTORE_PER_S": "1000000",
}
"""Limits for one address, out of the way: here everybody comes from the same one."""


class RealmProcess:
    """One `realm serve` on a free port of loopback.

    Args:
        data_dir: its data folder; the same one again is the same realm again.
        port: where it listens; None finds a free one.
        workers: processes that serve.
        settings: further settings by their environment names; nothing is inherited from our own environment.
    """

    def __init__(
        self, data_dir: Path, *, port: int | None = None, workers: int = 1, settings: dict[str, str] | None = None
    ) -> None:
        self.data_dir = data_dir
        self.port = port or free_port()
        self.settings = {**ROOMY, **(settings or {})}
        self._workers = workers
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._log = data_dir.with_name(f"{data_dir.name}-{self.port}.log")

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The server's process id."""
        assert self._process is not None
        return self._process.pid

    @property
    def started_at(self) -> float:
        """When the command was given, on the monotonic clock."""
        return self._started_at

    def launch(self) -> None:
        """Give the command and return at once."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("REALM_")}
        command = [sys.executable, "-m", "realm_gql", "serve", "--port", str(self.port), "--data", str(self.data_dir)]
        if self._workers > 1:
            command += ["--workers", str(self._workers)]
        with self._log.open("ab") as log:
            self._started_at = monotonic()
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**inherited, **self.settings},
                stdout=log,
                stderr=log,
                # A group of its own: whatever a broken run leaves behind is found by it.
                start_new_session=True,
            )

    async def start(self) -> float:
        """Give the command and wait until it listens.

        Returns:
            Seconds from the command to the first answer.
        """
        self.launch()
        async with httpx.AsyncClient() as http:
            while monotonic() - self._started_at < START_LIMIT_S:
                if self._process is not None and self._process.poll() is not None:
                    raise RuntimeError(f"the realm ended by itself:\n{self.printed()}")
                try:
                    await http.get(f"{self.url}/healthz")
                except httpx.TransportError:
                    await asyncio.sleep(0.01)
                else:
                    return monotonic() - self._started_at
        raise RuntimeError(f"the realm does not listen:\n{self.printed()}")

    def kill(self) -> None:
        """End it as a power cut would; its children notice by themselves."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Ask it to end, and wait.

        Returns:
            Its exit status.
        """
        assert self._process is not None
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_LIMIT_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        _end_group(self._process.pid)
        return self._process.returncode

    def wait(self, timeout_s: float) -> int:
        """Wait for it to end by itself.

        Returns:
            Its exit status.
        """
        assert self._process is not None
        return self._process.wait(timeout_s)

    def printed(self) -> str:
        """Everything it has printed, over all its starts."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def family(self) -> list[int]:
        """The process ids of the server and of everything it started."""
        return [self.pid, *_descendants(self.pid)]

    def model_pid(self) -> int:
        """The process id of the model's child."""
        for pid in _descendants(self.pid):
            if b"llama_cpp" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
        raise RuntimeError("no model runs under this realm")

    def cpu_s(self) -> float:
        """Processor seconds that the server itself has used, without the model's child."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Memory that the server itself holds, without the model's child."""
        return resident_mb(self.pid)


@asynccontextmanager
async def running(
    data_dir: Path, *, workers: int = 1, settings: dict[str, str] | None = None
) -> AsyncIterator[RealmProcess]:
    """A realm that runs for as long as the block does; a single process can speak when the block begins."""
    realm = RealmProcess(data_dir, workers=workers, settings=settings)
    try:
        await realm.start()
        if workers == 1:
            # Of several processes none that serves has a model: the worker beside them does.
            await voice_ready(realm)
        yield realm
    finally:
        realm.stop()


async def voice_ready(realm: RealmProcess, limit_s: float = 60.0) -> str:
    """Wait until the model can speak, or never will.

    Returns:
        The voice's state.
    """
    deadline = monotonic() + limit_s
    async with httpx.AsyncClient() as http:
        while True:
            answer = await http.post(f"{realm.url}/graphql", json={"query": "{ realm { voice { state } } }"})
            state: str = answer.json()["data"]["realm"]["voice"]["state"]
            if state in ("READY", "FAILED") or monotonic() > deadline:
                return state
            await asyncio.sleep(0.05)


def resident_mb(pid: int) -> float:
    """Memory that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    for child in children:
        found += [child, *_descendants(child)]
    return found


def _end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
