"""NPCs read in batches: who is where, who knows whom."""

from __future__ import annotations

import pytest
from growing import grow, key_of
from sqlalchemy import update
from sqlmodel import col

from realm_gql.domain import npcs
from realm_gql.domain.npcs.people import LIMIT_NEIGHBOURS
from realm_gql.errors import NotFound
from realm_gql.storage.database import Database


async def test_a_card_holds_the_creation_and_the_npc(database: Database) -> None:
    await grow(database, 4)

    async with database.reading() as session:
        creation, npc = await npcs.find_npc(session, key_of("NPC", 2))
        cards = await npcs.load_npc_cards(session, [key_of("NPC", 1), key_of("QUEST", 1)])

    assert (creation.name, npc.home_id) == ("Npc 0002", key_of("LOCATION", 1))
    assert [card and card[0].name for card in cards] == ["Npc 0001", None]


async def test_a_quest_is_nobody(database: Database) -> None:
    await grow(database, 2)

    async with database.reading() as session:
        with pytest.raises(NotFound):
            await npcs.find_npc(session, key_of("QUEST", 0))
        assert await npcs.find_room_id(session, key_of("QUEST", 0)) is None
        assert await npcs.find_room_id(session, key_of("NPC", 0)) == key_of("room", 0)


async def test_who_is_in_a_room_comes_in_the_authors_order(database: Database) -> None:
    await grow(database, 6)
    async with database.transaction() as tx:
        await tx.session.execute(update(npcs.Npc).where(col(npcs.Npc.id) == key_of("NPC", 2)).values(position=9))

    async with database.reading() as session:
        inside = await npcs.load_npcs_by_room(session, [key_of("room", 1), key_of("room", 5)])

    assert [[row.name for row in room] for room in inside] == [["Npc 0003", "Npc 0002"], []]


async def test_a_crowded_home_lists_those_who_came_first(database: Database) -> None:
    await grow(database, LIMIT_NEIGHBOURS + 20)
    async with database.transaction() as tx:
        await tx.session.execute(update(npcs.Npc).values(home_id=key_of("LOCATION", 0)))

    async with database.reading() as session:
        crowd, nobody = await npcs.load_npcs_by_home(session, [key_of("LOCATION", 0), key_of("LOCATION", 1)])

    assert [row.id for row in crowd] == [key_of("NPC", n) for n in range(LIMIT_NEIGHBOURS)]
    assert nobody == []


async def test_bonds_come_in_the_authors_order(database: Database) -> None:
    await grow(database, 5)

    async with database.reading() as session:
        (bonds,) = await npcs.load_bonds(session, [key_of("NPC", 3)])

    assert [(bond.other_id, bond.bond) for bond in bonds] == [
        (key_of("NPC", 4), "friend"),
        (key_of("NPC", 0), "friend"),
    ]
