"""Exporting an NPC as a character card, with its lineage inside. What a card looks like is `cards/`."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from realm_gql.domain import accounts, lineage, lore, npcs
from realm_gql.domain.lineage.models import Creation, CreationKind, Derivation, DerivationKind
from realm_gql.domain.making import cards
from realm_gql.errors import NotFound

LIMIT_STEM_CHARS = 60
_FORBIDDEN_STEMS = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that Windows keeps for devices."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Everything that a card tells of an NPC, read from the database.

    `lore` has a place in the lorebook for each piece; `nodes` and `edges` are what it came from, itself at the head;
    `handles` are those of the makers.
    """

    creation: Creation
    home: str
    lore: list[tuple[int, Creation]]
    nodes: list[Creation]
    edges: list[Derivation]
    handles: Mapping[UUID, str]


async def export_card(session: AsyncSession, npc_id: UUID, card_format: cards.CardFormat, picture: bytes) -> bytes:
    """An NPC as a character card, with the lore it has to itself and its lineage inside. Its secret is not.

    The same NPC gives the same file.

    Args:
        picture: what it looks like, a PNG or APNG; a JSON file goes without.

    Raises:
        NotFound: there is no such NPC.
        InvalidInput: the picture is no PNG.
    """
    told = await _read(session, npc_id)
    return await asyncio.to_thread(lambda: cards.write_card(_compose(told), card_format, picture))


def file_stem(name: str) -> str:
    """A name as the beginning of a file's name, on every system: Latin letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LIMIT_STEM_CHARS].strip("-")
    return stem if stem and stem not in _FORBIDDEN_STEMS else f"character-{stem}".strip("-")


async def _read(session: AsyncSession, npc_id: UUID) -> _Told:
    creation = await lineage.get_visible(session, npc_id)
    if creation.kind != CreationKind.NPC.value:
        raise NotFound("There is nobody of that id here.")
    _, npc = await npcs.find_npc(session, npc_id)
    (home,) = await lineage.load_visible(session, [npc.home_id]) if npc.home_id else [None]
    (kin,) = await lineage.load_lineages(session, [lineage.around(npc_id, cards.LIMIT_HOPS, 0)])
    makers = list({node.creator_id: None for node in kin.nodes})
    known = await accounts.load_accounts(session, makers)
    return _Told(
        creation=creation,
        home=home.name if home else "",
        lore=await lore.list_own_lore(session, npc_id),
        nodes=kin.nodes[: cards.LIMIT_HOPS],
        edges=kin.edges,
        handles={maker: account.handle for maker, account in zip(makers, known, strict=True) if account},
    )


def _compose(told: _Told) -> cards.Card:
    creation = told.creation
    persona = npcs.Persona.from_content(creation.content)
    character = cards.Character(creation.name, creation.summary, tuple(creation.tags), persona)
    kept = cards.find_kept(creation.content)
    entries = {place: cards.compose_entry(piece) for place, piece in told.lore}
    card, composed = cards.compose_card(character, told.home, kept, entries)
    mark = cards.Mark(
        itself=_hop(creation, told),
        summary=creation.summary,
        revision=creation.revision,
        persona=persona,
        told={name: cards.digest_field(card, name) for name in cards.TOLD},
        composed=composed,
        lineage=tuple(_ancestors(told)),
    )
    marked = replace(card, extensions={**card.extensions, cards.EXTENSION: cards.write_mark(mark)})
    return _dated(marked, creation, None if kept else told.handles.get(creation.creator_id, ""))


def _ancestors(told: _Told) -> list[cards.Hop]:
    """What a creation came from, the nearest first: what is here, then what cards brought along from elsewhere."""
    hops = {node.id: _hop(node, told) for node in told.nodes}
    for node in told.nodes:
        if found := cards.find_origin_mark(node.content):
            mark, _ = found
            for hop in (mark.itself, *mark.lineage):
                hops.setdefault(hop.uuid, hop)
    del hops[told.creation.id]
    return list(hops.values())[: cards.LIMIT_HOPS]


def _hop(node: Creation, told: _Told) -> cards.Hop:
    edges = sorted((edge for edge in told.edges if edge.child_id == node.id), key=lambda edge: edge.position)
    parents = tuple((edge.parent_id, DerivationKind(edge.kind)) for edge in edges)
    found = cards.find_origin_mark(node.content)
    if found is not None and found[1] == node.id:
        # It came as a card: what that said it was is its parent, here or elsewhere, and knows what came before.
        parents = ((found[0].itself.uuid, DerivationKind.REMIX),)
    return cards.Hop(
        uuid=node.id,
        name=node.name,
        creator=told.handles.get(node.creator_id, ""),
        license=node.license,
        hash=cards.fingerprint(node),
        parents=parents,
    )


def _dated(card: cards.Card, creation: Creation, maker: str | None) -> cards.Card:
    """A card with its moments and its sources, and with who made which version, unless an older card told that.

    Args:
        maker: the handle of who made it; None for what came as a card, which says so itself.
    """
    moment = int(creation.created_at.timestamp())
    source = card.source or ()
    own = creation.id.urn
    # The moment of the last change is the creation's, not this one: the same NPC gives the same file.
    dated = replace(card, modification_date=moment, source=source if own in source else (*source, own))
    if maker is None:
        return dated
    return replace(dated, creator=maker, character_version=str(creation.revision), creation_date=moment)
