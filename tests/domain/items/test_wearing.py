"""Items: where they are worn, who owns them."""

from __future__ import annotations

from growing import grow, key_of

from realm_gql.domain import items
from realm_gql.storage.database import Database


def test_a_slot_is_read_from_the_content() -> None:
    assert items.slot_of({"slot": "NECK"}) is items.Slot.NECK


async def test_an_item_has_its_owner_and_an_owner_her_items(database: Database) -> None:
    await grow(database, 5, accounts=2)

    async with database.reading() as session:
        item, nothing = await items.load_items(session, [key_of("ITEM", 3), key_of("COSMETIC", 3)])
        owned = await items.load_items_by_owner(session, [key_of("account", 1), key_of("account", 7)])

    assert item is not None
    assert item.owner_id == key_of("account", 1)
    assert nothing is None
    assert [[row.name for row in rows] for rows in owned] == [["Item 0001", "Item 0003"], []]
