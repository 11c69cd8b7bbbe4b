"""What code finds in a wish: the thing, or its theme; what a voice is told of it; and that no wish is too odd."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.domain.making.surroundings import Neighbour, Place, Surroundings
from realm_gql.domain.making.wishes import LIMIT_ASKED_CHARS, LIMIT_BARE_CHARS, plan_wish, read_wish
from realm_gql.engine.blanks import Blanks
from realm_gql.engine.making import SCHEMAS, make_prompt

KINDS = sorted(SCHEMAS)
LAMP = Surroundings(
    Place("p", "The Fog Lamp", "A lighthouse.", ("lamp",)), (Neighbour("n", "Ned Lamplow", "lamp keeper", "he"),)
)


@pytest.mark.parametrize(
    ("kind", "wish", "thing", "asked"),
    [
        (
            "item",
            "a broken compass that points at regrets",
            "broken compass",
            "a broken compass that points at regrets",
        ),
        ("item", "Make me an umbrella, please!", "umbrella", "an umbrella"),
        ("item", "can you create a violin that nobody dares to play", "violin", "a violin that nobody dares to play"),
        ("item", "a lantern for my grandmother", "lantern", "a lantern"),
        ("item", "soup", "soup", "some soup"),
        ("item", "i want three old keys", "handful of old keys", "a handful of old keys"),
        ("cosmetic", "RED BOOTS", "pair of red boots", "a pair of red boots"),
        ("location", "the library under the sea", "library", "a library under the sea"),
        ("npc", "a dentist who is afraid of teeth", "dentist", "a dentist who is afraid of teeth"),
        ("npc", "pirates", "pirate", "a pirate"),
        ("npc", "a hedgehog", "talking hedgehog", "a talking hedgehog"),
        ("quest", "a hedgehog", "hedgehog", "a hedgehog"),
    ],
)
def test_what_a_kind_can_be_is_the_thing_itself(kind: str, wish: str, thing: str, asked: str) -> None:
    found = read_wish(kind, wish, 1)

    assert (found.thing, found.asked, found.theme) == (thing, asked, "")


@pytest.mark.parametrize(
    ("kind", "wish", "theme"),
    [
        ("item", "something for my grandmother", "grandmother"),
        ("item", "thunder", "thunder"),
        ("item", "I would like something that has to do with loneliness and a very long bridge", "loneliness"),
        ("item", "something funny please", "funny"),
        ("item", "un chat noir", "chat noir"),
        ("cosmetic", "my birthday", "birthday"),
        ("location", "moths", "moths"),
        ("lore", "a broken compass", "broken compass"),
        ("lore", "Zanvoth", "Zanvoth"),
        ("quest", "regret", "regret"),
        ("npc", "teh colour purple", "colour purple"),
    ],
)
def test_anything_else_is_a_theme(kind: str, wish: str, theme: str) -> None:
    found = read_wish(kind, wish, 1)

    assert (found.sort, found.theme, found.asked) == ("theme", theme, "")
    assert bool(found.thing) == (kind not in ("lore", "quest"))


@pytest.mark.parametrize(
    "wish", ["", "surprise me", "Surprise me!", "anything", "...", "something", "idk", "🎲", "please"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_of_no_wish_something_is_drawn(kind: str, wish: str) -> None:
    found = read_wish(kind, wish, 7)

    assert found == read_wish(kind, "", 7)
    assert bool(found.thing or found.theme) == (kind != "quest")
    assert len({read_wish("item", wish, seed).thing for seed in range(50)}) > 10


def test_a_quest_is_about_what_sort_of_thing_it_is() -> None:
    about = {wish: read_wish("quest", wish, 1).sort for wish in ("a hat", "bread", "a witch", "moss", "an inn", "")}

    assert about == {
        "a hat": "thing",
        "bread": "thing",
        "a witch": "person",
        "moss": "theme",
        "an inn": "location",
        "": "plain",
    }


@given(wish=st.text(max_size=400), kind=st.sampled_from(KINDS), seed=st.integers(0, 2**31))
def test_no_wish_breaks_a_plan(wish: str, kind: str, seed: int) -> None:
    found = read_wish(kind, wish, seed)
    plan = plan_wish(kind, wish, seed, LAMP)

    assert max(len(found.thing), len(found.theme)) <= LIMIT_BARE_CHARS
    assert len(found.asked) <= LIMIT_ASKED_CHARS
    assert plan == plan_wish(kind, wish, seed, LAMP)
    assert {"place", "here1"} <= Blanks(make_prompt(kind, wish, plan=plan)).texts.keys()


def test_a_plan_names_whoever_is_made_and_says_she_or_he() -> None:
    plan = plan_wish("npc", "a bell ringer", 3, Surroundings())
    said = {fact.key: fact for fact in plan}

    assert said["name"].said[0].istitle()
    assert said["wish"].text.split()[1] in ("she", "he")
    assert said["wish"].said[:3] == ("bell ringer", "Bell Ringer", "a bell ringer")


def test_where_nobody_lives_somebody_still_asks_for_a_quest() -> None:
    told = {fact.key for fact in plan_wish("quest", "", 3, Surroundings())}

    assert "here" in told
    assert "here" not in {fact.key for fact in plan_wish("item", "", 3, Surroundings())}
