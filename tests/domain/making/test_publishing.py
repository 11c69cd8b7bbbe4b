"""Publishing, kind by kind: what was made is met in the world, by a model or from tables; on both databases."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import UUID

import pytest
from drafting import OWNER, THINGS, Desk, MakingEngine
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from realm_gql.domain import accounts, events, items, lineage, locations, lore, making, npcs, quests, talk
from realm_gql.domain.items.models import Item
from realm_gql.domain.lineage import Creation
from realm_gql.domain.making.models import DraftTake
from realm_gql.domain.npcs.models import NpcBond
from realm_gql.engine.scripted import ScriptedEngine
from realm_gql.errors import Conflict, InvalidInput
from realm_gql.seed.content import uuid_of

LAMP = uuid_of("location", "fog-lamp")
WISH = "something for the Fog Lamp"

Publish = Callable[[str], Awaitable[Creation]]


@pytest.fixture(params=["MODEL", "TABLES"])
def published(desk: Desk, request: pytest.FixtureRequest) -> Publish:
    """Makes something of a kind at the Fog Lamp and publishes it, from a model's words and from tables in turn."""

    async def publish(kind: str) -> Creation:
        engine = MakingEngine(THINGS[kind]) if request.param == "MODEL" else ScriptedEngine()
        at = Desk(replace(desk.runtime, engine=engine), desk.viewer)
        return await at.publish(await at.make(kind, WISH))

    return publish


@pytest.mark.parametrize("kind", list(THINGS))
async def test_what_is_published_says_how_it_was_made(
    desk: Desk, published: Publish, request: pytest.FixtureRequest, kind: str
) -> None:
    creation = await published(kind)

    async with desk.runtime.database.reading() as session:
        row = await lineage.get_visible(session, creation.id)
        take = (await session.scalars(select(DraftTake))).one()
    assert (row.kind, row.creator_id, row.license, row.revision) == (kind, desk.viewer.account_id, "CC_BY_SA", 1)
    assert row.name == take.fields["name"]
    assert 0 < len(row.summary) <= 280
    assert row.tags == ["lamp", "fog"]
    assert row.content["made"] == {
        "source": take.source, "model": take.model, "seed": take.seed, "prompt": WISH, "edited": False,
    }  # fmt: skip


async def test_an_npc_lives_at_its_place_and_answers_in_its_room(desk: Desk, published: Publish) -> None:
    creation = await published("NPC")

    async with desk.runtime.database.transaction() as tx:
        room = await npcs.find_door(tx.session, "Npc", creation.id)
        await locations.enter_room(tx, desk.runtime.broker, room, desk.viewer.account_id, 60, 32)
        turn = await talk.speak(
            tx, desk.runtime.broker, desk.viewer.account_id, room.id, "What is your name?", None, 10
        )
    wordless = replace(desk.runtime, engine=ScriptedEngine())
    claimed = await talk.claim_and_open(wordless, OWNER)
    assert claimed is not None
    await talk.answer(wordless, OWNER, *claimed)

    async with desk.runtime.database.reading() as session:
        _, npc = await npcs.find_npc(session, creation.id)
        (bonds,) = await npcs.load_bonds(session, [creation.id])
        (inside,) = await npcs.load_npcs_by_room(session, [room.id])
        log = await events.list_after(session, room.stream_id, 0, 10)
    assert turn is not None
    assert turn.npc_id == creation.id
    assert (npc.home_id, room.location_id, room.name) == (LAMP, LAMP, f"With {creation.name}")
    assert [row.id for row in inside] == [creation.id]
    said = log[-1].event
    assert isinstance(said, events.TurnClosed)
    assert said.turn.text.startswith(f"{creation.name}. I'm a")
    persona = npcs.Persona.from_content(creation.content)
    assert 1 <= len(bonds) <= 2
    assert [(str(bond.other_id), bond.bond) for bond in bonds] == [(bond.npc, bond.bond) for bond in persona.bonds]
    assert set(creation.content["traits"]) == {
        "openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism",
    }  # fmt: skip


async def test_a_quest_can_be_played_to_either_end_and_has_giver_place_and_cast(desk: Desk, published: Publish) -> None:
    creation = await published("QUEST")

    script = quests.Script.from_content(creation.content)
    outcomes = quests.outcomes_of(creation.content)
    async with desk.runtime.database.reading() as session:
        (quest,) = await quests.load_quests(session, [creation.id])
        (cast,) = await quests.load_cast(session, [creation.id])
        (living,) = await npcs.load_npcs_by_home(session, [LAMP])
    assert quests.list_faults(script) == []
    assert quests.list_outcome_faults(script, outcomes) == []
    assert [scene.key for scene in script.scenes] == ["start", "search", "twist", "good", "bad"]
    assert quest is not None
    assert quest.location_id == LAMP
    assert quest.giver_id == cast[0].id
    assert {row.id for row in cast} <= {row.id for row in living}
    assert [outcome.ending for outcome in outcomes] == ["good", "good", "bad"]
    assert len(quests.earned(outcomes, "bad", ())) == 1


async def test_an_item_belongs_to_its_maker_and_can_do_something(desk: Desk, published: Publish) -> None:
    creation = await published("ITEM")

    async with desk.runtime.database.reading() as session:
        item = await session.get_one(Item, creation.id)
    assert item.owner_id == desk.viewer.account_id
    assert items.slot_of(creation.content) in items.Slot
    assert 1 <= len(items.powers_of(creation.content)) <= 2


