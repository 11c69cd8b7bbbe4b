"""Replies that share one memory, with a model: they say what each says apart, none fails, and everybody gets in."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import gguf
import pytest

from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.llama_cpp import gguf as opening
from realm_gql.engine.llama_cpp.door import MOST_PAST
from realm_gql.engine.llama_cpp.model import Limits, Model
from realm_gql.engine.llama_cpp.protocol import ENDED
from realm_gql.engine.llama_cpp.queueing import limit_others
from realm_gql.engine.llama_cpp.sizing import WORKING_BYTES
from realm_gql.engine.llama_cpp.writer import Ask, Writer
from realm_gql.engine.port import Fact, Line, Prompt, Purpose, Role, Sampling
from tests.engine.asking import request
from tests.engine.tiny_gguf import LAYERS, WIDTH, write_tiny_gguf

pytestmark = pytest.mark.model

TURN, MAKING = Purpose.TURN, Purpose.MAKING
GREEDY = Sampling(temperature=0.0)
CONTEXT_TOKENS = 4096
POOL_TOKENS = 3072
PLACES = 6
NAMES = ("Maren", "Oswin", "Tilda", "Brock", "Ysolde", "Hale", "Wick", "Anselm")
TOKEN_BYTES = 4 * LAYERS * WIDTH

OpenModel = Callable[..., Model]


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What it says depends on all of the prompt, but not on how a batch is rounded."""
    path = tmp_path_factory.mktemp("models") / "calm.gguf"
    return write_tiny_gguf(path, seed=3, colour=0.2, context_tokens=CONTEXT_TOKENS)


def open_with_room(path: Path, tokens: int, parallel: int) -> Model:
    """A model, opened where memory has room for so many tokens of dialogues."""
    with pytest.MonkeyPatch.context() as patched:
        free = path.stat().st_size + WORKING_BYTES + 4 * tokens * TOKEN_BYTES
        patched.setattr(opening, "free_memory_bytes", lambda: free)
        return Model(path, Limits(threads=1, context_tokens=0, parallel=parallel))


@pytest.fixture(scope="module")
def opened(calm: Path) -> Model:
    return open_with_room(calm, POOL_TOKENS, PLACES)


@pytest.fixture
def pool(opened: Model) -> Iterator[Model]:
    """A memory of 3,072 tokens that six replies share, with nothing in it and room to park in."""
    plan = opened.plan
    opened.plan = replace(plan, parked_bytes=2**26)
    opened.lib.llama_memory_seq_rm(opened.memory, -1, -1, -1)
    yield opened
    opened.plan = plan


