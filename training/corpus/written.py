"""Exchanges written by hand, a file a voice: `written/<voice>.txt`. Reading them and the rules they keep; no intents here.

A file holds blocks, one an intent (``-- greet``). In it stand exchanges, parted by empty lines: ``?`` starts what the
player says, in several ways parted by `` | ``; ``<`` starts what the voice answers; a second ``?`` and ``<`` go on from
there. Slots are those of `intents.py`. ``#`` starts a remark: the first says who speaks.

    python -m training.corpus.written [voice …]    says what a file lacks
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

FOLDER = Path(__file__).parent / "written"
LIMIT_REPLY_WORDS = 40
LIMIT_ALIKE = 3
LEAST_EXCHANGES = 2
LEAST_ASKS = 2
# What a player's line may name, by intent; a reply to `my_name` and the like may name it too.
ASK_SLOTS = {
    "person": "other", "feeling": "other", "price": "low", "buy": "low", "stranger": "who", "going": "who", "my_name": "who",
    "wrong_name": "who", "is_name": "name", "saw": "thing", "lostthing": "thing", "like": "thing", "not_sold": "thing",
    "iam": "job", "lore": "topic", "no_lore": "topic",
}  # fmt: skip
WORDS = {"noun", "nouns", "other_noun", "verb", "adj", "kin", "n"}
OPEN = {"taste", "feelings", "ask_favour", "need", "what_if", "riddle", "telling"}
# What a reply must hold, for it is what was asked.
DUE = {
    "who": "name", "name": "name", "trade": "atrade", "home": "home", "where": "place", "work": "goal", "goal": "goal",
    "wares": "wares", "price": "price", "buy": "price", "person": "bond", "feeling": "feeling", "others": "others",
    "lore": "lore", "rumour": "lore", "past": "past", "remember": "mem", "me": "you", "family": "bond", "is_name": "name",
    "wrong_name": "name", "my_name": "who",
}  # fmt: skip
ALWAYS = {"name", "you", "place", "atrade"}
MAY = {
    "who": {"home", "goal"}, "goal": {"home"}, "price": {"ware"}, "buy": {"ware"}, "haggle": {"ware", "price"},
    "not_sold": {"ware", "price"}, "wares": set(), "person": {"other", "feeling"}, "feeling": {"other", "bond"},
    "family": {"other", "feeling"}, "stranger": {"who"}, "going": {"who"}, "my_name": {"who"}, "wrong_name": {"who"},
    "greet_again": {"mem"}, "accept": {"goal"}, "done": {"goal"}, "progress": {"goal"}, "refuse": {"goal"}, "rude_ask": {"goal"}, "alone": set(), "where": {"about"}, "bribe": {"goal"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a player says, in ways that mean the same, and what the voice answers; then the same once more, or not."""

    intent: str
    rounds: tuple[tuple[tuple[str, ...], str], ...]

    def fits(self, slots: Collection[str]) -> bool:
        """Whether a card with these slots can give all its answers."""
        return all(slots_of(reply) <= set(slots) for _, reply in self.rounds)

    @property
    def asks(self) -> tuple[str, ...]:
        """The ways to begin it."""
        return self.rounds[0][0]

    @property
    def reply(self) -> str:
        """The first answer."""
        return self.rounds[0][1]


@cache
def read_written(voice: str) -> tuple[Exchange, ...]:
    """The exchanges of one voice; none when nothing is written for it."""
    path = FOLDER / f"{voice}.txt"
    return tuple(_read(path.read_text())) if path.exists() else ()


def _read(text: str) -> list[Exchange]:
    intent, found = "", []
    for block in re.split(r"\n\s*\n", re.sub(r"^#.*$", "", text, flags=re.M).replace("\n-- ", "\n\n-- ")):
        lines = [line.strip() for line in block.strip().splitlines() if line.strip()]
        if lines and lines[0].startswith("-- "):
            intent = lines.pop(0)[3:].strip()
        if not lines:
            continue
        asks = [tuple(part.strip() for part in line[1:].split(" | ")) for line in lines if line.startswith("?")]
        says = [line[1:].strip() for line in lines if line.startswith("<")]
        if len(asks) != len(says) or len(asks) + len(says) != len(lines):
            raise ValueError(f"{intent}: each ? needs its <, in turn: {lines}")
        found.append(Exchange(intent, tuple(zip(asks, says, strict=True))))
    return found


