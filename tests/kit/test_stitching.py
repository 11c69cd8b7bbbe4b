"""Texts in pieces: whatever is lost or comes twice, what a reader is given joins to the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from realm_gql.kit.stitching import LIMIT_TEXTS, Part, Stitcher


def test_what_is_known_is_not_given_twice() -> None:
    stitcher: Stitcher[str] = Stitcher()
    stitcher.open("a", given=3)

    assert stitcher.piece("a", Part(0, "abc")) is True
    assert stitcher.piece("a", Part(2, "cde")) == Part(3, "de")
    assert stitcher.piece("a", Part(7, "h")) is False
    assert stitcher.whole("a", "abcdefg") == Part(5, "fg")
    assert stitcher.close("a", "abcdefgh") == Part(7, "h")
    assert stitcher.piece("a", Part(0, "abc")) is True


def test_a_restart_voids_what_was_beyond() -> None:
    stitcher: Stitcher[str] = Stitcher()
    stitcher.open("a")
    stitcher.piece("a", Part(0, "abcd"))

    assert stitcher.piece("a", Part(2, "xy"), restart=True) == Part(2, "xy")


def test_only_the_newest_are_known() -> None:
    stitcher: Stitcher[int] = Stitcher()
    for number in range(LIMIT_TEXTS + 1):
        stitcher.open(number)

    assert (stitcher.knows(0), stitcher.knows(1)) == (False, True)


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12))
def test_any_pieces_in_any_order_join_to_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    stitcher: Stitcher[str] = Stitcher()
    stitcher.open("a")
    given_parts = []
    for start, end in spans:
        if text[start:end]:
            piece = stitcher.piece("a", Part(start, text[start:end]))
            if piece is False:
                given_parts.append(stitcher.whole("a", text[:end]))
            elif isinstance(piece, Part):
                given_parts.append(piece)
    given_parts.append(stitcher.close("a", text))

    joined = ""
    for part in given_parts:
        if part is not None:
            assert part.offset == len(joined)
            joined += part.text
    assert joined == text
