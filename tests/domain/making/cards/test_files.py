"""Whole files: each card in the wild is read, written in every form, and read again; hostile ones cost little."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wild_cards import EDITOR_V3, RISU_V3, TAVERN_V2, WILD, charx, chunk, dump, png, text_chunk

from realm_gql.domain import media
from realm_gql.domain.making.cards import CardFormat, Reading, read_card, read_file, write_card
from realm_gql.domain.making.cards.charx import ICON, read_charx
from realm_gql.domain.making.cards.files import LIMIT_FILE_BYTES
from realm_gql.domain.making.cards.json_cards import read_object, write_v3
from realm_gql.domain.making.cards.png import read_chunks
from realm_gql.errors import InvalidInput
from tests.domain.making.cards.bounds import MIB, at_most

PICTURE = png(animated=True)


def outcome(raw: bytes) -> Reading | InvalidInput:
    """What becomes of a file."""
    try:
        return read_file(raw)
    except InvalidInput as refused:
        return refused


@pytest.mark.parametrize("name", WILD)
def test_a_card_in_the_wild_is_its_object(name: str) -> None:
    wild, make = WILD[name]

    assert read_card(make()) == read_object(wild)


@pytest.mark.parametrize("card_format", CardFormat)
@pytest.mark.parametrize("name", WILD)
def test_a_card_goes_through_every_kind_of_file_and_stays_itself(name: str, card_format: CardFormat) -> None:
    before = read_card(WILD[name][1]())

    after = read_card(write_card(before, card_format, PICTURE))

    expected, written = write_v3(before), write_v3(after)
    if card_format is CardFormat.CHARX:
        assert written["data"].pop("assets")[0] == {
            "type": "icon",
            "uri": f"embeded://{ICON}",
            "name": "main",
            "ext": "png",
        }
        expected["data"].pop("assets", None)
    assert written == expected


def test_a_picture_has_a_card_for_programs_that_read_no_v3() -> None:
    written = write_card(read_object(RISU_V3), CardFormat.PNG, PICTURE)

    chunks = [bytes(one.data) for one in read_chunks(written) if one.kind == b"tEXt"]
    assert [data.partition(b"\0")[0] for data in chunks] == [b"Software", b"chara", b"ccv3"]
    v2, v3 = (json.loads(base64.b64decode(data.partition(b"\0")[2])) for data in chunks[1:])
    assert (v2["spec"], v3["spec"]) == ("chara_card_v2", "chara_card_v3")
    assert v2["data"]["creator_notes"].startswith("This is a Character Card V3, read as V2")
    assert v3["data"]["creator_notes"] == "English notes."
    assert read_card(png(text_chunk("chara", json.dumps(v2).encode()))).name == "Lantern Six"


def test_an_archive_has_exactly_one_main_icon_and_keeps_the_others() -> None:
    assets = [
        {"type": "icon", "uri": "https://x.example/a.png", "name": "main", "ext": "png"},
        {"type": "icon", "uri": "ccdefault:", "name": "main", "ext": "png"},
        {"type": "emotion", "uri": "https://x.example/b.png", "name": "main", "ext": "png"},
    ]
    card = read_object({"spec": "chara_card_v3", "data": {"name": "A", "assets": assets}})

    written = json.loads(read_charx(write_card(card, CardFormat.CHARX, PICTURE)))["data"]["assets"]

    assert [(one["type"], one["name"], one["uri"]) for one in written] == [
        ("icon", "main", f"embeded://{ICON}"),
        ("icon", "other", "https://x.example/a.png"),
        ("emotion", "main", "https://x.example/b.png"),
    ]


def test_the_same_card_gives_the_same_file() -> None:
    card = read_object(RISU_V3)

    for card_format in CardFormat:
        assert write_card(card, card_format, PICTURE) == write_card(card, card_format, PICTURE)


@pytest.mark.parametrize("card_format", [CardFormat.PNG, CardFormat.CHARX])
def test_a_card_needs_a_picture_that_is_one(card_format: CardFormat) -> None:
    with pytest.raises(InvalidInput, match="no PNG") as refused:
        write_card(read_object(RISU_V3), card_format, b"\xff\xd8\xff")

    assert refused.value.field == "picture"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "This is no character card"),
        (b"hello", "This is no character card"),
        (b'["name"]', "This is no character card"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "A WEBP picture"),
        (b"\xff\xd8\xff\xe0", "A JPEG picture"),
        (b"GIF89a", "A GIF picture"),
        (b"%PDF-1.7", "This is no character card"),
        (b" " * (LIMIT_FILE_BYTES + 1), "has 20,971,521 bytes; at most 20,971,520 fit"),
        (b'{"spec": "chara_card_v3"}', "neither `data` nor `name`"),
    ],
)
def test_what_is_no_card_is_told_so(raw: bytes, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        read_card(raw)


JSON = json.dumps(TAVERN_V2["data"]["character_book"]).encode()
SMALL = dump({"spec": "chara_card_v3", "data": {"name": "A", "character_book": json.loads(JSON)}})


@settings(deadline=None)
@given(st.integers(0, len(SMALL) - 1))
def test_a_card_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(InvalidInput):
        read_file(SMALL[:length])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=10,
)
FIELDS = sorted({*RISU_V3["data"], *TAVERN_V2["data"], "unheard_of"})


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=5))
def test_any_value_in_any_field_is_read_or_refused_by_name(fields: dict[str, Any]) -> None:
    raw = dump({**RISU_V3, "data": {**RISU_V3["data"], **fields}})

    read = outcome(raw)

    if isinstance(read, InvalidInput):
        assert read.field
        assert read.message
    else:
        assert read_card(write_card(read.card, CardFormat.PNG, PICTURE)).name == read.card.name


HOSTILE = {
    "a text of five megabytes": lambda: dump({"name": "A", "description": "x" * (5 * MIB - 40)}),
    "a thousand greetings": lambda: dump({"name": "A", "data": None, "alternate_greetings": ["x" * 50_000] * 90}),
    "a lorebook of five megabytes": lambda: dump(
        {"data": {"name": "A", "character_book": {"entries": [{"keys": ["k"], "content": "<b" * 25_000}] * 90}}}
    ),
    "a picture of twenty megabytes": lambda: png(
        chunk(b"IDAT", b"\0" * 19 * MIB), text_chunk("chara", dump({"name": "A"}))
    ),
    "an archive of twenty megabytes": lambda: charx(dump({"name": "A"}), {"a": base64.b64encode(b"\0" * 14 * MIB)}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_hostile_takes_more_than_ninety_megabytes(name: str) -> None:
    raw = HOSTILE[name]()

    with at_most(90 * MIB):
        read = outcome(raw)

    if isinstance(read, InvalidInput):
        assert read.field in ("description", "alternate_greetings", "character_book", "card")
    else:
        assert read.character.name == "A"


def test_a_portrait_carries_a_card() -> None:
    portrait = media.render(media.PictureKind.PORTRAIT, media.draw_genes(media.PictureKind.PORTRAIT, "a"), 64)

    assert read_card(write_card(read_object(EDITOR_V3), CardFormat.PNG, portrait)).name == "Nobody's Dog"
