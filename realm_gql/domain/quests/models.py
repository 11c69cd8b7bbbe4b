"""Quests: who gives one, where, and who is in it. Its scenes are the creation's content (`branching.py`)."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Field

from realm_gql.storage.tables import Table


class Quest(Table, table=True):
    """The quest part of a creation."""

    __tablename__ = "quests"

    id: UUID = Field(foreign_key="creations.id", primary_key=True)
    giver_id: UUID | None = Field(default=None, foreign_key="npcs.id", index=True)
    location_id: UUID | None = Field(default=None, foreign_key="creations.id", index=True)


class QuestCast(Table, table=True):
    """An NPC who appears in a quest, in the order its author gave."""

    __tablename__ = "quest_cast"

    quest_id: UUID = Field(foreign_key="quests.id", primary_key=True)
    npc_id: UUID = Field(foreign_key="npcs.id", primary_key=True, index=True)
    position: int = 0
