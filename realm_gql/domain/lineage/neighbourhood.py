"""The lineage around a creation: nodes and edges up and down, in one recursive statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Select, and_, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation, Derivation

LIMIT_UP = 64
LIMIT_DOWN = 64
LIMIT_NODES = 500


@dataclass(frozen=True, slots=True)
class LineageKey:
    """Whose lineage, and how many hops of it: `up` to what it came from, `down` to what came from it."""

    root: UUID
    up: int
    down: int


@dataclass(slots=True)
class Lineage:
    """The creations around one, nearest first (itself at the head), and every derivation between two of them."""

    nodes: list[Creation] = field(default_factory=list)
    edges: list[Derivation] = field(default_factory=list)
    truncated: bool = False


def around(root: UUID, up: int, down: int) -> LineageKey:
    """Which lineage is asked for: the hops as near as 0 to 64 allow."""
    return LineageKey(root, min(max(up, 0), LIMIT_UP), min(max(down, 0), LIMIT_DOWN))


async def load_lineages(session: AsyncSession, keys: Sequence[LineageKey]) -> list[Lineage]:
    """The lineage around each of these creations: one statement for all that ask for the same hops.

    At most 500 creations each, the nearest; `truncated` tells when there were more.
    """
    found: dict[LineageKey, Lineage] = {key: Lineage() for key in keys}
    for up, down in dict.fromkeys((key.up, key.down) for key in found):
        roots = [key.root for key in found if (key.up, key.down) == (up, down)]
        seen: set[tuple[UUID, UUID]] = set()
        for root, place, node, edge, parent_place in await session.execute(_neighbourhood(roots, up, down)):
            lineage = found[LineageKey(root, up, down)]
            if place > LIMIT_NODES:
                lineage.truncated = True
                continue
            if (root, node.id) not in seen:
                seen.add((root, node.id))
                lineage.nodes.append(node)
            if edge is not None and parent_place is not None and parent_place <= LIMIT_NODES:
                lineage.edges.append(edge)
    return [found[key] for key in keys]


def _neighbourhood(roots: list[UUID], up: int, down: int) -> Select[Any]:
    """(root, place, creation, edge to a parent, the parent's place); the last two are null where there is none."""
    above = _walk("above", roots, col(Derivation.child_id), col(Derivation.parent_id), up)
    below = _walk("below", roots, col(Derivation.parent_id), col(Derivation.child_id), down)
    steps = select(above).union(select(below)).subquery()
    nearest = (
        select(steps.c.root, steps.c.node, func.min(steps.c.hops).label("hops"))
        .group_by(steps.c.root, steps.c.node)
        .subquery()
    )
    place = func.row_number().over(partition_by=nearest.c.root, order_by=(nearest.c.hops, nearest.c.node))
    around = select(nearest.c.root, nearest.c.node, place.label("place")).cte("around")
    shown = select(around).where(around.c.place <= LIMIT_NODES + 1).cte("shown")
    other = aliased(shown)
    return (
        select(shown.c.root, shown.c.place, Creation, Derivation, other.c.place.label("parent_place"))
        .join(Creation, col(Creation.id) == shown.c.node)
        .outerjoin(Derivation, col(Derivation.child_id) == shown.c.node)
        .outerjoin(other, and_(other.c.root == shown.c.root, other.c.node == col(Derivation.parent_id)))
        .order_by(shown.c.place, col(Derivation.position))
    )


def _walk(name: str, roots: list[UUID], here: Any, there: Any, limit_hops: int) -> CTE:
    """Everything within so many hops of each root, the root itself at 0; UNION keeps a DAG's diamonds small."""
    start: Any = select(
        col(Creation.id).label("root"), col(Creation.id).label("node"), literal_column("0").label("hops")
    ).where(col(Creation.id).in_(roots))
    step: CTE = start.cte(name, recursive=True)
    return step.union(
        select(step.c.root, there, step.c.hops + 1).join(step, here == step.c.node).where(step.c.hops < limit_hops)
    )
