"""NPCs as character cards, on both databases: what is inside, what is not, and what the file is called."""

from __future__ import annotations

import json

import pytest
from growing import START, derive, grow, key_of, viewer_of
from wild_cards import TAVERN_V2, dump, png

from realm_gql.domain import making, media
from realm_gql.domain.making import CardFormat, CreationChanges, cards
from realm_gql.domain.making.cards.charx import ICON
from realm_gql.domain.making.cards.png import read_chunks
from realm_gql.errors import InvalidInput, NotFound
from realm_gql.runtime import Runtime
from realm_gql.seed.content import uuid_of
from realm_gql.storage.database import Database

PORTRAIT = media.render(media.PictureKind.PORTRAIT, media.draw_genes(media.PictureKind.PORTRAIT, "a"), 64)


@pytest.mark.parametrize("card_format", CardFormat)
async def test_an_npc_is_exported_as_every_kind_of_file(database: Database, card_format: CardFormat) -> None:
    await grow(database, 3)

    async with database.reading() as session:
        raw = await making.export_card(session, key_of("NPC", 1), card_format, png())
        again = await making.export_card(session, key_of("NPC", 1), card_format, png())

    card = cards.read_card(raw)
    assert raw == again
    assert (card.spec, card.name, card.first_mes) == (cards.Spec.V3, "Npc 0001", "One silver, two legs.")
    assert (card.creator, card.character_version, card.creator_notes) == ("player-1", "1", "The one numbered 1.")
    assert card.creation_date == card.modification_date == int(START.timestamp()) + 60
    assert (card.scenario, card.source) == ("{{user}} meets {{char}} at Location 0000.", (key_of("NPC", 1).urn,))
    assert "cannot swim" not in raw.decode("latin-1")
    if card_format is CardFormat.PNG:
        assert [bytes(chunk.kind) for chunk in read_chunks(raw)][-3:] == [b"tEXt", b"tEXt", b"IEND"]
    if card_format is CardFormat.CHARX:
        assert card.assets is not None
        assert [asset.uri for asset in card.assets] == [f"embeded://{ICON}"]


async def test_a_card_carries_its_lineage(database: Database) -> None:
    await grow(database, 6)
    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(2), key_of("NPC", 4), CreationChanges(name="Mine"))

    async with database.reading() as session:
        card = cards.read_card(await making.export_card(session, child.id, CardFormat.JSON, b""))

    mark = cards.read_mark(card.extensions)
    assert mark is not None
    assert mark.itself == cards.Hop(
        child.id,
        "Mine",
        "player-2",
        "CC_BY_SA",
        cards.fingerprint(child),
        ((key_of("NPC", 4), mark.itself.parents[0][1]),),
    )
    assert [(hop.name, hop.creator) for hop in mark.lineage] == [
        ("Npc 0004", "player-1"),
        ("Npc 0001", "player-1"),
        ("Npc 0000", "player-0"),
    ]
    assert mark.lineage[1].parents == ((key_of("NPC", 0), mark.itself.parents[0][1]),)


async def test_a_long_lineage_is_told_as_far_as_it_fits(database: Database) -> None:
    await grow(database, 90)
    async with database.transaction() as tx:
        await derive(tx.session, [(number, number - 1) for number in range(30, 90) if (number - 1) // 3 != number - 1])

    async with database.reading() as session:
        card = cards.read_card(await making.export_card(session, key_of("NPC", 89), CardFormat.JSON, b""))

    mark = cards.read_mark(card.extensions)
    assert mark is not None
    assert 40 < len(mark.lineage) <= 64


async def test_lore_goes_with_who_knows_it(database: Database) -> None:
    await grow(database, 3)
    async with database.transaction() as tx:
        creation = await making.import_card(tx, viewer_of(), dump(TAVERN_V2))

    async with database.reading() as session:
        card = cards.read_card(await making.export_card(session, creation.id, CardFormat.JSON, b""))

    assert card.character_book is not None
    assert [entry.content for entry in card.character_book.entries] == [
        entry["content"] for entry in TAVERN_V2["data"]["character_book"]["entries"]
    ]


async def test_everybody_of_the_starter_realm_goes_out_and_comes_back(realm: Runtime) -> None:
    maren = uuid_of("npc", "maren-tidewright")

    async with realm.database.reading() as session:
        raw = await making.export_card(session, maren, CardFormat.PNG, PORTRAIT)
    reading = making.read_file(raw)

    assert reading.character.name == "Maren Tidewright"
    assert [ware.price for ware in reading.character.persona.wares] == ["2 silver", "1 silver", "3 copper"]
    assert len(reading.character.persona.bonds) == 3
    assert reading.card.creator == "the-moor"
    assert "It is soon, and she has told no one" not in json.dumps(reading.card.extensions)


async def test_what_is_no_npc_has_no_card(database: Database) -> None:
    await grow(database, 3)

    async with database.reading() as session:
        for key in (key_of("LORE", 0), key_of("nothing", 0)):
            with pytest.raises(NotFound):
                await making.export_card(session, key, CardFormat.JSON, b"")
        with pytest.raises(InvalidInput) as refused:
            await making.export_card(session, key_of("NPC", 0), CardFormat.PNG, b"no picture")
    assert refused.value.field == "picture"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Maren Tidewright", "maren-tidewright"),
        ("Ærøskøbing Ñandú", "rskbing-nandu"),
        ("火", "character"),
        ("../../etc/passwd", "etc-passwd"),
        ('a"b\r\nSet-Cookie: x', "a-b-set-cookie-x"),
        ("CON", "character-con"),
        ("com1", "character-com1"),
        ("-.-", "character"),
        ("a" * 100, "a" * 60),
    ],
)
def test_a_file_is_called_safely(name: str, stem: str) -> None:
    assert making.file_stem(name) == stem