def slots_of(line: str) -> set[str]:
    """The slots of a line, in lower case."""
    return {name[0].lower() + name[1:] for _, name, _, _ in Formatter().parse(line) if name}


def skeleton(line: str) -> str:
    """A line without its slots, numbers, points and capitals: lines of one skeleton say the same thing."""
    return " ".join(re.findall(r"[a-z']+", re.sub(r"{\w+}", "", line).casefold()))


def faults(voice: str, intents: set[str]) -> list[str]:
    """What is amiss in the exchanges of a voice, a line each."""
    exchanges = read_written(voice)
    found = []
    counts = Counter(exchange.intent for exchange in exchanges)
    found += [
        f"{key}: {counts[key]} exchanges, {LEAST_EXCHANGES} wanted"
        for key in sorted(intents)
        if counts[key] < LEAST_EXCHANGES
    ]
    for exchange in exchanges:
        if exchange.intent not in intents:
            found.append(f"{exchange.intent}: no such intent")
            continue
        for at, (asks, reply) in enumerate(exchange.rounds):
            found += [f"{exchange.intent}: {fault}" for fault in _faults(exchange.intent, at, asks, reply)]
    says = Counter(skeleton(reply) for exchange in exchanges for _, reply in exchange.rounds)
    found += [f"said {count} times: {line}" for line, count in says.items() if count > 1 and line]
    asked = Counter(skeleton(ask) for exchange in exchanges for asks, _ in exchange.rounds[:1] for ask in asks)
    found += [f"asked {count} times: {line}" for line, count in asked.items() if count > 2 and line]
    return found


def _faults(intent: str, at: int, asks: tuple[str, ...], reply: str) -> list[str]:
    found = []
    if at == 0 and len(asks) < LEAST_ASKS:
        found.append(f"{len(asks)} ways to ask, {LEAST_ASKS} wanted: {asks}")
    may = ALWAYS | {ASK_SLOTS.get(intent, "name")} | (WORDS if intent in OPEN else set())
    found += [f"a player's line cannot have {extra}: {ask}" for ask in asks if (extra := slots_of(ask) - may)]
    may = ALWAYS | MAY.get(intent, set()) | {DUE.get(intent, "name"), "beast", "food"}
    if extra := slots_of(reply) - may:
        found.append(f"this reply cannot have {extra}: {reply}")
    if at == 0 and intent in DUE and DUE[intent] not in slots_of(reply):
        found.append(f"the reply must hold {{{DUE[intent]}}}: {reply}")
    if len(reply.split()) > LIMIT_REPLY_WORDS:
        found.append(f"{len(reply.split())} words, {LIMIT_REPLY_WORDS} at most: {reply}")
    if reply[-1:] not in ".!?…" and not reply.endswith("{Lore}") and not reply.endswith("{lore}"):
        found.append(f"the reply must end as a sentence does: {reply}")
    if not re.fullmatch(r"[A-Za-z0-9 {}.,;:!?'…_-]+", reply):
        found.append(f"letters, digits and . , ; : ! ? ' - alone: {reply}")
    return found


def main(voices: list[str]) -> int:
    """Print what is amiss and how much there is."""
    from training.corpus.intents import INTENTS  # the one thing this module does not need to read

    total, wrong = 0, 0
    for voice in voices or sorted(path.stem for path in FOLDER.glob("*.txt")):
        amiss = faults(voice, set(INTENTS))
        count = len(read_written(voice))
        total, wrong = total + count, wrong + len(amiss)
        print(f"{voice}: {count} exchanges, {len(amiss)} faults", *amiss[:60], sep="\n  ")
    print(f"{total} exchanges")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
