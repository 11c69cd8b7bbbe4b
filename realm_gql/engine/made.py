"""Making with any engine: the texts of what is made as they are written, and at the end the whole of it, checked."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from realm_gql.engine.grammar import passes
from realm_gql.engine.port import Engine, GenerationRequest
from realm_gql.engine.unfold import BrokenJson, Field, Unfolder
from realm_gql.errors import EngineFailed


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and the model that made it; it passes its schema."""

    value: Mapping[str, Any]
    model: str = ""


MadeDelta = Field | Made


async def make(engine: Engine, request: GenerationRequest) -> AsyncGenerator[MadeDelta]:
    """Make one thing after the schema of `request`, which must have one.

    Yields:
        A `Field` for each piece of a text, as it is written; last, `Made`.

    Raises:
        EngineUnavailable: no model can make it now.
        EngineBusy: the engine's queue is full.
        EngineFailed: it broke off, or what came is not what was asked for. The pieces so far are worth nothing then.
    """
    if request.schema is None:
        raise ValueError("what is made needs a schema")
    unfolder, model = Unfolder(), ""
    try:
        async with aclosing(engine.stream(request)) as pieces:
            async for piece in pieces:
                model = piece.model
                for field in unfolder.feed(piece.text):
                    yield field
        value = unfolder.finish()
    except BrokenJson as broken:
        raise EngineFailed(f"The model's answer cannot be read: {broken}.") from broken
    if not passes(request.schema, value):
        raise EngineFailed("The model's answer is not what was asked for.")
    yield Made(value, model)
