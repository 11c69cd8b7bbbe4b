"""Remixes of all six kinds, and their lineage, on both databases."""

from __future__ import annotations

import pytest
from growing import grow, key_of, viewer_of
from sqlalchemy import func, select, update
from sqlmodel import col

from realm_gql.domain import events, lineage, locations, making, npcs, quests
from realm_gql.domain.accounts.models import RateBucket
from realm_gql.domain.items.models import Item
from realm_gql.domain.lineage import Creation, Derivation, LineageKey
from realm_gql.domain.locations.models import Room
from realm_gql.domain.making import CreationChanges
from realm_gql.domain.making.remixing import REMIX_CAPACITY
from realm_gql.domain.npcs.models import Npc
from realm_gql.errors import InvalidInput, NotFound, RateLimited
from realm_gql.storage.database import Database

KINDS = ["NPC", "QUEST", "ITEM", "COSMETIC", "LORE", "LOCATION"]


@pytest.mark.parametrize("kind", KINDS)
async def test_anything_can_be_remixed_and_remembers_its_parent(database: Database, kind: str) -> None:
    await grow(database, 4)
    parent_id = key_of(kind, 1)

    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(2), parent_id, CreationChanges(name="Mine"))

    async with database.reading() as session:
        parent, kept = await lineage.load_visible(session, [parent_id, child.id])
        (edges,) = await lineage.load_parents(session, [child.id])
    assert parent is not None
    assert kept is not None
    assert (kept.kind, kept.name, kept.summary, kept.creator_id) == (
        kind,
        "Mine",
        parent.summary,
        key_of("account", 2),
    )
    # A remix looks like its parent's child, and keeps how.
    assert {key: value for key, value in kept.content.items() if key != "genes"} == parent.content
    assert set(kept.content) - set(parent.content) == {"genes"}
    assert [(edge.parent_id, edge.kind, edge.position) for edge in edges] == [(parent_id, "REMIX", 0)]
    assert edges[0].created_at == kept.created_at
    assert (parent.remix_count, kept.remix_count) == (1, 0)


async def test_a_remixed_npc_lives_with_its_parent_in_a_room_of_its_own(database: Database) -> None:
    await grow(database, 4)

    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(), key_of("NPC", 3), CreationChanges(name="Wren"))

    async with database.reading() as session:
        _, npc = await npcs.find_npc(session, child.id)
        assert npc.room_id is not None
        room = await locations.get_room(session, npc.room_id)
        extent = await events.get_extent(session, room.stream_id)
        parent_bonds, bonds = await npcs.load_bonds(session, [key_of("NPC", 3), child.id])
        inside = await npcs.load_npcs_by_room(session, [room.id])
    assert npc.home_id == room.location_id == key_of("LOCATION", 1)
    assert (room.name, room.is_standing) == ("With Wren", False)
    assert (extent.oldest, extent.newest) == (1, 0)
    assert [(bond.other_id, bond.bond) for bond in bonds] == [(bond.other_id, bond.bond) for bond in parent_bonds]
    assert [row.name for row in inside[0]] == ["Wren"]


async def test_an_npc_from_nowhere_is_remixed_to_nowhere(database: Database) -> None:
    await grow(database, 2)
    async with database.transaction() as tx:
        await tx.session.execute(update(Npc).values(home_id=None, room_id=None))

    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(), key_of("NPC", 0))

    async with database.reading() as session:
        _, npc = await npcs.find_npc(session, child.id)
    assert (npc.home_id, npc.room_id) == (None, None)


async def test_a_remixed_quest_keeps_giver_place_and_cast(database: Database) -> None:
    await grow(database, 4)

    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(), key_of("QUEST", 3))

    async with database.reading() as session:
        before, after = await quests.load_quests(session, [key_of("QUEST", 3), child.id])
        cast_before, cast_after = await quests.load_cast(session, [key_of("QUEST", 3), child.id])
    assert before is not None
    assert after is not None
    assert (after.giver_id, after.location_id) == (before.giver_id, before.location_id)
    assert [row.id for row in cast_after] == [row.id for row in cast_before]


async def test_a_remixed_item_belongs_to_its_maker(database: Database) -> None:
    await grow(database, 4)

    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(2), key_of("ITEM", 0))

    async with database.reading() as session:
        item = await session.get_one(Item, child.id)
        parent = await session.get_one(Item, key_of("ITEM", 0))
    assert (item.owner_id, parent.owner_id) == (key_of("account", 2), key_of("account", 0))


async def test_a_remixed_location_can_be_walked_to_and_back_and_stayed_in(database: Database) -> None:
    await grow(database, 4)
    parent_id = key_of("LOCATION", 0)

    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(), parent_id)

    async with database.reading() as session:
        there, back = await locations.load_exits(session, [parent_id, child.id])
        room = await locations.get_standing_room(session, child.id)
    assert [row.id for row in there] == [key_of("LOCATION", 1), key_of("LOCATION", 2), child.id]
    assert [row.id for row in back] == [parent_id]
    assert (room.name, room.is_standing) == ("Room 0", True)


async def test_lineage_is_right_through_forty_remixes(database: Database) -> None:
    await grow(database, 2)
    chain = [key_of("NPC", 0)]
    for number in range(40):
        async with database.transaction() as tx:
            child = await making.remix(tx, viewer_of(), chain[-1], CreationChanges(name=f"Echo {number}"))
        chain.append(child.id)

    async with database.reading() as session:
        (found,) = await lineage.load_lineages(session, [LineageKey(chain[-1], up=64, down=0)])
        (above,) = await lineage.load_ancestors(session, [lineage.PageKey(chain[-1], 100)])

    assert {node.id for node in found.nodes} == set(chain)
    assert {(edge.child_id, edge.parent_id) for edge in found.edges} == set(zip(chain[1:], chain, strict=False))
    assert [row.id for row in above.items] == chain[-2::-1]


async def test_a_refused_remix_leaves_nothing(database: Database) -> None:
    await grow(database, 2)
    before = await _counts(database)

    with pytest.raises(InvalidInput):
        async with database.transaction() as tx:
            await making.remix(tx, viewer_of(), key_of("LORE", 0), CreationChanges(goal="to be an NPC"))
    with pytest.raises(NotFound):
        async with database.transaction() as tx:
            await making.remix(tx, viewer_of(), key_of("nothing", 0))

    assert await _counts(database) == before


async def test_whoever_makes_too_much_too_fast_waits(database: Database) -> None:
    await grow(database, 2)

    async with database.transaction() as tx:
        await making.remix(tx, viewer_of(), key_of("LORE", 0))
        await tx.session.execute(update(RateBucket).values(level=REMIX_CAPACITY))

    before = await _counts(database)
    with pytest.raises(RateLimited) as refused:
        async with database.transaction() as tx:
            await making.remix(tx, viewer_of(), key_of("LORE", 0))

    assert 0 < refused.value.retry_after_s <= 1
    assert await _counts(database) == before
    async with database.transaction() as tx:
        await making.remix(tx, viewer_of(1), key_of("LORE", 0))


async def _counts(database: Database) -> list[int]:
    async with database.reading() as session:
        return [
            (await session.scalar(select(func.count()).select_from(table))) or 0
            for table in (Creation, Derivation, Npc, Room)
        ] + [(await session.scalar(select(func.sum(col(Creation.remix_count))))) or 0]
