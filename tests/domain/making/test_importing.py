"""Cards brought into the realm, on both databases: who comes in, what it knows, and where in the tree it stands."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from drafting import THINGS, Desk, MakingEngine
from growing import grow, key_of, viewer_of
from sqlalchemy import func, select, update
from sqlmodel import col
from wild_cards import CHUB_V2, RISU_V3, TAVERN_V2, WILD, dump, png

from realm_gql.domain import lineage, locations, lore, making, npcs, uploads
from realm_gql.domain.accounts.models import RateBucket
from realm_gql.domain.lineage import Creation, CreationKind, Derivation
from realm_gql.domain.locations.models import Room
from realm_gql.domain.lore import NpcLore
from realm_gql.domain.making import CardFormat, CreationChanges, cards
from realm_gql.domain.making.importing import IMPORT_CAPACITY
from realm_gql.domain.npcs.models import Npc, NpcBond
from realm_gql.errors import InvalidInput, NotFound, RateLimited
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Database

PICTURE = png()


async def bring_in(database: Database, raw: bytes, number: int = 2, home_id: UUID | None = None) -> Creation:
    """Import a card for the n-th account."""
    async with database.transaction() as tx:
        return await making.import_card(tx, viewer_of(number), raw, home_id)


async def take_out(database: Database, npc_id: UUID) -> dict[str, Any]:
    """An NPC's card as its V3 object."""
    async with database.reading() as session:
        exported = await making.export_card(session, npc_id, CardFormat.JSON, b"")
    card: dict[str, Any] = json.loads(exported)
    return card


