"""What an item can do, in kinds that code can ask for and words that people read. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LIMIT_STRENGTH = 3
LIMIT_POWERS = 3


class PowerKind(StrEnum):
    """What a power is for."""

    LIGHT = "LIGHT"
    WARMTH = "WARMTH"
    TIDE = "TIDE"
    FOG = "FOG"
    TRUTH = "TRUTH"
    MEMORY = "MEMORY"
    LUCK = "LUCK"
    PASSAGE = "PASSAGE"
    PLENTY = "PLENTY"
    PEACE = "PEACE"
    SONG = "SONG"
    GUARD = "GUARD"


_TOLD: Mapping[PowerKind, str] = {
    PowerKind.LIGHT: "shows what is there",
    PowerKind.WARMTH: "keeps out the cold",
    PowerKind.TIDE: "knows when the water comes",
    PowerKind.FOG: "finds the way in fog",
    PowerKind.TRUTH: "is awkward for liars",
    PowerKind.MEMORY: "brings back what was forgotten",
    PowerKind.LUCK: "tips the odds",
    PowerKind.PASSAGE: "opens a way",
    PowerKind.PLENTY: "makes a little go further",
    PowerKind.PEACE: "quietens a quarrel",
    PowerKind.SONG: "carries a tune",
    PowerKind.GUARD: "keeps harm at a distance",
}


@dataclass(frozen=True, slots=True)
class Power:
    """Something an item can do; `strength` is 1 to 3."""

    kind: PowerKind
    strength: int

    @property
    def told(self) -> str:
        """What it does, as people read it after the item's name."""
        return _TOLD[self.kind]


def powers_of(content: Mapping[str, Any]) -> tuple[Power, ...]:
    """What an item can do, from its creation's stored content; those of the starter realm do nothing."""
    return tuple(Power(PowerKind(raw["kind"]), raw["strength"]) for raw in content.get("powers", ()))
