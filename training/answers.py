"""Which of the corpus's intents a reply answers: told by the line of ours it is nearest to. No engine here.

A reply is put together from lines that were written for one intent each, so the written line it shares most of its
words with tells what it took the question for. That is a measure of understanding, not of style; how replies read is
for people to say (`MODEL_CARD.md`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from realm_gql.engine.blanks import MARKS
from training.corpus.cast import Cast
from training.corpus.intents import INTENTS
from training.corpus.styles import STYLES
from training.corpus.written import read_written

HELD_OUT = Path(__file__).parent / "heldout" / "lines.txt"
_NEEDED = {
    "home": "home", "where": "place", "work": "goal", "goal": "goal", "wares": "ware1", "price": "ware1",
    "buy": "ware1", "haggle": "ware1", "not_sold": "ware1", "person": "known1", "feeling": "feeling1",
    "others": "here1", "lore": "lore1", "rumour": "lore1", "past": "past1", "remember": "memory",
}  # fmt: skip
_UNWANTED = {"alone": "here1", "no_lore": "lore1", "remember_not": "memory"}
_LORE = {"lore", "rumour"}
# Answers that a player would take for either.
_ALIKE = (
    {"greet", "greet_again"}, {"who", "name", "is_name", "wrong_name"}, {"lore", "rumour"}, {"buy", "price"},
    {"silence", "whatever"}, {"taste", "like"}, {"no_lore", "riddle"}, {"person", "feeling", "family"},
    {"statement", "telling"},
)  # fmt: skip
_MARKS = frozenset(MARKS.values())
_SLOT_MARKS = {
    "name": "name", "you": "you", "home": "home", "place": "place", "about": "about", "goal": "goal", "atrade": "trade",
    "trade": "trade", "past": "past1", "mem": "memory", "ware": "ware1", "price": "price1", "other": "known1",
    "bond": "bond1", "feeling": "feeling1", "lore": "lore1", "who": "heard1", "others": "here1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A line of a player that the corpus does not have, and the intent it has."""

    intent: str
    line: str

    def fits(self, cast: Cast, blanks: dict[str, str]) -> bool:
        """Whether a card can answer it as the realm would set the scene: lore stands on cards whose line touches it."""
        needed = [_NEEDED.get(self.intent, "name"), *re.findall(r"{(\w+)}", self.line)]
        met = cast.remembered.meetings > 0
        return (
            all(name in blanks for name in needed)
            and _UNWANTED.get(self.intent) not in blanks
            and ("lore1" in blanks) == (self.intent in _LORE)
            and (self.intent != "greet_again" or met)
            and (self.intent not in ("greet", "remember_not") or not met)
        )


def read_held_out(path: Path = HELD_OUT) -> list[HeldOut]:
    """The held-out lines, in their order."""
    lines = [line.strip() for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return [HeldOut(*line.split(" | ", 1)) for line in lines]


def intents_answered(marked: str) -> set[str]:
    """The intents of the written line that a marked reply is nearest to, and those alike; none when nothing is near."""
    said = _words(marked)
    scores = {
        line: sum((said & words).values()) / (sum(words.values()) ** 0.5 or 1.0) for line, words in _lines().items()
    }
    best = max(scores.values())
    if best <= 0:
        return set()
    nearest = {intent for (intent, _), score in scores.items() if score == best}
    return nearest.union(*(alike for alike in _ALIKE if alike & nearest))


@cache
def _lines() -> dict[tuple[str, str], Counter[str]]:
    texts = [(key, line) for key, intent in INTENTS.items() for line in intent.says]
    texts += [(key, line) for style in STYLES.values() for key, says in style.own.items() for line in says]
    texts += [
        (exchange.intent, reply) for voice in STYLES for exchange in read_written(voice) for _, reply in exchange.rounds
    ]
    return {(key, line): _words(_with_marks(line)) for key, line in texts}


def _with_marks(line: str) -> str:
    def mark(found: re.Match[str]) -> str:
        name = _SLOT_MARKS.get(found[1][0].lower() + found[1][1:])
        return MARKS[name] if name else found[1]

    return re.sub(r"{(\w+)}", mark, line)


def _words(text: str) -> Counter[str]:
    """Pairs of neighbouring words, which tell lines apart, and marks; the marks of one kind are all alike."""
    for name, mark in MARKS.items():
        if name[-1].isdigit():
            text = text.replace(mark, MARKS[f"{name.rstrip('0123456789')}1"])
    words = re.findall(r"[\w']+|[\ue000-\uf8ff]", text.casefold())
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return Counter(pairs + [word for word in words if word in _MARKS])
