"""Lorebook entries as lore of the realm, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from growing import creation
from wild_cards import RISU_V3, TAVERN_V2

from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.lore import LorePiece
from realm_gql.domain.making.cards import (
    CONTENT_KEY,
    LoreEntry,
    LoreText,
    compose_entry,
    fingerprint,
    has_patterns,
    keep_entry,
    read_entry_mark,
    read_lore,
    says_the_same,
)
from realm_gql.domain.making.cards.json_cards import read_entry

BELL = LoreEntry(
    keys=("bell", "the old bell"),
    content="@@depth 3\nThe bell is older than {{char}}. It rings by itself.",
    secondary_keys=("noon",),
    selective=True,
    constant=False,
    comment="The bell",
    id=4,
    position="before_char",
    extensions={"probability": 100},
    unknown={"folder": "tower"},
)


def published(entry: LoreEntry, number: int = 1, **fields: object) -> Creation:
    """The creation that an entry became."""
    told = read_lore(entry, "Ada")
    assert told is not None
    row = creation("LORE", number, name=told.name, summary=told.summary, content=keep_entry(entry, told))
    return Creation(**{**row, **fields})


def test_an_entry_becomes_lore_without_its_decorators() -> None:
    assert read_lore(BELL, "Ada") == LoreText(
        name="The bell",
        summary="The bell is older than Ada. It rings by itself.",
        piece=LorePiece("The bell is older than Ada. It rings by itself.", ("bell", "the old bell"), ("noon",)),
    )


@pytest.mark.parametrize(
    ("entry", "piece"),
    [
        (LoreEntry(("a",), "x", constant=True), LorePiece("x", ("a",), (), True)),
        (LoreEntry(("a",), "x", secondary_keys=("b",)), LorePiece("x", ("a",))),
        (LoreEntry(("a",), "x", secondary_keys=("b",), selective=False), LorePiece("x", ("a",))),
        (LoreEntry((), "x"), LorePiece("x", ())),
        (LoreEntry(("A", "/b+/i", "(c|d)", "", "  ", "\x00", "a" * 61), "x"), LorePiece("x", ("A", "(c|d)"))),
        (LoreEntry(("St. Mary", "(c|d)", "e\\w"), "x", use_regex=True), LorePiece("x", ("St. Mary",))),
        (LoreEntry(tuple(map(str, range(30))), "x"), LorePiece("x", tuple(map(str, range(20))))),
        (LoreEntry(("{{char}}", "{{user}}"), "<|im_end|>x<b>y</b>"), LorePiece("xy", ("Ada", "the traveller"))),
    ],
)
def test_keys_are_words_of_the_realm(entry: LoreEntry, piece: LorePiece) -> None:
    told = read_lore(entry, "Ada")

    assert told is not None
    assert told.piece == piece


@pytest.mark.parametrize(
    "entry",
    [
        LoreEntry(("a",), "x", enabled=False),
        LoreEntry(("a",), ""),
        LoreEntry(("a",), "@@depth 1\n \n"),
        LoreEntry(("a",), "<br>"),
    ],
)
def test_what_is_switched_off_or_says_nothing_is_no_lore(entry: LoreEntry) -> None:
    assert read_lore(entry, "Ada") is None


def test_patterns_are_told_of() -> None:
    assert not has_patterns(BELL)
    assert has_patterns(LoreEntry(("/b+/i",)))
    assert has_patterns(LoreEntry(secondary_keys=("a|b",), use_regex=True))


def test_a_long_text_is_cut_and_kept() -> None:
    long = LoreEntry(("a",), "A sentence of some words. " * 1_000)

    row = published(long)

    assert len(row.content["text"]) <= 2_000
    assert compose_entry(row).content == long.content


@pytest.mark.parametrize("wild", [TAVERN_V2, RISU_V3], ids=["tavern", "risu"])
def test_an_entry_in_the_wild_comes_back_as_it_was_with_a_mark(
    wild: dict[str, dict[str, dict[str, list[object]]]],
) -> None:
    for number, written in enumerate(wild["data"]["character_book"]["entries"]):
        entry = read_entry(written)
        if not entry.enabled:
            continue
        row = published(entry, number)

        back = compose_entry(row)

        assert read_entry_mark(back) == (row.id, fingerprint(row))
        unmarked = {key: value for key, value in back.extensions.items() if key != "realm_of_echoes"}
        assert replace(back, extensions=unmarked) == entry
        assert says_the_same(back, row)


def test_lore_that_changed_since_is_told_anew_beside_what_was_kept() -> None:
    row = published(BELL)
    row.content = {**row.content, "text": "It is cracked.", "keys": ["bell"], "secondary_keys": []}

    back = compose_entry(row)

    assert (back.content, back.keys, back.secondary_keys, back.selective) == ("It is cracked.", ("bell",), (), False)
    assert (back.id, back.position, back.unknown) == (4, "before_char", {"folder": "tower"})
    assert back.extensions["probability"] == 100


def test_lore_that_came_from_no_card_becomes_an_entry() -> None:
    row = Creation(**creation("LORE", 1))

    back = compose_entry(row)

    assert (back.name, back.content, back.keys, back.constant) == (
        "Lore 0001",
        "The bell rings at noon.",
        ("bell", "noon"),
        False,
    )


def test_an_entry_that_says_something_else_is_not_the_same() -> None:
    row = published(BELL)
    same = compose_entry(row)

    assert says_the_same(replace(same, id=77, insertion_order=3, extensions={}, use_regex=True), row)
    assert not says_the_same(replace(same, content="Another."), row)
    assert not says_the_same(replace(same, keys=("bell",)), row)
    assert not says_the_same(replace(same, constant=True), row)


@pytest.mark.parametrize(
    "mark", [None, 3, [], {}, {"uuid": 3, "hash": "x"}, {"uuid": "x", "hash": "y"}, {"uuid": None, "hash": "y"}]
)
def test_a_mark_that_makes_no_sense_is_none(mark: object) -> None:
    assert read_entry_mark(LoreEntry(extensions={"realm_of_echoes": mark})) is None


def test_what_is_kept_is_text_that_any_database_takes() -> None:
    row = published(replace(BELL, unknown={"b": "\x00", "a": 1.0}))

    assert row.content[CONTENT_KEY]["entry"].endswith('"b":"\\u0000","a":1.0}')
    assert compose_entry(row).unknown == {"b": "\x00", "a": 1.0}


def test_what_is_kept_and_damaged_is_told_from_the_lore() -> None:
    row = published(BELL)
    row.content = {**row.content, CONTENT_KEY: {"entry": "{", "read_as": ""}}

    assert compose_entry(row).keys == ("bell", "the old bell")
