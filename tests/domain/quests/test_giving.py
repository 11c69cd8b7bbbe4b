"""Quests read in batches: who gives one, who is in it."""

from __future__ import annotations

from growing import grow, key_of

from realm_gql.domain import lineage, quests
from realm_gql.domain.lineage import PageKey
from realm_gql.storage.database import Database


async def test_a_quest_has_giver_and_place(database: Database) -> None:
    await grow(database, 3)

    async with database.reading() as session:
        quest, nothing = await quests.load_quests(session, [key_of("QUEST", 2), key_of("NPC", 2)])

    assert quest is not None
    assert (quest.giver_id, quest.location_id) == (key_of("NPC", 1), key_of("LOCATION", 2))
    assert nothing is None


async def test_the_cast_comes_in_the_authors_order(database: Database) -> None:
    await grow(database, 3)

    async with database.reading() as session:
        casts = await quests.load_cast(session, [key_of("QUEST", 2), key_of("NPC", 0)])

    assert [[row.name for row in cast] for cast in casts] == [["Npc 0002", "Npc 0000"], []]


async def test_what_an_npc_gives_comes_newest_first_in_pages(database: Database) -> None:
    await grow(database, 4)
    giver = key_of("NPC", 1)

    async with database.reading() as session:
        (first,) = await quests.load_quests_by_giver(session, [PageKey(giver, 1)])
        place = lineage.place_of(first.items[0], lineage.CreationOrder.NEWEST)
        (second,) = await quests.load_quests_by_giver(session, [PageKey(giver, 1, place)])

    assert ([row.name for row in first.items], first.has_next) == (["Quest 0003"], True)
    assert ([row.name for row in second.items], second.has_next) == (["Quest 0002"], False)
