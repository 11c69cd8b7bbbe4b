"""Every event there is, one dataclass each: the public contract of the log. `docs/events.md` describes them.

An event is a past fact and never changes: it holds what was so at that moment (a turn's text as it was), not a pointer
to what is so now. A field may be added with a default; none is ever renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TurnSnapshot:
    """A turn as it was when the event happened. `text` is the named take's text so far, `source` who wrote it."""

    turn_id: UUID
    asker_id: UUID
    npc_id: UUID
    said: str
    state: str
    take: int
    text: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class PlayerSpoke:
    """A player said something; `turn_id` is the reply it calls for."""

    type: ClassVar[str] = "room.player_spoke"
    player_id: UUID
    text: str
    turn_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TurnOpened:
    """An NPC began a reply, or another take of one."""

    type: ClassVar[str] = "room.turn_opened"
    turn: TurnSnapshot


@dataclass(frozen=True, slots=True)
class TurnClosed:
    """A reply ended, by itself or because somebody stopped it; or another take of it was chosen."""

    type: ClassVar[str] = "room.turn_closed"
    turn: TurnSnapshot


@dataclass(frozen=True, slots=True)
class TurnFailed:
    """A reply broke off; what was written so far is kept. `code` is an error leaf's."""

    type: ClassVar[str] = "room.turn_failed"
    turn: TurnSnapshot
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PlayerEntered:
    """A player came into the room."""

    type: ClassVar[str] = "room.player_entered"
    player_id: UUID


@dataclass(frozen=True, slots=True)
class PlayerLeft:
    """A player left the room, or was not heard of for too long."""

    type: ClassVar[str] = "room.player_left"
    player_id: UUID


Event = PlayerSpoke | TurnOpened | TurnClosed | TurnFailed | PlayerEntered | PlayerLeft

CATALOGUE: dict[str, type[Event]] = {
    kind.type: kind for kind in (PlayerSpoke, TurnOpened, TurnClosed, TurnFailed, PlayerEntered, PlayerLeft)
}


def to_payload(event: Event) -> dict[str, Any]:
    """An event's fields as JSON values."""
    return {key: _plain(value) for key, value in asdict(event).items()}


def from_payload(kind: str, payload: Mapping[str, Any]) -> Event:
    """The event that `to_payload` stored.

    Raises:
        KeyError: no event of that name is known.
    """
    fields = _typed(payload)
    if "turn" in fields:
        fields["turn"] = TurnSnapshot(**_typed(fields["turn"]))
    return CATALOGUE[kind](**fields)


def _typed(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {key: UUID(value) if key.endswith("_id") and value else value for key, value in payload.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value
