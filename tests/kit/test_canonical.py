"""Canonical JSON: the vectors of RFC 8785, what has no canonical text, and that the text means the value."""

from __future__ import annotations

import json
import math
import struct
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from realm_gql.kit.canonical import NotCanonical, canonical_json

# RFC 8785, appendix B: IEEE 754 in hexadecimal, and how the number is written.
NUMBERS = """
0000000000000000 0
8000000000000000 0
0000000000000001 5e-324
8000000000000001 -5e-324
7fefffffffffffff 1.7976931348623157e+308
ffefffffffffffff -1.7976931348623157e+308
4340000000000000 9007199254740992
c340000000000000 -9007199254740992
4430000000000000 295147905179352830000
44b52d02c7e14af5 9.999999999999997e+22
44b52d02c7e14af6 1e+23
44b52d02c7e14af7 1.0000000000000001e+23
444b1ae4d6e2ef4e 999999999999999700000
444b1ae4d6e2ef4f 999999999999999900000
444b1ae4d6e2ef50 1e+21
3eb0c6f7a0b5ed8c 9.999999999999997e-7
3eb0c6f7a0b5ed8d 0.000001
41b3de4355555553 333333333.3333332
41b3de4355555554 333333333.33333325
41b3de4355555555 333333333.3333333
41b3de4355555556 333333333.3333334
41b3de4355555557 333333333.33333343
becbf647612f3696 -0.0000033333333333333333
43143ff3c1cb0959 1424953923781206.2
"""

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=12,
)


@pytest.mark.parametrize("line", NUMBERS.split("\n")[1:-1])
def test_numbers_are_written_as_the_rfc_lists_them(line: str) -> None:
    bits, written = line.split()
    (number,) = struct.unpack(">d", bytes.fromhex(bits))

    assert canonical_json(number) == written.encode()


@pytest.mark.parametrize("bits", ["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"])
def test_what_is_no_number_has_no_text(bits: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))

    with pytest.raises(NotCanonical):
        canonical_json([number])


def test_the_sample_of_the_rfc() -> None:
    """Sections 3.2.2 and 3.2.4."""
    given = r"""{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    }"""

    assert (
        canonical_json(json.loads(given))
        == (
            r'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            r'"string":"€$\u000f\nA' + r"'" + r'B\"\\\\\"/"}'
        ).encode()
    )


def test_keys_are_sorted_by_their_utf_16() -> None:
    """Section 3.2.3: an emoji, whose first unit is a surrogate, comes before a letter of a higher unit."""
    names = ["€", "\r", "\ufb33", "1", "😀", "\x80", "ö"]

    assert list(json.loads(canonical_json(dict.fromkeys(names)))) == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", '""'),
        ("\x00\x1f\x7f\u2028", '"\\u0000\\u001f\x7f\u2028"'),
        ('\b\t\n\f\r"\\/', r'"\b\t\n\f\r\"\\/"'),
        ("é", '"é"'),
        ("e\u0301", '"e\u0301"'),
        (1, "1"),
        (1.0, "1"),
        (-0.0, "0"),
        (True, "true"),
        ((1, [], {}), "[1,[],{}]"),
        (2**53, "9007199254740992"),
        (2**60, "1152921504606847000"),
        (10**21, "1e+21"),
        (10**22, "1e+22"),
        (-(15 * 10**299), "-1.5e+300"),
    ],
)
def test_edges_are_written_in_one_way(value: Any, written: str) -> None:
    assert canonical_json(value) == written.encode()


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        {"deep": [math.inf]},
        2**53 + 1,
        10**400,
        "\ud800",
        {"\udfff": 1},
        {1: "one"},
        b"bytes",
        {1, 2},
        Decimal("0.1"),
    ],
)
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_what_is_nested_too_deep_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    with pytest.raises(NotCanonical, match="too deep"):
        canonical_json(deep)


@given(VALUES)
def test_the_text_means_the_value_and_is_its_own_text(value: Any) -> None:
    text = canonical_json(value)

    assert json.loads(text, parse_int=float) == value
    assert canonical_json(json.loads(text)) == text


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers(-9, 9)), st.randoms())
def test_the_order_that_keys_come_in_does_not_matter(value: dict[str, int], random: Any) -> None:
    shuffled = list(value.items())
    random.shuffle(shuffled)

    assert canonical_json(dict(shuffled)) == canonical_json(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(1e22)
@example(1.5e300)
@example(-0.0)
def test_a_double_is_the_same_after_postgresql_wrote_out_its_digits(number: float) -> None:
    digits = format(Decimal(repr(number)), "f")  # as jsonb keeps numbers

    assert canonical_json(json.loads(digits)) == canonical_json(number)
