"""What was written by hand: enough of it, in clearly different voices, and nothing twice."""

from __future__ import annotations

from collections import Counter

import jsonschema_rs
import orjson
import pytest

from realm_gql.engine.making import SCHEMAS
from training.corpus.intents import INTENTS
from training.corpus.made import make_making, make_telling, read_patterns, read_tellings
from training.corpus.styles import STYLES
from training.corpus.written import LIMIT_ALIKE, faults, read_written, skeleton

EXCHANGES = [exchange for voice in STYLES for exchange in read_written(voice)]
LAST_FIELDS = {list(schema["properties"])[-1] for schema in SCHEMAS.values()}


def _marks(text: str) -> list[str]:
    return [char for char in text if "\ue000" <= char <= "\uf8ff"]


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


def test_every_sort_of_wish_has_patterns_of_its_own() -> None:
    sorts = {kind: Counter(pattern.when for pattern in read_patterns(kind)) for kind in SCHEMAS}

    assert all(min(sorts[kind].values()) >= 50 for kind in ("item", "cosmetic", "location", "lore", "npc"))
    assert {kind: set(sorts[kind]) for kind in sorts} == {
        **{kind: {"plain", "theme"} for kind in ("item", "cosmetic", "location", "npc")},
        "lore": {"theme"},
        "quest": {"plain", "theme", "thing", "beast", "person", "location"},
    }
    for kind in SCHEMAS:
        ways = Counter(way for pattern in read_patterns(kind) for way in pattern.ways["text"])
        assert [way for way, count in ways.items() if count > 1] == []


def test_what_is_made_fits_its_schema_when_its_blanks_are_filled() -> None:
    kinds = set()
    for seed in range(600):
        card, _, answer = make_making(seed)
        kind = card.content.split("\n")[0].removeprefix("make: ")
        kinds.add(kind)
        fields = orjson.loads(answer.content)
        assert jsonschema_rs.is_valid(dict(SCHEMAS[kind]), fields), fields
        assert set(_marks(answer.content)) <= set(_marks(card.content)), fields
        assert "{" not in answer.content[1:], "a brace that nothing fills"

    assert kinds == set(SCHEMAS)


def test_a_field_is_learned_anew_after_the_others_as_they_are_read() -> None:
    answers = [orjson.loads(make_making(seed)[-1].content) for seed in range(400)]
    moved = [told for told in answers if next(iter(told)) != "name" or list(told)[-1] not in LAST_FIELDS]

    assert 0 < len(moved) < 60


def test_a_seed_gives_the_same_thing_and_the_same_telling() -> None:
    assert [make_making(seed) for seed in range(20)] == [make_making(seed) for seed in range(20)]
    assert [make_telling(seed) for seed in range(20)] == [make_telling(seed) for seed in range(20)]
    assert {kind for kind, _ in read_tellings()} == {"narration", "chronicle", "recap", "between"}