def changed(card: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> bytes:
    """A card's file after somebody changed its data."""
    copy = json.loads(json.dumps(card))
    change(copy["data"])
    return dump(copy)


async def parents_of(database: Database, child_id: UUID) -> list[tuple[UUID, str, int]]:
    """What a creation came from."""
    async with database.reading() as session:
        (edges,) = await lineage.load_parents(session, [child_id])
    return [(edge.parent_id, edge.kind, edge.position) for edge in edges]


async def test_a_card_becomes_an_npc_of_the_importers(database: Database) -> None:
    await grow(database, 3)

    creation = await bring_in(database, WILD["tavern v3"][1]())

    async with database.reading() as session:
        kept, npc = await npcs.find_npc(session, creation.id)
        room = await locations.get_room(session, npc.room_id) if npc.room_id else None
    assert (kept.kind, kept.name, kept.creator_id) == ("NPC", "Seraphina Holt", key_of("account", 2))
    assert (kept.summary, kept.tags, kept.license) == (
        "Seraphina Holt keeps bees on a chapel's roof.",
        ["bees", "chapel"],
        "CC_BY_SA",
    )
    assert npcs.Persona.from_content(kept.content).trade == "beekeeper"
    assert npc.home_id == key_of("LOCATION", 0)
    assert room is not None
    assert (room.name, room.location_id, room.is_standing) == ("With Seraphina Holt", key_of("LOCATION", 0), False)
    assert await parents_of(database, creation.id) == []


@pytest.mark.parametrize("name", WILD)
async def test_every_card_in_the_wild_comes_out_as_it_came_in(database: Database, name: str) -> None:
    await grow(database, 3)
    raw = WILD[name][1]()
    before = cards.read_card(raw)

    creation = await bring_in(database, raw, 0)

    after = (await take_out(database, creation.id))["data"]
    for field, value in cards_data(before).items():
        if field in ("assets", "modification_date"):
            continue
        if field == "extensions":
            assert after[field].pop("realm_of_echoes")["uuid"] == str(creation.id)
        if field == "character_book":
            for entry in after[field]["entries"]:
                entry["extensions"].pop("realm_of_echoes", None)
        if field == "source":
            value = [*value, creation.id.urn]
        assert after[field] == value, field


def cards_data(card: cards.Card) -> dict[str, Any]:
    """A card's V3 data."""
    from realm_gql.domain.making.cards.json_cards import write_v3

    data: dict[str, Any] = write_v3(card)["data"]
    return data


async def test_its_lorebook_is_known_to_it_alone(database: Database) -> None:
    await grow(database, 3)

    creation = await bring_in(database, dump(TAVERN_V2))

    async with database.reading() as session:
        own = await lore.list_own_lore(session, creation.id)
        common = await lore.list_lore(session)
        minds = await lore.list_lore(session, creation.id)
        others = await lore.list_lore(session, key_of("NPC", 0))
    assert [(place, piece.name, piece.creator_id) for place, piece in own] == [
        (0, "The chapel", key_of("account", 2)),
        (1, "queen", key_of("account", 2)),
    ]
    assert await parents_of(database, own[0][1].id) == [(creation.id, "INSPIRED", 0)]
    assert [piece.text for piece in minds[:2]] == [
        "The chapel leans a finger's breadth more each year.",
        "The queen of the third hive is older than Seraphina Holt.",
    ]
    assert minds[2:] == common == others
    assert len(common) == 3
    assert own[0][1].created_at > creation.created_at


async def test_the_file_of_a_remix_finds_its_parent(database: Database) -> None:
    await grow(database, 3)
    card = await take_out(database, key_of("NPC", 1))

    creation = await bring_in(database, dump(card))

    async with database.reading() as session:
        parent, kept = await lineage.load_visible(session, [key_of("NPC", 1), creation.id])
        _, npc = await npcs.find_npc(session, creation.id)
        before, after = await npcs.load_bonds(session, [key_of("NPC", 1), creation.id])
    assert parent is not None
    assert kept is not None
    assert await parents_of(database, creation.id) == [(key_of("NPC", 1), "REMIX", 0)]
    assert (parent.remix_count, npc.home_id) == (1, key_of("LOCATION", 0))
    assert (kept.name, kept.summary, kept.tags, kept.license) == (
        parent.name,
        parent.summary,
        parent.tags,
        parent.license,
    )
    assert npcs.Persona.from_content(kept.content) == npcs.Persona.from_content(parent.content)
    assert kept.content["secret"] == "cannot swim"
    # The bonds of a grown world are in no persona, only in the world.
    assert (len(before), len(after)) == (2, 0)
    origin = making.find_origin(kept.content)
    assert origin is not None
    assert origin.remarks == ("It comes from “Npc 0001”, and stands in that tree.",)


async def test_what_was_changed_elsewhere_is_what_the_remix_changed(database: Database) -> None:
    await grow(database, 3)
    card = await take_out(database, key_of("NPC", 0))

    creation = await bring_in(
        database,
        changed(
            card,
            lambda data: data.update(first_mes="Get in.", name="Old Joss", extensions={**data["extensions"], "x": 1}),
        ),
    )

    async with database.reading() as session:
        parent = await lineage.get_visible(session, key_of("NPC", 0))
    changes = lineage.diff(parent, creation)
    assert [(change.field, change.before, change.after) for change in changes] == [
        ("name", "Npc 0000", "Old Joss"),
        ("greeting", "One silver, two legs.", "Get in."),
    ]
    again = (await take_out(database, creation.id))["data"]
    assert again["extensions"]["x"] == 1
    assert again["source"] == [key_of("NPC", 0).urn, creation.id.urn]


async def test_a_forged_mark_attaches_nothing(database: Database) -> None:
    await grow(database, 3)
    card = await take_out(database, key_of("NPC", 1))
    mark = card["data"]["extensions"]["realm_of_echoes"]

    forged = await bring_in(
        database, changed(card, lambda data: data["extensions"]["realm_of_echoes"].update(hash="0" * 64))
    )
    foreign = await bring_in(
        database, changed(card, lambda data: data["extensions"]["realm_of_echoes"].update(uuid=str(key_of("LORE", 0))))
    )

    assert mark["uuid"] == str(key_of("NPC", 1))
    for creation in (forged, foreign):
        edges = await parents_of(database, creation.id)
        # What it came from before is still as the card says.
        assert edges == [(key_of("NPC", 0), "REMIX", 0)]
        assert creation.content["secret"] == ""


async def test_a_card_of_another_realm_begins_a_tree_and_keeps_what_it_says(database: Database) -> None:
    await grow(database, 3)
    card = await take_out(database, key_of("NPC", 2))
    async with database.transaction() as tx:
        await tx.session.execute(
            update(Creation).values(
                name=func.concat("Other ", col(Creation.name)) if not database.sqlite else col(Creation.name) + " else"
            )
        )

    creation = await bring_in(database, dump(card))

    assert await parents_of(database, creation.id) == []
    mark = (await take_out(database, creation.id))["data"]["extensions"]["realm_of_echoes"]
    assert mark["parents"] == [{"uuid": str(key_of("NPC", 2)), "kind": "REMIX"}]
    assert [hop["uuid"] for hop in mark["lineage"]] == [str(key_of("NPC", 2)), str(key_of("NPC", 0))]
    origin = making.find_origin(creation.content)
    assert origin is not None
    assert origin.remarks[0].startswith("It says that it is “Npc 0002”, which is not here")


async def test_a_card_that_went_through_two_hands_comes_home(database: Database) -> None:
    await grow(database, 3)
    first = await bring_in(database, dump(await take_out(database, key_of("NPC", 0))))
    second = await take_out(database, first.id)
    # The realm it passed through is gone: what it came from before is here still.
    second["data"]["extensions"]["realm_of_echoes"]["uuid"] = str(key_of("nowhere", 0))

    creation = await bring_in(database, dump(second))

    assert await parents_of(database, creation.id) == [(key_of("NPC", 0), "REMIX", 0)]


async def test_lore_that_comes_back_unchanged_is_the_same_lore(database: Database) -> None:
    await grow(database, 3)
    first = await bring_in(database, dump(TAVERN_V2))
    card = await take_out(database, first.id)

    second = await bring_in(
        database, changed(card, lambda data: data["character_book"]["entries"][1].update(content="The queen is dead."))
    )

    async with database.reading() as session:
        before = await lore.list_own_lore(session, first.id)
        after = await lore.list_own_lore(session, second.id)
    assert after[0][1].id == before[0][1].id
    assert after[1][1].id != before[1][1].id
    assert after[1][1].content["text"] == "The queen is dead."
    entries = (await take_out(database, second.id))["data"]["character_book"]["entries"]
    assert [entry["comment"] for entry in entries] == ["The chapel", "", "not yet"]


async def test_lore_that_says_it_is_common_knowledge_stays_common(database: Database) -> None:
    await grow(database, 3)
    async with database.reading() as session:
        bell = await lineage.get_visible(session, key_of("LORE", 0))
    entry = cards.compose_entry(bell)
    claim: dict[str, Any] = {
        "keys": list(entry.keys),
        "content": entry.content,
        "extensions": entry.extensions,
        "name": entry.name,
    }
    claim |= {"comment": entry.name, "selective": False, "secondary_keys": [], "constant": False}
    card = {"spec": "chara_card_v3", "data": {"name": "A", "character_book": {"entries": [claim]}}}

    creation = await bring_in(database, dump(card), 0)

    async with database.reading() as session:
        assert await lore.list_own_lore(session, creation.id) == []
        assert len(await lore.list_lore(session)) == 3
        assert await session.scalar(select(func.count()).select_from(NpcLore)) == 0
    assert (await take_out(database, creation.id))["data"]["character_book"]["entries"][0]["content"] == entry.content


async def test_remixes_know_what_their_parent_knows_and_lore_is_not_told_by_remixing_it(database: Database) -> None:
    await grow(database, 3)
    creation = await bring_in(database, dump(TAVERN_V2))
    async with database.reading() as session:
        own = await lore.list_own_lore(session, creation.id)

    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(1), creation.id, CreationChanges(greeting="Mine."))
        whisper = await making.remix(tx, viewer_of(1), own[0][1].id)
        hearsay = await making.remix(tx, viewer_of(1), key_of("LORE", 0))

    async with database.reading() as session:
        known = await lore.list_own_lore(session, child.id)
        common = await lore.list_lore(session)
        still = await lore.list_own_lore(session, creation.id)
    assert [(place, piece.id) for place, piece in known] == [(place, piece.id) for place, piece in own]
    assert [piece.id for _, piece in still] == [piece.id for _, piece in own]
    assert len(common) == 4
    assert {whisper.kind, hearsay.kind} == {"LORE"}
    data = (await take_out(database, child.id))["data"]
    assert data["first_mes"] == "Mine."
    assert data["system_prompt"] == TAVERN_V2["data"]["system_prompt"]
    assert len(data["character_book"]["entries"]) == 3


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ("CC BY 4.0", "CC_BY"),
        ("cc-by-sa", "CC_BY_SA"),
        ("CC0 1.0", "CC0"),
        ("CC BY-NC-SA 4.0", "CC_BY_SA"),
        ("CC BY-ND", "CC_BY_SA"),
        ("All rights reserved", "CC_BY_SA"),
        (3, "CC_BY_SA"),
    ],
)
async def test_a_license_is_taken_where_the_realm_knows_it(database: Database, told: object, taken: str) -> None:
    await grow(database, 3)

    creation = await bring_in(database, dump({"data": {"name": "A", "extensions": {"risuai": {"license": told}}}}), 0)

    origin = making.find_origin(creation.content)
    assert origin is not None
    assert creation.license == taken
    known = told in ("CC BY 4.0", "cc-by-sa", "CC0 1.0", 3)
    assert any("ask its maker" in remark for remark in origin.remarks) is not known


