"""The child process that owns a model: reads frames from a socket, works a step at a time, writes one frame per step.

It writes replies or makes vectors, as the first frame says.

Run as ``python -m realm_gql.engine.llama_cpp.child FD``; it ends when the other side of the socket closes.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
from pathlib import Path

from realm_gql.engine.llama_cpp.batch import DecodeFailed
from realm_gql.engine.llama_cpp.gguf import UnusableModel
from realm_gql.engine.llama_cpp.loading import Tell, seldom
from realm_gql.engine.llama_cpp.model import Limits, Model
from realm_gql.engine.llama_cpp.protocol import Frame, FrameBuffer, pack, read_prompt, read_sampling
from realm_gql.engine.llama_cpp.vectors import VectorModel
from realm_gql.engine.llama_cpp.writer import Ask, Begun, Said, Writer
from realm_gql.engine.port import Purpose

READ_BYTES = 256 * 1024


class ParentGone(Exception):
    """The socket was closed."""


class Pipe:
    """The child's end of the socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = FrameBuffer()

    def read(self, wait: bool) -> list[Frame]:
        """The frames that arrived; with `wait`, at least one read is made.

        Raises:
            ParentGone: nobody is there to read the answer.
        """
        frames: list[Frame] = []
        while select.select([self._connection], [], [], None if wait and not frames else 0)[0]:
            data = self._connection.recv(READ_BYTES)
            if not data:
                raise ParentGone
            frames += self._buffer.feed(data)
        return frames

    def write(self, frame: Frame) -> None:
        """Send one frame."""
        self._connection.sendall(pack(frame))


def serve(pipe: Pipe, writer: Writer) -> None:
    """Answer until the parent goes away."""
    while True:
        stopped = False
        for frame in pipe.read(wait=not writer.has_work):
            if frame["do"] == "ask":
                writer.ask(read_ask(frame))
            else:
                writer.stop(frame["id"])
                stopped = True
        if writer.has_work:
            said = writer.step()
            pipe.write(step_frame(said, writer.active, writer.begun))
        elif stopped:
            pipe.write(step_frame([], 0, []))


def serve_vectors(pipe: Pipe, model: VectorModel) -> None:
    """Make vectors until the parent goes away; what is asked last is all that anybody still waits for."""
    asked, texts = 0, list[str]()
    while True:
        for frame in pipe.read(wait=not texts):
            asked, texts = frame["id"], frame["texts"]
        if texts:
            try:
                vectors = model.embed_some(texts)
            except DecodeFailed as failure:
                texts = []
                pipe.write({"is": "failed", "id": asked, "why": f"{failure} ({model.first_error()})"})
            else:
                texts = texts[len(vectors) :]
                pipe.write({"is": "vectors", "id": asked, "vectors": vectors})


def read_ask(frame: Frame) -> Ask:
    """The reply that a frame asks for."""
    return Ask(
        frame["id"],
        read_prompt(frame),
        frame["max_tokens"],
        read_sampling(frame),
        tuple(frame["written"]),
        frame["grammar"],
        Purpose(frame["purpose"]),
        frame["party"],
    )


def step_frame(said: list[Said], active: int, begun: list[Begun]) -> Frame:
    """The frame that tells of one step."""
    told = [[piece.id, piece.token, piece.text, piece.end] for piece in said]
    places = [[one.purpose, one.waited_s, one.read_tokens, one.copied_tokens, one.restored_tokens] for one in begun]
    return {"is": "step", "active": active, "said": told, "begun": places}


def main(fd: int) -> None:
    """Read how to open the model, open it, and serve."""
    # What ends a service or a terminal's command reaches the whole group; the parent decides when this ends.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    # Without it a failed assertion in ggml would try to attach a debugger.
    os.putenv("GGML_NO_BACKTRACE", "1")
    pipe = Pipe(socket.socket(fileno=fd))
    told = pipe.read(wait=True)[0]
    try:
        tell = seldom(lambda share: pipe.write({"is": "loading", "share": round(share, 2)}))
        if told["for"] == "embedding":
            embed(pipe, told, tell)
        else:
            write(pipe, told, tell)
    except UnusableModel as unusable:
        pipe.write({"is": "unusable", "why": str(unusable)})


def write(pipe: Pipe, told: Frame, tell: Tell) -> None:
    """Open a model that writes, and serve.

    Raises:
        UnusableModel: it cannot be opened.
    """
    limits = Limits(told["threads"], told["context_tokens"], told["parallel"])
    model = Model(Path(told["path"]), limits, tell)
    writer = Writer(model)
    writer.warm_up()
    pipe.write(
        {
            "is": "ready",
            "model": model.name,
            "context_tokens": model.context_tokens,
            "parallel": model.parallel,
            "pool_tokens": model.pool_tokens,
            "dialogue_bytes": model.plan.dialogue_bytes,
        }
    )
    serve(pipe, writer)


def embed(pipe: Pipe, told: Frame, tell: Tell) -> None:
    """Open a model that makes vectors, and serve.

    Raises:
        UnusableModel: it cannot be opened.
    """
    model = VectorModel(Path(told["path"]), told["threads"], tell)
    ready = {"is": "ready", "model": model.name, "dimensions": model.dimensions, "text_tokens": model.text_tokens}
    pipe.write(ready)
    serve_vectors(pipe, model)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except (ParentGone, BrokenPipeError, ConnectionResetError):
        sys.exit(0)
