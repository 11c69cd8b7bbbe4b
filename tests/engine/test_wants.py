"""A model that first says, to nobody, what it takes a line for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from realm_gql.engine.hearing import BUCKETS, Hearing, buckets_of
from realm_gql.engine.llama_cpp.gguf import UnusableModel
from realm_gql.engine.llama_cpp.model import Limits, Model
from realm_gql.engine.llama_cpp.writer import Ask, Said, Writer
from realm_gql.engine.port import Prompt, Sampling
from tests.engine.asking import request
from tests.engine.tiny_gguf import write_tiny_gguf

pytestmark = pytest.mark.model
GREEDY = Sampling(temperature=0.0)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path = tmp_path_factory.mktemp("models") / "wanting.gguf"
    write_tiny_gguf(path, blanks=("want:name", "want:price", "name"))
    return Model(path, Limits(threads=1, context_tokens=0, parallel=2))


def _write(model: Model, ask: Ask) -> list[Said]:
    writer, said = Writer(model), []
    writer.ask(ask)
    while writer.has_work:
        said += writer.step()
    model.lib.llama_memory_seq_rm(model.memory, -1, -1, -1)
    return said


def _prompt(text: str = "Good evening") -> Prompt:
    return request(text).prompt


def test_the_first_token_is_what_is_wanted_and_nobody_sees_it(model: Model) -> None:
    first, *others = _write(model, Ask(1, _prompt(), 20, GREEDY))

    assert len(model.wants) == 2
    assert first.token in model.wants
    assert first.text == ""
    assert not {said.token for said in others} & set(model.wants)
    assert "want" not in "".join(said.text for said in others)


def test_it_does_not_count_as_a_token_of_the_reply(model: Model) -> None:
    (wanted, only) = _write(model, Ask(1, _prompt(), 1, GREEDY))

    assert wanted.token in model.wants
    assert only.end == "ended"


@pytest.mark.parametrize("steps", [1, 5, 12])
def test_a_reply_goes_on_without_choosing_again(model: Model, steps: int) -> None:
    whole = _write(model, Ask(1, _prompt(), 12, GREEDY))
    written = tuple(said.token for said in whole[:steps] if said.token is not None)
    rest = _write(model, Ask(2, _prompt(), 12, GREEDY, written))
    resumed = _write(model, Ask(3, replace(_prompt(), reply_so_far="And so"), 12, GREEDY))

    assert len(whole) == 13
    assert [(said.token, said.end) for said in rest] == [(said.token, said.end) for said in whole[steps:]]
    assert not {said.token for said in resumed} & set(model.wants)


def test_json_and_players_do_without_it(model: Model) -> None:
    held = _write(model, Ask(1, _prompt(), 40, GREEDY, grammar='root ::= "[1]"'))

    assert not {said.token for said in held} & set(model.wants)
    assert not set(model.tokenize("<|want:price|>", special=False)) & set(model.wants)


def _hearing(wants: int = 2) -> Hearing:
    """One that takes a line with `price` for the second want, and one with `name` for the first."""
    weights = np.zeros((BUCKETS, wants), np.int8)
    for word, want in (("price", wants - 1), ("name", 0)):
        for buckets in buckets_of(word):
            weights[buckets, want] = 100
    return Hearing(weights, 1.0, np.zeros(wants, np.float32))


def test_what_a_line_wants_is_heard_in_its_words_too(tmp_path: Path) -> None:
    path = tmp_path / "hearing.gguf"
    write_tiny_gguf(path, blanks=("want:name", "want:price", "name"), hearing=_hearing().written())
    hearing = Model(path, Limits(threads=1, context_tokens=0, parallel=2))
    name, price = hearing.wants

    assert _write(hearing, Ask(1, _prompt("your name?"), 4, GREEDY))[0].token == name
    assert _write(hearing, Ask(2, _prompt("what price?"), 4, GREEDY))[0].token == price
    told = replace(_prompt(), lines=())
    assert _write(hearing, Ask(3, told, 4, GREEDY))[0].token in (name, price)


@pytest.mark.parametrize(("hearing", "why"), [("AAAA", "is broken"), (_hearing(3).written(), "other wants")])
def test_a_hearing_that_does_not_fit_its_model_is_refused(tmp_path: Path, hearing: str, why: str) -> None:
    path = tmp_path / "broken.gguf"
    write_tiny_gguf(path, blanks=("want:name", "want:price"), hearing=hearing)

    with pytest.raises(UnusableModel, match=why):
        Model(path, Limits(threads=1, context_tokens=0, parallel=2))
