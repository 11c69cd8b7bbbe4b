"""Publishing: from a draft that is ready to a creation with its place in the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from realm_gql.broker.port import Broker
from realm_gql.domain import accounts, lineage, locations, npcs
from realm_gql.domain.items.models import Item
from realm_gql.domain.lineage.differences import MADE
from realm_gql.domain.lineage.models import Creation, CreationKind, License
from realm_gql.domain.locations.models import Room
from realm_gql.domain.making.drafts import hold_own, ready_take, ring
from realm_gql.domain.making.fields import check
from realm_gql.domain.making.models import Draft, DraftState, DraftTake
from realm_gql.domain.making.planning import Plan, summary_of, to_content
from realm_gql.domain.making.remixing import settle_npc
from realm_gql.domain.npcs.models import NpcBond
from realm_gql.domain.quests.models import Quest, QuestCast
from realm_gql.kit.clock import now
from realm_gql.storage.database import Transaction


async def publish(
    tx: Transaction, broker: Broker, viewer: accounts.Viewer, draft_id: UUID, terms: License = License.CC_BY_SA
) -> Creation:
    """Let a draft into the world, where it can be met at once.

    An NPC lives at its place, in a room of its own; a location is joined to the place it is nearest to by a way there
    and back, and has a standing room; a quest has its giver, place and cast; an item belongs to its maker; lore comes
    to mind from now on. What is gone since the draft was planned is left out.

    Args:
        viewer: whose draft it is.
        draft_id: the draft, which must be ready.
        terms: what others may do with it.

    Returns:
        The creation; its ``content["made"]`` says how it came about.

    Raises:
        NotFound: there is no such draft of the viewer's.
        InvalidInput: its fields make nothing that can be published.
        Conflict: it is not ready, or published already.
    """
    draft = await hold_own(tx, viewer, draft_id)
    take = await ready_take(tx, draft)
    kind = CreationKind(draft.kind)
    fields = check(kind, take.fields)
    creation = Creation(
        kind=kind.value,
        name=fields["name"],
        summary=summary_of(kind, fields),
        tags=fields["tags"],
        creator_id=viewer.account_id,
        license=terms.value,
        content=to_content(kind, fields, take.plan) | {MADE: how_made(draft, take)},
        created_at=now(),
    )
    tx.session.add(creation)
    await tx.session.flush()
    await _settle(tx, creation, take.plan)
    wrote = lineage.GeneratorKind(take.source)
    await lineage.stamp(tx, [creation.id], lineage.Generator(wrote, take.model, prompt=draft.prompt, seed=take.seed))
    draft.state, draft.creation_id = DraftState.PUBLISHED.value, creation.id
    await tx.session.flush()
    await ring(tx, broker, draft.id)
    return creation


def how_made(draft: Draft, take: DraftTake) -> dict[str, Any]:
    """How a creation came about: who worded it, from which wish and seed, and whether somebody edited it since."""
    return {
        "source": take.source,
        "model": take.model,
        "seed": take.seed,
        "prompt": draft.prompt,
        "edited": take.edited,
    }


async def _settle(tx: Transaction, creation: Creation, plan: Plan) -> None:
    """Give a creation its place in the world."""
    kind = CreationKind(creation.kind)
    place_id = await _find_place(tx.session, plan)
    if kind is CreationKind.NPC:
        await _settle_npc(tx, creation, plan, place_id)
    elif kind is CreationKind.QUEST:
        await _stage_quest(tx, creation, plan, place_id)
    elif kind is CreationKind.LOCATION:
        await _join_location(tx, creation, plan, place_id)
    elif kind is CreationKind.ITEM:
        tx.session.add(Item(id=creation.id, owner_id=creation.creator_id))


async def _find_place(session: AsyncSession, plan: Plan) -> UUID | None:
    if plan["place"] is None:
        return None
    (place,) = await lineage.load_visible(session, [UUID(plan["place"])])
    return place.id if place is not None else None


async def _settle_npc(tx: Transaction, creation: Creation, plan: Plan, home_id: UUID | None) -> None:
    there = await _known_npcs(tx.session, [bond["npc"] for bond in plan["bonds"]])
    bonds = [
        NpcBond(
            npc_id=creation.id, other_id=UUID(bond["npc"]), bond=bond["bond"], feeling=bond["feeling"], position=place
        )
        for place, bond in enumerate(plan["bonds"])
        if UUID(bond["npc"]) in there
    ]
    await settle_npc(tx, creation, home_id, bonds)


async def _stage_quest(tx: Transaction, creation: Creation, plan: Plan, location_id: UUID | None) -> None:
    there = await _known_npcs(tx.session, plan["cast"])
    cast = [UUID(npc) for npc in plan["cast"] if UUID(npc) in there]
    tx.session.add(Quest(id=creation.id, giver_id=cast[0] if cast else None, location_id=location_id))
    await tx.session.flush()
    tx.session.add_all(
        QuestCast(quest_id=creation.id, npc_id=npc_id, position=place) for place, npc_id in enumerate(cast)
    )


async def _join_location(tx: Transaction, creation: Creation, plan: Plan, nearest_id: UUID | None) -> None:
    room = Room(
        location_id=creation.id,
        name=plan["room"]["name"],
        goal=plan["room"]["goal"],
        is_standing=True,
        created_at=creation.created_at,
    )
    await locations.open_room(tx, room)
    if nearest_id is not None:
        await locations.join_locations(tx, nearest_id, creation.id)


async def _known_npcs(session: AsyncSession, ids: Sequence[str]) -> set[UUID]:
    rows = await npcs.load_npcs(session, [UUID(npc) for npc in ids])
    return {row.id for row in rows if row is not None}
