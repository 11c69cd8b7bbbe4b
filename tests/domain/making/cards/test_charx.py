"""CHARX: what is read out of an archive, and every way of being a bad one."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wild_cards import charx, png

from realm_gql.domain.making.cards.charx import CARD_JSON, ICON, LIMIT_MEMBERS, read_charx, write_charx
from realm_gql.errors import InvalidInput
from tests.domain.making.cards.bounds import MIB, at_most

CARD = b'{"spec":"chara_card_v3","data":{"name":"A"}}'


def archive(*members: tuple[zipfile.ZipInfo | str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members, whatever they are called."""
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that comes twice
        with zipfile.ZipFile(written, "w", compression, compresslevel=9) as file:
            for info, data in members:
                file.writestr(info, data)
    return written.getvalue()


def named(name: str) -> zipfile.ZipInfo:
    """A member of this very name: the constructor would mend it."""
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    return info


def patched(raw: bytes, offset: int, value: bytes) -> bytes:
    """An archive whose first entry in the list of members says something else."""
    at = raw.index(b"PK\x01\x02") + offset
    return raw[:at] + value + raw[at + len(value) :]


def test_a_card_and_its_picture_go_in_and_out() -> None:
    raw = write_charx(CARD, png())

    assert read_charx(raw) == CARD
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        assert file.namelist() == [CARD_JSON, ICON]
        assert file.read(ICON) == png()
        assert file.testzip() is None
    assert write_charx(CARD, png()) == raw


def test_the_card_is_found_among_many_files_and_folders() -> None:
    members = {f"assets/other/other/{number}.bin": b"x" * number for number in range(300)}

    assert (
        read_charx(charx(CARD, {"assets/": b"", "module.risum": b"\0", "assets/icon/그림.png": b"", **members})) == CARD
    )


def test_an_archive_with_a_comment_is_read() -> None:
    written = io.BytesIO(charx(CARD))
    with zipfile.ZipFile(written, "a") as file:
        file.comment = b"made with care"

    assert read_charx(written.getvalue()) == CARD


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "\\\\server\\share",
        "../card.json",
        "assets/../../card.json",
        "assets\\..\\..\\x",
        "C:/windows/x",
        "assets/a\0.png",
        "assets/a\n.png",
        "a" * 301,
    ],
)
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="a forbidden name"):
        read_charx(archive((named(name), b"x"), (CARD_JSON, CARD)))


def test_a_name_that_comes_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"holds 'card.json' twice"):
        read_charx(archive((CARD_JSON, CARD), (CARD_JSON, b"{}")))


def test_an_encrypted_archive_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Pack it without a password"):
        read_charx(patched(charx(CARD), 8, struct.pack("<H", 1)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_packs_in_another_way_is_refused(method: int) -> None:
    with pytest.raises(InvalidInput, match="in a way that cards do not use"):
        read_charx(archive((CARD_JSON, CARD), compression=method))


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_what_is_neither_file_nor_folder_is_refused(mode: int) -> None:
    link = zipfile.ZipInfo("assets/link")
    link.create_system, link.external_attr = 3, (mode | 0o777) << 16

    with pytest.raises(InvalidInput, match="neither a file nor a folder"):
        read_charx(archive((link, b"/etc/passwd"), (CARD_JSON, CARD)))


def test_a_member_packed_too_tightly_is_refused_unopened() -> None:
    raw = archive(("assets/zeroes.bin", b"\0" * 20 * MIB), (CARD_JSON, CARD))
    assert len(raw) < 100_000

    with at_most(MIB), pytest.raises(InvalidInput, match="more tightly than anything honest"):
        read_charx(raw)


def test_a_card_that_is_a_bomb_is_refused_unopened() -> None:
    raw = archive((CARD_JSON, b'{"name":"' + b" " * 20 * MIB + b'"}'))

    with at_most(MIB), pytest.raises(InvalidInput):
        read_charx(raw)


def test_a_card_larger_than_it_says_is_not_unpacked_beyond() -> None:
    raw = patched(archive((CARD_JSON, b" " * 20 * MIB)), 24, struct.pack("<I", 100))

    with at_most(MIB), pytest.raises(InvalidInput, match="damaged"):
        read_charx(raw)


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    raw = charx(CARD, {"assets/a.bin": b"a"})

    with pytest.raises(InvalidInput, match="unpacks to more than 200 MiB"):
        read_charx(patched(raw, 24, struct.pack("<I", 201 * MIB)))


def test_too_many_members_are_refused() -> None:
    raw = archive(*((f"{number}", b"") for number in range(LIMIT_MEMBERS)), (CARD_JSON, CARD))

    with pytest.raises(InvalidInput, match="holds 2,001 files; at most 2,000 fit"):
        read_charx(raw)


def test_a_list_of_members_that_says_it_is_short_is_still_bounded() -> None:
    raw = bytearray(archive(*((f"{number}", b"") for number in range(30_000)), (CARD_JSON, CARD)))
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 8 : end + 12] = struct.pack("<HH", 1, 1)
    lying = bytes(raw)

    with at_most(MIB), pytest.raises(InvalidInput, match="at most 2,000 fit"):
        read_charx(lying)


def test_an_archive_for_gigabytes_is_refused() -> None:
    raw = bytearray(charx(CARD))
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 10 : end + 12] = b"\xff\xff"

    with pytest.raises(InvalidInput, match="more than four gigabytes"):
        read_charx(bytes(raw))


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"PK\x03\x04", "breaks off"),
        (b"PK\x03\x04" + b"\0" * 400, "breaks off"),
        (archive(("card.JSON", CARD), ("assets/card.json", CARD)), "card.json is missing"),
        (archive(), "card.json is missing"),
        (archive((CARD_JSON, b" " * 5 * MIB + CARD), compression=zipfile.ZIP_STORED), "card.json has 5,242,"),
        (charx(CARD).replace(b"PK\x03\x04", b"PK\x03\x05"), "damaged"),
    ],
)
def test_an_archive_without_a_card_is_refused(raw: bytes, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        read_charx(raw)

    assert refused.value.field == "card"


WHOLE = charx(CARD, {"assets/icon/main.png": png()})


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1))
def test_an_archive_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(InvalidInput):
        read_charx(WHOLE[:length])


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_an_archive_with_any_byte_changed_is_read_or_refused(at: int, change: int) -> None:
    spoiled = bytearray(WHOLE)
    spoiled[at] ^= change

    with contextlib.suppress(InvalidInput):
        assert read_charx(bytes(spoiled)) == CARD
