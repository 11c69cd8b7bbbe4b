"""From a draft to what stands around it, and to a request for the engine: reads the world, writes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain import lineage, locations, lore, npcs
from realm_gql.domain.lineage.models import Creation, CreationKind
from realm_gql.domain.making.models import Draft, DraftTake
from realm_gql.domain.making.surroundings import (
    LIMIT_LORE,
    LIMIT_NEIGHBOURS,
    LIMIT_OWN,
    Neighbour,
    Place,
    Surroundings,
    nearest,
    to_facts,
)
from realm_gql.domain.making.wishes import plan_wish
from realm_gql.domain.npcs.telling import Speaker
from realm_gql.engine.making import make_request, one_field_schema
from realm_gql.engine.port import GenerationRequest

LIMIT_PLACES = 1_000
"""How many places a wish is compared with: the oldest, so that what everybody knows comes before what was added."""


async def look_around(session: AsyncSession, draft: Draft) -> Surroundings:
    """What stands around a draft at this moment: where its creator is, or the place that the wish belongs to."""
    rows = await session.execute(
        select(col(Creation.id), col(Creation.name), col(Creation.summary), col(Creation.tags))
        .where(col(Creation.kind) == CreationKind.LOCATION.value)
        .order_by(col(Creation.created_at), col(Creation.id))
        .limit(LIMIT_PLACES)
    )
    places = [Place(str(row[0]), row[1], row[2], tuple(row[3])) for row in rows]
    whereabouts = await locations.find_whereabouts(session, draft.creator_id)
    place = nearest(draft.prompt, places, str(whereabouts))
    touched = lore.match_lore(await lore.list_lore(session), draft.prompt or (place.name if place else ""))
    key = lineage.PageKey(draft.creator_id, LIMIT_OWN)
    (own,) = await lineage.load_creations_by_creator(session, [key], CreationKind(draft.kind))
    return Surroundings(
        place=place,
        neighbours=await _neighbours(session, place),
        lore=tuple(piece.text for piece in touched[:LIMIT_LORE]),
        own=tuple(f"{row.name}: {row.summary}" for row in own.items),
    )


def compose_request(
    draft: Draft, take: DraftTake, around: Surroundings, kept: dict[str, Any], deadline_s: float
) -> GenerationRequest:
    """Ask for one take of a draft.

    Args:
        draft: what is to be made.
        take: the take; with a `field`, only that one is written.
        around: what stands around it.
        kept: the fields that stay as they are while one is written.
        deadline_s: when it is given up.
    """
    kind = draft.kind.lower()
    schema = one_field_schema(kind, take.field, kept) if take.field else None
    plan = plan_wish(kind, draft.prompt, take.seed, around)
    asked = make_request(f"{draft.id}:{take.number}", kind, draft.prompt, to_facts(around), take.seed, schema, plan)
    return replace(asked, deadline_s=deadline_s, party=str(draft.creator_id))


async def _neighbours(session: AsyncSession, place: Place | None) -> tuple[Neighbour, ...]:
    if place is None:
        return ()
    (living,) = await npcs.load_npcs_by_home(session, [UUID(place.id)])
    neighbours = []
    for row in living[:LIMIT_NEIGHBOURS]:
        persona = npcs.Persona.from_content(row.content)
        neighbours.append(Neighbour(str(row.id), row.name, persona.trade, Speaker.of(persona).pronoun))
    return tuple(neighbours)
