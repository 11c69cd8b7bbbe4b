"""Mentions: what players call things, and which capital letters make a name."""

from __future__ import annotations

import pytest

from realm_gql.engine.mentions import Finder, find_names, short_names, short_things


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Do you know Zanvoth Ulmi?", ["Zanvoth Ulmi"]),
        ("Is Zanvoth here?", ["Zanvoth"]),
        ("Zanvoth Ulmi sent me, and Ogdru of Fenholm.", ["Zanvoth Ulmi", "Ogdru of Fenholm"]),
        ("I'm looking for a room", []),
        ("Pancakes. Really? What Is It", []),
        ("i met zanvoth", []),
        ("so I\u2019ve met Xiphrael", ["Xiphrael"]),
        ("HELLO I AM LOUD", []),
        ("find Abn Bn Cn Dn En Fn", ["Abn Bn Cn Dn"]),
    ],
)
def test_names_are_what_capital_letters_make_of_them(line: str, names: list[str]) -> None:
    assert list(find_names(line)) == names


def test_people_are_called_by_any_of_their_names_but_not_by_a_title() -> None:
    assert list(short_names("Captain Ambrose Vell")) == ["Captain Ambrose Vell", "Ambrose", "Vell"]
    assert list(short_names("Maren of the Nine")) == ["Maren of the Nine", "Maren", "Nine"]


def test_things_are_called_by_their_last_word() -> None:
    assert set(short_things("a dozen turves")) == {"a dozen turves", "dozen turves", "turves"}
    assert {"dry stool", "stool"} <= set(short_things("a dry stool until the tide"))


def test_the_longest_text_is_found_first_and_only_as_whole_words() -> None:
    finder = Finder({"Maren": "1", "Maren Tidewright": "2", "eel stout": "3", "ox": "4"}, ignore_case=False)

    assert finder.mark("Maren Tidewright, Maren. Marend has Eel stout, an ox.") == "2, 1. Marend has 3, an ox."
    assert Finder({}, ignore_case=True).mark("as it is") == "as it is"