async def test_a_cosmetic_has_a_slot_and_genes(published: Publish) -> None:
    creation = await published("COSMETIC")

    assert items.slot_of(creation.content) is not items.Slot.POCKET
    assert list(creation.content["genes"]) == ["seed"]


async def test_lore_comes_to_mind_from_then_on(desk: Desk, published: Publish) -> None:
    creation = await published("LORE")

    piece = lore.LorePiece.from_content(creation.content)
    async with desk.runtime.database.reading() as session:
        known = await lore.list_lore(session)
    assert piece in lore.match_lore(known, f"Have you heard of the {piece.keys[0]}?")
    assert piece not in lore.match_lore(known, "Good day to you.")


async def test_a_location_can_be_walked_to_and_back_and_stayed_in(desk: Desk, published: Publish) -> None:
    creation = await published("LOCATION")

    async with desk.runtime.database.reading() as session:
        there, back = await locations.load_exits(session, [LAMP, creation.id])
        room = await locations.get_standing_room(session, creation.id)
        extent = await events.get_extent(session, room.stream_id)
    assert creation.id in {row.id for row in there}
    assert [row.id for row in back] == [LAMP]
    assert room.goal
    assert (extent.oldest, extent.newest) == (1, 0)


async def test_what_was_edited_by_hand_is_what_is_published_and_says_so(desk: Desk) -> None:
    draft = await desk.make()
    await desk.revise(draft, name="The Quiet Key", slot="NECK", tags=["iron"])

    creation = await desk.publish(draft)

    assert (creation.name, creation.tags, creation.content["slot"]) == ("The Quiet Key", ["iron"], "NECK")
    assert creation.content["made"]["edited"] is True
    published = await desk.draft(draft)
    assert (published.state, published.creation_id) == ("PUBLISHED", creation.id)


async def test_a_license_can_be_chosen(desk: Desk) -> None:
    draft = await desk.make()

    async with desk.runtime.database.transaction() as tx:
        made = await making.publish(tx, desk.runtime.broker, desk.viewer, draft.id, lineage.License.CC0)

    assert made.license == "CC0"


async def test_nothing_is_published_twice_or_before_it_is_ready(desk: Desk) -> None:
    waiting = await desk.generate()
    with pytest.raises(Conflict):
        await desk.publish(waiting)
    await desk.write()
    await desk.publish(waiting)

    with pytest.raises(Conflict):
        await desk.publish(waiting)

    assert await _count(desk) == 1


async def test_what_is_broken_is_never_published(desk: Desk) -> None:
    draft = await desk.make()
    async with desk.runtime.database.transaction() as tx:
        await tx.session.execute(update(DraftTake).values(fields={"name": "", "text": "x", "slot": "HAND", "tags": []}))

    with pytest.raises(InvalidInput):
        await desk.publish(draft)

    assert await _count(desk) == 0
    assert (await desk.draft(draft)).state == "READY"


async def test_who_is_gone_since_it_was_planned_is_left_out(desk: Desk) -> None:
    desk = desk.with_engine(MakingEngine(THINGS["NPC"]))
    draft = await desk.make("NPC", WISH)
    nobody = "00000000-0000-7000-8000-000000000000"
    async with desk.runtime.database.transaction() as tx:
        take = (await tx.session.scalars(select(DraftTake))).one()
        take.plan = {
            **take.plan, "place": nobody,
            "bonds": [{"npc": nobody, "name": "Nobody", "bond": "neighbour", "feeling": "is fond of them"}],
        }  # fmt: skip

    creation = await desk.publish(draft)

    async with desk.runtime.database.reading() as session:
        _, npc = await npcs.find_npc(session, creation.id)
        bonds = await session.scalar(
            select(func.count()).select_from(NpcBond).where(col(NpcBond.npc_id) == creation.id)
        )
    assert (npc.home_id, npc.room_id, bonds) == (None, None, 0)


async def test_in_an_empty_realm_everything_can_be_published(desk: Desk) -> None:
    desk = Desk(replace(desk.runtime, engine=ScriptedEngine()), desk.viewer)
    async with desk.runtime.database.transaction() as tx:
        for table in ("location_exits", "npc_bonds", "quest_cast", "quests", "npcs", "rooms", "items", "derivations"):
            await tx.session.execute(delete(Creation.metadata.tables[table]))
        await tx.session.execute(delete(Creation))

    made = [await desk.publish(await desk.make(kind, "")) for kind in THINGS]

    assert len({creation.id for creation in made}) == len(THINGS)


async def test_a_remix_does_not_say_that_a_model_made_it(desk: Desk, somebody: accounts.Viewer) -> None:
    creation = await desk.publish(await desk.make())

    async with desk.runtime.database.transaction() as tx:
        child = await making.remix(tx, somebody, creation.id)

    assert "made" in creation.content
    assert "made" not in child.content
    assert lineage.diff(creation, child) == []


async def _count(desk: Desk) -> int:
    made_by: UUID = desk.viewer.account_id
    async with desk.runtime.database.reading() as session:
        return (
            await session.scalar(select(func.count()).select_from(Creation).where(col(Creation.creator_id) == made_by))
        ) or 0
