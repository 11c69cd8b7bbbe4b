"""Ways of asking, written by hand, a file an intent: `asks/<intent>.txt`, a line each. Reading them and the rules they keep.

Players say a thing in more ways than voices need answers to it, and what a voice takes a line for it learns from these.
Slots are those of `intents.py`; ``#`` starts a remark.

    python -m training.corpus.asks [intent …]    says what a file lacks
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from pathlib import Path

from training.corpus.written import ALWAYS, ASK_SLOTS, FOLDER, OPEN, WORDS, read_written, skeleton, slots_of

ASKS = Path(__file__).parent / "asks"
LIMIT_ASK_WORDS = 40


@cache
def read_asks(intent: str) -> tuple[str, ...]:
    """The ways of asking that stand in the intent's own file; none when there is none."""
    path = ASKS / f"{intent}.txt"
    lines = [line.strip() for line in path.read_text().splitlines()] if path.exists() else []
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def asks_written(intent: str) -> tuple[str, ...]:
    """All ways of asking that anybody wrote for an intent, those in the voices' exchanges too."""
    voices = sorted(path.stem for path in FOLDER.glob("*.txt"))
    return (
        *(
            ask
            for voice in voices
            for exchange in read_written(voice)
            if exchange.intent == intent
            for ask in exchange.asks
        ),
        *read_asks(intent),
    )


def faults(intent: str) -> list[str]:
    """What is amiss in the file of an intent, a line each."""
    may = ALWAYS | {ASK_SLOTS.get(intent, "name")} | (WORDS if intent in OPEN else set())
    lines = read_asks(intent)
    found = [f"a player's line cannot have {extra}: {line}" for line in lines if (extra := slots_of(line) - may)]
    found += [
        f"{len(line.split())} words, {LIMIT_ASK_WORDS} at most: {line}"
        for line in lines
        if len(line.split()) > LIMIT_ASK_WORDS
    ]
    written = asks_written(intent)
    known = {skeleton(line) for line in written[: len(written) - len(lines)]}
    found += [f"a voice is asked this already: {line}" for line in lines if skeleton(line) and skeleton(line) in known]
    counts = Counter(skeleton(line) for line in lines)
    found += [f"stands here {count} times: {line}" for line, count in counts.items() if count > 1 and line]
    return found


def main(intents: list[str]) -> int:
    """Print what is amiss and how much there is."""
    total, wrong = 0, 0
    for intent in intents or sorted(path.stem for path in ASKS.glob("*.txt")):
        amiss = faults(intent)
        count = len(read_asks(intent))
        total, wrong = total + count, wrong + len(amiss)
        print(f"{intent}: {count} asks, {len(amiss)} faults", *amiss[:60], sep="\n  ")
    print(f"{total} asks")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
