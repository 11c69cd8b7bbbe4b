"""What code decides of a thing: slots, powers, bonds, endings; the same for the same seed, and sound for any."""

from __future__ import annotations

from typing import Any

import pytest
from drafting import THINGS

from realm_gql.domain import items, quests
from realm_gql.domain.lineage import CreationKind
from realm_gql.domain.making.fields import check, tidy
from realm_gql.domain.making.planning import complete, draw_plan, summary_of, to_content
from realm_gql.domain.making.scripting import ordered
from realm_gql.domain.making.surroundings import Neighbour, Place, Surroundings
from realm_gql.domain.npcs import Persona

PLACE = Place("00000000-0000-5000-8000-000000000001", "The Fog Lamp", "A lighthouse.", ("lamp", "fog", "tower"))
NED = Neighbour("00000000-0000-5000-8000-000000000002", "Ned Lamplow", "lamp keeper", "he")
MAREN = Neighbour("00000000-0000-5000-8000-000000000003", "Maren Tidewright", "innkeeper", "she")
LAMP = Surroundings(PLACE, (NED, MAREN))
NOWHERE = Surroundings()


def fields_of(kind: CreationKind, seed: int = 1, around: Surroundings = LAMP, **changes: Any) -> dict[str, Any]:
    """The whole fields of a model's thing."""
    return check(kind, complete(kind, tidy(kind, THINGS[kind] | changes), seed, around))


@pytest.mark.parametrize("kind", list(CreationKind))
@pytest.mark.parametrize("around", [LAMP, NOWHERE], ids=["lamp", "nowhere"])
def test_any_seed_makes_a_sound_creation(kind: CreationKind, around: Surroundings) -> None:
    for seed in range(100):
        fields = fields_of(kind, seed, around)
        plan = draw_plan(kind, fields, seed, around)
        content = to_content(kind, fields, plan)

        assert plan == draw_plan(kind, fields, seed, around)
        assert 0 < len(summary_of(kind, fields)) <= 280
        if kind is CreationKind.NPC:
            assert Persona.from_content(content).to_content() | {"traits": plan["traits"]} == content
        elif kind is CreationKind.QUEST:
            script, outcomes = quests.Script.from_content(content), quests.outcomes_of(content)
            assert quests.list_faults(script) == []
            assert quests.list_outcome_faults(script, outcomes) == []
        elif kind is CreationKind.ITEM:
            assert 1 <= len(items.powers_of(content)) <= 2


@pytest.mark.parametrize(
    ("kind", "name", "text", "slot"),
    [
        (CreationKind.ITEM, "The Key Nobody Tried", "Iron.", "POCKET"),
        (CreationKind.ITEM, "Boot of the Drowned Bell", "Wet.", "FEET"),
        (CreationKind.ITEM, "Bridie's Lantern for the Road Back", "Bright.", "HAND"),
        (CreationKind.ITEM, "Something", "Worn round the neck on a chain.", "NECK"),
        (CreationKind.ITEM, "Niemand", "Nichts.", "POCKET"),
        (CreationKind.COSMETIC, "Hat of the Deputy Harbourmaster", "Tall.", "HEAD"),
        (CreationKind.COSMETIC, "Fogbacked Cloak", "Grey.", "BACK"),
        (CreationKind.COSMETIC, "Parish Patchwork", "A coat.", "BODY"),
    ],
)
def test_a_thing_is_worn_where_its_name_says(kind: CreationKind, name: str, text: str, slot: str) -> None:
    assert fields_of(kind, name=name, text=text)["slot"] == slot


def test_a_cosmetic_of_which_nothing_says_so_is_worn_where_it_can_be_seen() -> None:
    slots = {fields_of(CreationKind.COSMETIC, seed, name="Niemand", text="Nichts.")["slot"] for seed in range(100)}

    assert slots == {"HEAD", "NECK", "BACK", "HAND", "BODY", "FEET"}


