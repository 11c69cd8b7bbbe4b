"""Ids and cursors: what is handed out can be read back, and nothing else can."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.api.relay import (
    decode_cursor,
    encode_cursor,
    find_id,
    global_id,
    page_info,
    page_size,
    parse_id,
    to_connection,
)
from realm_gql.errors import InvalidInput
from realm_gql.kit.paging import Page

KEY = UUID("01932d3e-7c2a-7b54-8f3e-0d7c5a1b9e42")
MOMENT = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


def packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_an_id_is_read_back() -> None:
    raw = global_id("Npc", KEY)
    assert raw == packed(f"Npc:{KEY}".encode())
    assert parse_id("npcId", raw, "Npc", "Quest") == ("Npc", KEY)
    assert parse_id("id", raw) == ("Npc", KEY)


def test_an_id_of_another_kind_is_refused_with_the_kinds_that_fit() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_id("roomId", global_id("Npc", KEY), "Room", "Location")
    assert refused.value.field == "roomId"
    assert refused.value.message == "`roomId` must be the id of a Room or Location, not of a Npc."


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        "né",
        "\ud800",
        str(KEY),
        packed(b"Npc"),
        packed(b"Npc:5"),
        packed(f":{KEY}".encode()),
        packed(f"N pc:{KEY}".encode()),
        packed(f"Npc:{KEY}".upper().encode()),
        packed(f"Npc:{KEY.hex}".encode()),
        packed(f"Npc:{KEY}".encode()) + "=",
        packed(b"Npc:\xff\xfe"),
        "!" + packed(f"Npc:{KEY}".encode()),
    ],
)
def test_a_forged_id_is_refused(forged: str) -> None:
    with pytest.raises(InvalidInput, match="`id` is not an id of this realm"):
        parse_id("id", forged)


def test_a_cursor_is_read_back() -> None:
    raw = encode_cursor("Möwe", 2**62, MOMENT, KEY)
    assert decode_cursor("after", raw, str, int, datetime, UUID) == ("Möwe", 2**62, MOMENT, KEY)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        "né",
        packed(b"null"),
        packed(b"5"),
        packed(b"[]"),
        packed(b"[" * 1_500),
        packed(b"[1,2]"),
        packed(b'["1"]'),
        packed(b"[true]"),
        packed(b"[1.5]"),
        packed(b"[NaN]"),
        packed(str([2**63]).encode()),
        packed(b"[1]") + "=",
        "A" * 3_000,
    ],
)
def test_a_forged_cursor_of_numbers_is_refused(forged: str) -> None:
    with pytest.raises(InvalidInput, match="`after` is not a cursor of this list") as refused:
        decode_cursor("after", forged, int)
    assert refused.value.field == "after"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("a\x00b", str),
        ("\ud800", str),
        (5, str),
        ("2026-11-24T18:30:00", datetime),
        ("0001-01-01T00:00:00+23:00", datetime),
        ("yesterday", datetime),
        ("not-a-uuid", UUID),
        (None, UUID),
    ],
)
def test_a_forged_part_of_a_cursor_is_refused(value: object, kind: type) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor("after", packed(json.dumps([value]).encode()), kind)


@given(st.text())
def test_no_text_at_all_breaks_the_readers(text: str) -> None:
    for read in (lambda: parse_id("id", text), lambda: decode_cursor("after", text, str, int)):
        with pytest.raises(InvalidInput):
            read()


@pytest.mark.parametrize(
    ("first", "size"), [(None, 20), (1, 1), (100, 100), (0, 1), (-(2**31), 1), (101, 100), (2**31 - 1, 100)]
)
def test_a_page_holds_what_was_asked_for_as_near_as_may_be(first: int | None, size: int) -> None:
    assert page_size(first) == size


def test_an_id_to_look_up_is_found_or_names_nothing() -> None:
    assert find_id(global_id("Npc", KEY), "Npc") == KEY
    assert find_id(global_id("Npc", KEY), "Quest") is None
    assert find_id("forged", "Npc") is None


def test_a_connection_tells_its_ends() -> None:
    page = Page([3, 4], has_next=True)
    connection = to_connection(page, lambda row: f"node {row}", lambda row: encode_cursor(row))
    assert [edge.node for edge in connection.edges] == ["node 3", "node 4"]
    assert connection.page_info.start_cursor == encode_cursor(3)
    assert connection.page_info.end_cursor == encode_cursor(4)
    assert (connection.page_info.has_next_page, connection.page_info.has_previous_page) == (True, False)


def test_an_empty_page_has_no_ends() -> None:
    ends = page_info(Page([], has_previous=True), [])
    assert (ends.start_cursor, ends.end_cursor, ends.has_previous_page) == (None, None, True)
