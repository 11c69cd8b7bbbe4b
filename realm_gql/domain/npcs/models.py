"""NPCs in the world: where each lives, whom it knows, and what it remembers of a player."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field

from realm_gql.kit.clock import now
from realm_gql.storage.columns import Json, UtcDateTime
from realm_gql.storage.tables import Table


class Npc(Table, table=True):
    """The NPC part of a creation: its home, and the room it is in. Its persona is the creation's content."""

    __tablename__ = "npcs"

    id: UUID = Field(foreign_key="creations.id", primary_key=True)
    home_id: UUID | None = Field(default=None, foreign_key="creations.id", index=True)
    room_id: UUID | None = Field(default=None, foreign_key="rooms.id", index=True)
    position: int = 0


class NpcBond(Table, table=True):
    """What one NPC is to another, in the order its author gave."""

    __tablename__ = "npc_bonds"

    npc_id: UUID = Field(foreign_key="npcs.id", primary_key=True)
    other_id: UUID = Field(foreign_key="npcs.id", primary_key=True, index=True)
    bond: str = Field(max_length=80)
    feeling: str = Field(max_length=120)
    position: int = 0


class Acquaintance(Table, table=True):
    """What an NPC remembers of a player: how often they talked, the last exchanges, and a running summary."""

    __tablename__ = "acquaintances"

    npc_id: UUID = Field(foreign_key="npcs.id", primary_key=True)
    player_id: UUID = Field(foreign_key="accounts.id", primary_key=True, index=True)
    meetings: int = 0
    summary: str = Field(default="", max_length=400)
    exchanges: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    last_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
