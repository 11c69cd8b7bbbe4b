"""What a persona has no place for is kept, bounded, and written out again field by field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from growing import PERSONA
from wild_cards import CHUB_V2, RISU_V2, RISU_V3, TAVERN_V2, WILD

from realm_gql.domain.making.cards import (
    CONTENT_KEY,
    TOLD,
    Card,
    Character,
    Hop,
    Kept,
    Mark,
    compose_card,
    digest_field,
    find_kept,
    find_origin,
    find_origin_mark,
    has_files,
    keep,
    read_file,
    told_license,
)
from realm_gql.domain.making.cards.json_cards import read_object, write_entry, write_v3
from realm_gql.errors import InvalidInput

OF = UUID(int=7)
LEFT_BEHIND = ("embeded://", "__asset:")


def stored(card: Card) -> tuple[Character, dict[str, Any], frozenset[int]]:
    """A card as it lies in a creation's content, and which entries became lore."""
    from realm_gql.domain.making.cards import read

    reading = read(card)
    kept = keep(OF, card, reading.character, reading.mark, reading.lore.keys())
    return reading.character, {CONTENT_KEY: kept.to_content()}, frozenset(reading.lore)


@pytest.mark.parametrize("name", WILD)
def test_every_field_comes_out_again_as_it_went_in(name: str) -> None:
    card = read_file(WILD[name][1]()).card
    character, content, taken = stored(card)
    kept = find_kept(content)
    entries = {place: card.character_book.entries[place] for place in taken} if card.character_book else {}

    back, composed = compose_card(character, "The Ford", kept, entries)

    assert composed == frozenset()
    before, after = write_v3(card)["data"], write_v3(back)["data"]
    if card.assets is not None:
        before["assets"] = [one for one in before["assets"] if not one["uri"].startswith(LEFT_BEHIND)]
    assert after == before
    assert list(after["extensions"]) == list(before["extensions"])


def test_what_became_lore_leaves_its_place_in_the_book() -> None:
    _, content, taken = stored(read_object(TAVERN_V2))
    kept = find_kept(content)

    assert kept is not None
    assert taken == {0, 1}
    assert kept.data["character_book"]["entries"][:2] == [None, None]
    assert kept.data["character_book"]["entries"][2]["comment"] == "not yet"


def test_lore_that_is_gone_or_was_added_moves_nothing() -> None:
    character, content, _ = stored(read_object(TAVERN_V2))
    book = read_object(TAVERN_V2).character_book
    assert book is not None
    added = replace(book.entries[1], comment="added")

    back, _ = compose_card(character, "", find_kept(content), {1: book.entries[1], 9: added})

    assert back.character_book is not None
    assert [entry.comment for entry in back.character_book.entries] == ["", "not yet", "added"]


def test_what_changed_since_is_told_anew_and_the_notes_stay() -> None:
    character, content, _ = stored(read_object(CHUB_V2))
    changed = replace(character, name="Widow", summary="Another.", persona=replace(character.persona, greeting="No."))

    back, composed = compose_card(changed, "The Road", find_kept(content), {})

    assert composed == {"name", "first_mes"}
    assert (back.name, back.first_mes) == ("Widow", "No.")
    assert back.description == CHUB_V2["data"]["description"]
    assert back.creator_notes == CHUB_V2["data"]["creator_notes"]
    assert back.scenario == "The dry road, at dusk."


def test_who_came_from_no_card_is_told_whole() -> None:
    back, composed = compose_card(Character("Joss", "Counts.", ("river",), PERSONA), "The Ford", None, {})

    assert composed == frozenset(TOLD)
    assert (back.name, back.creator_notes, back.first_mes) == ("Joss", "Counts.", "One silver, two legs.")
    assert back.character_book is None


