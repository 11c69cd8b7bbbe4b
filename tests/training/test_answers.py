"""What was held out stays held out, and the judge of replies knows our own."""

from __future__ import annotations

import hashlib
from collections import Counter

from training.answers import HELD_OUT, intents_answered, read_held_out
from training.card_probes import PERSONAS, PROBES, casts_for, read_personas
from training.corpus.asks import asks_written
from training.corpus.dialogue import make_dialogue
from training.corpus.intents import INTENTS

SHA256 = "7e009d52fd99aee26e39e57f23b1bd670d107af3327ea422e6e27f63ddff3616"


PERSONAS_SHA256 = "906a82b9d44f73b84e867da064e080ec08641931a37adc2f7a1298d735515641"


def test_what_is_held_out_is_frozen() -> None:
    assert hashlib.sha256(HELD_OUT.read_bytes()).hexdigest() == SHA256
    assert hashlib.sha256(PERSONAS.read_bytes()).hexdigest() == PERSONAS_SHA256


def test_forty_people_are_held_out_and_every_probe_finds_some_to_ask() -> None:
    assert len({name for name, _, _ in read_personas()}) == 40
    assert all(len(casts_for(probe, 12)) == 12 for probe in PROBES)


def test_four_hundred_lines_for_nearly_every_intent_are_held_out() -> None:
    held_out = read_held_out()
    wanted = Counter(line.intent for line in held_out)

    assert len(held_out) >= 400
    assert set(wanted) <= set(INTENTS)
    assert len(wanted) >= 75
    assert all(count >= 3 for count in wanted.values())


def test_no_held_out_line_stands_in_the_corpus() -> None:
    asks = {
        ask.casefold().strip(" .?!") for key, intent in INTENTS.items() for ask in (*intent.asks, *asks_written(key))
    }

    assert not asks & {line.line.casefold().strip(" .?!") for line in read_held_out()}


def test_the_judge_knows_what_our_own_replies_answer() -> None:
    turns = [turn for seed in range(150) for turn in make_dialogue(seed).turns]
    known = [turn for turn in turns if turn.intent in intents_answered(turn.reply)]

    assert len(known) >= 0.98 * len(turns)
    assert intents_answered("Quite beside every written word") == set()
