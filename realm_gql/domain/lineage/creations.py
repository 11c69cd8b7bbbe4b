"""Reading creations: by id, in pages, and by what they came from. The only way to a creation that a viewer may see."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation, CreationKind, Derivation
from realm_gql.errors import InvalidInput, NotFound
from realm_gql.kit.paging import Page
from realm_gql.storage.paging import Keyset, PageKey, Place, contains, cut, load_pages_by_parent

LONGEST_TEXT_CHARS = 280
"""A summary's length: what is longer is part of no name and no summary."""
LIMIT_HOPS = 64
"""How far `ancestors` and `descendants` look."""


class CreationOrder(StrEnum):
    """How a list of creations is sorted."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    NAME = "NAME"
    MOST_REMIXED = "MOST_REMIXED"
    MOST_VOTED = "MOST_VOTED"


_KEYSETS = {
    CreationOrder.NEWEST: Keyset((col(Creation.created_at), col(Creation.id)), descending=True),
    CreationOrder.OLDEST: Keyset((col(Creation.created_at), col(Creation.id))),
    CreationOrder.NAME: Keyset((col(Creation.name), col(Creation.id))),
    CreationOrder.MOST_REMIXED: Keyset((col(Creation.remix_count), col(Creation.id)), descending=True),
    CreationOrder.MOST_VOTED: Keyset((col(Creation.vote_count), col(Creation.id)), descending=True),
}


def place_of(creation: Creation, order: CreationOrder) -> Place:
    """Where a creation stands in a list sorted so: what its cursor is made of."""
    if order is CreationOrder.NAME:
        return (creation.name, creation.id)
    if order is CreationOrder.MOST_REMIXED:
        return (creation.remix_count, creation.id)
    if order is CreationOrder.MOST_VOTED:
        return (creation.vote_count, creation.id)
    return (creation.created_at, creation.id)


async def load_visible(session: AsyncSession, ids: Sequence[UUID]) -> list[Creation | None]:
    """The creations of these ids that everybody may see, aligned with what was asked.

    Whatever reaches a client by an id passes here, so that what may not be seen is withheld in one place. Everything
    that can be made so far is published at once, so nothing is withheld yet.
    """
    rows = await session.scalars(select(Creation).where(col(Creation.id).in_(ids)))
    found = {row.id: row for row in rows}
    return [found.get(key) for key in ids]


async def get_visible(session: AsyncSession, creation_id: UUID) -> Creation:
    """The creation of that id.

    Raises:
        NotFound: there is none that may be seen.
    """
    (creation,) = await load_visible(session, [creation_id])
    if creation is None:
        raise NotFound("There is no such creation. It may never have been, or the link is broken.")
    return creation


async def list_creations(
    session: AsyncSession,
    kind: CreationKind,
    order: CreationOrder,
    limit: int,
    after: Place | None = None,
    search: str | None = None,
) -> Page[Creation]:
    """A page of the creations of one kind.

    Args:
        limit: how many a page holds.
        after: the place behind which it begins, of the same order.
        search: part of a name or a summary, in any case; None or blank finds all.

    Raises:
        InvalidInput: the search holds what no text can hold.
    """
    keyset = _KEYSETS[order]
    statement = select(Creation).where(col(Creation.kind) == kind.value)
    if search and len(search.strip()) > LONGEST_TEXT_CHARS:
        return Page([], has_previous=after is not None)
    if search and search.strip():
        statement = statement.where(_matches(search.strip()))
    if after is not None:
        statement = statement.where(keyset.beyond(after))
    rows = await session.scalars(statement.order_by(*keyset.order()).limit(limit + 1))
    return cut(rows.all(), limit, after)


async def load_creations_by_creator(
    session: AsyncSession, keys: Sequence[PageKey], kind: CreationKind | None = None
) -> list[Page[Creation]]:
    """A page of what each of these accounts made, the newest first; all kinds, or one."""
    listing: Any = select(col(Creation.id).label("id"), col(Creation.creator_id).label("parent"))
    if kind is not None:
        listing = listing.where(col(Creation.kind) == kind.value)
    return await load_pages_by_parent(session, Creation, listing, _KEYSETS[CreationOrder.NEWEST], keys)


async def load_parents(session: AsyncSession, child_ids: Sequence[UUID]) -> list[list[Derivation]]:
    """What each of these creations came from, the primary parent first, aligned with what was asked."""
    rows = await session.scalars(
        select(Derivation).where(col(Derivation.child_id).in_(child_ids)).order_by(col(Derivation.position))
    )
    found: dict[UUID, list[Derivation]] = {child_id: [] for child_id in child_ids}
    for row in rows:
        found[row.child_id].append(row)
    return [found[child_id] for child_id in child_ids]


async def load_children(session: AsyncSession, keys: Sequence[PageKey]) -> list[Page[Creation]]:
    """A page of what was made straight from each of these creations, the oldest first."""
    listing: Any = select(col(Creation.id).label("id"), col(Derivation.parent_id).label("parent")).join(
        Derivation, col(Derivation.child_id) == col(Creation.id)
    )
    return await load_pages_by_parent(session, Creation, listing, _KEYSETS[CreationOrder.OLDEST], keys)


async def load_ancestors(session: AsyncSession, keys: Sequence[PageKey]) -> list[Page[Creation]]:
    """A page of everything each of these came from, the newest first: so always a child before its parents."""
    listing = _kin({key.parent for key in keys}, col(Derivation.child_id), col(Derivation.parent_id))
    return await load_pages_by_parent(session, Creation, listing, _KEYSETS[CreationOrder.NEWEST], keys)


async def load_descendants(session: AsyncSession, keys: Sequence[PageKey]) -> list[Page[Creation]]:
    """A page of everything that came from each of these, the oldest first: so always a parent before its children."""
    listing = _kin({key.parent for key in keys}, col(Derivation.parent_id), col(Derivation.child_id))
    return await load_pages_by_parent(session, Creation, listing, _KEYSETS[CreationOrder.OLDEST], keys)


def _kin(roots: set[UUID], here: Any, there: Any) -> Select[Any]:
    """Each root with all its kin in one direction; UNION drops what two paths lead to at the same distance."""
    step = (
        select(here.label("root"), there.label("node"), literal_column("1").label("hops"))
        .where(here.in_(roots))
        .cte("kin", recursive=True)
    )
    kin = step.union(
        select(step.c.root, there, step.c.hops + 1).join(step, here == step.c.node).where(step.c.hops < LIMIT_HOPS)
    )
    once = select(kin.c.root, kin.c.node).distinct().subquery()
    return select(col(Creation.id).label("id"), once.c.root.label("parent")).join(once, once.c.node == col(Creation.id))


def _matches(search: str) -> ColumnElement[bool]:
    if "\x00" in search:
        raise InvalidInput("search", "A search cannot hold a NUL character.")
    try:
        search.encode()
    except UnicodeEncodeError:
        raise InvalidInput("search", "A search cannot hold half a character.") from None
    pattern = contains(search)
    return or_(
        col(Creation.name).ilike(pattern, escape="\\"),
        col(Creation.summary).ilike(pattern, escape="\\"),
    )
