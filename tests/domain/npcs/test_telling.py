"""Telling: cards are written in the third person, and spoken in the first."""

from __future__ import annotations

import pytest

from realm_gql.domain.npcs.persona import Bond, Persona
from realm_gql.domain.npcs.telling import (
    Speaker,
    plain_verb,
    tell_bond,
    tell_feeling,
    tell_goal,
    tell_habits,
    tell_memory,
    tell_past,
    tell_place,
    tell_trade,
)

SHE, HE = Speaker("she"), Speaker("he")


@pytest.mark.parametrize(
    ("trade", "told"),
    [
        ("peat cutter", "a peat cutter"),
        ("innkeeper", "an innkeeper"),
        ("keeper of the Drowned Bell", "the keeper of the Drowned Bell"),
        ("fiddler to the Drowned Bell", "the fiddler to the Drowned Bell"),
        ("ninth stone, some nights", "the ninth stone, some nights"),
        ("the last ferrywoman", "the last ferrywoman"),
        ("", ""),
    ],
)
def test_a_trade_gets_its_article(trade: str, told: str) -> None:
    assert tell_trade(trade) == told


@pytest.mark.parametrize(
    ("goal", "speaker", "told"),
    [
        ("to find her brother", SHE, "find my brother"),
        ("wants to walk to him.", SHE, "walk to him"),
        ("to have one person tell him he is right", HE, "have one person tell me I am right"),
        ("Sleep one whole night", HE, "Sleep one whole night"),
    ],
)
def test_a_goal_follows_i_want_to(goal: str, speaker: Speaker, told: str) -> None:
    assert tell_goal(goal, speaker) == told


def test_the_past_is_told_sentence_by_sentence() -> None:
    past = (
        "He pays his room and inspects her each Sunday. Nobody asked him. His wife left, and it was himself he blamed."
    )

    assert tell_past(past, HE) == (
        "I pay my room and inspect her each Sunday",
        "Nobody asked me",
        "My wife left, and it was myself I blamed",
    )
    assert tell_past("", HE) == ()
    assert tell_past("He can ride anything and has fallen off most of it.", HE) == (
        "I can ride anything and have fallen off most of it",
    )


@pytest.mark.parametrize(
    ("bond", "told"),
    [
        ("sister", "my sister"),
        ("the one who taught her the tune", "the one who taught me the tune"),
        ("the child who watches the tide for her", "the child who watches the tide for me"),
        ("the man whose ship he may have wrecked", "the man whose ship I may have wrecked"),
        ("widow of the one she lost", "the widow of the one I lost"),
        ("who should be doing the burying", "the one who should be doing the burying"),
        ("herself, before", "myself, before"),
        ("smuggler she pretends not to see", "the smuggler I pretend not to see"),
        ("only one with good handwriting", "the only one with good handwriting"),
    ],
)
def test_a_bond_is_told_by_whose_it_is(bond: str, told: str) -> None:
    assert tell_bond(Bond("", "Wren Tully", bond, ""), SHE) == told


@pytest.mark.parametrize(
    ("feeling", "told"),
    [
        ("misses her", "I miss her"),
        ("has stopped sending the bill", "I have stopped sending the bill"),
        ("would miss the noise", "I would miss the noise"),
        ("is afraid to be recognised by", "I am afraid to be recognised by Wren Tully"),
        ("fiddles him and feels bad", "I fiddle him and feel bad"),
        ("", ""),
    ],
)
def test_a_feeling_is_told_by_who_feels_it(feeling: str, told: str) -> None:
    assert tell_feeling(Bond("", "Wren Tully", "lodger", feeling)) == told


@pytest.mark.parametrize(
    ("verb", "plain"),
    [("misses", "miss"), ("pities", "pity"), ("goes", "go"), ("lost", "lost"), ("owes", "owe"), ("was", "was")],
)
def test_a_verb_follows_i(verb: str, plain: str) -> None:
    assert plain_verb(verb) == plain


def test_whom_a_card_is_about_is_read_off_it() -> None:
    def card(backstory: str, goal: str = "") -> Persona:
        return Persona(trade="smith", temper=("dry",), manner="plain", backstory=backstory, goal=goal)

    assert Speaker.of(card("She sang. He heard her. She left.")) == SHE
    assert Speaker.of(card("Nobody knows.", "to clear his name")) == HE
    assert Speaker.of(card("The storm came.")) == Speaker("")
    assert Speaker("").first_person("he lost her") == "he lost her"


def test_a_place_and_a_memory_fit_into_a_sentence() -> None:
    assert tell_place("The Drowned Bell") == "the Drowned Bell"
    assert tell_place("Saint Hollin's") == "Saint Hollin's"
    assert tell_memory('Kofi asked about "the bell"; offered "my rope"') == 'you said "my rope"'
    assert tell_memory('Kofi asked about "the bell"') == "you asked about the bell"
    assert tell_memory("") == ""


@pytest.mark.parametrize(
    ("manner", "told"),
    [
        ("calls everyone 'lamb'; swears by my mother's spoon", ("lamb", "", "my mother's spoon")),
        ("Warm, addresses people as “my lad”, and that's that", ("my lad", "", "")),
        ("says 'duck' to everyone; never asks", ("duck", "", "")),
        ("gruff; ends every answer with 'or I'm a heron'", ("", "or I'm a heron", "")),
        ("begins with 'by Saint Orm'", ("", "", "Saint Orm")),
        ("swears by salt and bone a lot", ("", "", "salt and bone")),
        ("calls you by a new food each time ('my dumpling')", ("", "", "")),
        ("calls everyone 'my' something to eat", ("", "", "")),
        ("calls everyone 'my' something to eat, says 'sweet pea' to everyone", ("sweet pea", "", "")),
        (f"calls everyone '{'very ' * 12}dear'", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_the_words_that_a_manner_wants_said_are_read_off_it(manner: str, told: tuple[str, str, str]) -> None:
    assert tell_habits(manner) == told
