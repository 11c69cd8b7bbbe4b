"""JSON from strangers: what is read exactly, what is mended, what is refused, and that none of it costs much memory."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realm_gql.domain.making.cards.values import LIMIT_DEPTH, LIMIT_JSON_BYTES, LIMIT_MARKS, parse_json, write_json
from realm_gql.errors import InvalidInput
from tests.domain.making.cards.bounds import MIB, at_most

numbers = st.integers(-(10**60), 10**60) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"]))
trees = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(trees)
def test_whatever_is_written_is_read_as_it_was(value: Any) -> None:
    assert parse_json(write_json(value).encode()) == value
    assert write_json(parse_json(write_json(value).encode())) == write_json(value)


def test_the_order_of_keys_and_the_form_of_numbers_stay() -> None:
    raw = '{"b":1,"a":2.5,"":[1.0,-0.0,12345678901234567890,true,null],"c":"\\u0000"}'

    assert write_json(parse_json(raw.encode())) == raw


def test_a_byte_order_mark_is_no_part_of_it() -> None:
    assert parse_json(b"\xef\xbb\xbf{}") == {}


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (rb'"\ud83d"', "\ufffd"),
        (rb'"a\udc00b"', "a\ufffdb"),
        (rb'"\ud83d\ude00"', "\U0001f600"),
        (rb'{"\udfff": ["\ud800"]}', {"\ufffd": ["\ufffd"]}),
    ],
)
def test_half_a_character_is_shown_as_one_that_is_missing(raw: bytes, read: Any) -> None:
    value = parse_json(raw)

    assert value == read
    write_json(value).encode()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b'{"name": "a", "name": "b"}', "says `name` twice"),
        (b'[{"a": {"x": 1, "y": 2, "x": 3}}]', "says `x` twice"),
        (rb'{"\ud800": 1, "\udbff": 2}', "twice"),
        (b"[NaN]", "holds NaN, which is no number"),
        (b'{"a": -Infinity}', "holds -Infinity"),
        (b"[1e999]", "a number that is too large"),
        (b"[" + b"9" * 5_000 + b"]", "a number that is too large"),
        (b"[0." + b"1" * 5_000 + b"]", "a number that is too large"),
        (b"[" * 100_000, "nested more than 64 levels deep"),
        (b"[" * 65 + b"]" * 65, "nested more than 64 levels deep"),
        (b'{"a":' * 70 + b"1" + b"}" * 70, "nested more than 64 levels deep"),
        (b"{'name': 'a'}", "not JSON"),
        (b'{"name": "a"', "not JSON"),
        (b'{"name": "a"} {}', "not JSON"),
        (b"", "not JSON"),
        (b'"\xff\xfe"', "not UTF-8"),
        (b" " * (LIMIT_JSON_BYTES + 1), "has 5,242,881 bytes; at most 5,242,880 fit"),
        (b"[" + b"{}," * LIMIT_MARKS + b"{}]", "more than 200,000 values"),
    ],
)
def test_what_means_different_things_or_too_much_is_refused(raw: bytes, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        parse_json(raw)

    assert refused.value.field == "card"


def test_as_deep_as_may_be_is_read() -> None:
    assert parse_json(b"[" * LIMIT_DEPTH + b"]" * LIMIT_DEPTH) != []


HOSTILE: dict[str, Callable[[], bytes]] = {
    "brackets": lambda: b"[" * (LIMIT_JSON_BYTES - 1),
    "objects": lambda: b"[" + b'{"":0},' * (LIMIT_MARKS // 2 - 2) + b"{}]",
    "a long text": lambda: b'"' + b"x" * (LIMIT_JSON_BYTES - 2) + b'"',
    "a long wide text": lambda: b'"' + "😀".encode() * (LIMIT_JSON_BYTES // 4 - 1) + b'"',
    "digits": lambda: b"9" * (LIMIT_JSON_BYTES - 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_five_megabytes_takes_more_than_sixty(name: str) -> None:
    raw = HOSTILE[name]()

    with at_most(60 * MIB), contextlib.suppress(InvalidInput):
        parse_json(raw)


def test_standard_json_agrees() -> None:
    value = {"a": [1, 2.5, "é", None], "b": {"c": True}}

    assert json.loads(write_json(value)) == value
    assert write_json(value, indent=2) == json.dumps(value, indent=2, ensure_ascii=False)
