"""What readers judged, one by one: replies to held-out lines (`JUDGED.txt`), things made of wishes (`MADE.txt`).

The first readers were large language models with a rubric (each file says so), not people: a person may judge again.

Entries are parted by empty lines. The first line of one is ``+`` (it answers what was wanted; it is sensible) or
``-``, and what was wanted or made; the rest is what was read. ``# voice`` names the file that spoke, by its SHA-256.

    python -m training.judged [FILE …]    says what share was found good
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
REPLIES, MADE = FOLDER / "JUDGED.txt", FOLDER / "MADE.txt"


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing that somebody read: what was wanted, the text, and whether it is good."""

    wanted: str
    text: str
    good: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that was read of one voice; `voice` is the SHA-256 of its file."""

    voice: str
    entries: tuple[Judged, ...]

    @property
    def share_good(self) -> float:
        """The share that was found good."""
        return sum(entry.good for entry in self.entries) / len(self.entries)

    def shares(self) -> dict[str, tuple[int, int]]:
        """How many were good, and how many were read, by what was wanted."""
        counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for entry in self.entries:
            good, read = counts[entry.wanted]
            counts[entry.wanted] = good + entry.good, read + 1
        return dict(counts)


def read_judged(path: Path) -> Judgement:
    """Read a file of judgements.

    Raises:
        ValueError: an entry does not say whether it is good, or the file does not say whose it is.
    """
    text = path.read_text()
    voice = re.search(r"^# voice ([0-9a-f]{64})$", text, re.M)
    if voice is None:
        raise ValueError(f"{path.name} does not say which voice it is about: # voice SHA256")
    blocks = re.split(r"\n\s*\n", re.sub(r"^#.*$", "", text, flags=re.M).strip())
    return Judgement(voice[1], tuple(_read(block) for block in blocks))


def _read(block: str) -> Judged:
    first, _, rest = block.strip().partition("\n")
    mark, _, wanted = first.partition(" ")
    if mark not in ("+", "-") or not wanted or not rest:
        raise ValueError(f"an entry is + or -, what was wanted, and what was read: {block}")
    return Judged(wanted.strip(), rest.strip(), mark == "+")


def main(paths: list[Path]) -> None:
    """Print the shares."""
    for path in paths:
        judgement = read_judged(path)
        print(f"{path.name}: {judgement.share_good:.1%} of {len(judgement.entries)} (voice {judgement.voice[:12]})")
        for wanted, (good, read) in sorted(judgement.shares().items()):
            print(f"  {wanted}: {good} of {read}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [REPLIES, MADE])
