"""A quest's scenes and how they branch: the content of a quest, its pure reading and its checking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a player may do in a scene; `to` is the key of the scene it leads to."""

    key: str
    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a quest closes: what the ending is called, and its tone in a word."""

    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a quest: it offers choices, or it is an ending."""

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A quest's whole story: the key of its first scene, how long it takes, and its scenes."""

    start: str
    estimated_minutes: int
    scenes: tuple[Scene, ...]

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Script:
        """Read a script from a creation's stored content."""
        return cls(
            start=content["start"],
            estimated_minutes=content["estimated_minutes"],
            scenes=tuple(_scene(scene) for scene in content["scenes"]),
        )

    def to_content(self) -> dict[str, Any]:
        """The script as it is stored: plain JSON values."""
        return {
            "start": self.start,
            "estimated_minutes": self.estimated_minutes,
            "scenes": [
                {
                    "key": scene.key,
                    "text": scene.text,
                    "choices": [
                        {"key": choice.key, "label": choice.label, "to": choice.to} for choice in scene.choices
                    ],
                    "ending": {"name": scene.ending.name, "tone": scene.ending.tone} if scene.ending else None,
                }
                for scene in self.scenes
            ],
        }


def list_faults(script: Script) -> list[str]:
    """What keeps a quest from being playable, one sentence each; nothing when it is sound.

    Sound is: every key is told once, every choice leads somewhere, every scene can be reached, every scene leads to an
    ending at last, and there are at least two endings.
    """
    scenes = {scene.key: scene for scene in script.scenes}
    faults = [f"The scene {key} is told twice." for key in _twice([scene.key for scene in script.scenes])]
    if script.start not in scenes:
        return [*faults, f"It starts at {script.start}, which is not there."]
    for scene in script.scenes:
        faults += [f"In {scene.key} the choice {key} comes twice." for key in _twice([c.key for c in scene.choices])]
        faults += [f"{scene.key} leads to {to}, which is not there." for to in _missing(scene, scenes)]
        if scene.ending is None and not scene.choices:
            faults.append(f"{scene.key} is a dead end.")
        if scene.ending is not None and scene.choices:
            faults.append(f"{scene.key} is an ending and still offers choices.")
    ways = {key: [choice.to for choice in scene.choices if choice.to in scenes] for key, scene in scenes.items()}
    reached = _reach([script.start], ways)
    faults += [f"Nothing leads to {key}." for key in scenes if key not in reached]
    endings = [key for key, scene in scenes.items() if scene.ending is not None]
    back: dict[str, list[str]] = {key: [] for key in scenes}
    for key, nexts in ways.items():
        for to in nexts:
            back[to].append(key)
    ends = _reach(endings, back)
    faults += [
        f"From {key} no ending can be reached." for key, scene in scenes.items() if key not in ends and scene.choices
    ]
    if len(endings) < 2:
        faults.append("It needs at least two endings.")
    return faults


def _scene(raw: Mapping[str, Any]) -> Scene:
    ending = raw.get("ending")
    return Scene(
        key=raw["key"],
        text=raw["text"],
        choices=tuple(Choice(choice["key"], choice["label"], choice["to"]) for choice in raw.get("choices", ())),
        ending=Ending(ending["name"], ending["tone"]) if ending else None,
    )


def _missing(scene: Scene, scenes: Mapping[str, Scene]) -> list[str]:
    return [choice.to for choice in scene.choices if choice.to not in scenes]


def _twice(keys: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(key for key in keys if keys.count(key) > 1))


def _reach(starts: Sequence[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(ways[key])
    return reached
