"""Who an NPC is, as its author wrote it: the persona's shape and its pure reading. No table, no model here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ware:
    """Something an NPC sells; `price` is words, such as ``4 silver``."""

    name: str
    price: str


@dataclass(frozen=True, slots=True)
class Bond:
    """What an NPC is to another: `npc` is the other's UUID, `name` its name when this was written.

    `bond` is what the other is to this one (``sister``), `feeling` how this one feels about it (``misses her``).
    """

    npc: str
    name: str
    bond: str
    feeling: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A line its author wrote; without `keys` it fits anything. Said when no model can speak."""

    text: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Persona:
    """Everything authored about an NPC besides its name, summary and tags.

    `temper` is one to four adjectives; `manner` is one concrete rule of speech; `secret` is known to nobody but its
    creator and the model.
    """

    trade: str
    temper: tuple[str, ...]
    manner: str
    backstory: str = ""
    goal: str = ""
    secret: str = ""
    greeting: str = ""
    wares: tuple[Ware, ...] = ()
    bonds: tuple[Bond, ...] = ()
    sayings: tuple[Saying, ...] = ()

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Persona:
        """Read a persona from a creation's stored content."""
        return cls(
            trade=content["trade"],
            temper=tuple(content["temper"]),
            manner=content["manner"],
            backstory=content.get("backstory", ""),
            goal=content.get("goal", ""),
            secret=content.get("secret", ""),
            greeting=content.get("greeting", ""),
            wares=tuple(Ware(**ware) for ware in content.get("wares", ())),
            bonds=tuple(Bond(**bond) for bond in content.get("bonds", ())),
            sayings=tuple(Saying(said["text"], tuple(said.get("keys", ()))) for said in content.get("sayings", ())),
        )

    def to_content(self) -> dict[str, Any]:
        """The persona as it is stored: plain JSON values."""
        content = asdict(self)
        content["sayings"] = [{"text": saying.text, "keys": list(saying.keys)} for saying in self.sayings]
        return {key: list(value) if isinstance(value, tuple) else value for key, value in content.items()}
