"""Lore that is not common knowledge: which NPC knows it, in the order of its lorebook."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from realm_gql.kit.ids import new_uuid
from realm_gql.storage.tables import Table


class NpcLore(Table, table=True):
    """A piece of lore that only some know; a piece without such a row is common knowledge.

    `npc_id` is who knows it, none for a piece that nobody does yet; `position` is its place in the NPC's lorebook.
    """

    __tablename__ = "npc_lore"
    __table_args__ = (UniqueConstraint("npc_id", "lore_id"),)

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    npc_id: UUID | None = Field(default=None, foreign_key="creations.id")
    lore_id: UUID = Field(foreign_key="creations.id", index=True)
    position: int = 0
