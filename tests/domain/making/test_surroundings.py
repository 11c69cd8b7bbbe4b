"""What stands around a thing: the place a wish belongs to, and what a model is told of it all."""

from __future__ import annotations

import pytest

from realm_gql.domain.making.surroundings import Neighbour, Place, Surroundings, nearest, to_facts, words_of

BELL = Place("1", "The Drowned Bell", "A tavern under the tide line.", ("tavern",))
LAMP = Place("2", "The Fog Lamp", "A lighthouse seven miles inland.", ("lamp", "fog"))
SHED = Place("3", "Lamp", "A shed.", ())
PLACES = [BELL, LAMP, SHED]


@pytest.mark.parametrize(
    ("wish", "whereabouts", "place"),
    [
        ("a ghost for the fog lamp", "1", LAMP),
        ("a lamp", "1", SHED),
        ("a ghost", "2", LAMP),
        ("somebody who drinks in the tavern", None, BELL),
        ("a lighthouse with no light", None, LAMP),
        ("一个会唱歌的钟", None, BELL),
        ("", None, BELL),
        ("", "gone", BELL),
    ],
)
def test_a_wish_belongs_to_the_place_it_names_else_to_where_one_is_else_to_the_likest(
    wish: str, whereabouts: str | None, place: Place
) -> None:
    assert nearest(wish, PLACES, whereabouts) == place


def test_without_places_there_is_none() -> None:
    assert nearest("a lamp", [], "1") is None


def test_a_model_is_told_of_it_in_few_and_short_lines() -> None:
    many = tuple(Neighbour(str(number), f"Name {number}", "trade " * 60) for number in range(50))
    around = Surroundings(BELL, many, ("lore " * 200,) * 9, ("own " * 200,) * 9)

    facts = to_facts(around)

    assert [fact.key for fact in facts] == [
        "place", "about", *["near"] * 6, *["lore"] * 2, *["made before, not to be repeated"] * 2,
    ]  # fmt: skip
    assert max(len(fact.text) for fact in facts) <= 200
    assert to_facts(Surroundings()) == ()


def test_words_say_something() -> None:
    assert words_of("The Fog-Lamp, please: make me a LAMP!") == {"fog", "lamp"}
