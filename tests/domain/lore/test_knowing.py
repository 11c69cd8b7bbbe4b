"""Lore that is not common knowledge, on both databases."""

from __future__ import annotations

from growing import grow, key_of
from sqlalchemy import select
from sqlmodel import col

from realm_gql.domain import lore
from realm_gql.domain.lore import LorePiece, NpcLore
from realm_gql.storage.database import Database

COMMON = LorePiece("The bell rings at noon.", ("bell", "noon"))


async def test_what_somebody_learned_is_no_longer_told_to_everybody(database: Database) -> None:
    await grow(database, 3)

    async with database.transaction() as tx:
        await lore.learn(tx, key_of("NPC", 0), {key_of("LORE", 2): 5, key_of("LORE", 1): 7})

    async with database.reading() as session:
        own = await lore.list_own_lore(session, key_of("NPC", 0))
        assert await lore.list_lore(session) == [COMMON]
        assert await lore.list_lore(session, key_of("NPC", 1)) == [COMMON]
        assert len(await lore.list_lore(session, key_of("NPC", 0))) == 3
        assert await lore.load_private(session, [key_of("LORE", number) for number in range(3)]) == {
            key_of("LORE", 1),
            key_of("LORE", 2),
        }
    assert [(place, piece.name) for place, piece in own] == [(5, "Lore 0002"), (7, "Lore 0001")]


async def test_a_remixed_npc_knows_the_same(database: Database) -> None:
    await grow(database, 3)

    async with database.transaction() as tx:
        await lore.learn(tx, key_of("NPC", 0), {key_of("LORE", 2): 5})
        await lore.share_lore(tx, key_of("NPC", 0), key_of("NPC", 1))
        await lore.share_lore(tx, key_of("NPC", 2), key_of("NPC", 1))

    async with database.reading() as session:
        own = await lore.list_own_lore(session, key_of("NPC", 1))
    assert [(place, piece.name) for place, piece in own] == [(5, "Lore 0002")]


async def test_remixed_lore_is_as_private_as_what_it_came_from_and_in_nobodys_mind(database: Database) -> None:
    await grow(database, 3)

    async with database.transaction() as tx:
        await lore.learn(tx, key_of("NPC", 0), {key_of("LORE", 0): 0})
        await lore.keep_private(tx, key_of("LORE", 0), key_of("LORE", 1))
        await lore.keep_private(tx, key_of("LORE", 1), key_of("LORE", 2))

    async with database.reading() as session:
        rows = await session.execute(select(col(NpcLore.npc_id), col(NpcLore.lore_id)))
        assert await lore.list_lore(session) == []
        assert {tuple(row) for row in rows} == {
            (key_of("NPC", 0), key_of("LORE", 0)),
            (None, key_of("LORE", 1)),
            (None, key_of("LORE", 2)),
        }
