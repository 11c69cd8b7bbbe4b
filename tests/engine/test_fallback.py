"""The realm is never silent, and never pretends."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from realm_gql.engine.fallback import FallbackEngine
from realm_gql.engine.port import EngineState, EngineStatus, GenerationRequest, Piece, Source
from realm_gql.engine.scripted import ScriptedEngine
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable, RealmError
from tests.engine.asking import hear, listen, request

AUTHORED = "I am Maren, and this is my ferry."


class Moody:
    """An engine in a given state that says some words and then raises."""

    def __init__(self, state: EngineState, words: tuple[str, ...] = (), error: RealmError | None = None) -> None:
        self.state, self.words, self.error, self.asked = state, words, error, 0

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def status(self) -> EngineStatus:
        return EngineStatus(self.state, "moody", "The file is broken.")

    async def stream(self, request: GenerationRequest) -> AsyncIterator[Piece]:
        self.asked += 1
        for word in self.words:
            yield Piece(word, Source.MODEL, "moody")
        if self.error is not None:
            raise self.error


async def test_a_model_that_can_speak_speaks() -> None:
    engine = FallbackEngine(Moody(EngineState.READY, ("Aye",)), ScriptedEngine())

    assert [(piece.text, piece.source) for piece in await listen(engine, request())] == [("Aye", Source.MODEL)]
    assert engine.status() == EngineStatus(EngineState.READY, "moody", "The file is broken.")


async def test_a_model_that_failed_is_not_even_asked() -> None:
    primary = Moody(EngineState.FAILED)
    engine = FallbackEngine(primary, ScriptedEngine())

    assert await hear(engine, request()) == AUTHORED
    assert primary.asked == 0
    assert engine.status() == EngineStatus(
        EngineState.FAILED, "moody", "The file is broken. NPCs answer from authored lines."
    )


async def test_an_unavailable_model_is_stood_in_for() -> None:
    primary = Moody(EngineState.RESTARTING, error=EngineUnavailable("gone"))
    pieces = await listen(FallbackEngine(primary, ScriptedEngine()), request())

    assert "".join(piece.text for piece in pieces) == AUTHORED
    assert {piece.source for piece in pieces} == {Source.AUTHORED}


@pytest.mark.parametrize("error", [EngineFailed("died"), EngineUnavailable("gone")])
async def test_nobody_takes_over_in_the_middle_of_a_sentence(error: RealmError) -> None:
    engine = FallbackEngine(Moody(EngineState.READY, ("Aye",), error), ScriptedEngine())
    reply = engine.stream(request())

    assert (await anext(reply)).text == "Aye"
    with pytest.raises(type(error)):
        await anext(reply)


async def test_a_full_queue_is_told_and_not_papered_over() -> None:
    engine = FallbackEngine(Moody(EngineState.READY, error=EngineBusy("full")), ScriptedEngine())

    with pytest.raises(EngineBusy):
        await hear(engine, request())
