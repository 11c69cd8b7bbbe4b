"""Remix: anything of any kind, in one step, with its lineage and its place in the world."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import col

from realm_gql.domain import accounts, lineage, locations, lore, media
from realm_gql.domain.items.models import Item
from realm_gql.domain.lineage.models import Creation, CreationKind, Derivation, DerivationKind
from realm_gql.domain.locations.models import Room
from realm_gql.domain.making.changes import CreationChanges, apply_changes
from realm_gql.domain.npcs.models import Npc, NpcBond
from realm_gql.domain.quests.models import Quest, QuestCast
from realm_gql.kit.clock import now
from realm_gql.storage.database import Transaction

REMIX_CAPACITY = 120.0
REMIX_RESTORE_PER_S = 1.0
"""So many remixes at once, and one more a second, for each account."""


async def remix(
    tx: Transaction, viewer: accounts.Viewer, creation_id: UUID, changes: CreationChanges | None = None
) -> Creation:
    """Make one's own version of anything: published at once, and its lineage kept for ever.

    An NPC comes to live where its parent lives, in a room of its own, and knows what it knows; a location is joined to
    its parent by a way there and back, and has a standing room; a quest keeps giver, place and cast; an item belongs to
    its maker.

    Args:
        viewer: who makes it.
        creation_id: what it is made from.
        changes: what is different; None changes nothing.

    Returns:
        The new creation.

    Raises:
        NotFound: there is no such creation.
        InvalidInput: a change cannot be made; nothing is made.
        Conflict: what it is made from was never signed.
        RateLimited: the account makes too much, too fast.
    """
    parent = await lineage.get_visible(tx.session, creation_id)
    fresh = apply_changes(parent, changes or CreationChanges())
    await accounts.spend(
        tx,
        f"remix:{viewer.account_id}",
        REMIX_CAPACITY,
        REMIX_RESTORE_PER_S,
        "You make faster than ink dries; wait a little.",
    )
    child = Creation(kind=parent.kind, creator_id=viewer.account_id, created_at=now(), **fresh)
    child.content = {**child.content, **await media.genes_to_keep(tx.session, child, [parent.id])}
    tx.session.add(child)
    await tx.session.flush()
    await derive(tx, child, parent.id)
    await lineage.stamp(tx, [child.id])
    kind = CreationKind(parent.kind)
    if kind is CreationKind.NPC:
        await _settle_npc(tx, parent, child)
    elif kind is CreationKind.QUEST:
        await _stage_quest(tx, parent, child)
    elif kind is CreationKind.LOCATION:
        await _join_location(tx, parent, child)
    elif kind is CreationKind.ITEM:
        tx.session.add(Item(id=child.id, owner_id=viewer.account_id))
    elif kind is CreationKind.LORE:
        await lore.keep_private(tx, parent.id, child.id)
    await tx.session.flush()
    return child


async def derive(
    tx: Transaction,
    child: Creation,
    parent_id: UUID,
    kind: DerivationKind = DerivationKind.REMIX,
    position: int = 0,
) -> None:
    """Write down that `child` came from this parent, and count it there unless it was only inspired by it.

    Args:
        position: its place among the child's parents; 0 is the primary one.
    """
    edge = Derivation(
        child_id=child.id, parent_id=parent_id, kind=kind.value, position=position, created_at=child.created_at
    )
    tx.session.add(edge)
    if kind is not DerivationKind.INSPIRED:
        await tx.session.execute(
            update(Creation).where(col(Creation.id) == parent_id).values(remix_count=col(Creation.remix_count) + 1)
        )


def private_room(npc: Creation, location_id: UUID, room_id: UUID | None = None) -> Room:
    """The room that an NPC has to itself, beside the standing room of its home."""
    room = Room(location_id=location_id, name=f"With {npc.name}", created_at=npc.created_at)
    if room_id is not None:
        room.id = room_id
    return room


async def settle_npc(tx: Transaction, npc: Creation, home_id: UUID | None, bonds: Iterable[NpcBond]) -> None:
    """Give a new NPC its home, a room of its own there, and those it knows.

    Args:
        home_id: where it lives; None for nowhere, and then it has no room.
        bonds: whom it knows, new rows of its own.
    """
    room_id: UUID | None = None
    if home_id is not None:
        room_id = (await locations.open_room(tx, private_room(npc, home_id))).id
    tx.session.add(Npc(id=npc.id, home_id=home_id, room_id=room_id))
    await tx.session.flush()
    tx.session.add_all(bonds)
    await tx.session.flush()


async def _settle_npc(tx: Transaction, parent: Creation, child: Creation) -> None:
    before = await tx.session.get_one(Npc, parent.id)
    known = await tx.session.scalars(select(NpcBond).where(col(NpcBond.npc_id) == parent.id))
    bonds = [
        NpcBond(npc_id=child.id, other_id=bond.other_id, bond=bond.bond, feeling=bond.feeling, position=bond.position)
        for bond in known.all()
    ]
    await settle_npc(tx, child, before.home_id, bonds)
    await lore.share_lore(tx, parent.id, child.id)


async def _stage_quest(tx: Transaction, parent: Creation, child: Creation) -> None:
    before = await tx.session.get_one(Quest, parent.id)
    tx.session.add(Quest(id=child.id, giver_id=before.giver_id, location_id=before.location_id))
    await tx.session.flush()
    cast = await tx.session.scalars(select(QuestCast).where(col(QuestCast.quest_id) == parent.id))
    tx.session.add_all(
        QuestCast(quest_id=child.id, npc_id=member.npc_id, position=member.position) for member in cast.all()
    )


async def _join_location(tx: Transaction, parent: Creation, child: Creation) -> None:
    standing = await locations.get_standing_room(tx.session, parent.id)
    room = Room(
        location_id=child.id, name=standing.name, goal=standing.goal, is_standing=True, created_at=child.created_at
    )
    await locations.open_room(tx, room)
    await locations.join_locations(tx, parent.id, child.id)
