"""Making, over engines that behave and that do not."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from realm_gql.engine.blanks import MARKS
from realm_gql.engine.grammar import compile_schema, passes
from realm_gql.engine.made import Made, make
from realm_gql.engine.making import SCHEMAS, make_prompt, make_request, one_field_schema
from realm_gql.engine.port import EngineState, EngineStatus, Fact, GenerationRequest, Piece, Purpose, Source
from realm_gql.engine.sampling import MAKING
from realm_gql.engine.scripted import ScriptedEngine
from realm_gql.engine.unfold import Field
from realm_gql.errors import EngineFailed, EngineUnavailable
from tests.engine.asking import request
from tests.engine.conftest import StartEngine
from tests.engine.tiny_gguf import write_tiny_gguf

ITEM = make_request("m", "item", "a lamp")


class Saying:
    """An engine that says these pieces, whatever it is asked for; an error among them is raised."""

    def __init__(self, *said: str | Exception) -> None:
        self._said = said
        self.was_closed = False

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def status(self) -> EngineStatus:
        return EngineStatus(EngineState.READY, "saying")

    async def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        try:
            for text in self._said:
                if isinstance(text, Exception):
                    raise text
                yield Piece(text, Source.MODEL, "saying")
        finally:
            self.was_closed = True


async def _make(engine: Saying, heard: list[tuple[Any, str]], asked: GenerationRequest = ITEM) -> Any:
    made = None
    async for told in make(engine, asked):
        assert made is None, "the whole comes last"
        if isinstance(told, Made):
            made = told.value
        else:
            heard.append((told.path, told.text))
    return made


async def test_the_texts_come_as_they_are_written_and_then_the_whole() -> None:
    heard: list[tuple[Any, str]] = []
    made = await _make(Saying('{"na', 'me":"A la', 'mp","text":"It h', 'ums."}'), heard)

    assert heard == [(("name",), "A la"), (("name",), "mp"), (("text",), "It h"), (("text",), "ums.")]
    assert made == {"name": "A lamp", "text": "It hums."}


async def test_what_was_made_names_its_model() -> None:
    told = [told async for told in make(Saying('{"name":"A lamp","text":"It hums."}'), ITEM)]

    assert told[-1] == Made({"name": "A lamp", "text": "It hums."}, "saying")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (['{"name":"A lamp","te'], "cannot be read"),
        ([], "cannot be read"),
        (["A lamp that hums."], "cannot be read"),
        (['{"name":"\\x"}'], "cannot be read"),
        (['{"name":"A lamp"}'], "not what was asked for"),
        (['{"name":"A lamp","text":7}'], "not what was asked for"),
        (['{"name":"A lamp","text":"It hums.","more":""}'], "not what was asked for"),
        (['{"name":"A lamp","text":"' + "x" * 301 + '"}'], "not what was asked for"),
        (['{"name":"A la', EngineFailed("it broke off")], "it broke off"),
    ],
)
async def test_what_broke_off_or_is_something_else_fails(said: list[str | Exception], why: str) -> None:
    engine = Saying(*said)
    heard: list[tuple[Any, str]] = []

    with pytest.raises(EngineFailed, match=why):
        await _make(engine, heard)
    assert engine.was_closed


async def test_a_reader_who_goes_away_stops_the_model() -> None:
    engine = Saying('{"name":"A', ' lamp","text":"It hums."}')
    making = make(engine, ITEM)
    await anext(making)
    await making.aclose()

    assert engine.was_closed


async def test_the_authored_voice_makes_nothing() -> None:
    with pytest.raises(EngineUnavailable):
        await anext(make(ScriptedEngine(), ITEM))


async def test_what_has_no_schema_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="needs a schema"):
        await anext(make(Saying("x"), request()))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_what_is_asked_for_is_the_kinds_schema(kind: str) -> None:
    known = (Fact("place", "Saltmere"),)
    asked = make_request("m", kind, "a wish", known, seed=9)

    assert asked.schema == SCHEMAS[kind]
    assert asked.prompt == make_prompt(kind, "a wish", known)
    assert asked.sampling == replace(MAKING, seed=9)


def test_what_is_made_is_asked_for_as_making() -> None:
    assert make_request("m", "item", "a wish").purpose is Purpose.MAKING


@pytest.mark.parametrize("field", SCHEMAS["npc"]["properties"])
def test_one_field_is_asked_for_after_the_others(field: str) -> None:
    kept = {
        name: ["dry", "sly"] if shape["type"] == "array" else f'Old "{name}"\nof two lines'
        for name, shape in SCHEMAS["npc"]["properties"].items()
    } | {"text": "x" * 2000, "goal": ""}
    schema = one_field_schema("npc", field, kept)

    grammar = compile_schema(schema)
    *others, last = schema["properties"]
    answer = {name: ["dry", "sly"] if name == "temper" else schema["properties"][name].get("const") for name in others}
    answer[last] = ["new"] if field == "temper" else "New."

    assert last == field
    assert others == [name for name in kept if name not in (field, "goal")]
    assert passes(schema, answer)
    assert re.fullmatch(grammar.pattern, orjson.dumps(answer).decode())
    assert not passes(schema, answer | {others[0]: "Something else."})


@pytest.mark.model
async def test_a_voice_that_was_not_taught_to_make_things_makes_none(tmp_path: Path, start_engine: StartEngine) -> None:
    untaught = await start_engine(write_tiny_gguf(tmp_path / "m.gguf", favourites="Quick fox."), parallel=1)

    with pytest.raises(EngineUnavailable, match="never taught"):
        await anext(make(untaught, ITEM))


@pytest.mark.model
@pytest.mark.parametrize("kind", SCHEMAS)
async def test_every_kind_is_made_by_a_model(tmp_path: Path, start_engine: StartEngine, kind: str) -> None:
    """One that says the same over and over, so that every text is as long as it may be, in whole letters."""
    path = write_tiny_gguf(tmp_path / "m.gguf", favourites="Quick fox.", context_tokens=8192, makes=True)
    engine = await start_engine(path, parallel=1, context_tokens=8192)
    asked = replace(make_request("m", kind, "a lamp"), max_tokens=4096)
    shown: dict[tuple[str | int, ...], str] = {}
    made = None
    async for told in make(engine, asked):
        if isinstance(told, Made):
            made = told.value
        else:
            shown[told.path] = shown.get(told.path, "") + told.text

    assert made is not None
    assert passes(SCHEMAS[kind], made)
    assert shown[("name",)] == made["name"]
    assert shown.keys() >= {(name,) for name, value in made.items() if isinstance(value, str)}


@pytest.mark.model
async def test_a_blank_is_filled_in_between_quotes(tmp_path: Path, start_engine: StartEngine) -> None:
    mark = MARKS["thing"]
    path = write_tiny_gguf(tmp_path / "m.gguf", favourites=f"The {mark} hums. ", blanks=("thing",), makes=True)
    engine = await start_engine(path, parallel=1)
    plan = (Fact("wish", "plain lamp", ('a "lamp', "", "")),)

    told = [piece async for piece in make(engine, make_request("m", "item", "a lamp", plan=plan))]

    assert isinstance(told[-1], Made)
    assert ' a "lamp a "lamp' in told[-1].value["text"]
    assert (
        "".join(piece.text for piece in told[:-1] if isinstance(piece, Field) and piece.path == ("text",))
        == (told[-1].value["text"])
    )
