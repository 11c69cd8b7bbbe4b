"""What the engine and its child process say to each other: length-prefixed JSON frames. No process, no model here.

The first frame to a child says what it is to open, and what for:

- ``{"for": "writing", "path": "…", "threads": 1, "context_tokens": 0, "parallel": 0}``
- ``{"for": "embedding", "path": "…", "threads": 1}``

While it opens it, a child answers:

- ``{"is": "loading", "share": 0.42}``, at most ten times a second, until it can answer
- ``{"is": "unusable", "why": "…"}``, once, when this model never will work; then it exits

To a child that writes:

- ``{"do": "ask", "id": 7, "prompt": {…}, "max_tokens": 96, "sampling": {…}, "written": [17, 4], "grammar": "",
  "purpose": "turn", "party": "ann"}``; `written` are the tokens that a child which died had already written of this
  reply, `grammar` is GBNF that the reply must follow, if any
- ``{"do": "stop", "id": 7}``

From it:

- ``{"is": "ready", "model": "echo", "context_tokens": 1024, "parallel": 32, "pool_tokens": 0, "dialogue_bytes":
  67108864}``, once, when it can answer; `pool_tokens` are those that all replies share, 0 when each has its own context
- ``{"is": "step", "active": 2, "said": [[7, 17, "text", null], [8, null, "", "ended"]],
  "begun": [["turn", 0.1, 90, 40, 0]]}`` after every step: for each reply the token that was written, the text that may
  be shown, and null while it goes on, ``ended`` when it is complete, else one sentence that says why it failed; for
  each that got a place its purpose, how long it waited for it, in seconds, and how many tokens of its prompt are read,
  were copied and were restored

To a child that makes vectors:

- ``{"do": "embed", "id": 7, "texts": ["…", "…"]}``; what was asked before and is not done is forgotten, so that to ask
  for no texts is to stop

From it:

- ``{"is": "ready", "model": "minilm", "dimensions": 384, "text_tokens": 512}``, once, when it can answer
- ``{"is": "vectors", "id": 7, "vectors": [[0.1, …], …]}`` for each batch: those of the next texts, in their order
- ``{"is": "failed", "id": 7, "why": "…"}``: the rest will not come
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import orjson

from realm_gql.engine.grammar import compile_schema
from realm_gql.engine.port import Fact, GenerationRequest, Line, Prompt, Role, Sampling
from realm_gql.engine.sampling import bounded

HEADER_BYTES = 4
FRAME_LIMIT_BYTES = 8 * 1024 * 1024
LIMIT_TEXT_CHARS = 64 * 1024
LIMIT_LINES = 512
"""What is longer is cut: no context holds it, and a child that reads millions of letters gives no sign of life."""
MOST_TOKENS = 2**31 - 1
ENDED = "ended"

Frame = dict[str, Any]


class BrokenFrame(Exception):
    """The other side sent something that is no frame."""


def pack(frame: Frame) -> bytes:
    """A frame as it goes over the wire.

    Raises:
        BrokenFrame: it is longer than a frame may be, or holds what JSON cannot.
    """
    try:
        body = orjson.dumps(frame)
    except orjson.JSONEncodeError as error:
        raise BrokenFrame(str(error)) from error
    if len(body) > FRAME_LIMIT_BYTES:
        raise BrokenFrame(f"a frame of {len(body)} bytes")
    return len(body).to_bytes(HEADER_BYTES, "little") + body


def body_bytes(header: bytes) -> int:
    """How long the body is that follows `header`.

    Raises:
        BrokenFrame: it claims to be longer than a frame may be.
    """
    size = int.from_bytes(header, "little")
    if size > FRAME_LIMIT_BYTES:
        raise BrokenFrame(f"a frame of {size} bytes")
    return size


def unpack(body: bytes) -> Frame:
    """The frame in a body.

    Raises:
        BrokenFrame: it is no JSON object.
    """
    try:
        frame = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BrokenFrame("not JSON") from error
    if not isinstance(frame, dict):
        raise BrokenFrame("not an object")
    return frame


class FrameBuffer:
    """Cuts frames out of bytes as they arrive."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """Take more bytes; returns the frames that are now whole."""
        self._bytes += data
        frames = []
        while len(self._bytes) >= HEADER_BYTES:
            end = HEADER_BYTES + body_bytes(bytes(self._bytes[:HEADER_BYTES]))
            if len(self._bytes) < end:
                break
            frames.append(unpack(bytes(self._bytes[HEADER_BYTES:end])))
            del self._bytes[:end]
        return frames


def ask_frame(number: int, request: GenerationRequest, written: Sequence[int] = ()) -> Frame:
    """The frame that asks for a reply, or for the rest of one of which `written` is there already.

    Raises:
        ImpossibleSchema: the reply should pass a schema that cannot be compiled.
        NotANumber: its tokens cannot be drawn so.
    """
    prompt = replace(request.prompt, lines=request.prompt.lines[-LIMIT_LINES:])
    return {
        "do": "ask",
        "id": number,
        "prompt": _cut(asdict(prompt)),
        "max_tokens": min(max(request.max_tokens, 1), MOST_TOKENS),
        "sampling": asdict(bounded(request.sampling)),
        "written": list(written),
        "grammar": compile_schema(request.schema).gbnf if request.schema is not None else "",
        "purpose": request.purpose,
        "party": request.party,
    }


def _cut(part: Any) -> Any:
    """The same with no text in it longer than `LIMIT_TEXT_CHARS`."""
    match part:
        case str():
            return part[:LIMIT_TEXT_CHARS]
        case dict():
            return {key: _cut(inner) for key, inner in part.items()}
        case list() | tuple():
            return [_cut(inner) for inner in part]
    return part


def read_prompt(frame: Frame) -> Prompt:
    """The prompt an ask frame carries."""
    parts = frame["prompt"]
    return Prompt(
        speaker=parts["speaker"],
        listener=parts["listener"],
        persona=_read_facts(parts["persona"]),
        scene=_read_facts(parts["scene"]),
        memory=_read_facts(parts["memory"]),
        lines=tuple(Line(Role(line["role"]), line["name"], line["text"]) for line in parts["lines"]),
        reply_so_far=parts["reply_so_far"],
    )


def _read_facts(parts: list[dict[str, Any]]) -> tuple[Fact, ...]:
    return tuple(Fact(part["key"], part["text"], tuple(part["said"])) for part in parts)


def read_sampling(frame: Frame) -> Sampling:
    """How an ask frame wants its tokens drawn."""
    return Sampling(**frame["sampling"])
