"""Dialogues that lost their slot to others: their memory is put back, and nobody can tell that it was gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from realm_gql.engine.llama_cpp import parking
from realm_gql.engine.llama_cpp.model import Limits, Model
from realm_gql.engine.llama_cpp.parking import GAIN_TOKENS, LEAST_TOKENS, Parked
from realm_gql.engine.llama_cpp.prompting import tokenize_prompt
from realm_gql.engine.llama_cpp.writer import Ask, Begun, Said, Writer
from realm_gql.engine.port import Fact, Line, Prompt, Role, Sampling
from tests.engine.asking import request
from tests.engine.tiny_gguf import write_tiny_gguf

pytestmark = pytest.mark.model

NAMES = ("Maren", "Oswin", "Tilda", "Brock", "Ysolde")
REPLY_TOKENS = 16
ROOMY_BYTES = 2**24

OpenModel = Callable[[int, int], Model]


@pytest.fixture(scope="module", params=["attention", "recurrent"])
def spelling(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Model:
    """It spells the alphabet, so that a reply's text has the tokens it was written with; two replies at once."""
    recurrent = request.param == "recurrent"
    path = tmp_path_factory.mktemp("models") / "spelling.gguf"
    write_tiny_gguf(path, favourites="abcdefghijklmnopqrstuvwxyz", recurrent=recurrent)
    model = Model(path, Limits(threads=1, context_tokens=0, parallel=2))
    assert model.is_recurrent is recurrent
    return model


