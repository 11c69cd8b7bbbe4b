"""Whose genes are which: kept by what was made from something, derived from uuid and words for what was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from realm_gql.domain import lineage
from realm_gql.domain.lineage.differences import GENES
from realm_gql.domain.lineage.models import Creation, CreationKind, Derivation
from realm_gql.domain.media.genes import Genes, PictureKind, blend, draw_genes, mutate, read_genes
from realm_gql.domain.media.likeness import tell_likeness
from realm_gql.errors import InvalidInput

KINDS = {
    CreationKind.NPC: PictureKind.PORTRAIT,
    CreationKind.QUEST: PictureKind.LORE,
    CreationKind.ITEM: PictureKind.ITEM,
    CreationKind.COSMETIC: PictureKind.COSMETIC,
    CreationKind.LORE: PictureKind.LORE,
    CreationKind.LOCATION: PictureKind.LOCATION,
}
"""What the picture of each kind of creation shows."""
LIMIT_HOPS = 64


def born_genes(creation: Creation) -> Genes:
    """The genes of a creation that came from nothing: of its uuid, and of what is said of it."""
    return _likened(draw_genes(KINDS[CreationKind(creation.kind)], creation.id), creation)


def inherited_genes(creation: Creation, parents: Sequence[Genes]) -> Genes:
    """The genes of a creation that came from others: those of its parents but for one or two, and what its name says.

    Args:
        parents: of the same kind, the primary one first; at least one.
    """
    if len(parents) == 1:
        return _likened(mutate(parents[0], creation.id), creation)
    return _likened(blend(parents, creation.id), creation)


async def genes_to_keep(session: AsyncSession, creation: Creation, parent_ids: Sequence[UUID]) -> dict[str, Any]:
    """What goes into the content of a creation that is being made from others, before it is signed.

    Args:
        creation: what is being made; it has its uuid and its words.
        parent_ids: what it is made from, the primary one first.
    """
    kin = [genes for genes in await load_genes(session, parent_ids) if genes is not None]
    same = [genes for genes in kin if genes.kind is KINDS[CreationKind(creation.kind)]]
    return {GENES: inherited_genes(creation, same).to_content()} if same else {}


async def load_genes(session: AsyncSession, ids: Sequence[UUID]) -> list[Genes | None]:
    """The genes of these creations, aligned with what was asked; None for what is not there.

    What came from something but keeps no genes, as what was made before there were any, is derived from its ancestors.
    """
    rows: dict[UUID, Creation] = {}
    edges: dict[UUID, list[Derivation]] = {}
    wanted = list(dict.fromkeys(ids))
    for _ in range(LIMIT_HOPS):
        if not wanted:
            break
        found = [row for row in await lineage.load_visible(session, wanted) if row is not None]
        rows |= {row.id: row for row in found}
        unkept = [row.id for row in found if find_kept(row.content) is None]
        for child, parents in zip(unkept, await lineage.load_parents(session, unkept) if unkept else [], strict=True):
            edges[child] = [edge for edge in parents if edge.kind != lineage.DerivationKind.INSPIRED.value]
        wanted = list({edge.parent_id: None for key in unkept for edge in edges[key] if edge.parent_id not in rows})
    known: dict[UUID, Genes] = {}
    return [_resolved(key, rows, edges, known) for key in ids]


def find_kept(content: Mapping[str, Any]) -> Genes | None:
    """The genes that a content keeps; None when it keeps none, or none that can be read."""
    if GENES not in content:
        return None
    try:
        return read_genes(content[GENES])
    except InvalidInput:
        return None


def _resolved(
    key: UUID, rows: Mapping[UUID, Creation], edges: Mapping[UUID, list[Derivation]], known: dict[UUID, Genes]
) -> Genes | None:
    if key in known or key not in rows:
        return known.get(key)
    row = rows[key]
    genes = find_kept(row.content)
    if genes is None or genes.kind is not KINDS[CreationKind(row.kind)]:
        parents = [_resolved(edge.parent_id, rows, edges, known) for edge in edges.get(key, [])]
        same = [parent for parent in parents if parent is not None and parent.kind is KINDS[CreationKind(row.kind)]]
        genes = inherited_genes(row, same) if same else born_genes(row)
    known[key] = genes
    return genes


def _likened(genes: Genes, creation: Creation) -> Genes:
    fixed = {"slot": str(creation.content.get("slot", "HEAD"))} if genes.kind is PictureKind.COSMETIC else {}
    said = f"{creation.summary} {creation.content.get('backstory', '')}"
    return tell_likeness(genes, creation.name, said, fixed)
