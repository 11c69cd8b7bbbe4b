"""Keyset pages in SQL: a place in a list is the values it is sorted by, so a page costs the same wherever it lies.

Knows columns and rows, no noun. What a page is to the domain is `kit/paging.py`; how a place looks to a client is the
GraphQL face's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from realm_gql.kit.paging import Page

T = TypeVar("T")
Place = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Keyset:
    """What a list is sorted by: columns, the last of them unique, and one direction for all."""

    columns: tuple[Any, ...]
    descending: bool = False

    def order(self) -> list[ColumnElement[Any]]:
        """The ORDER BY of this list."""
        return [column.desc() if self.descending else column.asc() for column in self.columns]

    def beyond(self, place: Place) -> ColumnElement[bool]:
        """What comes after a place of this list."""
        here = tuple_(*self.columns)
        there = tuple_(*(literal(value, column.type) for value, column in zip(place, self.columns, strict=True)))
        return here < there if self.descending else here > there


@dataclass(frozen=True, slots=True)
class PageKey:
    """One page of the list that a parent has: its first `limit` rows behind the place `after`."""

    parent: UUID
    limit: int
    after: Place | None = None


def cut(rows: Sequence[T], limit: int, after: Place | None) -> Page[T]:
    """A page from rows of which one more than `limit` was asked for."""
    return Page(list(rows[:limit]), has_next=len(rows) > limit, has_previous=after is not None)


async def load_pages_by_parent(
    session: AsyncSession,
    entity: type[T],
    listing: Select[Any],
    keyset: Keyset,
    keys: Sequence[PageKey],
) -> list[Page[T]]:
    """A page of rows for each of many parents: one statement for all the parents that ask for the same page.

    Args:
        entity: the table whose rows are on the pages; its key is called ``id``.
        listing: selects ``id`` and ``parent``, the row and whose it is, from tables that hold the keyset's columns.
        keyset: what each parent's list is sorted by.
        keys: which pages.

    Returns:
        The pages, aligned with the keys.
    """
    found: dict[PageKey, list[T]] = {key: [] for key in keys}
    parent = listing.selected_columns["parent"]
    for limit, after in dict.fromkeys((key.limit, key.after) for key in found):
        parents = [key.parent for key in found if (key.limit, key.after) == (limit, after)]
        place = func.row_number().over(partition_by=parent, order_by=keyset.order()).label("place")
        rows = listing.add_columns(place).where(parent.in_(parents))
        if after is not None:
            rows = rows.where(keyset.beyond(after))
        numbered = rows.subquery()
        first = (
            select(entity, numbered.c.parent)
            .join(numbered, numbered.c.id == entity.id)  # type: ignore[attr-defined]  # every table here has one
            .where(numbered.c.place <= limit + 1)
            .order_by(numbered.c.place)
        )
        for row, owner in await session.execute(first):
            found[PageKey(owner, limit, after)].append(row)
    return [cut(found[key], key.limit, key.after) for key in keys]


def contains(needle: str) -> str:
    """A LIKE pattern, with ``\\`` as its escape, for texts that contain `needle` as it is."""
    escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