async def test_a_card_never_frees_what_it_came_from(database: Database) -> None:
    await grow(database, 3)
    card = await take_out(database, key_of("NPC", 0))

    creation = await bring_in(
        database, changed(card, lambda data: data["extensions"]["realm_of_echoes"].update(license="CC0"))
    )

    assert await parents_of(database, creation.id) == [(key_of("NPC", 0), "REMIX", 0)]
    assert creation.license == "CC_BY_SA"


async def test_notes_and_instructions_are_kept_out_of_what_a_model_reads(database: Database) -> None:
    await grow(database, 3)
    creation = await bring_in(database, dump(CHUB_V2))

    persona = npcs.Persona.from_content(creation.content)

    for text in (persona, creation.summary, creation.tags):
        assert "track.example" not in repr(text)
        assert "Stay in the marsh" not in repr(text)
    origin = making.find_origin(creation.content)
    assert origin is not None
    assert "track.example" in origin.creator_notes
    assert origin.remarks == ("Its instructions to models are kept, and never used here.",)


async def test_remarks_tell_what_was_not_taken_in(database: Database) -> None:
    await grow(database, 3)

    risu = making.find_origin((await bring_in(database, WILD["risu v3"][1]())).content)
    editor = making.find_origin((await bring_in(database, WILD["editor v3"][1]())).content)

    assert risu is not None
    assert editor is not None
    assert risu.remarks == (
        "The pictures, sounds and other files inside it were not taken in.",
        "Some of its lore is found by patterns; the realm looks for words, and keeps the patterns.",
    )
    assert editor.remarks == (
        "It is of version 3.5: what only that version knows is kept, and not used.",
        "Its description is longer than an NPC keeps in mind; the whole is kept, and exported again.",
    )


