"""PNG and APNG as far as cards need them: the chunks around a picture, and the text chunks that hold a card.

No pixel is looked at and nothing is decompressed, so there is no bomb to set off; chunks are views into the file, so a
length that lies allocates nothing. Source: PNG, third edition, 5.3 (chunks) and 11.3.3.2 (tEXt).
"""

from __future__ import annotations

import base64
import binascii
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from realm_gql.domain.making.cards.values import CARD, LIMIT_JSON_BYTES
from realm_gql.errors import InvalidInput

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LIMIT_CHUNKS = 20_000
LIMIT_TEXT_BYTES = LIMIT_JSON_BYTES * 4 // 3 + 4
LIMIT_KEYWORD_BYTES = 79

V2_KEYWORD, V3_KEYWORD = b"chara", b"ccv3"
ASSET_KEYWORD = b"chara-ext-asset_:"
"""What RisuAI's older exports put files in."""

_ENCRYPTED = b"rcc||"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of a PNG: its four-letter kind and what it holds."""

    kind: bytes
    data: memoryview


def read_chunks(raw: bytes, field: str = CARD) -> Iterator[Chunk]:
    """The chunks of a picture in their order, each checked against its CRC.

    Args:
        raw: the file.
        field: what errors call it.

    Raises:
        InvalidInput: it is no PNG, breaks off, or a chunk is damaged.
    """
    if not raw.startswith(SIGNATURE):
        raise InvalidInput(field, "This is no PNG picture.")
    view = memoryview(raw)
    at = len(SIGNATURE)
    for number in range(LIMIT_CHUNKS):
        if at + 12 > len(view):
            raise InvalidInput(field, "The picture breaks off.")
        (length,) = struct.unpack_from(">I", view, at)
        kind, data = bytes(view[at + 4 : at + 8]), view[at + 8 : at + 8 + length]
        if at + 12 + length > len(view):
            raise InvalidInput(field, "The picture breaks off.")
        if struct.unpack_from(">I", view, at + 8 + length)[0] != zlib.crc32(data, zlib.crc32(kind)):
            raise InvalidInput(field, "The picture is damaged: a checksum does not fit.")
        if (number == 0) is not (kind == b"IHDR"):
            raise InvalidInput(field, "This is no PNG picture: it does not begin with its header.")
        yield Chunk(kind, data)
        if kind == b"IEND":
            return
        at += 12 + length
    raise InvalidInput(field, f"The picture has more than {LIMIT_CHUNKS:,} chunks.")


def check_png(raw: bytes, field: str = CARD) -> None:
    """See that a picture is a whole PNG.

    Raises:
        InvalidInput: it is not.
    """
    for _ in read_chunks(raw, field):
        pass


def read_png(raw: bytes) -> bytes:
    """The JSON of the card that a picture holds: that of V3 where there is one, else that of V2 or V1.

    Of two chunks of one kind the first counts, as for SillyTavern.

    Raises:
        InvalidInput: it is no whole PNG, or holds no card that can be read.
    """
    texts: dict[bytes, memoryview] = {}
    for chunk in read_chunks(raw):
        if chunk.kind == b"tEXt":
            keyword, text = _split(chunk.data)
            texts.setdefault(keyword.lower(), text)
    found = texts.get(V3_KEYWORD, texts.get(V2_KEYWORD))
    if found is None:
        raise InvalidInput(
            CARD, "There is no character card in this picture. Programs that save a picture anew often drop it."
        )
    return _decode(found)


def write_png(picture: bytes, v2_json: bytes, v3_json: bytes) -> bytes:
    """A picture with a card in it, just before its end; a card that was in it before is taken out.

    Args:
        picture: a PNG or APNG.
        v2_json: the V2 object, UTF-8.
        v3_json: the V3 object, UTF-8.

    Raises:
        InvalidInput: the picture is no whole PNG.
    """
    parts = [SIGNATURE]
    for chunk in read_chunks(picture, "picture"):
        if chunk.kind == b"tEXt" and _holds_card(chunk):
            continue
        if chunk.kind == b"IEND":
            parts.append(make_chunk(b"tEXt", V2_KEYWORD + b"\0" + base64.b64encode(v2_json)))
            parts.append(make_chunk(b"tEXt", V3_KEYWORD + b"\0" + base64.b64encode(v3_json)))
        parts.append(make_chunk(chunk.kind, chunk.data))
    return b"".join(parts)


def make_chunk(kind: bytes, data: bytes | memoryview) -> bytes:
    """A chunk as it stands in a file: its length, kind, data and CRC."""
    return b"".join((struct.pack(">I", len(data)), kind, data, struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))))


def _holds_card(chunk: Chunk) -> bool:
    keyword, _ = _split(chunk.data)
    return keyword.lower() in (V2_KEYWORD, V3_KEYWORD) or keyword.lower().startswith(ASSET_KEYWORD)


def _split(data: memoryview) -> tuple[bytes, memoryview]:
    """The keyword and the text of a text chunk; a keyword that is too long is none of ours."""
    keyword, found, _ = bytes(data[: LIMIT_KEYWORD_BYTES + 1]).partition(b"\0")
    return (keyword, data[len(keyword) + 1 :]) if found else (b"", data[:0])


def _decode(text: memoryview) -> bytes:
    if len(text) > LIMIT_TEXT_BYTES:
        raise InvalidInput(CARD, f"The card's text has {len(text):,} bytes; at most {LIMIT_TEXT_BYTES:,} fit.")
    encoded = b"".join(bytes(text).split())
    if encoded.startswith(_ENCRYPTED):
        raise InvalidInput(CARD, "This card is encrypted by RisuAI. Export it without, then import that.")
    try:
        return base64.b64decode(encoded.rstrip(b"=") + b"=" * (-len(encoded.rstrip(b"=")) % 4), validate=True)
    except binascii.Error:
        raise InvalidInput(CARD, "The card in this picture is damaged: its text is not base64.") from None
