"""Temperament: numbers for code, words for models, and the two agree."""

from __future__ import annotations

from random import Random

from realm_gql.domain.making.traits import TRAITS, draw_traits, lean_to, temper_of


def test_traits_are_drawn_alike_from_the_same_seed_and_differ_otherwise() -> None:
    drawn = [draw_traits(seed) for seed in range(300)]

    assert draw_traits(7) == drawn[7]
    assert all(set(traits) == set(TRAITS) and all(0 <= value <= 1 for value in traits.values()) for traits in drawn)
    assert len({tuple(traits.values()) for traits in drawn}) > 295


def test_the_words_of_a_temper_lean_to_the_traits_they_were_drawn_from() -> None:
    for seed in range(100):
        traits = draw_traits(seed)
        words = temper_of(traits, Random(seed))

        assert 2 <= len(words) <= 3
        leaning = lean_to(traits, words)
        assert all((leaning[trait] - 0.5) * (traits[trait] - 0.5) >= 0 for trait in TRAITS)


def test_words_that_say_nothing_change_nothing() -> None:
    assert lean_to(draw_traits(1), ["damp", "", "eel-like"]) == draw_traits(1)