async def test_a_home_may_be_chosen(database: Database) -> None:
    await grow(database, 3)

    creation = await bring_in(database, dump(RISU_V3), 0, key_of("LOCATION", 1))

    async with database.reading() as session:
        _, npc = await npcs.find_npc(session, creation.id)
    assert npc.home_id == key_of("LOCATION", 1)


async def test_in_a_realm_without_a_place_it_is_nowhere(database: Database) -> None:
    await grow(database, 3)
    async with database.transaction() as tx:
        await tx.session.execute(update(Creation).where(col(Creation.kind) == "LOCATION").values(kind="COSMETIC"))

    creation = await bring_in(database, dump(RISU_V3), 0)

    async with database.reading() as session:
        _, npc = await npcs.find_npc(session, creation.id)
    assert (npc.home_id, npc.room_id) == (None, None)


async def test_bonds_reach_those_who_are_here(database: Database) -> None:
    await grow(database, 3)
    card = await take_out(database, key_of("NPC", 0))
    bonds = [
        {"npc": str(key_of("NPC", 1)), "name": "Npc", "bond": "sister", "feeling": "misses her"},
        {"npc": str(key_of("nobody", 1)), "name": "Gone", "bond": "king", "feeling": ""},
    ]

    creation = await bring_in(
        database, changed(card, lambda data: data["extensions"]["realm_of_echoes"]["persona"].update(bonds=bonds))
    )

    async with database.reading() as session:
        (known,) = await npcs.load_bonds(session, [creation.id])
    assert [(bond.other_id, bond.bond, bond.feeling) for bond in known] == [(key_of("NPC", 1), "sister", "misses her")]
    assert len(npcs.Persona.from_content(creation.content).bonds) == 2


