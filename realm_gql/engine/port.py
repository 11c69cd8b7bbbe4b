"""The engine port: how the realm asks for text.

A request carries a prompt as structured parts, never as finished text: each adapter renders them for its own model
(`rendering.py`), and training renders its corpus with the same code. What a player or a creation wrote is data in those
parts, never template text.

Adapters: `llama_cpp` (a GGUF in a supervised child process), `openai` (any OpenAI-compatible server), `scripted`
(authored lines, for a realm whose model cannot be loaded and for tests). Only `app.py` may name them.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

DEFAULT_PARALLEL = 8
"""Replies at once, as long as an engine does not know better."""


class Role(StrEnum):
    """Who says a line of the conversation, seen from the NPC that is asked to speak."""

    LISTENER = "listener"
    SPEAKER = "speaker"


class Purpose(StrEnum):
    """What a reply is for: a player who waits in a room, what a player makes, what NPCs do by themselves, the rest."""

    TURN = "turn"
    MAKING = "making"
    AGENCY = "agency"
    BACKGROUND = "background"


class Source(StrEnum):
    """Where a piece of text came from."""

    MODEL = "MODEL"
    AUTHORED = "AUTHORED"


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled thing a prompt states, such as ``trade: ferrywoman``.

    `key` is a lower-case word of ours; `text` is data, one line, already cleaned of control characters. `said` is the
    same in the speaker's own words, part by part, such as ``("a ferrywoman",)`` or ``("eel stout", "2 silver")``: what
    a model may say of it word for word (`blanks.py`).
    """

    key: str
    text: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One thing somebody said; `name` is the one who said it."""

    role: Role
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class AuthoredLine:
    """A line its author wrote for an NPC: said when no model can speak, chosen when `keys` match what was asked.

    A line without keys fits anything.
    """

    text: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """Everything one reply rests on, the unchanging parts first so that a prefix cache holds.

    `persona` never changes between turns; `scene` changes with the room; `memory` with the listener; `lines` is the
    conversation, oldest first, and its last line is what was just said to the speaker. `reply_so_far` is the text a
    broken-off reply already has: the engine continues it and does not repeat it.
    """

    speaker: str
    listener: str
    persona: tuple[Fact, ...]
    scene: tuple[Fact, ...] = ()
    memory: tuple[Fact, ...] = ()
    lines: tuple[Line, ...] = ()
    reply_so_far: str = ""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn. ``temperature=0`` is greedy; None leaves it to what suits the model."""

    temperature: float | None = None
    top_k: int = 40
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """One reply to write. `deadline_s` counts from the call to `Engine.stream`.

    With a `schema` (`grammar.py` says what it may hold) the reply is JSON that passes it, or the reply fails; and it is
    not speech: nobody's next turn ends it, and nobody's authored line stands in for it.

    `purpose` and `party` say what it is for and whose it is, such as a player's id (empty: the purpose's own): an
    engine that has a queue of its own shares its places by them, and others need not look.
    """

    id: str
    prompt: Prompt
    max_tokens: int = 96
    deadline_s: float = 60.0
    sampling: Sampling = field(default_factory=Sampling)
    authored: tuple[AuthoredLine, ...] = ()
    schema: Mapping[str, Any] | None = None
    purpose: Purpose = Purpose.TURN
    party: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the reply as it is written: one or more whole code points."""

    text: str
    source: Source
    model: str


class EngineState(StrEnum):
    """What an engine can do at this moment."""

    STARTING = "STARTING"
    READY = "READY"
    RESTARTING = "RESTARTING"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """The state of an engine, its model's name, one line for the host, and how many replies it writes at once."""

    state: EngineState
    model: str
    detail: str = ""
    parallel: int = DEFAULT_PARALLEL


class Engine(Protocol):
    """Writes text for the realm.

    `stream` yields pieces until the reply ends; closing the iterator (``aclose``, or cancelling the reading task)
    stops the model within one step. Raises `errors.EngineUnavailable` when no model can answer, `errors.EngineBusy`
    when its queue is full, `errors.EngineFailed` when the model cannot finish the reply, the schema is not one it can
    follow, or the deadline passed.
    """

    async def start(self) -> None:
        """Begin loading; returns at once or when ready, and does nothing when it has begun before.

        Never raises for a bad model: see `status`.
        """

    async def stop(self) -> None:
        """Let go of the model and everything it holds."""

    def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        """Write one reply, piece by piece."""

    def status(self) -> EngineStatus:
        """How the engine is now."""