@pytest.fixture(scope="module", params=["attention", "recurrent"])
def calm(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Model:
    """What it says depends on all of the prompt, but not on how a batch is rounded; one reply at a time."""
    path = tmp_path_factory.mktemp("models") / "calm.gguf"
    recurrent = request.param == "recurrent"
    write_tiny_gguf(path, seed=3, colour=1.0 if recurrent else 0.2, recurrent=recurrent)
    return Model(path, Limits(threads=1, context_tokens=0, parallel=1))


@pytest.fixture
def attentive(tmp_path_factory: pytest.TempPathFactory) -> OpenModel:
    """Opens models with attention that have so many slots, and so many bytes to park in."""
    path = write_tiny_gguf(tmp_path_factory.mktemp("models") / "calm.gguf", seed=3, colour=0.2)

    def open_model(parallel: int, parked_bytes: int) -> Model:
        model = Model(path, Limits(threads=1, context_tokens=0, parallel=parallel))
        model.plan = replace(model.plan, parked_bytes=parked_bytes)
        return model

    return open_model


@dataclass
class Talk:
    """Dialogues with one writer, one line after another."""

    model: Model

    def __post_init__(self) -> None:
        self.model.lib.llama_memory_seq_rm(self.model.memory, -1, -1, -1)
        self.writer = Writer(self.model)

    def hear(self, prompt: Prompt) -> tuple[str, Begun]:
        """The whole reply, and what its prompt took."""
        said, begun = self._run(Ask(1, prompt, REPLY_TOKENS, Sampling(temperature=0.0)))
        return "".join(piece.text for piece in said), begun

    def write(self, prompt: Prompt, max_tokens: int, written: Sequence[int] = ()) -> tuple[list[int], Begun]:
        """The tokens that a reply goes on with, and what its prompt took."""
        said, begun = self._run(Ask(1, prompt, max_tokens, Sampling(temperature=0.0), tuple(written)))
        return [piece.token for piece in said if piece.token is not None], begun

    def _run(self, ask: Ask) -> tuple[list[Said], Begun]:
        self.writer.ask(ask)
        said, begun = self.writer.step(), self.writer.begun
        while self.writer.has_work:
            said += self.writer.step()
        assert len(begun) == 1
        return said, begun[0]

    def size(self, prompt: Prompt) -> int:
        """How many tokens it has."""
        return len(tokenize_prompt(self.model, prompt, 1000))

    def names_in(self, tokens: list[int]) -> set[str]:
        """Whose persona it is."""
        text = b"".join(self.model.piece(token) for token in tokens).decode(errors="replace")
        return {name for name in NAMES if f"name: {name}" in text}

    @property
    def parked(self) -> list[Parked]:
        """What is parked, the first to go first."""
        return list(self.writer._parking._parked.values())


def _prompt(name: str, *lines: Line) -> Prompt:
    past = f"{name} counted every ebb since the bell went down. " * 3
    return request(speaker=name, persona=(Fact("name", name), Fact("past", past)), lines=lines).prompt


FIRST = Line(Role.LISTENER, "Wenna", "Who are you?")


def _second(reply: str) -> tuple[Line, ...]:
    return FIRST, Line(Role.SPEAKER, "Maren", reply), Line(Role.LISTENER, "Wenna", "And where to?")


def test_a_parked_dialogue_reads_only_what_is_new(spelling: Model) -> None:
    talk = Talk(spelling)
    replies = [talk.hear(_prompt(name, FIRST))[0] for name in NAMES]

    for name, reply in zip(NAMES, replies, strict=True):
        before, prompt = _prompt(name, FIRST), _prompt(name, *_second(reply))
        _, begun = talk.hear(prompt)
        # The last token of a reply is said and never decoded.
        known = talk.size(before) + REPLY_TOKENS - 1
        assert (begun.read_tokens, begun.copied_tokens, begun.restored_tokens) == (
            talk.size(prompt) - known,
            0,
            known,
        )


def test_what_follows_a_restore_is_what_would_have_followed(calm: Model) -> None:
    """To the token: each dialogue is broken off, loses its slot to the others, and goes on."""
    whole = [Talk(calm).write(_prompt(name, FIRST), 2 * REPLY_TOKENS)[0] for name in NAMES]
    talk = Talk(calm)
    for name in NAMES:
        talk.write(_prompt(name, FIRST), REPLY_TOKENS)
    for name, tokens in zip(NAMES, whole, strict=True):
        rest, begun = talk.write(_prompt(name, FIRST), 2 * REPLY_TOKENS, tokens[:REPLY_TOKENS])
        assert rest == tokens[REPLY_TOKENS:]
        assert (begun.read_tokens, begun.copied_tokens) == (1, 0)
    assert len({tuple(tokens) for tokens in whole}) == len(NAMES)


def test_a_reply_after_a_cut_restore_is_the_one_read_afresh(attentive: OpenModel) -> None:
    """What was said is not what is now said to have been said."""
    model = attentive(1, ROOMY_BYTES)
    prompts = [_prompt(name, *lines) for lines in ((FIRST,), _second("I keep the ferry.")) for name in NAMES]
    fresh = [Talk(model).hear(prompt)[0] for prompt in prompts]
    talk = Talk(model)

    told = [talk.hear(prompt) for prompt in prompts]

    assert [text for text, _ in told] == fresh
    assert len(set(fresh)) > len(NAMES)
    assert all(begun.restored_tokens > LEAST_TOKENS for _, begun in told[len(NAMES) :])


def test_a_recurrent_memory_is_restored_whole_or_not_at_all(calm: Model) -> None:
    talk = Talk(calm)
    for name in ("Maren", "Oswin"):
        talk.hear(_prompt(name, FIRST))

    text, begun = talk.hear(_prompt("Maren", *_second("I keep the ferry.")))

    assert (begun.restored_tokens == 0) is calm.is_recurrent
    assert Talk(calm).hear(_prompt("Maren", *_second("I keep the ferry.")))[0] == text


def test_a_slot_that_is_moved_down_parks_what_lay_there(attentive: OpenModel) -> None:
    talk = Talk(attentive(3, ROOMY_BYTES))
    for number, max_tokens in enumerate((40, 4, 40)):
        talk.writer.ask(Ask(number, _prompt(NAMES[number], FIRST), max_tokens, Sampling(temperature=0.0)))
    while talk.writer.has_work:
        talk.writer.step()

    assert len(talk.parked) == 1
    _, begun = talk.hear(_prompt(NAMES[1], FIRST))
    assert (begun.read_tokens, begun.copied_tokens) == (1, 0)


def test_a_slot_is_not_restored_into_while_it_is_copied_from(attentive: OpenModel) -> None:
    model = attentive(2, ROOMY_BYTES)
    prompts = [_prompt("Maren", Line(Role.LISTENER, "Wenna", "What of the bell?")), _prompt("Oswin", FIRST)]
    fresh = [Talk(model).hear(prompt)[0] for prompt in prompts]
    talk = Talk(model)
    for name in ("Oswin", "Tilda", "Maren"):
        talk.hear(_prompt(name, FIRST))
    assert [talk.names_in(parked.tokens) for parked in talk.parked] == [{"Oswin"}]

    for number, prompt in enumerate(prompts):
        talk.writer.ask(Ask(number, prompt, REPLY_TOKENS, Sampling(temperature=0.0)))
    said, begun = talk.writer.step(), talk.writer.begun
    while talk.writer.has_work:
        said += talk.writer.step()

    assert ["".join(piece.text for piece in said if piece.id == number) for number in (0, 1)] == fresh
    assert begun[0].copied_tokens > LEAST_TOKENS
    assert begun[1].restored_tokens == 0


def test_the_budget_is_kept_and_the_longest_unused_goes_first(attentive: OpenModel) -> None:
    talk = Talk(attentive(1, ROOMY_BYTES))
    for name in NAMES:
        talk.hear(_prompt(name, FIRST))
    each = max(parked.state.size for parked in talk.parked)
    assert len(talk.parked) == len(NAMES) - 1

    talk = Talk(attentive(1, 2 * each))
    for name in NAMES:
        talk.hear(_prompt(name, FIRST))
        assert talk.writer._parking.used_bytes == sum(parked.state.size for parked in talk.parked) <= 2 * each
    assert len(talk.parked) == 2
    assert talk.hear(_prompt(NAMES[3], FIRST))[1].read_tokens == 1
    assert talk.hear(_prompt(NAMES[0], FIRST))[1].restored_tokens == 0


def test_without_a_budget_nothing_is_parked(attentive: OpenModel) -> None:
    talk = Talk(attentive(1, 0))
    told = [talk.hear(_prompt(name, FIRST)) for name in (*NAMES, *NAMES)]

    assert [begun.restored_tokens for _, begun in told] == [0] * len(told)
    assert talk.parked == []


@pytest.mark.parametrize("how", ["cut short", "not of this context", "refused"])
def test_a_restore_that_fails_is_read_instead(attentive: OpenModel, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    talk = Talk(attentive(1, ROOMY_BYTES))
    whole, _ = talk.hear(_prompt("Maren", FIRST))
    talk.hear(_prompt("Oswin", FIRST))
    (parked,) = talk.parked
    broken = {"cut short": parked.state[:1000], "not of this context": np.zeros_like(parked.state)}.get(how)
    if broken is None:
        monkeypatch.setattr(talk.model.lib, "llama_state_seq_set_data", lambda *_: 0)
    else:
        talk.writer._parking._parked[parked.key] = replace(parked, state=broken)
        talk.writer._parking.used_bytes += broken.size - parked.state.size

    text, begun = talk.hear(_prompt("Maren", FIRST))

    assert text == whole
    assert begun.restored_tokens == 0
    assert parked.key not in talk.writer._parking._parked
    assert talk.writer._parking.used_bytes == sum(parked.state.size for parked in talk.parked)
    assert talk.model.first_error() == "llama.cpp does not say why"


def test_what_another_slot_holds_is_not_parked(attentive: OpenModel) -> None:
    """Three dialogues with one NPC differ by less than it takes to move a memory."""
    talk = Talk(attentive(2, ROOMY_BYTES))
    for said in ("Hm", "Ho", "Ha"):
        talk.hear(_prompt("Maren", Line(Role.LISTENER, "Wenna", said)))

    assert talk.parked == []


def test_a_longer_dialogue_takes_the_place_of_its_beginning(attentive: OpenModel) -> None:
    talk = Talk(attentive(1, ROOMY_BYTES))
    first, _ = talk.write(_prompt("Maren", FIRST), REPLY_TOKENS)
    talk.hear(_prompt("Oswin", FIRST))
    (short,) = talk.parked
    more, _ = talk.write(_prompt("Maren", FIRST), 4 * REPLY_TOKENS, first)
    talk.hear(_prompt("Tilda", FIRST))

    long = talk.parked[-1]
    assert long.tokens[: len(short.tokens)] == short.tokens
    assert len(long.tokens) == len(short.tokens) + len(more)
    assert [parked.tokens == short.tokens for parked in talk.parked] == [False, False]


def test_a_sliding_window_is_parked_only_while_it_covers_everything(
    attentive: OpenModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = attentive(1, ROOMY_BYTES)
    held = Talk(model).size(_prompt("Maren", FIRST)) + REPLY_TOKENS - 1
    for window, parked in ((held - 1, 0), (held, 1)):
        monkeypatch.setattr(model, "window_tokens", window)
        talk = Talk(model)
        talk.hear(_prompt("Maren", FIRST))
        talk.hear(_prompt("Oswin", FIRST))
        assert len(talk.parked) == parked


def test_a_persona_that_is_copied_from_outlasts_later_dialogues(
    attentive: OpenModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parking, "LEAST_TOKENS", 10_000)
    talk = Talk(attentive(3, ROOMY_BYTES))
    for name in ("Maren", "Oswin"):
        talk.hear(_prompt(name, FIRST))
    _, copied = talk.hear(_prompt("Maren", Line(Role.LISTENER, "Wenna", "What of the bell?")))
    assert copied.copied_tokens > LEAST_TOKENS

    _, begun = talk.hear(_prompt("Tilda", FIRST))

    assert begun.copied_tokens < GAIN_TOKENS
    assert [talk.names_in(slot.held) for slot in talk.writer._slots] == [{"Maren"}, {"Tilda"}, {"Maren"}]