def test_an_item_can_do_what_it_speaks_of() -> None:
    fields = fields_of(CreationKind.ITEM, name="The Backward Lantern", text="It lights only the path behind you.")

    kinds = {draw_plan(CreationKind.ITEM, fields, seed, LAMP)["powers"][0]["kind"] for seed in range(20)}

    assert kinds == {"LIGHT"}


def test_a_temper_says_more_than_the_dice() -> None:
    fields = fields_of(CreationKind.NPC, temper=["loud", "Gentle", "damp"])

    for seed in range(50):
        traits = draw_plan(CreationKind.NPC, fields, seed, LAMP)["traits"]
        assert traits["extraversion"] >= 0.75
        assert traits["agreeableness"] >= 0.75


def test_nobody_is_bound_to_somebody_who_is_not_near() -> None:
    fields = fields_of(CreationKind.NPC)

    bound = {bond["npc"] for seed in range(30) for bond in draw_plan(CreationKind.NPC, fields, seed, LAMP)["bonds"]}
    assert bound == {NED.id, MAREN.id}
    assert draw_plan(CreationKind.NPC, fields, 1, NOWHERE)["bonds"] == []


def test_an_npc_speaks_for_itself_when_no_model_can() -> None:
    fields = fields_of(CreationKind.NPC)
    persona = Persona.from_content(to_content(CreationKind.NPC, fields, draw_plan(CreationKind.NPC, fields, 1, LAMP)))

    said = [saying.text for saying in persona.sayings]

    assert said[0] == "Softly now. Sit, but not on that bucket."
    assert said[1] == "Hobb Slackwater. I'm an eel catcher."
    assert said[2] == "I want to catch the eel that swallowed my wedding ring. That's all, and it's enough."
    assert said[3] == "My wife left by the north causeway."
    assert sum(not saying.keys for saying in persona.sayings) == 5


def test_whoever_a_quest_speaks_of_gives_it() -> None:
    spoken = fields_of(CreationKind.QUEST, text="Maren Tidewright has counted thirteen strokes.")
    silent = fields_of(CreationKind.QUEST)

    assert draw_plan(CreationKind.QUEST, spoken, 3, LAMP)["cast"] == [MAREN.id]
    assert {draw_plan(CreationKind.QUEST, silent, seed, LAMP)["cast"][0] for seed in range(20)} == {NED.id, MAREN.id}
    assert draw_plan(CreationKind.QUEST, silent, 3, NOWHERE)["cast"] == []


def test_what_comes_of_a_quest_is_earned_by_what_was_chosen() -> None:
    fields = fields_of(CreationKind.QUEST)
    plan = draw_plan(CreationKind.QUEST, fields, 5, LAMP)
    outcomes = quests.outcomes_of(to_content(CreationKind.QUEST, fields, plan))

    gift = outcomes[0]
    assert gift.gift is not None
    assert quests.earned(outcomes, "good", {(gift.scene, gift.choice)}) == list(outcomes[:2])
    assert quests.earned(outcomes, "good", ()) == [outcomes[1]]
    assert outcomes[1].fact is not None
    assert (outcomes[1].fact.place, "the Fog Lamp" in outcomes[1].fact.text) == (PLACE.id, True)


@pytest.mark.parametrize(
    ("choices", "good", "bad", "last"),
    [
        (
            ["Take the dog home", "Leave him"],
            "He lives in both houses.",
            "You bring the dog home.",
            "Take the dog home",
        ),
        (["Let it ring", "Cut the rope"], "The bell rings.", "You cut the rope.", "Cut the rope"),
        (["One", "Other"], "Nothing.", "Nothing.", "Other"),
    ],
)
def test_the_choice_that_ends_badly_comes_last(choices: list[str], good: str, bad: str, last: str) -> None:
    assert ordered(["a", "b", "c", "d", *choices], good, bad)[-1] == last


def test_a_place_in_one_line_reads_as_a_sentence() -> None:
    fields = fields_of(CreationKind.LOCATION)

    assert summary_of(CreationKind.LOCATION, fields) == "Three benches and a fire, and the fire has the best seat."
