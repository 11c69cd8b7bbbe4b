"""Planting the starter realm: whole, connected, and the second time without effect."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select, update
from sqlmodel import col

from realm_gql.domain import events, lineage, lore, npcs, quests
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage import Creation, CreationKind, CreationOrder
from realm_gql.domain.locations import LocationExit, Room
from realm_gql.domain.models import METADATA
from realm_gql.domain.npcs.persona import Persona
from realm_gql.seed.content import load_moor, uuid_of
from realm_gql.seed.plant import MAKER_ID, plant, standing_room_id
from realm_gql.storage.database import Database

LEAST = {"LOCATION": 8, "NPC": 12, "QUEST": 6, "LORE": 15}


async def test_the_moor_is_planted_whole(database: Database) -> None:
    moor = load_moor()

    report = await plant(database)

    async with database.reading() as session:
        counts = dict((await session.execute(select(Creation.kind, func.count()).group_by(Creation.kind))).all())
        maker = await session.get_one(Account, MAKER_ID)
    assert report.kept == 0
    assert report.planted == sum(counts.values())
    assert counts["NPC"] == len(moor.npcs)
    assert {kind: counts[kind] >= least for kind, least in LEAST.items()} == dict.fromkeys(LEAST, True)
    assert counts["ITEM"] + counts["COSMETIC"] >= 12
    assert (maker.handle, maker.is_guest) == ("the-moor", False)


async def test_everything_planted_is_signed(database: Database) -> None:
    report = await plant(database)

    verified = [report async for report in lineage.verify(database)]
    assert sum(batch.creations for batch in verified) == report.planted
    assert [fault for batch in verified for fault in batch.faults] == []


async def test_planting_again_changes_nothing(database: Database) -> None:
    await plant(database)
    before = await _everything(database)

    report = await plant(database)

    assert report.planted == 0
    assert await _everything(database) == before


async def test_planting_again_keeps_what_players_changed(database: Database) -> None:
    await plant(database)
    maren = uuid_of("npc", "maren-tidewright")
    async with database.transaction() as tx:
        await tx.session.execute(update(Creation).where(col(Creation.id) == maren).values(name="Maren", revision=2))

    await plant(database)

    async with database.reading() as session:
        assert (await lineage.get_visible(session, maren)).name == "Maren"


async def test_a_later_version_adds_only_what_it_brought(database: Database) -> None:
    moor = load_moor()
    last = moor.npcs[-1]
    parent = uuid_of("npc", str(last.remix_of))
    earlier = tuple(replace(npc, persona=replace(npc.persona, bonds=())) for npc in moor.npcs[:-1])
    await plant(database, replace(moor, npcs=earlier, quests=()))
    async with database.reading() as session:
        remixes = (await lineage.get_visible(session, parent)).remix_count

    report = await plant(database)

    assert report.planted == 1 + len(moor.quests)
    async with database.reading() as session:
        assert (await lineage.get_visible(session, parent)).remix_count == remixes + 1


async def test_every_location_has_one_standing_room_with_an_open_stream(database: Database) -> None:
    moor = load_moor()

    await plant(database)

    async with database.reading() as session:
        rooms = (await session.scalars(select(Room).where(col(Room.is_standing)))).all()
        extents = await events.load_extents(session, [room.stream_id for room in rooms])
    assert {room.location_id: room.id for room in rooms} == {
        location.uuid: standing_room_id(location.uuid) for location in moor.locations
    }
    assert {(extent.oldest, extent.newest) for extent in extents} == {(1, 0)}


async def test_one_can_walk_from_anywhere_to_everywhere(database: Database) -> None:
    moor = load_moor()
    await plant(database)

    async with database.reading() as session:
        exits = (await session.scalars(select(LocationExit))).all()

    ways: dict[object, set[object]] = {location.uuid: set() for location in moor.locations}
    for way in exits:
        ways[way.from_id].add(way.to_id)
    reached = {moor.locations[0].uuid}
    while wider := {to for here in reached for to in ways[here]} - reached:
        reached |= wider
    assert reached == set(ways)


async def test_at_least_one_standing_room_holds_several_npcs(database: Database) -> None:
    moor = load_moor()
    await plant(database)

    async with database.reading() as session:
        held = await npcs.load_npcs_by_room(session, [standing_room_id(location.uuid) for location in moor.locations])

    assert max(len(inside) for inside in held) >= 2


async def test_a_planted_remix_has_its_parent_and_a_room_of_its_own(database: Database) -> None:
    moor = load_moor()
    await plant(database)
    echo = next(npc for npc in moor.npcs if npc.remix_of)

    async with database.reading() as session:
        (derivations,) = await lineage.load_parents(session, [echo.uuid])
        creation, npc = await npcs.find_npc(session, echo.uuid)
        room = await session.get_one(Room, npc.room_id)

    assert [(edge.kind, edge.parent_id) for edge in derivations] == [("REMIX", uuid_of("npc", str(echo.remix_of)))]
    assert (room.name, room.is_standing, room.location_id) == (f"With {creation.name}", False, npc.home_id)


async def test_what_was_authored_reads_back_as_it_was_written(database: Database) -> None:
    moor = load_moor()
    await plant(database)

    async with database.reading() as session:
        people = await lineage.load_visible(session, [npc.uuid for npc in moor.npcs])
        tales = await lineage.load_visible(session, [quest.uuid for quest in moor.quests])
        known = await lore.list_lore(session)

    assert [Persona.from_content(row.content) for row in people if row] == [npc.persona for npc in moor.npcs]
    assert [quests.list_faults(quests.Script.from_content(row.content)) for row in tales if row] == [
        [] for _ in moor.quests
    ]
    assert [(piece.text, piece.keys) for piece in known] == [(piece.text, piece.keys) for piece in moor.lore]


async def test_the_oldest_come_in_the_order_of_their_file(database: Database) -> None:
    moor = load_moor()
    await plant(database)

    async with database.reading() as session:
        page = await lineage.list_creations(session, CreationKind.NPC, CreationOrder.OLDEST, limit=5)

    assert [row.name for row in page.items] == [npc.name for npc in moor.npcs[:5]]


async def _everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    rows = {}
    async with database.reading() as session:
        for table in METADATA.sorted_tables:
            found = await session.execute(select(table).order_by(*table.primary_key.columns))
            rows[table.name] = [tuple(row) for row in found]
    return rows
