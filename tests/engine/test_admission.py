"""Who gets a place in the batch, with a model: turns overtake, and nothing else ever holds every place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from realm_gql.engine.llama_cpp.model import Limits, Model
from realm_gql.engine.llama_cpp.writer import Ask, Writer
from realm_gql.engine.port import Purpose, Sampling
from tests.engine.asking import request

pytestmark = pytest.mark.model

TURN, MAKING, AGENCY, BACKGROUND = Purpose
GREEDY = Sampling(temperature=0.0)
OpenModel = Callable[[int], Model]


@pytest.fixture(scope="module")
def open_model(tiny_model: Path) -> OpenModel:
    models: dict[int, Model] = {}

    def opened(parallel: int) -> Model:
        if parallel not in models:
            models[parallel] = Model(tiny_model, Limits(threads=1, context_tokens=0, parallel=parallel))
        return models[parallel]

    return opened


def ask(number: int, purpose: Purpose = TURN, party: str = "", max_tokens: int = 12, said: str = "Hello") -> Ask:
    return Ask(number, request(said).prompt, max_tokens, GREEDY, purpose=purpose, party=party)


def running(writer: Writer) -> list[int]:
    return sorted(slot.reply.id for slot in writer._slots if slot.reply is not None)


def ends(writer: Writer) -> list[int]:
    """The replies in the order in which they end."""
    order = []
    while writer.has_work:
        order += [said.id for said in writer.step() if said.end]
    return order


def test_a_turn_overtakes_making_that_waits(open_model: OpenModel) -> None:
    writer = Writer(open_model(4))
    for number in range(8):
        writer.ask(ask(number, MAKING))
    writer.step()
    writer.ask(ask(100))
    writer.step()

    assert running(writer) == [0, 1, 2, 100]
    assert [begun.purpose for begun in writer.begun] == [TURN]
    assert sorted(ends(writer)) == [*range(8), 100]


@pytest.mark.parametrize(("parallel", "most"), [(2, 1), (4, 3), (8, 6)])
def test_what_is_no_turn_never_holds_every_place(open_model: OpenModel, parallel: int, most: int) -> None:
    writer = Writer(open_model(parallel))
    for number in range(12):
        writer.ask(ask(number, (MAKING, AGENCY, BACKGROUND)[number % 3], max_tokens=4 + number))
    widest = 0
    while writer.has_work:
        writer.step()
        widest = max(widest, writer.active)
        assert writer.active <= most

    assert widest == most


def test_turns_may_hold_every_place_and_the_rest_still_moves(open_model: OpenModel) -> None:
    writer = Writer(open_model(4))
    for number in range(30):
        writer.ask(ask(number))
    writer.ask(ask(100, BACKGROUND))
    writer.step()
    assert running(writer) == [0, 1, 2, 100]
    while 100 in running(writer):
        writer.step()
    writer.step()

    assert writer.active == 4
    assert len(ends(writer)) >= 20


def test_two_players_with_unequal_demand_are_served_alike(open_model: OpenModel) -> None:
    writer = Writer(open_model(2))
    party_of: dict[int, str] = {}
    served: Counter[str] = Counter()

    def asks(party: str) -> None:
        number = len(party_of)
        party_of[number] = party
        writer.ask(ask(number, party=party))

    for party in ["greedy"] * 10 + ["modest"] * 2:
        asks(party)
    for _ in range(400):
        for said in writer.step():
            if said.end:
                party = party_of[said.id]
                served[party] += 1
                asks(party)

    assert abs(served["greedy"] - served["modest"]) <= 2
    assert sum(served.values()) > 40


def test_at_the_only_place_a_turn_comes_first_and_what_it_interrupts_goes_on_as_if_it_had_not(
    open_model: OpenModel,
) -> None:
    model = open_model(1)

    def told(*interruptions: int) -> tuple[str, list[int]]:
        """What is made, and the order in which replies end; a turn comes whenever so many tokens are made."""
        model.lib.llama_memory_seq_rm(model.memory, -1, -1, -1)
        writer, coming = Writer(model), list(interruptions)
        text, tokens, order = "", 0, []
        writer.ask(ask(0, MAKING, max_tokens=40, said="Make something"))
        writer.ask(ask(1, AGENCY, max_tokens=4))
        while writer.has_work:
            for said in writer.step():
                if said.id == 0:
                    text, tokens = text + said.text, tokens + 1
                order += [said.id] if said.end else []
            if coming and running(writer) == [0] and tokens == coming[0]:
                turn = 100 + coming.pop(0)
                writer.ask(ask(turn, said="And who are you?"))
                writer.step()
                assert running(writer) == [turn]
        return text, order

    whole, order = told()
    assert order == [0, 1]
    interrupted, order = told(0, 7, 30)
    assert order == [100, 107, 130, 0, 1]
    assert interrupted == whole


def test_a_reply_that_goes_on_after_a_death_is_first_and_blocks_nobody(open_model: OpenModel) -> None:
    model = open_model(4)
    written = tuple(model.tokenize("I am", special=False))
    writer = Writer(model)
    for number in range(6):
        writer.ask(ask(number))
    for number in range(50, 55):
        writer.ask(Ask(number, request("Hello").prompt, 12, GREEDY, written, purpose=MAKING))
    writer.ask(Ask(60, request("Hello").prompt, 12, GREEDY, written))
    writer.step()

    assert running(writer) == [50, 51, 52, 60]
    assert sorted(ends(writer)) == [*range(6), *range(50, 55), 60]


def test_a_stopped_reply_leaves_the_queue(open_model: OpenModel) -> None:
    writer = Writer(open_model(2))
    for number in range(6):
        writer.ask(ask(number, MAKING))
    writer.step()
    writer.stop(0)
    writer.stop(3)

    assert ends(writer) == [1, 2, 4, 5]


def test_a_turns_prompt_is_read_before_that_of_an_older_making(
    open_model: OpenModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writer, "_learn_speed", lambda _writer, _read, _step_s: None)
    model = open_model(4)
    model.lib.llama_memory_seq_rm(model.memory, -1, -1, -1)
    writer = Writer(model)
    writer._read_per_s = 100.0
    writer.ask(ask(1, MAKING, said="Make it strange. " * 30))
    writer.step()
    writer.ask(ask(2, said="And so: who are you? " * 3))
    said: list[int] = []
    while not said:
        said = [piece.id for piece in writer.step()]

    assert said == [2]