def prompt(name: str, size: int = 600, *lines: Line) -> Prompt:
    """The prompt of a dialogue with somebody whose past is so many letters, which are as many tokens, long."""
    past = (f"{name} counted every ebb since the bell went down. " * (1 + size // 40))[:size]
    lines = lines or (Line(Role.LISTENER, "Wenna", "Who are you?"),)
    return request(speaker=name, persona=(Fact("name", name), Fact("past", past)), lines=lines).prompt


def ask(number: int, size: int = 600, max_tokens: int = 40, purpose: Purpose = TURN, name: str = "") -> Ask:
    return Ask(number, prompt(name or NAMES[number % len(NAMES)], size), max_tokens, GREEDY, purpose=purpose)


class Watched(Writer):
    """A writer that is asserted never to be able to run out of memory, nor to hold it twice."""

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self.order: list[int] = []
        """The replies in the order in which they began."""
        self.widest = 0

    def _give_place(self, reply: Any) -> None:
        super()._give_place(reply)
        self.order.append(reply.id)

    def run(self, asks: Sequence[Ask] = ()) -> dict[int, str]:
        """What each reply says, all asked at once; every one of them comes to its end."""
        for one in asks:
            self.ask(one)
        texts = dict.fromkeys((one.id for one in asks), "")
        ended = set()
        while self.has_work:
            for said in self.step():
                assert said.end in (None, ENDED)
                texts[said.id] = texts.get(said.id, "") + said.text
                ended |= {said.id} if said.end else set()
            self.check()
        assert ended == set(texts)
        return texts

    def check(self) -> None:
        pool, memory = self._model.pool_tokens, self._model.memory
        running = [slot for slot in self._slots if slot.reply is not None]
        self.widest = max(self.widest, len(running))
        for number, slot in enumerate(self._slots):
            assert self._model.lib.llama_memory_seq_pos_max(memory, number) == len(slot.held) - 1
        if pool:
            assert all(slot.reply is None or len(slot.held) <= slot.reply.most_tokens for slot in self._slots)
            idle = sum(len(slot.held) for slot in self._slots if slot.reply is None)
            assert idle + sum(slot.reply.most_tokens for slot in running if slot.reply is not None) <= pool

    @property
    def held(self) -> list[int]:
        """How much each slot holds."""
        return [len(slot.held) for slot in self._slots]


def size_of(model: Model, one: Ask) -> int:
    """What a reply may come to take."""
    reply = Writer(model)._begin(one)
    model.free_sampler(reply.sampler)
    return reply.most_tokens


def test_where_memory_is_short_it_is_shared(pool: Model, calm: Path) -> None:
    apart = Model(calm, Limits(threads=1, context_tokens=0, parallel=PLACES))

    assert (pool.pool_tokens, pool.context_tokens, pool.parallel) == (POOL_TOKENS, POOL_TOKENS, PLACES)
    assert pool.plan.dialogue_bytes == POOL_TOKENS * TOKEN_BYTES
    assert (apart.pool_tokens, apart.context_tokens, apart.parallel) == (0, CONTEXT_TOKENS, PLACES)
    assert pool.lib.llama_n_ctx_seq(pool.context) == pool.lib.llama_n_ctx(pool.context) == POOL_TOKENS


def test_no_reply_takes_more_of_a_large_pool_than_its_context(tmp_path: Path) -> None:
    path = write_tiny_gguf(tmp_path / "m.gguf", context_tokens=2048)
    model = open_with_room(path, 6200, 16)

    assert (model.pool_tokens, model.context_tokens, model.parallel) == (6144, 2048, 16)
    assert size_of(model, ask(1, 20_000, 10**6)) == 2047


@pytest.mark.parametrize("attention", ["plain", "flash"])
def test_replies_in_one_memory_say_what_they_say_apart(
    calm: Path, monkeypatch: pytest.MonkeyPatch, attention: str
) -> None:
    """Too little room for all: some wait, some share what they begin with, one is longer than the others together."""
    # The two ways to compute attention round differently, and over a thousand tokens there are near ties.
    monkeypatch.setattr(Model, "_flash_attention", lambda _model, _reach: int(attention == "flash"))
    apart = Model(calm, Limits(threads=1, context_tokens=0, parallel=PLACES))
    pool = open_with_room(calm, POOL_TOKENS, PLACES)
    asks = [ask(number, 150 * number, 30 + number) for number in range(8)]
    asks += [ask(number, name="Maren") for number in range(10, 13)]
    asks += [ask(20, 5000, 400), ask(21, 900, 60, MAKING), ask(22, 10, 4, MAKING)]
    assert size_of(pool, asks[-3]) == POOL_TOKENS - 1
    alone: dict[int, str] = {}
    for one in asks:
        apart.context_tokens = POOL_TOKENS if one.purpose is TURN else limit_others(POOL_TOKENS)
        apart.lib.llama_memory_seq_rm(apart.memory, -1, -1, -1)
        alone |= Watched(apart).run([one])

    writer = Watched(pool)
    texts = writer.run(asks)

    assert texts == alone
    assert len(set(texts.values())) > 9
    assert 2 < writer.widest <= PLACES


def test_once_more_they_say_the_same_whatever_was_given_up_meanwhile(pool: Model) -> None:
    """Dialogues go on in turn; those that gave up their memory are put back."""
    writer, begun = Watched(pool), []
    asks = [ask(number, 800 + 10 * number) for number in range(len(NAMES))]
    first = writer.run(asks)
    again: dict[int, str] = {}
    for one in asks:
        writer.ask(replace(one, id=one.id + 100))
        said = writer.step()
        begun += writer.begun
        again |= writer.run()
        again[one.id + 100] = "".join(piece.text for piece in said) + again[one.id + 100]

    assert [again[one.id + 100] for one in asks] == [first[one.id] for one in asks]
    assert sum(one.restored_tokens > 700 for one in begun) > 3
    assert sum(one.read_tokens for one in begun) < 8 * 64


def test_the_longest_idle_gives_up_first_and_no_more_than_is_needed(pool: Model) -> None:
    writer = Watched(pool)
    for number in range(4):
        writer.run([ask(number)])
    held = writer.held
    assert all(count > 600 for count in held[:4])
    assert held[4:] == [0, 0]

    writer.ask(ask(5, 900))
    writer.step()

    (begun,) = writer.begun
    assert begun.restored_tokens == 0
    assert writer.held[:4] == [0, 0, *held[2:4]]
    assert len(writer._parking._parked) == 2
    writer.run()


def test_what_the_prompt_begins_with_is_given_up_last_and_kept_by_the_copy(pool: Model) -> None:
    writer = Watched(pool)
    writer.run([ask(0, 1200)])
    writer.run([ask(1, 300), ask(2, 300)])
    writer.ask(Ask(9, prompt("Maren", 1200, Line(Role.LISTENER, "Wenna", "And? " * 20)), 1200, GREEDY))
    writer.step()

    (begun,) = writer.begun
    assert begun.copied_tokens > 1200
    assert writer.held.count(0) == PLACES - 1
    writer.run()


@pytest.mark.parametrize("parked_bytes", [0, 2**26])
def test_what_is_longer_than_the_room_is_read_and_not_put_back(pool: Model, parked_bytes: int) -> None:
    """A long dialogue is parked; its room is taken by one that runs, and a short one begins as it did."""
    pool.plan = replace(pool.plan, parked_bytes=parked_bytes)
    writer = Watched(pool)
    long = Ask(0, prompt("Maren", 300, Line(Role.LISTENER, "Wenna", "Hm. " * 400)), 40, GREEDY)
    short = Ask(1, prompt("Maren", 300), 40, GREEDY)
    fresh = Watched(pool).run([short])[1]
    pool.lib.llama_memory_seq_rm(pool.memory, -1, -1, -1)
    writer.run([long])
    writer.ask(ask(2, 1700, 200, name="Oswin"))
    while not writer.step():
        assert writer.active == 1
    writer.ask(short)
    text = "".join(said.text for said in writer.step() if said.id == 1)
    (begun,) = writer.begun
    text += writer.run()[1]

    assert text == fresh
    assert begun.restored_tokens == 0
    assert len(writer._parking._parked) == (parked_bytes > 0)


def test_a_pool_that_is_full_to_the_last_token_stops_nobody(tmp_path: Path) -> None:
    """What it takes the line for is one more than the reply's own tokens: nothing is left at the end."""
    path = write_tiny_gguf(
        tmp_path / "m.gguf", context_tokens=CONTEXT_TOKENS, favourites="abc", blanks=("want:name", "want:price")
    )
    model = open_with_room(path, 2048, 2)
    writer = Watched(model)
    writer.run([ask(1), ask(2)])
    full = ask(3, 9000, 1024)
    assert size_of(model, full) == model.pool_tokens == 2048

    assert len(writer.run([full])[3]) == 1024
    assert writer.held.count(0) == 1
    assert max(writer.held) == 2048
    assert writer.run([ask(4)])[4]


def test_two_that_fill_the_pool_together_are_written_at_once(pool: Model) -> None:
    one = ask(0, 1000, 400)
    rest = POOL_TOKENS - size_of(pool, one)
    other = ask(1, 1000 + rest - size_of(pool, ask(1, 1000, 400)), 400)
    assert size_of(pool, other) == rest
    writer = Watched(pool)
    writer.run([ask(number) for number in range(2, 6)])
    writer.widest = 0
    writer.run([one, other])

    assert writer.widest == 2


def test_a_long_turn_is_passed_by_short_ones_a_while_and_gets_in(pool: Model) -> None:
    writer = Watched(pool)
    shorts = [ask(number, 300, 20 + number) for number in range(30)]
    writer.run([shorts[0], ask(100, 5000, 1200), *shorts[1:]])

    assert 1 <= writer.order.index(100) <= 1 + MOST_PAST + PLACES
    assert writer.widest > 3


def test_what_is_made_leaves_a_quarter_of_the_memory_to_turns(pool: Model) -> None:
    writer = Watched(pool)
    for number in range(5):
        writer.ask(ask(number, 800, 60, MAKING))
    writer.ask(ask(10, 20_000, 60, MAKING))
    writer.step()
    making = list(writer.order)
    writer.ask(ask(100, 400))
    writer.step()

    assert making == [0, 1]
    assert writer.order == [0, 1, 100]
    writer.run()
    assert sorted(writer.order) == [0, 1, 2, 3, 4, 10, 100]
    assert size_of(pool, ask(10, 20_000, 60, MAKING)) == limit_others(POOL_TOKENS) - 1


def test_a_reply_that_is_stopped_at_the_door_is_forgotten(pool: Model) -> None:
    writer = Watched(pool)
    for number in (0, 1):
        writer.ask(ask(number, 5000, 60))
    writer.step()
    assert writer.active == 1
    assert len(writer._door) == 1
    writer.stop(1)
    writer.stop(1)

    assert len(writer._door) == 0
    writer.run()
    assert writer.order == [0]


def test_a_stopped_reply_makes_room_at_once(pool: Model) -> None:
    writer = Watched(pool)
    for number in (0, 1):
        writer.ask(ask(number, 5000, 60))
    writer.step()
    writer.stop(0)
    writer.step()

    assert writer.order == [0, 1]
    writer.run()


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_asked_and_stopped_memory_never_runs_out(pool: Model, seed: int) -> None:
    chance, writer = random.Random(seed), Watched(pool)
    pool.plan = replace(pool.plan, parked_bytes=2**19)
    stopped, ended = set(), set()
    for number in range(60):
        purpose = chance.choice([TURN, TURN, *Purpose])
        writer.ask(ask(number, chance.choice([10, 200, 700, 3000]), chance.choice([1, 8, 60]), purpose))
        if number % 5 == 4:
            stopped.add(gone := chance.randrange(number))
            writer.stop(gone)
        for _ in range(chance.randrange(12)):
            ended |= {said.id for said in writer.step() if said.end == ENDED}
            writer.check()
    while writer.has_work:
        for said in writer.step():
            assert said.end in (None, ENDED)
            ended |= {said.id} if said.end else set()
        writer.check()

    assert ended | stopped == set(range(60))


def test_holes_between_sequences_are_left_as_they_are(pool: Model) -> None:
    """Nothing is moved, and so nothing that is idle is given up."""
    writer = Watched(pool)
    writer.run([ask(0, 300, 40), ask(1, 300, 4), ask(2, 300, 40)])

    assert min(writer.held[:3]) > 300
    assert len(writer._parking._parked) == 0


def test_tokens_that_would_outgrow_the_memory_fail_their_reply_alone(tmp_path: Path) -> None:
    """What a line is taken for counts for nothing: nobody has written it a thousand times."""
    path = write_tiny_gguf(tmp_path / "m.gguf", context_tokens=CONTEXT_TOKENS, blanks=("want:name",))
    model = open_with_room(path, 2048, 2)
    writer = Writer(model)
    writer.ask(replace(ask(1), written=tuple(model.wants * 2000)))
    writer.ask(ask(2))
    said = writer.step()
    while writer.has_work:
        said += writer.step()

    assert {piece.id: piece.end for piece in said if piece.end} == {
        1: "The reply does not fit the model's context any more.",
        2: ENDED,
    }


def test_a_memory_without_cells_or_with_a_window_is_not_shared(calm: Path, tmp_path: Path) -> None:
    recurrent = write_tiny_gguf(tmp_path / "mamba.gguf", recurrent=True, context_tokens=CONTEXT_TOKENS)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opening, "free_memory_bytes", lambda: WORKING_BYTES + 2**24)
        assert Model(recurrent, Limits(threads=1, context_tokens=0, parallel=PLACES)).pool_tokens == 0
    library = opening._load_library()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(library, "llama_model_n_swa", lambda _model: 512)
        assert open_with_room(calm, POOL_TOKENS, PLACES).pool_tokens == 0


def test_a_model_that_turns_positions_by_its_context_does_not_share_it(tmp_path: Path) -> None:
    name = gguf.GGUFWriter.add_name

    def add(writer: gguf.GGUFWriter, text: str) -> None:
        name(writer, text)
        writer.add_rope_scaling_orig_ctx_len(2048)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gguf.GGUFWriter, "add_name", add)
        path = write_tiny_gguf(tmp_path / "long.gguf", context_tokens=CONTEXT_TOKENS)

    assert open_with_room(path, POOL_TOKENS, PLACES).pool_tokens == 0


def test_the_host_is_told_what_is_shared(tmp_path: Path) -> None:
    engine = LlamaCppEngine(tmp_path / "m.gguf", threads=1)
    ready = {"model": "m", "context_tokens": 4096, "parallel": 22, "pool_tokens": 22_528, "dialogue_bytes": 2.95e9}

    assert engine._read_ready(ready).detail == (
        "Up to 22 replies at once share 22,528 tokens of context, each at most 4,096 of them (2,950 MB), "
        "computed by 1 thread(s)."
    )
    assert engine._read_ready({**ready, "pool_tokens": 0}).detail == (
        "22 replies at once with 4,096 tokens of context each (2,950 MB), computed by 1 thread(s)."
    )
