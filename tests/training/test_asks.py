"""Ways of asking written by hand: enough for every intent, by the rules, and none of them a probe's."""

from __future__ import annotations

from collections import Counter

import pytest

from training.answers import read_held_out
from training.corpus.asks import asks_written, faults, read_asks
from training.corpus.intents import INTENTS
from training.corpus.written import LIMIT_ALIKE, skeleton


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_every_intent_is_asked_for_in_many_ways_by_the_rules(intent: str) -> None:
    assert faults(intent) == []
    assert len(read_asks(intent)) >= 100
    assert len(asks_written(intent)) > len(read_asks(intent))


def test_hardly_a_line_stands_for_more_than_one_intent() -> None:
    asks = Counter(line for intent in INTENTS for line in {skeleton(ask) for ask in read_asks(intent)} if line)
    often = {line: count for line, count in asks.items() if count > LIMIT_ALIKE}

    assert often == {}


def test_no_line_that_is_held_out_is_among_them() -> None:
    held_out = {skeleton(line.line) for line in read_held_out()}
    told = {skeleton(ask) for intent in INTENTS for ask in read_asks(intent)}

    assert held_out & told == set()