async def test_who_came_in_and_what_it_knows_is_signed(database: Database) -> None:
    await grow(database, 3)

    first = await bring_in(database, dump(TAVERN_V2))
    await bring_in(database, dump(await take_out(database, first.id)))

    reports = [report async for report in lineage.verify(database)]
    assert sum(report.creations for report in reports) == 18 + 3 + 1
    assert [fault for report in reports for fault in report.faults] == []


async def test_who_was_made_from_a_wish_comes_home_as_a_persons_words(desk: Desk) -> None:
    database = desk.runtime.database
    at = desk.with_engine(MakingEngine(THINGS["NPC"]))
    draft = await at.make("NPC", "an eel catcher")
    long = f"He has rowed {'and rowed ' * 190}to the other side."
    wished = await at.publish(await at.revise(draft, greeting="Softly now.\nSit, but not there.", past=long))
    card = await take_out(database, wished.id)

    async with database.transaction() as tx:
        creation = await making.import_card(tx, desk.viewer, dump(card))

    async with database.reading() as session:
        before, signed = await lineage.load_provenances(session, [wished.id, creation.id])
    assert before is not None
    assert signed is not None
    assert await parents_of(database, creation.id) == [(wished.id, "REMIX", 0)]
    assert lineage.diff(wished, creation) == []
    assert ("made" in wished.content, "made" in creation.content) == (True, False)
    assert creation.content["traits"] == wished.content["traits"]
    assert len(creation.content["sayings"][3]["text"]) > 1_900
    assert creation.content["secret"] == THINGS["NPC"]["secret"]
    assert (before.generator["kind"], signed.generator) == ("MODEL", {"kind": "HUMAN"})
    assert signed.parents == [{"hash": before.hash, "kind": "REMIX"}]


REFUSED: dict[str, tuple[bytes, str]] = {
    "no card": (b"hello", "card"),
    "no name": (b'{"data": {"name": " "}}', "name"),
    "too much lore": (
        dump({"data": {"name": "A", "character_book": {"entries": [{"keys": ["k"], "content": "x"}] * 201}}}),
        "character_book.entries",
    ),
    "too many words on lore": (
        dump({"data": {"name": "A", "character_book": {"entries": [{"keys": ["k"], "content": "x" * 20_000}] * 20}}}),
        "character_book",
    ),
    "too much beside lore": (
        dump(
            {
                "data": {
                    "name": "A",
                    "character_book": {"entries": [{"keys": ["k"], "content": "x", "secret": "y" * 9_000}] * 60},
                }
            }
        ),
        "character_book",
    ),
    "too much else": (dump({"data": {"name": "A", "extensions": {"x": "y" * 200_000}}}), "extensions"),
}


