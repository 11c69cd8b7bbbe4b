"""Items in the world: who owns each. What an item or a cosmetic is, is the creation's content."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from realm_gql.storage.tables import Table


class Slot(StrEnum):
    """Where an item or a cosmetic is worn or kept."""

    HEAD = "HEAD"
    NECK = "NECK"
    BACK = "BACK"
    HAND = "HAND"
    BODY = "BODY"
    FEET = "FEET"
    POCKET = "POCKET"


class Item(Table, table=True):
    """The item part of a creation; an item has one owner or none."""

    __tablename__ = "items"

    id: UUID = Field(foreign_key="creations.id", primary_key=True)
    owner_id: UUID | None = Field(default=None, foreign_key="accounts.id", index=True)