def test_what_the_realm_told_is_not_kept_twice() -> None:
    told, composed = compose_card(Character("Joss", "Counts.", ("river",), PERSONA), "The Ford", None, {})
    mark = Mark(
        Hop(UUID(int=1), "Joss", "ada", "CC0", "0" * 64),
        "Counts.",
        1,
        PERSONA,
        {name: digest_field(told, name) for name in TOLD},
        composed,
    )
    changed = replace(told, first_mes="Mine.", extensions={"depth_prompt": {"depth": 4}})
    character = Character("Joss", "Counts.", ("river",), replace(PERSONA, greeting="Mine."))

    kept = keep(OF, changed, character, mark)

    assert kept.data == {"first_mes": "Mine.", "extensions": {"depth_prompt": {"depth": 4}}}
    again, _ = compose_card(character, "The Ford", kept, {})
    assert again == changed


def test_what_is_kept_is_bounded_and_names_what_is_too_much() -> None:
    card = Card("Ada", extensions={"huge": "x" * 131_072}, creator_notes="y" * 1_000)

    with pytest.raises(InvalidInput, match=r"has 132,\d\d\d bytes; at most 131,072 fit.*`extensions`") as refused:
        stored(card)

    assert refused.value.field == "extensions"


def test_what_is_kept_is_text_that_any_database_takes() -> None:
    card = Card("Ada", extensions={"b": "\x00", "a": [1.0, 12345678901234567890]})

    _, content, _ = stored(card)

    assert isinstance(content[CONTENT_KEY]["card"], str)
    assert "\x00" not in content[CONTENT_KEY]["card"]
    assert compose_card(*stored(card)[:1], "", find_kept(content), {})[0].extensions == card.extensions


def test_an_origin_tells_who_made_the_card() -> None:
    _, content, _ = stored(read_object(CHUB_V2))

    origin = find_origin(content)

    assert origin is not None
    assert (origin.spec, origin.creator, origin.character_version) == ("chara_card_v2", "reedhand", "main")
    assert origin.creator_notes == CHUB_V2["data"]["creator_notes"]
    assert origin.sources == ("https://chub.ai/characters/reedhand/widow-marsh",)
    assert find_origin({}) is None
    assert find_origin({CONTENT_KEY: None}) is None
    assert find_kept({CONTENT_KEY: {"entry": "{}"}}) is None


@pytest.mark.parametrize(
    ("wild", "told", "sources", "files"),
    [
        (RISU_V2, "CC BY-NC-SA 4.0", ("risurealm:1f2e",), False),
        (RISU_V3, "CC BY 4.0", ("risurealm:77aa", "https://realm.example/card/77aa"), True),
        (TAVERN_V2, "", (), False),
    ],
    ids=["risu v2", "risu v3", "tavern v2"],
)
def test_licenses_and_sources_are_found_where_programs_put_them(
    wild: dict[str, Any], told: str, sources: tuple[str, ...], files: bool
) -> None:
    card = read_object(wild)
    _, content, _ = stored(card)
    origin = find_origin(content)

    assert origin is not None
    assert (told_license(card), origin.license, origin.sources, has_files(card)) == (told, told, sources, files)


def test_sources_that_are_no_texts_are_none() -> None:
    card = Card("A", source=("", " x "), extensions={"chub": 3, "risuai": {"source": [1, "y"]}, "pygmalion_id": 12})
    _, content, _ = stored(card)
    origin = find_origin(content)

    assert origin is not None
    assert origin.sources == ("x", "y", "12")


def test_the_mark_on_a_card_stays_with_what_it_became() -> None:
    mark = Mark(Hop(UUID(int=1), "Joss", "ada", "CC0", "0" * 64), lineage=(Hop(UUID(int=2), "Old", "", "CC0", "1"),))
    character = Character("Joss", "", (), PERSONA)

    content = {CONTENT_KEY: keep(OF, Card("Joss"), character, mark).to_content()}

    assert find_origin_mark(content) == (mark, OF)
    assert find_origin_mark({}) is None
    kept = find_kept(content)
    assert isinstance(kept, Kept)
    assert kept.mark == mark
    assert write_entry(read_object(TAVERN_V2).character_book.entries[0])  # type: ignore[union-attr]  # it has one
