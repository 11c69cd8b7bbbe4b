"""What is shown of an answer while it is written is, joined, what the answer says; and never half of a letter."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realm_gql.engine.unfold import BrokenJson, Field, Unfolder

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\/\n\t\0🐺\x7f'), max_size=12)
SCALARS = TEXTS | st.integers(-(2**53), 2**53) | st.booleans() | st.none()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4))
OBJECTS = st.dictionaries(TEXTS, VALUES, max_size=5)
CUTS = st.lists(st.integers(1, 5), min_size=1, max_size=40)


def _pieces(text: str, cuts: list[int]) -> list[str]:
    """`text` in pieces as long as `cuts`, over and over."""
    pieces, at, turn = [], 0, 0
    while at < len(text):
        size = cuts[turn % len(cuts)]
        pieces.append(text[at : at + size])
        at, turn = at + size, turn + 1
    return pieces


def _texts(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
    """Every text in a value that is not empty, by its path."""
    if isinstance(value, str):
        return {path: value} if value else {}
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {found: text for at, item in inner for found, text in _texts(item, (*path, at)).items()}


def _unfold(text: str) -> list[Field]:
    unfolder = Unfolder()
    return [told for letter in text for told in unfolder.feed(letter)]


@settings(max_examples=400)
@given(made=OBJECTS, cuts=CUTS, is_ascii=st.booleans(), indent=st.sampled_from([None, 0, 2]))
def test_the_deltas_joined_are_the_values(made: dict[str, Any], cuts: list[int], is_ascii: bool, indent: Any) -> None:
    separators = (",", ":") if indent is None else None
    written = json.dumps(made, ensure_ascii=is_ascii, indent=indent, separators=separators)
    unfolder = Unfolder()
    shown: dict[tuple[str | int, ...], str] = {}
    for piece in _pieces(written, cuts):
        for told in unfolder.feed(piece):
            assert told.text
            told.text.encode()  # half a surrogate pair could not be sent
            shown[told.path] = shown.get(told.path, "") + told.text

    assert shown == _texts(made)
    assert unfolder.finish() == made


def test_the_texts_come_in_the_order_they_are_written() -> None:
    told = _unfold('{"name":"Al","keys":["a","bc"],"n":12,"deep":{"in":[{"x":"y"}]}}')

    assert [(one.path, one.text) for one in told] == [
        (("name",), "A"),
        (("name",), "l"),
        (("keys", 0), "a"),
        (("keys", 1), "b"),
        (("keys", 1), "c"),
        (("deep", "in", 0, "x"), "y"),
    ]


def test_a_plain_letter_is_shown_at_once_and_an_escape_when_it_is_whole() -> None:
    unfolder = Unfolder()
    unfolder.feed('{"text":"')
    shown = [
        "".join(told.text for told in unfolder.feed(letter))
        for letter in r"a\n\"\\\u00e9\ud83d\udc3az"  # an é, a wolf
    ]

    assert shown == ["a", "", "\n", "", '"', "", "\\", *[""] * 5, "é", *[""] * 11, "🐺", "z"]


def test_one_piece_with_several_texts_tells_of_each_once() -> None:
    assert Unfolder().feed(r'{"a":"x\ny","b":["z","\u') == [
        Field(("a",), "x\ny"),
        Field(("b", 0), "z"),
    ]


@pytest.mark.parametrize("bad", [r"\x", r"\u12g", r"\udc00", r"\ud83dx", r"\ud83d\n", r"\ud83d\u0041"])
def test_an_escape_that_is_none_is_found_at_once(bad: str) -> None:
    with pytest.raises(BrokenJson, match="escape"):
        _unfold('{"text":"' + bad)


@pytest.mark.parametrize("bad", ["}", "]", ",", '{"a":1}}', "{},"])
def test_what_goes_on_after_the_end_is_found_at_once(bad: str) -> None:
    with pytest.raises(BrokenJson, match="after its end"):
        _unfold(bad)


def test_a_field_that_comes_twice_is_refused() -> None:
    with pytest.raises(BrokenJson, match="the field a twice"):
        _unfold('{"a":"x","b":{"a":"y"},"a":"z"}')


@pytest.mark.parametrize(
    "bad", ["", "{", '{"a":"x', '{"a":"x"', '{"a" "x"}', '{"a":"x\ny"}', "[]", '"text"', "7", "{}{}", "nonsense"]
)
def test_what_is_no_object_or_broke_off_is_refused_at_the_end(bad: str) -> None:
    unfolder = Unfolder()
    unfolder.feed(bad)

    with pytest.raises(BrokenJson):
        unfolder.finish()
