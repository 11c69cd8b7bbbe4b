"""Cards as JSON objects: read from all three versions, written as two, bounded and named in every refusal."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wild_cards import CHUB_V1, CHUB_V2, EDITOR_V3, RISU_V2, RISU_V3, TAVERN_V1, TAVERN_V2, TAVERN_V3

from realm_gql.domain.making.cards.json_cards import (
    BACKFILLED,
    read_entry,
    read_object,
    write_entry,
    write_v2,
    write_v3,
)
from realm_gql.domain.making.cards.models import Card, Lorebook, LoreEntry, Spec
from realm_gql.errors import InvalidInput


def v2(**fields: Any) -> dict[str, Any]:
    """A V2 object of a card called A."""
    return {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "A", **fields}}


def v3(**fields: Any) -> dict[str, Any]:
    """A V3 object of a card called A."""
    return {"spec": "chara_card_v3", "spec_version": "3.0", "data": {"name": "A", **fields}}


def entry(**fields: Any) -> dict[str, Any]:
    """A V2 object of a card with one lorebook entry."""
    return v2(character_book={"entries": [fields]})


@pytest.mark.parametrize(
    ("read", "spec", "version", "is_newer"),
    [
        ({"name": "A"}, Spec.V1, "1.0", False),
        ({"name": "A", "data": None}, Spec.V1, "1.0", False),
        (v2(), Spec.V2, "2.0", False),
        ({"data": {"name": "A"}}, Spec.V2, "2.0", False),
        (v3(), Spec.V3, "3.0", False),
        ({**v3(), "spec_version": 3.1}, Spec.V3, "3.1", True),
        ({**v3(), "spec": "chara_card_v4", "spec_version": "4.0"}, Spec.V3, "4.0", True),
        ({**v3(), "spec_version": None}, Spec.V3, "3.0", False),
        ({**v3(), "spec_version": "newest"}, Spec.V3, "newest", False),
    ],
)
def test_what_a_card_says_it_is(read: dict[str, Any], spec: Spec, version: str, is_newer: bool) -> None:
    card = read_object(read)

    assert (card.name, card.spec, card.spec_version, card.is_newer) == ("A", spec, version, is_newer)


@pytest.mark.parametrize(
    "wild", [TAVERN_V2, RISU_V2, TAVERN_V3, RISU_V3, EDITOR_V3], ids=lambda wild: wild["data"]["name"]
)
def test_every_field_of_a_card_in_the_wild_is_written_as_it_was(wild: dict[str, Any]) -> None:
    card = read_object(wild)

    written = write_v3(card)

    assert (written["spec"], written["spec_version"]) == ("chara_card_v3", "3.0")
    for name, value in wild["data"].items():
        expected = str(value) if name == "character_version" else value
        if name == "character_book":
            expected = _with_use_regex(value)
        assert written["data"][name] == expected, name
    assert read_object(written).__class__ is Card
    assert write_v3(read_object(written)) == written


@pytest.mark.parametrize("wild", [TAVERN_V2, CHUB_V2], ids=lambda wild: wild["data"]["name"])
def test_a_v2_card_is_written_as_v2_field_by_field(wild: dict[str, Any]) -> None:
    written = write_v2(read_object(wild))

    expected = {name: value for name, value in wild["data"].items() if value is not None}
    if book := expected.get("character_book"):
        entries = [{key: value for key, value in one.items() if key != "use_regex"} for one in book["entries"]]
        expected["character_book"] = {**book, "entries": entries}
    assert written == {"spec": "chara_card_v2", "spec_version": "2.0", "data": expected}


def test_a_v1_card_becomes_what_sillytavern_makes_of_it() -> None:
    card = read_object(TAVERN_V1)

    assert card.creator_notes == "Best with long replies."
    assert card.extensions == {"talkativeness": "0.5"}
    assert card.unknown == {}
    for name in ("name", "description", "personality", "scenario", "first_mes", "mes_example"):
        assert write_v2(card)["data"][name] == write_v3(card)["data"][name] == TAVERN_V1[name]


def test_a_v1_card_may_have_tags_and_a_maker() -> None:
    card = read_object(CHUB_V1)

    assert card.tags == ("Male", "Ghost", "A tag that is much too long to be one of ours")
    assert (card.creator, card.extensions) == ("brinewriter", {})
    assert read_object({"name": "A", "tags": "one, two ,"}).tags == ("one", "two")


def test_what_is_private_to_whoever_plays_is_stripped() -> None:
    written = json.dumps(write_v3(read_object(TAVERN_V2)))

    assert "create_date" not in written
    assert '"chat"' not in written
    assert write_v3(read_object(v2(chat="x", create_date="y", fav=True, avatar="kept")))["data"]["avatar"] == "kept"


def test_null_is_nothing_and_is_never_written() -> None:
    nothing = dict.fromkeys(
        (
            *("description", "alternate_greetings", "tags", "extensions", "character_book", "assets", "nickname"),
            *("creator_notes_multilingual", "source", "group_only_greetings", "creation_date", "creator"),
        )
    )

    card = read_object(v3(**nothing))

    assert card == read_object(v3())
    assert None not in write_v3(card)["data"].values()
    assert "character_book" not in write_v3(card)["data"]
    assert write_v3(card)["data"]["group_only_greetings"] == []
    assert write_v3(read_object(entry(name=None, id=None)))["data"]["character_book"]["entries"] == [
        {"keys": [], "content": "", "extensions": {}, "enabled": True, "insertion_order": 100, "use_regex": False}
    ]


def test_what_programs_mix_up_is_forgiven() -> None:
    card = read_object(
        v2(
            character_version=2,
            tags="one tag",
            alternate_greetings="",
            extensions=[],
            character_book={
                "entries": {"0": {"keys": "bell", "insertion_order": "12", "priority": "1.5", "constant": 1, "id": 7}},
                "scan_depth": "",
                "recursive_scanning": "false",
            },
        )
    )

    assert (card.character_version, card.tags, card.alternate_greetings, card.extensions) == ("2", ("one tag",), (), {})
    assert card.character_book == Lorebook(
        entries=(LoreEntry(keys=("bell",), insertion_order=12, priority=1.5, constant=True, id=7),),
        recursive_scanning=False,
    )


def test_a_lorebook_keeps_everything_its_entries_say() -> None:
    whole = {
        "keys": ["bell", "tide"],
        "secondary_keys": ["noon"],
        "content": "@@depth 2\nIt rings.",
        "extensions": {"x": [1]},
        "enabled": False,
        "insertion_order": -3.5,
        "case_sensitive": True,
        "name": "Bell",
        "priority": 10,
        "id": "a-1",
        "comment": "a comment",
        "selective": True,
        "constant": False,
        "position": "before_char",
        "use_regex": False,
        "folder": "unknown",
    }

    read = read_entry(whole)

    assert read == LoreEntry(
        keys=("bell", "tide"),
        content="@@depth 2\nIt rings.",
        extensions={"x": [1]},
        enabled=False,
        insertion_order=-3.5,
        case_sensitive=True,
        name="Bell",
        priority=10,
        id="a-1",
        comment="a comment",
        selective=True,
        secondary_keys=("noon",),
        constant=False,
        position="before_char",
        use_regex=False,
        unknown={"folder": "unknown"},
    )
    assert write_entry(read) == whole


def test_a_v2_object_beside_a_v3_one_says_so_and_that_is_taken_off_again() -> None:
    card = read_object(v3(creator_notes="Mine.", nickname="N", source=["x"]))

    beside = write_v2(card, beside_v3=True)

    assert beside["data"]["creator_notes"] == f"{BACKFILLED}\n\nMine."
    assert {"nickname", "source", "assets", "group_only_greetings"}.isdisjoint(beside["data"])
    assert read_object(beside).creator_notes == "Mine."
    assert write_v2(read_object(v3()), beside_v3=True)["data"]["creator_notes"] == BACKFILLED


def test_decorators_are_left_out_of_v2() -> None:
    card = read_object(RISU_V2)

    (of_v2,) = write_v2(card)["data"]["character_book"]["entries"]
    (of_v3,) = write_v3(card)["data"]["character_book"]["entries"]

    assert of_v2["content"] == "Rain makes {{char}} forget."
    assert of_v3["content"] == "@@depth 2\n@@position after_desc\nRain makes {{char}} forget."


@pytest.mark.parametrize(
    ("read", "field", "told"),
    [
        ([], "card", "not an object"),
        ("A", "card", "not an object"),
        ({}, "card", "neither `data` nor `name`"),
        ({"data": []}, "card", "neither `data` nor `name`"),
        ({"spec": "lorebook_v3", "data": {"entries": []}}, "card", "a lorebook without a character"),
        (v2(name=""), "name", "no name"),
        (v2(name=" \u200b\n"), "name", "no name"),
        (v2(name=None), "name", "no name"),
        (v2(name=["A"]), "name", "`name` is not a text"),
        (v2(name=True), "name", "`name` is not a text"),
        (v2(name="A" * 301), "name", "`name` has 301 characters; at most 300 fit"),
        (v2(description="x" * 60_001), "description", "has 60,001 characters; at most 60,000 fit"),
        (v2(first_mes={}), "first_mes", "is not a text"),
        (v2(alternate_greetings={}), "alternate_greetings", "is not a list"),
        (v2(alternate_greetings=["x"] * 101), "alternate_greetings", "has 101 entries; at most 100 fit"),
        (v2(alternate_greetings=["x", ["y"]]), "alternate_greetings[1]", "is not a text"),
        (v2(tags=["x" * 201]), "tags[0]", "has 201 characters"),
        (v2(extensions="x"), "extensions", "is not an object"),
        (v2(character_book="x"), "character_book", "is not an object"),
        (v2(character_book={"entries": "x"}), "character_book.entries", "is not a list"),
        (v2(character_book={"entries": [3]}), "character_book.entries[0]", "is not an object"),
        (v2(character_book={"entries": [{}] * 2_001}), "character_book.entries", "has 2,001 entries"),
        (v2(character_book={"scan_depth": "deep"}), "character_book.scan_depth", "is not a number"),
        (v2(character_book={"scan_depth": True}), "character_book.scan_depth", "is not a number"),
        (entry(keys=[1, {}]), "character_book.entries[0].keys[1]", "is not a text"),
        (entry(enabled="maybe"), "character_book.entries[0].enabled", "neither true nor false"),
        (entry(content="x" * 60_001), "character_book.entries[0].content", "at most 60,000 fit"),
        (entry(insertion_order="9" * 40), "character_book.entries[0].insertion_order", "is not a number"),
        (v3(assets=[{"type": []}]), "assets[0].type", "is not a text"),
        (v3(source=["x" * 2_001]), "source[0]", "has 2,001 characters"),
        (v3(creator_notes_multilingual={"en": 3, "ko": []}), "creator_notes_multilingual.ko", "is not a text"),
        (v3(creator_notes_multilingual=dict.fromkeys(map(str, range(101)), "")), "creator_notes_multilingual", "101"),
        (v3(creation_date="yesterday"), "creation_date", "is not a number"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(read: Any, field: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        read_object(read)

    assert refused.value.field == field


def _with_use_regex(book: dict[str, Any]) -> dict[str, Any]:
    return {**book, "entries": [{**one, "use_regex": one.get("use_regex", False)} for one in book["entries"]]}
