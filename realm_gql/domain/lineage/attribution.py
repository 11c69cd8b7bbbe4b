"""Who receives which share of what a creation earns: most stays with its author, the rest flows up its lineage.

`load_ancestries` reads, one statement for all that are asked; the rest is pure. What earns, and how much, is the
business of `domain/reputation`. `docs/reputation.md` says it for people; the examples there are tests.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import CompoundSelect, and_, case, func, literal_column, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation, Derivation, DerivationKind

UNITS = 10_000
"""The units that `attribution` shares out, and the most that can be shared out at once."""
PASSED_ON = Fraction(3, 10)
"""How much of what reaches an author is passed on to those whose work it came from."""
WEIGHTS = {DerivationKind.REMIX: 4, DerivationKind.BLEND: 4, DerivationKind.INSPIRED: 1}
"""How what is passed on is divided among several parents; one parent alone gets all of it, whatever its kind."""
LIMIT_HANDS = 8
"""How many times an ancestry is followed from one author to another; after that less than one unit of 10,000 is left.
One hop more than anything is paid to, because an author who came from nobody passes nothing on."""


class Parent(NamedTuple):
    """What a creation came from, by its number in the ancestry, and how."""

    number: int
    kind: DerivationKind


@dataclass(frozen=True, slots=True)
class Ancestry:
    """A creation and all that it came from, as far as anything is paid: who made each, and from which.

    Creations go by their number, the place they have in all three lists; there may be ten thousand, and numbers
    are quickly compared.
    """

    creations: Sequence[UUID]
    authors: Sequence[UUID]
    parents: Sequence[Sequence[Parent]]
    root: int = 0

    def at(self, number: int) -> Ancestry:
        """The ancestry of one of its creations."""
        return replace(self, root=number)


class Share(NamedTuple):
    """So many units go to this author, for this creation."""

    creation_id: UUID
    creator_id: UUID
    units: int


def attribute(ancestry: Ancestry, units: int = UNITS) -> list[Share]:
    """Share out what a creation earned among its author and everybody it came from.

    Each author keeps seven tenths of what arrives and passes three tenths on to the parents, by weight; whoever came
    from nobody keeps all. Creations of one author in a row are one hop: the lower ones pass everything on, and one that
    leads to nobody else counts as no parent, so that remixing oneself earns nothing. What arrives anywhere and is less
    than one unit goes no further. Reckoned exactly; each share is rounded down to whole units, and what rounding leaves
    goes to the author of the creation itself.

    Args:
        ancestry: where the creation came from.
        units: how many are shared out, 1 to 10,000.

    Returns:
        The shares, each of at least one unit, the creation's own first, then the largest; their sum is `units`.

    Raises:
        ValueError: there are too few or too many units.
    """
    if not 1 <= units <= UNITS:
        raise ValueError(f"{units} units cannot be shared out; 1 to {UNITS} can")
    order = _children_first(ancestry)
    authors = _numbered(ancestry.authors)
    heirs = _heirs(ancestry, authors, order)
    arrived: dict[int, Fraction] = defaultdict(Fraction, {ancestry.root: Fraction(units)})
    passing: dict[int, Fraction] = defaultdict(Fraction)
    kept: dict[int, int] = {}
    for number in order:
        came = arrived[number] if arrived[number] >= 1 else Fraction(0)
        passed = came * PASSED_ON if heirs[number] else Fraction(0)
        kept[number] = int(came - passed)
        outflow = passed + passing[number]
        if outflow:
            part = outflow / sum(heirs[number].values())
            for parent, weight in heirs[number].items():
                flows = passing if authors[parent] == authors[number] else arrived
                flows[parent] += part * weight
    kept[ancestry.root] += units - sum(kept.values())
    shares = [Share(ancestry.creations[number], ancestry.authors[number], kept[number]) for number in order]
    return sorted((share for share in shares if share.units), key=lambda share: (-share.units, share.creation_id))


async def load_attributions(session: AsyncSession, creation_ids: Sequence[UUID]) -> list[list[Share]]:
    """Who receives which share of 10,000 units earned by each of these creations; nobody, if there is no such one."""
    shares: list[list[Share]] = []
    for found in await load_ancestries(session, creation_ids):
        shares.append(attribute(found) if found else [])
        await asyncio.sleep(0)  # a page of creations with thousands of ancestors each must not hold up everybody else
    return shares


async def load_ancestries(session: AsyncSession, creation_ids: Sequence[UUID]) -> list[Ancestry | None]:
    """Where each of these creations came from, aligned with what was asked; one statement for all."""
    found: dict[UUID, tuple[list[UUID], list[UUID], list[list[Parent]]]] = {}
    places: dict[int, tuple[UUID, int]] = {}
    edges: list[tuple[int, int, str]] = []
    for number, root, creation_id, author_id, parent, kind in await session.execute(_upstream(set(creation_ids))):
        if root is None:
            edges.append((number, parent, kind))
            continue
        creations, authors, parents = found.setdefault(root, ([], [], []))
        places[number] = (root, len(creations))
        creations.append(creation_id)
        authors.append(author_id)
        parents.append([])
    for child, parent, kind in edges:
        root, place = places[child]
        found[root][2][place].append(Parent(places[parent][1], DerivationKind(kind)))
    whole = {root: Ancestry(*known, root=known[0].index(root)) for root, known in found.items()}
    return [whole.get(creation_id) for creation_id in creation_ids]


def _children_first(ancestry: Ancestry) -> list[int]:
    """The creation and all its ancestors, each before what it came from."""
    left: list[int] = []
    seen = {ancestry.root}
    walk = [(ancestry.root, iter(ancestry.parents[ancestry.root]))]
    while walk:
        number, parents = walk[-1]
        parent = next((parent.number for parent in parents if parent.number not in seen), None)
        if parent is None:
            left.append(number)
            walk.pop()
        else:
            seen.add(parent)
            walk.append((parent, iter(ancestry.parents[parent])))
    return left[::-1]


def _numbered(authors: Sequence[UUID]) -> list[int]:
    """The authors as numbers, the same for the same."""
    numbers: dict[UUID, int] = {}
    return [numbers.setdefault(author, len(numbers)) for author in authors]


def _heirs(ancestry: Ancestry, authors: Sequence[int], order: Sequence[int]) -> dict[int, dict[int, int]]:
    """To which parents each creation passes on, by weight; an own one that leads to nobody else gets nothing."""
    heirs: dict[int, dict[int, int]] = {}
    for number in reversed(order):
        heirs[number] = {
            parent: WEIGHTS[kind]
            for parent, kind in ancestry.parents[number]
            # A parent that is not known yet came from this very creation. That cannot be; if it is, nothing flows.
            if parent in heirs and (authors[parent] != authors[number] or heirs[parent])
        }
    return heirs


def _upstream(roots: set[UUID]) -> CompoundSelect[Any]:
    """Each ancestor with its number, root, key and author; then, in rows without those, each edge between two of them:
    the numbers of child and parent, and its kind.

    Hops are counted from hand to hand: somebody who remixes herself a hundred times does not outrun it.
    """
    start: Any = select(
        col(Creation.id).label("root"),
        col(Creation.id).label("creation"),
        col(Creation.creator_id).label("author"),
        literal_column("0").label("hands"),
    ).where(col(Creation.id).in_(roots))
    step = start.cte("upstream", recursive=True)
    source = aliased(Creation)
    hands = step.c.hands + case((col(source.creator_id) == step.c.author, 0), else_=1)
    upstream = step.union(
        select(step.c.root, col(source.id), col(source.creator_id), hands)
        .join(Derivation, col(Derivation.child_id) == step.c.creation)
        .join(source, col(source.id) == col(Derivation.parent_id))
        .where(hands <= LIMIT_HANDS)
    )
    once = select(upstream.c.root, upstream.c.creation, upstream.c.author).distinct().subquery()
    number = func.row_number().over(order_by=(once.c.root, once.c.creation)).label("number")
    child = select(number, once).cte("ancestors")
    parent = child.alias("parents")
    return union_all(
        select(child, null(), null()),
        select(child.c.number, null(), null(), null(), parent.c.number, col(Derivation.kind))
        .join(Derivation, col(Derivation.child_id) == child.c.creation)
        .join(parent, and_(parent.c.root == child.c.root, parent.c.creation == col(Derivation.parent_id))),
    )