@pytest.mark.parametrize("why", REFUSED)
async def test_a_refused_card_leaves_nothing(database: Database, why: str) -> None:
    await grow(database, 3)
    raw, field = REFUSED[why]
    before = await counts(database)

    with pytest.raises(InvalidInput) as refused:
        await bring_in(database, raw, 0)

    assert refused.value.field == field
    assert await counts(database) == before


async def test_a_home_that_is_none_is_refused(database: Database) -> None:
    await grow(database, 3)
    before = await counts(database)

    with pytest.raises(NotFound):
        await bring_in(database, dump(RISU_V3), 0, key_of("nothing", 0))
    with pytest.raises(InvalidInput) as refused:
        await bring_in(database, dump(RISU_V3), 0, key_of("NPC", 0))

    assert refused.value.field == "homeId"
    assert await counts(database) == before


async def test_whoever_imports_too_much_too_fast_waits(database: Database) -> None:
    await grow(database, 3)
    await bring_in(database, dump(TAVERN_V2), 0)
    async with database.reading() as session:
        level = await session.scalar(select(col(RateBucket.level)).where(col(RateBucket.key).startswith("import:")))
    assert level == 3.0

    async with database.transaction() as tx:
        await tx.session.execute(update(RateBucket).values(level=IMPORT_CAPACITY - 1))
    with pytest.raises(RateLimited):
        await bring_in(database, dump(TAVERN_V2), 0)
    assert (await bring_in(database, dump(RISU_V3 | {"data": {"name": "Alone"}}), 0)).name == "Alone"


async def test_a_card_that_was_read_before_is_published_the_same(database: Database) -> None:
    await grow(database, 3)
    reading = making.read_file(WILD["risu v2"][1]())

    async with database.transaction() as tx:
        one = await making.publish_card(tx, viewer_of(0), reading)
        other = await making.import_card(tx, viewer_of(0), WILD["risu v2"][1]())

    del one.content["character_card"], other.content["character_card"]
    assert one.content == other.content
    assert replace(reading, lore={}).card.name == one.name == "Kite"


async def counts(database: Database) -> list[int]:
    """How many rows there are of everything an import makes."""
    async with database.reading() as session:
        return [
            (await session.scalar(select(func.count()).select_from(table))) or 0
            for table in (Creation, Derivation, Npc, NpcBond, NpcLore, Room, RateBucket)
        ]


async def test_a_file_that_is_no_card_is_read_once(runtime: Runtime) -> None:
    await grow(runtime.database, 3)

    async def pieces(raw: bytes) -> AsyncIterator[bytes]:
        yield raw

    good = await uploads.receive(runtime, viewer_of(), pieces(WILD["risu v2"][1]()))
    bad = await uploads.receive(runtime, viewer_of(), pieces(b"hello"))

    assert (await making.read_upload(runtime, viewer_of(), good.id)).character.name == "Kite"
    assert (await making.read_upload(runtime, viewer_of(), good.id)).character.name == "Kite"
    with pytest.raises(NotFound):
        await making.read_upload(runtime, viewer_of(1), good.id)
    tried = await asyncio.gather(
        *(making.read_upload(runtime, viewer_of(), bad.id) for _ in range(5)), return_exceptions=True
    )
    assert {type(error) for error in tried} <= {InvalidInput, NotFound}
    assert InvalidInput in {type(error) for error in tried}
    with pytest.raises(NotFound):
        await making.read_upload(runtime, viewer_of(), bad.id)
    assert not runtime.heavy_work.locked()


async def test_kinds_stay_what_they_are(database: Database) -> None:
    await grow(database, 3)
    await bring_in(database, dump(TAVERN_V2), 0)

    async with database.reading() as session:
        kinds = await session.execute(select(col(Creation.kind), func.count()).group_by(col(Creation.kind)))
    assert {kind: count for kind, count in kinds if kind in (CreationKind.NPC, CreationKind.LORE)} == {
        "NPC": 4,
        "LORE": 5,
    }
