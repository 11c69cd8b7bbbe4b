"""Places: exits between locations, the rooms they host, and who is in a room now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from realm_gql.kit.clock import now
from realm_gql.kit.ids import new_uuid
from realm_gql.storage.columns import UtcDateTime
from realm_gql.storage.tables import Table


class LocationExit(Table, table=True):
    """A way from one location to another; the way back is an exit of its own. `position` orders the exits."""

    __tablename__ = "location_exits"

    from_id: UUID = Field(foreign_key="creations.id", primary_key=True)
    to_id: UUID = Field(foreign_key="creations.id", primary_key=True, index=True)
    position: int = 0


class Room(Table, table=True):
    """Where people and NPCs are together. A location's standing room never closes; others are opened beside it.

    `stream_id` names the log of what happens in it, which is also the topic its bell rings on.
    """

    __tablename__ = "rooms"
    __table_args__ = (Index("ix_rooms_location_id_is_standing", "location_id", "is_standing"),)

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    location_id: UUID = Field(foreign_key="creations.id")
    name: str = Field(max_length=120)
    goal: str | None = Field(default=None, max_length=280)
    is_standing: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime, index=True)

    @property
    def stream_id(self) -> str:
        """The stream of this room's events."""
        return room_stream(self.id)


class Presence(Table, table=True):
    """A player is in a room until the lease runs out; a sign of life renews it, a closed socket does not end it."""

    __tablename__ = "presences"

    room_id: UUID = Field(foreign_key="rooms.id", primary_key=True)
    player_id: UUID = Field(foreign_key="accounts.id", primary_key=True, index=True)
    entered_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    lease_until: datetime = Field(sa_type=UtcDateTime, index=True)


def room_stream(room_id: UUID) -> str:
    """The stream, and the broker topic, of a room."""
    return f"room:{room_id}"
