"""The base of every table. Tables themselves live with the rules that own them, in `domain/*/models.py`."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from realm_gql.storage.columns import NAMING_CONVENTION


class Table(SQLModel):
    """What every table derives from: the realm's own metadata with named constraints."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
