"""Ways to ask an engine for a reply, shared by the tests of every adapter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from realm_gql.engine.port import AuthoredLine, Engine, Fact, GenerationRequest, Line, Piece, Prompt, Role, Sampling

PROMPT = Prompt(
    speaker="Maren",
    listener="Wenna",
    persona=(Fact("name", "Maren"), Fact("trade", "ferrywoman")),
    scene=(Fact("place", "the ferry stage"),),
    lines=(Line(Role.LISTENER, "Wenna", "Who are you?"),),
)
AUTHORED = (AuthoredLine("I am Maren, and this is my ferry.", ("who",)), AuthoredLine("Mind the third plank."))


def request(*said: str, max_tokens: int = 24, deadline_s: float = 20.0, **parts: Any) -> GenerationRequest:
    """A greedy request; `said` are the listener's lines, `parts` replace parts of the prompt."""
    if said:
        parts["lines"] = tuple(Line(Role.LISTENER, parts.get("listener", "Wenna"), text) for text in said)
    prompt = replace(PROMPT, **parts)
    return GenerationRequest("r", prompt, max_tokens, deadline_s, Sampling(temperature=0.0), AUTHORED)


async def listen(engine: Engine, asked: GenerationRequest) -> list[Piece]:
    """Every piece of a reply."""
    return [piece async for piece in engine.stream(asked)]


async def hear(engine: Engine, asked: GenerationRequest) -> str:
    """A whole reply."""
    return "".join(piece.text for piece in await listen(engine, asked))
