"""One life of the child process: spawn it, speak frames with it, end it. Restarting is the adapter's work."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress

from realm_gql.engine.llama_cpp.protocol import HEADER_BYTES, BrokenFrame, Frame, body_bytes, pack, unpack
from realm_gql.kit.tasks import spawn

log = logging.getLogger("realm.engine")

CHILD_MODULE = "realm_gql.engine.llama_cpp.child"
LAST_WORDS_LINES = 5


class Child:
    """A running child process and the socket to it."""

    def __init__(
        self, process: asyncio.subprocess.Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer
        self._words: deque[str] = deque(maxlen=LAST_WORDS_LINES)
        self._listening = spawn(self._listen(), "words of the model process")

    @classmethod
    async def start(cls) -> Child:
        """Spawn a fresh interpreter; the parent's own memory and locks are not inherited.

        Raises:
            OSError: the system has no room for a process.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", CHILD_MODULE, str(theirs.fileno())),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.PIPE,
                    pass_fds=[theirs.fileno()],
                )
            ours.setblocking(False)
            reader, writer = await asyncio.open_connection(sock=ours)
        except BaseException:
            ours.close()
            raise
        return cls(process, reader, writer)

    @property
    def pid(self) -> int:
        """The number the system knows it by."""
        return self._process.pid

    @property
    def last_words(self) -> str:
        """The last thing it wrote to its error stream."""
        return self._words[-1] if self._words else ""

    def send(self, frame: Frame) -> None:
        """Send a frame; one to a process that has died is lost.

        Raises:
            BrokenFrame: this cannot be sent.
        """
        if not self._writer.is_closing():
            self._writer.write(pack(frame))

    async def frames(self) -> AsyncIterator[Frame]:
        """What it says, until it dies."""
        with suppress(asyncio.IncompleteReadError, ConnectionError, BrokenFrame):
            while True:
                header = await self._reader.readexactly(HEADER_BYTES)
                yield unpack(await self._reader.readexactly(body_bytes(header)))

    def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def close(self) -> int:
        """End it and let go of everything; returns its exit code."""
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()
        self.kill()
        code = await self._process.wait()
        await asyncio.wait([self._listening])
        return code

    async def _listen(self) -> None:
        stream = self._process.stderr
        if stream is None:
            return
        while chunk := await stream.read(4096):
            for line in chunk.decode(errors="replace").splitlines():
                if line.strip():
                    self._words.append(line.strip())
                    log.debug("model process: %s", line)
