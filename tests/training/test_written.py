"""What was written by hand: enough of it, in clearly different voices, and nothing twice."""

from __future__ import annotations

from collections import Counter

import jsonschema_rs
import pytest

from realm_gql.engine.making import SCHEMAS
from training.corpus.intents import INTENTS
from training.corpus.made import make_making, make_telling, read_made, read_tellings
from training.corpus.styles import STYLES
from training.corpus.written import LIMIT_ALIKE, faults, read_written, skeleton

EXCHANGES = [exchange for voice in STYLES for exchange in read_written(voice)]


@pytest.mark.parametrize("voice", sorted(STYLES))
def test_every_voice_answers_every_intent_by_the_rules(voice: str) -> None:
    assert faults(voice, set(INTENTS)) == []


def test_four_thousand_exchanges_are_written_in_two_dozen_voices_over_eighty_intents() -> None:
    assert len(EXCHANGES) >= 4_000
    assert len(STYLES) >= 24
    assert len({exchange.intent for exchange in EXCHANGES}) >= 80
    assert sum(len(exchange.rounds) > 1 for exchange in EXCHANGES) >= 250


def test_no_more_than_three_answers_share_a_skeleton() -> None:
    says = Counter(skeleton(reply) for exchange in EXCHANGES for _, reply in exchange.rounds)
    often = {line: count for line, count in says.items() if count > LIMIT_ALIKE and line}

    assert often == {}


def test_what_is_made_fits_its_schema_and_is_made_once() -> None:
    for kind, schema in SCHEMAS.items():
        made = read_made(kind)
        assert len(made) >= 100
        assert len({entry.fields["name"] for entry in made}) == len(made)
        assert all(jsonschema_rs.is_valid(schema, entry.fields) for entry in made)
        assert all(len(entry.wishes) == 3 for entry in made)


def test_a_seed_gives_the_same_thing_and_the_same_telling() -> None:
    assert [make_making(seed) for seed in range(20)] == [make_making(seed) for seed in range(20)]
    assert [make_telling(seed) for seed in range(20)] == [make_telling(seed) for seed in range(20)]
    assert {kind for kind, _ in read_tellings()} == {"narration", "chronicle", "recap", "between"}
