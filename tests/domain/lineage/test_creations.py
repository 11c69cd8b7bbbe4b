"""Creations by id and in keyset pages, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from growing import START, creation, grow, key_of
from sqlalchemy import insert, update
from sqlmodel import col

from realm_gql.domain import lineage
from realm_gql.domain.lineage import Creation, CreationKind, CreationOrder, PageKey
from realm_gql.errors import InvalidInput, NotFound
from realm_gql.storage.database import Database


async def test_what_is_asked_for_by_id_comes_aligned(database: Database) -> None:
    await grow(database, 3)
    ids = [key_of("NPC", 2), key_of("nothing", 0), key_of("QUEST", 0)]

    async with database.reading() as session:
        found = await lineage.load_visible(session, ids)

    assert [row and row.name for row in found] == ["Npc 0002", None, "Quest 0000"]


async def test_what_is_not_there_is_not_found(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(NotFound):
            await lineage.get_visible(session, key_of("NPC", 0))


@pytest.mark.parametrize("order", CreationOrder)
async def test_pages_of_any_order_tell_everything_once(database: Database, order: CreationOrder) -> None:
    await grow(database, 23)
    async with database.transaction() as tx:
        # Equal moments, names and counts: only the id tells such rows apart.
        same = {"created_at": START, "name": "Same", "remix_count": 7, "vote_count": 7}
        await tx.session.execute(
            update(Creation).where(col(Creation.id).in_([key_of("NPC", n) for n in range(5, 15)])).values(**same)
        )

    seen: list[Creation] = []
    after = None
    sizes = []
    async with database.reading() as session:
        for _ in range(10):
            page = await lineage.list_creations(session, CreationKind.NPC, order, limit=5, after=after)
            seen += page.items
            sizes.append(len(page.items))
            assert page.has_previous == (after is not None)
            if not page.has_next:
                break
            after = lineage.place_of(page.items[-1], order)
        whole = await lineage.list_creations(session, CreationKind.NPC, order, limit=100)

    assert sizes == [5, 5, 5, 5, 3]
    assert [row.id for row in seen] == [row.id for row in whole.items]
    assert {row.id for row in seen} == {key_of("NPC", n) for n in range(23)}


async def test_orders_sort_as_they_say(database: Database) -> None:
    await grow(database, 4)
    async with database.transaction() as tx:
        await tx.session.execute(update(Creation).where(col(Creation.id) == key_of("NPC", 1)).values(remix_count=9))
        await tx.session.execute(update(Creation).where(col(Creation.id) == key_of("NPC", 2)).values(vote_count=9))

    async with database.reading() as session:
        names = {
            order: [row.name[-1] for row in (await lineage.list_creations(session, CreationKind.NPC, order, 4)).items]
            for order in CreationOrder
        }

    assert names[CreationOrder.NEWEST] == ["3", "2", "1", "0"]
    assert names[CreationOrder.OLDEST] == ["0", "1", "2", "3"]
    assert names[CreationOrder.NAME] == ["0", "1", "2", "3"]
    assert names[CreationOrder.MOST_REMIXED][0] == "1"
    assert names[CreationOrder.MOST_VOTED][0] == "2"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("NPC 0002", ["Npc 0002"]),
        ("numbered 3", ["Npc 0003"]),
        ("%", ["Half 50% \\ off_"]),
        ("_", ["Half 50% \\ off_"]),
        ("\\", ["Half 50% \\ off_"]),
        ("nobody", []),
        ("x" * 60_000, []),
        ("  ", ["Npc 0000", "Npc 0001", "Npc 0002", "Npc 0003", "Half 50% \\ off_"]),
    ],
)
async def test_a_search_means_what_it_says(database: Database, search: str, found: list[str]) -> None:
    await grow(database, 4)
    async with database.transaction() as tx:
        await tx.session.execute(insert(Creation), [creation("NPC", 50, name="Half 50% \\ off_", summary="x")])

    async with database.reading() as session:
        page = await lineage.list_creations(session, CreationKind.NPC, CreationOrder.OLDEST, 20, search=search)

    assert [row.name for row in page.items] == found


@pytest.mark.parametrize("search", ["a\x00b", "\ud800"])
async def test_a_search_that_cannot_be_made_is_refused(database: Database, search: str) -> None:
    async with database.reading() as session:
        with pytest.raises(InvalidInput) as refused:
            await lineage.list_creations(session, CreationKind.NPC, CreationOrder.NAME, 20, search=search)

    assert refused.value.field == "search"


async def test_what_an_account_made_comes_newest_first_and_by_kind(database: Database) -> None:
    await grow(database, 6)
    maker = key_of("account", 1)

    async with database.reading() as session:
        (everything,) = await lineage.load_creations_by_creator(session, [PageKey(maker, 100)])
        (people,) = await lineage.load_creations_by_creator(session, [PageKey(maker, 1)], CreationKind.NPC)

    assert len(everything.items) == 12
    assert everything.items == sorted(everything.items, key=lambda row: (row.created_at, row.id), reverse=True)
    assert [row.name for row in people.items] == ["Npc 0004"]
    assert people.has_next


async def test_children_of_many_parents_each_come_in_their_own_page(database: Database) -> None:
    await grow(database, 13)
    first = START + timedelta(minutes=1)
    keys = [
        PageKey(key_of("NPC", 0), 2),
        PageKey(key_of("NPC", 1), 2),
        PageKey(key_of("NPC", 0), 2, (first, key_of("NPC", 1))),
        PageKey(key_of("NPC", 12), 2),
    ]

    async with database.reading() as session:
        pages = await lineage.load_children(session, keys)

    assert [[row.name[-2:] for row in page.items] for page in pages] == [["01", "02"], ["04", "05"], ["02", "03"], []]
    assert [(page.has_next, page.has_previous) for page in pages] == [
        (True, False),
        (True, False),
        (False, True),
        (False, False),
    ]
