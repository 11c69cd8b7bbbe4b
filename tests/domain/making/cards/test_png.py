"""PNG and APNG: which card a picture holds, how one is put in, and what is refused whatever its lengths claim."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wild_cards import SIGNATURE, chunk, png, text_chunk

from realm_gql.domain.making.cards.png import (
    LIMIT_CHUNKS,
    LIMIT_TEXT_BYTES,
    check_png,
    read_chunks,
    read_png,
    write_png,
)
from realm_gql.errors import InvalidInput
from tests.domain.making.cards.bounds import MIB, at_most

V2, V3 = b'{"spec":"chara_card_v2"}', b'{"spec":"chara_card_v3"}'


@pytest.mark.parametrize(
    ("chunks", "found"),
    [
        ((text_chunk("chara", V2),), V2),
        ((text_chunk("ccv3", V3),), V3),
        ((text_chunk("chara", V2), text_chunk("ccv3", V3)), V3),
        ((text_chunk("ccv3", V3), text_chunk("chara", V2)), V3),
        ((text_chunk("CHARA", V2),), V2),
        ((text_chunk("chara", V2), text_chunk("chara", b"{}")), V2),
        ((text_chunk("chara-ext-asset_:0", b"x"), text_chunk("chara", V2)), V2),
        ((chunk(b"tEXt", b"no keyword"), chunk(b"tEXt", b""), text_chunk("chara", V2)), V2),
        ((chunk(b"tEXt", b"chara\0eyJhIjog\r\nMX0"),), b'{"a": 1}'),
        ((chunk(b"tEXt", b"chara\0eyJhIjogMX0===="),), b'{"a": 1}'),
    ],
)
def test_the_newest_card_in_a_picture_is_read(chunks: tuple[bytes, ...], found: bytes) -> None:
    assert read_png(png(*chunks)) == found
    assert read_png(png(*chunks, animated=True)) == found


def test_what_comes_after_the_end_is_no_part_of_it() -> None:
    assert read_png(png(text_chunk("chara", V2)) + b"PK\x03\x04 and more") == V2


@pytest.mark.parametrize("animated", [False, True])
def test_a_card_is_put_just_before_the_end_and_the_picture_stays(animated: bool) -> None:
    old = png(text_chunk("chara", b"{}"), text_chunk("Chara-ext-asset_:a", b"x"), animated=animated)

    written = write_png(old, V2, V3)

    kinds = [bytes(one.kind) for one in read_chunks(written)]
    before = [bytes(one.kind) for one in read_chunks(png(animated=animated))]
    assert kinds == [*before[:-1], b"tEXt", b"tEXt", b"IEND"]
    assert written == png(text_chunk("chara", V2), text_chunk("ccv3", V3), animated=animated)
    assert read_png(written) == V3
    assert write_png(written, V2, V3) == written


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "no PNG"),
        (b"GIF89a", "no PNG"),
        (SIGNATURE, "breaks off"),
        (SIGNATURE + struct.pack(">I", 100 * MIB) + b"IHDR" + b"\0" * 64, "breaks off"),
        (SIGNATURE + struct.pack(">I", 0xFFFF_FFFF) + b"IHDR" + b"\0" * 64, "breaks off"),
        (png()[:-4] + b"\0\0\0\0", "a checksum does not fit"),
        (png().replace(b"Paint", b"Taint"), "a checksum does not fit"),
        (SIGNATURE + chunk(b"IEND", b""), "does not begin with its header"),
        (SIGNATURE + chunk(b"IHDR", b"") * 2 + chunk(b"IEND", b""), "does not begin with its header"),
        (png(), "no character card in this picture"),
        (png(chunk(b"zTXt", b"chara\0\0" + zlib.compress(b"e30="))), "no character card in this picture"),
        (png(text_chunk("description", V2)), "no character card in this picture"),
        (png(chunk(b"tEXt", b"chara\0***")), "not base64"),
        (png(chunk(b"tEXt", b"chara\0ab\xe4=")), "not base64"),
        (png(chunk(b"tEXt", b"ccv3\0rcc||1||abc")), "encrypted by RisuAI"),
    ],
)
def test_what_is_no_whole_picture_with_a_card_is_refused(raw: bytes, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        read_png(raw)

    assert refused.value.field == "card"


def test_a_picture_to_put_a_card_in_must_be_whole() -> None:
    with pytest.raises(InvalidInput, match="breaks off") as refused:
        write_png(png()[:-1], V2, V3)
    assert refused.value.field == "picture"
    with pytest.raises(InvalidInput, match="no PNG"):
        check_png(b"\xff\xd8\xff")


WHOLE = png(text_chunk("chara", V2), text_chunk("ccv3", V3), animated=True)


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1))
def test_a_picture_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(InvalidInput):
        read_png(WHOLE[:length])


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_picture_with_any_byte_changed_is_refused(at: int, change: int) -> None:
    spoiled = bytearray(WHOLE)
    spoiled[at] ^= change

    with pytest.raises(InvalidInput):
        read_png(bytes(spoiled))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_whatever_follows_the_signature_is_read_or_refused(rest: bytes) -> None:
    with pytest.raises(InvalidInput):
        read_png(SIGNATURE + rest)


def test_a_text_that_is_too_long_is_not_unpacked() -> None:
    raw = png(chunk(b"tEXt", b"chara\0" + b"A" * (LIMIT_TEXT_BYTES + 4)))

    with at_most(MIB), pytest.raises(InvalidInput, match=r"has 6,990,514 bytes; at most 6,990,510 fit"):
        read_png(raw)


def test_bombs_of_compressed_pixels_and_texts_are_not_set_off() -> None:
    bomb = zlib.compress(b"\0" * 100 * MIB, 9)
    raw = png(
        chunk(b"IDAT", bomb),
        chunk(b"zTXt", b"chara\0\0" + bomb),
        chunk(b"iTXt", b"ccv3\0\x01\0\0\0" + bomb),
        text_chunk("chara", V2),
    )

    with at_most(MIB):
        assert read_png(raw) == V2


def test_a_hundred_megabytes_that_are_claimed_are_not_taken() -> None:
    raw = SIGNATURE + chunk(b"IHDR", b"\0" * 13) + struct.pack(">I", 100 * MIB) + b"tEXt" + b"chara\0"

    with at_most(MIB), pytest.raises(InvalidInput, match="breaks off"):
        read_png(raw)


def test_a_flood_of_chunks_is_refused() -> None:
    raw = SIGNATURE + chunk(b"IHDR", b"\0" * 13) + chunk(b"tEXt", b"") * LIMIT_CHUNKS + chunk(b"IEND", b"")

    with at_most(5 * MIB), pytest.raises(InvalidInput, match="more than 20,000 chunks"):
        read_png(raw)
