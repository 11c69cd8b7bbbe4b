"""One life of the child process: spawn it, speak frames with it, end it. Restarting is the adapter's work."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import IO

from realm_gql.engine.llama_cpp.protocol import HEADER_BYTES, BrokenFrame, Frame, body_bytes, pack, unpack

CHILD_MODULE = "realm_gql.engine.llama_cpp.child"
LAST_WORDS_BYTES = 2048
LEAVE_S = 2.0
"""How long one that hung up by itself may take to end: a Python process closes its socket before it is gone."""


class Child:
    """A running child process and the socket to it."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        words: IO[bytes],
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer
        self._words = words
        self._ended = False
        self._hung_up = False

    @classmethod
    async def start(cls) -> Child:
        """Spawn a fresh interpreter; the parent's own memory and locks are not inherited.

        Raises:
            OSError: the system has no room for a process.
        """
        ours, theirs = socket.socketpair()
        words = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the child
        process = None
        try:
            with theirs:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", CHILD_MODULE, str(theirs.fileno())),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=words,
                    pass_fds=[theirs.fileno()],
                )
            ours.setblocking(False)
            reader, writer = await asyncio.open_connection(sock=ours)
        except BaseException:
            ours.close()
            words.close()
            if process is not None:
                process.kill()
                await process.wait()
            raise
        return cls(process, reader, writer, words)

    @property
    def pid(self) -> int:
        """The number the system knows it by."""
        return self._process.pid

    @property
    def was_shot(self) -> bool:
        """Whether somebody outside killed it, such as a person or a system that ran out of memory."""
        return self._process.returncode == -signal.SIGKILL and not self._ended

    def send(self, frame: Frame) -> None:
        """Send a frame; one to a process that has died is lost.

        Raises:
            BrokenFrame: this cannot be sent.
        """
        if not self._writer.is_closing():
            self._writer.write(pack(frame))

    async def frames(self) -> AsyncIterator[Frame]:
        """What it says, until it dies."""
        try:
            while True:
                header = await self._reader.readexactly(HEADER_BYTES)
                yield unpack(await self._reader.readexactly(body_bytes(header)))
        except (asyncio.IncompleteReadError, ConnectionError):
            self._hung_up = True
        except BrokenFrame:
            return

    def kill(self) -> None:
        """End it at once, unless it is dead already."""
        if self._process.returncode is None:
            self._ended = True
            with suppress(ProcessLookupError):
                self._process.kill()

    async def close(self) -> str:
        """End it and let go of everything; returns what it died of."""
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()
        if self._hung_up:
            # Killed now, it would not tell what it died of: by its own doing, or by somebody outside.
            with suppress(TimeoutError):
                async with asyncio.timeout(LEAVE_S):
                    await self._process.wait()
        self.kill()
        code = await self._process.wait()
        with self._words as words:
            words.seek(max(0, words.seek(0, os.SEEK_END) - LAST_WORDS_BYTES))
            lines = words.read().decode(errors="replace").split("\n")
        said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return said or (f"signal {-code}" if code < 0 else f"exit code {code}")
