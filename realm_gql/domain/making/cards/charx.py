"""CHARX: a ZIP with ``card.json`` and the files that go with a character. Only the card is ever unpacked.

An archive is looked over before anything is read from it: how many members, how large by their own word, what they are
called, what packs them. Source: Character Card V3, CHARX; APPNOTE.TXT 4.3.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

from realm_gql.domain.making.cards.values import CARD, LIMIT_JSON_BYTES
from realm_gql.errors import InvalidInput

SIGNATURE = b"PK\x03\x04"
CARD_JSON = "card.json"
ICON = "assets/icon/images/main.png"

LIMIT_MEMBERS = 2_000
LIMIT_DIRECTORY_BYTES = 1024 * 1024
"""The list of members, which is read as a whole before any of it can be counted."""
LIMIT_TOTAL_BYTES = 200 * 1024 * 1024
LIMIT_RATIO = 200
"""How much smaller than itself a member of more than a megabyte may be packed; prose is about four times smaller."""
LIMIT_PATH_CHARS = 300

_END, _END_BYTES, _COMMENT_BYTES = b"PK\x05\x06", 22, 65_535
_ZIP64 = b"PK\x06\x07"
_MADE_AT = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What the standard library says of an archive that it cannot read."""


def read_charx(raw: bytes) -> bytes:
    """The JSON of the card that an archive holds.

    Raises:
        InvalidInput: it is no ZIP that may be opened, or holds no card.
    """
    _check_end(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            card = _find_card(archive.infolist())
            with archive.open(card) as member:
                return member.read(card.file_size + 1)
    except _BROKEN:
        raise InvalidInput(CARD, "The archive is damaged and cannot be read.") from None


def write_charx(card_json: bytes, picture: bytes) -> bytes:
    """An archive with a card and its picture.

    Args:
        card_json: the V3 object, UTF-8; its icon is at ``embeded://`` and `ICON`.
        picture: a PNG.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        # Of a fixed moment: the same character gives the same file.
        archive.writestr(zipfile.ZipInfo(CARD_JSON, _MADE_AT), card_json, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo(ICON, _MADE_AT), picture, zipfile.ZIP_STORED)
    return written.getvalue()


def _check_end(raw: bytes) -> None:
    """See that the list of members is short enough to be read. Looks for it where the standard library does."""
    at = len(raw) - _END_BYTES
    if at < 0 or raw[at : at + 4] != _END or raw[-2:] != b"\0\0":
        at = raw.rfind(_END, max(0, len(raw) - _END_BYTES - _COMMENT_BYTES - 4))
    if at < 0 or at + _END_BYTES > len(raw):
        raise InvalidInput(CARD, "The archive breaks off.")
    members, size_bytes = struct.unpack_from("<HI", raw, at + 10)
    if raw[max(0, at - 20) : at].startswith(_ZIP64) or members == 0xFFFF or size_bytes == 0xFFFF_FFFF:
        raise InvalidInput(CARD, "The archive is of a kind made for more than four gigabytes; pack it anew.")
    if members > LIMIT_MEMBERS or size_bytes > LIMIT_DIRECTORY_BYTES:
        raise InvalidInput(CARD, f"The archive holds {members:,} files; at most {LIMIT_MEMBERS:,} fit.")


def _find_card(members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    if len(members) > LIMIT_MEMBERS:
        raise InvalidInput(CARD, f"The archive holds {len(members):,} files; at most {LIMIT_MEMBERS:,} fit.")
    if sum(member.file_size for member in members) > LIMIT_TOTAL_BYTES:
        raise InvalidInput(CARD, f"The archive unpacks to more than {LIMIT_TOTAL_BYTES // 1024**2} MiB.")
    names: set[str] = set()
    for member in members:
        _check_member(member)
        if member.filename in names:
            raise InvalidInput(CARD, f"The archive holds {member.filename!r} twice.")
        names.add(member.filename)
    card = next((member for member in members if member.filename == CARD_JSON), None)
    if card is None:
        raise InvalidInput(CARD, "There is no character card in this archive: card.json is missing.")
    if card.file_size > LIMIT_JSON_BYTES:
        raise InvalidInput(CARD, f"card.json has {card.file_size:,} bytes; at most {LIMIT_JSON_BYTES:,} fit.")
    return card


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    parts = name.replace("\\", "/").split("/")
    if (
        name.startswith(("/", "\\"))
        or ".." in parts
        or ":" in parts[0]
        or any(ord(character) < 32 or ord(character) == 127 for character in name)
        or len(name) > LIMIT_PATH_CHARS
    ):
        raise InvalidInput(CARD, f"The archive holds a file of a forbidden name: {name[:80]!r}.")
    if member.flag_bits & 0x1 or member.flag_bits & 0x40:
        raise InvalidInput(CARD, f"The archive is encrypted ({name[:80]!r}). Pack it without a password.")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InvalidInput(CARD, f"The archive packs {name[:80]!r} in a way that cards do not use.")
    mode = member.external_attr >> 16
    if member.create_system == 3 and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise InvalidInput(CARD, f"The archive holds {name[:80]!r}, which is neither a file nor a folder.")
    if member.file_size > 1024**2 and member.file_size > LIMIT_RATIO * max(member.compress_size, 1):
        raise InvalidInput(CARD, f"The archive packs {name[:80]!r} more tightly than anything honest can be.")
