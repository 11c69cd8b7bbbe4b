"""How the voice speaks: whether voices can be told apart, and whether two rules on a card are followed at once.

Every check can be put to replies of the corpus as well, which gives the ceiling beside each figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from realm_gql.engine.blanks import MARKS
from training.bayes import Bayes
from training.corpus.cast import Cast, draw_cast
from training.corpus.dialogue import make_dialogue
from training.corpus.rules import COLD, LEAST_FLORID_WORDS, LIMIT_SHORT_WORDS, WARM, Rule, draw_rule
from training.corpus.styles import STYLES, capitalise
from training.corpus.written import read_written

REPLIES_FOR_VOICE = 10
_WARM_VOICES, _COLD_VOICES = ("kindly", "thankful"), ("gruff", "wary", "orders")
_PAIRS = (
    ("short", "warm"), ("short", "cold"), ("florid", "warm"), ("florid", "cold"), ("address", "warm"),
    ("address", "cold"), ("address", "short"), ("address", "florid"),
)  # fmt: skip
_SLOTS = {
    "atrade": "trade", "past": "past1", "mem": "memory", "wares": "ware1", "ware": "ware1", "price": "price1",
    "other": "known1", "bond": "bond1", "feeling": "feeling1", "lore": "lore1", "who": "heard1", "others": "here1",
}  # fmt: skip


def lines_of(voice: str) -> list[str]:
    """What was written for a voice, with marks for its slots."""
    slots = {key: MARKS.get(key, "") for key in ("name", "you", "home", "place", "about", "goal")}
    slots |= {key: MARKS[name] for key, name in _SLOTS.items()} | {"beast": "the goat", "food": "dumpling"}
    slots |= {capitalise(key): capitalise(text) for key, text in slots.items()}
    return [reply.format(**slots) for exchange in read_written(voice) for _, reply in exchange.rounds]


@cache
def voices() -> Bayes:
    """Which voice says what, learned from what was written by hand."""
    return Bayes({voice: lines_of(voice) for voice in STYLES})


@cache
def temperatures() -> Bayes:
    """Warm and cold, learned from what was written by hand."""
    warm = [line for voice in _WARM_VOICES for line in lines_of(voice)] + list(WARM) * 20
    cold = [line for voice in _COLD_VOICES for line in lines_of(voice)] + list(COLD) * 20
    return Bayes({"warm": warm, "cold": cold})


def ceiling_of_voices() -> float:
    """How often ten lines that it did not learn from are given to the right voice."""
    rng, right, count = Random(0), 0, 0
    learned: dict[str, list[str]] = {}
    kept: dict[str, list[str]] = {}
    for voice in STYLES:
        lines = rng.sample(lines := lines_of(voice), len(lines))
        learned[voice], kept[voice] = lines[len(lines) // 4 :], lines[: len(lines) // 4]
    bayes = Bayes(learned)
    for voice, lines in kept.items():
        for _ in range(8):
            right += bayes.classify(rng.sample(lines, REPLIES_FOR_VOICE)) == voice
            count += 1
    return right / count


def with_voice(cast: Cast, voice: str, rng: Random) -> Cast:
    """Somebody who speaks in that voice and by no further rule."""
    style = STYLES[voice]
    tempers = tuple(rng.sample(style.tempers, min(2, len(style.tempers))))
    persona = replace(cast.persona, manner=rng.choice(style.manners), temper=tempers)
    return replace(cast, persona=persona, style=style, rules=())


@dataclass(frozen=True, slots=True)
class Ruled:
    """Somebody with two rules on the card."""

    cast: Cast
    rules: tuple[Rule, ...]

    def follows(self, marked: str) -> bool:
        """Whether a reply follows both; a blank is one word, however long its author's text is."""
        return all(_follows(rule, marked, self.rules) for rule in self.rules)


def ceiling_of_rules(dialogues: int = 1500) -> float:
    """How often the corpus itself follows both of two rules."""
    right, count = 0, 0
    for dialogue in map(make_dialogue, range(dialogues)):
        ruled = Ruled(dialogue.cast, dialogue.cast.rules)
        if {rule.kind for rule in ruled.rules} in map(set, _PAIRS):
            said = [turn.reply for turn in dialogue.turns]
            right, count = right + sum(map(ruled.follows, said)), count + len(said)
    return right / count


def draw_ruled(first_seed: int) -> Iterator[Ruled]:
    """Endless people of the base voice with two rules each."""
    seed = first_seed
    while True:
        rng = Random(seed)
        rules = tuple(draw_rule(rng, kind) for kind in _PAIRS[seed % len(_PAIRS)])
        cast = with_voice(draw_cast(rng), "plain", rng)
        manner = "; ".join(rule.card for rule in rules)
        yield Ruled(replace(cast, persona=replace(cast.persona, manner=manner), rules=rules), rules)
        seed += 1


def _follows(rule: Rule, marked: str, rules: tuple[Rule, ...]) -> bool:
    if rule.kind == "address":
        return MARKS["pet"] in marked
    reply = re.sub("[\ue000-\uf8ff]", " X ", marked)
    words = len(reply.split())
    if rule.kind == "short":
        # The words that another rule wants do not count.
        return words <= LIMIT_SHORT_WORDS + 6 * (len(rules) - 1)
    if rule.kind == "florid":
        return words >= LEAST_FLORID_WORDS
    return temperatures().classify([reply]) == rule.kind
