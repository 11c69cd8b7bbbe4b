"""A card's file, whatever kind it is: told by its first bytes when read, by what is asked for when written."""

from __future__ import annotations

from dataclasses import replace

from realm_gql.domain.making.cards.charx import ICON, read_charx, write_charx
from realm_gql.domain.making.cards.charx import SIGNATURE as ZIP_SIGNATURE
from realm_gql.domain.making.cards.json_cards import read_object, write_v2, write_v3
from realm_gql.domain.making.cards.models import Asset, Card, CardFormat
from realm_gql.domain.making.cards.png import SIGNATURE as PNG_SIGNATURE
from realm_gql.domain.making.cards.png import check_png, read_png, write_png
from realm_gql.domain.making.cards.values import CARD, parse_json, write_json
from realm_gql.errors import InvalidInput

LIMIT_FILE_BYTES = 20 * 1024 * 1024

MEDIA_TYPES = {
    CardFormat.PNG: "image/png",
    CardFormat.JSON: "application/json",
    CardFormat.CHARX: "application/zip",
}
"""What each kind of file is to HTTP; a CHARX is a ZIP under another name."""

_BOM = b"\xef\xbb\xbf"
_OTHERS = {
    b"RIFF": "A WEBP picture holds no card by any specification; export it as PNG, JSON or CHARX.",
    b"\xff\xd8\xff": "A JPEG picture holds no card; export it as PNG, JSON or CHARX.",
    b"GIF8": "A GIF picture holds no card; export it as PNG, JSON or CHARX.",
}


def read_card(raw: bytes) -> Card:
    """The card in a file: PNG, APNG, JSON or CHARX, of V1, V2 or V3.

    Takes a few times the file's size in memory and, at the largest, some tenths of a second: run it in a thread.

    Args:
        raw: the whole file.

    Raises:
        InvalidInput: it is too large, damaged, hostile or no card; `field` is ``card`` or the field of the card.
    """
    if len(raw) > LIMIT_FILE_BYTES:
        raise InvalidInput(CARD, f"The file has {len(raw):,} bytes; at most {LIMIT_FILE_BYTES:,} fit.")
    return read_object(parse_json(_find_json(raw)))


def write_card(card: Card, card_format: CardFormat, picture: bytes) -> bytes:
    """A card as a file.

    A PNG holds the V3 object and a V2 object for programs that read no V3; JSON and CHARX hold the V3 object.

    Args:
        picture: what the character looks like, a PNG or APNG; a JSON file goes without.

    Raises:
        InvalidInput: the picture is no PNG.
    """
    if card_format is CardFormat.JSON:
        return write_json(write_v3(card), indent=2).encode()
    if card_format is CardFormat.CHARX:
        check_png(picture, "picture")
        return write_charx(write_json(write_v3(_with_icon(card, f"embeded://{ICON}"))).encode(), picture)
    v2, v3 = write_v2(card, beside_v3=True), write_v3(card)
    return write_png(picture, write_json(v2).encode(), write_json(v3).encode())


def _find_json(raw: bytes) -> bytes:
    if raw.startswith(PNG_SIGNATURE):
        return read_png(raw)
    if raw.startswith(ZIP_SIGNATURE):
        return read_charx(raw)
    if raw.removeprefix(_BOM).lstrip()[:1] == b"{":
        return raw
    for beginning, why in _OTHERS.items():
        if raw.startswith(beginning):
            raise InvalidInput(CARD, why)
    raise InvalidInput(CARD, "This is no character card; one comes as PNG, JSON or CHARX.")


def _with_icon(card: Card, uri: str) -> Card:
    """A card whose main icon lies at `uri`; another that was main stays beside it under another name."""
    icon = Asset(type="icon", uri=uri, name="main", ext="png")
    others = tuple(
        replace(asset, name="other") if asset.type == "icon" and asset.name == "main" else asset
        for asset in card.assets or ()
        if not (asset.type == "icon" and asset.uri in ("ccdefault:", uri))
    )
    return replace(card, assets=(icon, *others))
