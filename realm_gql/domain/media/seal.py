"""The echo-seal, by the algorithm of `frontend/src/lib/seal.ts`: one ring for each generation. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_RINGS = 6
DYES = ("gorse", "heather", "lichen", "rust", "mere")


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring of a seal of radius 48: `gap` is the share of each arc's sector that is empty, `turn` is in degrees."""

    radius: float
    width: float
    dye: str
    arcs: int
    gap: float
    turn: int


def fnv1a(text: str) -> int:
    """32-bit FNV-1a of a text's UTF-8 bytes. Source: draft-eastlake-fnv."""
    found = 2166136261
    for byte in text.encode():
        found = (found ^ byte) * 16777619 % 2**32
    return found


def seal_rings(line: Sequence[int]) -> list[Ring]:
    """The rings of a seal, innermost first, from the hashes of a line's ids, oldest first."""
    kept = line[-MOST_RINGS:]
    step = 40 / (len(kept) + 1)
    return [
        Ring(
            radius=8 + step * (place + 0.6),
            width=max(2.5, step * 0.55),
            dye=DYES[found % len(DYES)],
            arcs=2 + found % 5,
            gap=0.1 + (found >> 5) % 20 / 100,
            turn=(found >> 9) % 360,
        )
        for place, found in enumerate(kept)
    ]


def core_turn(line: Sequence[int]) -> int:
    """How far the core is turned, in degrees; that of an empty text when nobody is there."""
    return (line[-1] if line else fnv1a("")) % 90
