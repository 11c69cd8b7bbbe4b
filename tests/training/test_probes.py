"""The probes measure what they say: they know good from bad."""

from __future__ import annotations

from itertools import islice

from realm_gql.engine.blanks import MARKS
from training.bayes import Bayes
from training.corpus.rules import Rule
from training.evaluate import distinct_trigrams, share_of_commonest
from training.manner_probes import Ruled, ceiling_of_rules, ceiling_of_voices, draw_ruled, lines_of, voices


def test_a_text_is_given_to_those_whose_words_it_has() -> None:
    bayes = Bayes({"sea": ["the tide is high", "salt and tide"], "field": ["the plough is old", "barley and plough"]})

    assert bayes.classify(["a high tide"]) == "sea"
    assert bayes.classify(["old barley", "the plough"]) == "field"


def test_written_voices_can_be_told_apart_and_rules_can_be_followed() -> None:
    assert ceiling_of_voices() >= 0.9
    assert ceiling_of_rules(400) >= 0.9
    assert voices().classify(lines_of("log")[:10]) == "log"


def test_a_reply_follows_both_rules_or_it_does_not_count() -> None:
    cast = next(draw_ruled(0)).cast
    short, warm = Rule("few words", "short"), Rule("warm", "warm")
    called, florid = Rule("calls everyone 'petal'", "address", "petal"), Rule("florid", "florid")
    pet = MARKS["pet"]

    assert Ruled(cast, (called, short)).follows(f"Not today, {pet}.")
    assert not Ruled(cast, (called, short)).follows("Not today.")
    assert not Ruled(cast, (called, florid)).follows(f"Not today, {pet}.")
    assert Ruled(cast, (warm, short)).follows("Sit close, my dear, there is room.")
    assert not Ruled(cast, (warm, short)).follows("Be quick. I owe you nothing.")


def test_people_with_rules_are_drawn_anew_each_time() -> None:
    drawn = list(islice(draw_ruled(5), 40))

    assert all(len(ruled.rules) == 2 for ruled in drawn)
    assert all(rule.card in ruled.cast.persona.manner for ruled in drawn for rule in ruled.rules)
    assert len({ruled.cast.name for ruled in drawn}) == 40


def test_repetition_is_seen() -> None:
    assert distinct_trigrams(["one two three four"] * 4) == 0.25
    assert share_of_commonest(["a", "a", "b", "c"]) == 0.5
