"""What comes of a quest: a thing that is given or a fact that becomes true, when code can see that it was earned. Pure.

An outcome is a predicate over the way that was taken, never a model's word. Who plays a quest and grants what came of
it is not said here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from realm_gql.domain.quests.branching import Script


@dataclass(frozen=True, slots=True)
class Gift:
    """A thing that is given: what an item is made of."""

    name: str
    summary: str
    slot: str


@dataclass(frozen=True, slots=True)
class NewFact:
    """Something that becomes true of a place; `place` is a location's UUID, empty for the world."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of reaching an ending.

    `ending` is the key of the scene that must be reached; `scene` and `choice`, when not empty, name a choice that must
    have been taken on the way.
    """

    ending: str
    scene: str = ""
    choice: str = ""
    gift: Gift | None = None
    fact: NewFact | None = None

    @classmethod
    def from_content(cls, raw: Mapping[str, Any]) -> Outcome:
        """Read an outcome from a creation's stored content."""
        gift, fact = raw.get("gift"), raw.get("fact")
        return cls(
            ending=raw["ending"],
            scene=raw.get("scene", ""),
            choice=raw.get("choice", ""),
            gift=Gift(**gift) if gift else None,
            fact=NewFact(**fact) if fact else None,
        )

    def to_content(self) -> dict[str, Any]:
        """The outcome as it is stored: plain JSON values."""
        return asdict(self)


def outcomes_of(content: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """What may come of a quest, from its creation's stored content."""
    return tuple(Outcome.from_content(raw) for raw in content.get("outcomes", ()))


def earned(outcomes: Sequence[Outcome], ending: str, taken: Collection[tuple[str, str]]) -> list[Outcome]:
    """What has come of a quest that was played.

    Args:
        outcomes: all that may.
        ending: the key of the ending that was reached.
        taken: the choices on the way, each as its scene's key and its own.
    """
    return [
        outcome
        for outcome in outcomes
        if outcome.ending == ending and (not outcome.scene or (outcome.scene, outcome.choice) in taken)
    ]


def list_outcome_faults(script: Script, outcomes: Sequence[Outcome]) -> list[str]:
    """What keeps outcomes from ever being earned, one sentence each; nothing when they are sound."""
    endings = {scene.key for scene in script.scenes if scene.ending is not None}
    choices = {(scene.key, choice.key) for scene in script.scenes for choice in scene.choices}
    faults = [f"{one.ending} is no ending." for one in outcomes if one.ending not in endings]
    faults += [
        f"In {one.scene} there is no choice {one.choice}."
        for one in outcomes
        if one.scene and (one.scene, one.choice) not in choices
    ]
    return faults + [f"Nothing comes of {one.ending}." for one in outcomes if one.gift is None and one.fact is None]
