"""The second opinion on a line: the same pieces everywhere, shares that sum to one, weights that travel as text."""

from __future__ import annotations

import base64
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.engine.hearing import BUCKETS, Hearing, buckets_of


def _hearing(**heavy: int) -> Hearing:
    """One of two wants, the first of which is heard in some words."""
    weights = np.zeros((BUCKETS, 2), np.int8)
    for word, weight in heavy.items():
        for buckets in buckets_of(word):
            weights[buckets, 0] = weight
    return Hearing(weights, 0.5, np.zeros(2, np.float32))


def test_a_word_is_heard_in_any_case_and_misspelt() -> None:
    hearing = _hearing(price=100)

    loud, misspelt, other = (np.exp(hearing.log_shares(line))[0] for line in ("PRICE!", "the prise", "good day"))

    assert loud > 0.99
    assert misspelt > 0.9
    assert other == pytest.approx(0.5, abs=0.2)


def test_every_blank_is_heard_as_the_same_word() -> None:
    assert buckets_of("where is \ue001?") == buckets_of("where is\ue009 ?")
    assert buckets_of("where is \ue001?") != buckets_of("where is ?")


def test_pieces_are_the_same_on_every_machine() -> None:
    assert buckets_of("ab") == ([1376, 2157, 4584], [17760, 18541, 20968, 26515, 30936, 31506])


@given(line=st.text(max_size=600))
def test_shares_of_any_line_sum_to_one(line: str) -> None:
    shares = np.exp(_hearing(price=100).log_shares(line))

    assert shares.sum() == pytest.approx(1.0, abs=1e-4)


def test_it_is_written_and_read_back() -> None:
    hearing = _hearing(price=100, lamp=-7)

    again = Hearing.read(hearing.written())

    assert (again.weights == hearing.weights).all()
    assert again.log_shares("the price") == pytest.approx(hearing.log_shares("the price"))


def _packed(raw: bytes) -> str:
    return base64.b64encode(zlib.compress(raw)).decode()


@pytest.mark.parametrize(
    "text",
    ["no base64!", "", "AAAA", _packed(b"\x02\0\0\0" + bytes(40)), _packed(b"\x02\0\0\0" + bytes(40_000_000))],
    ids=["letters", "empty", "not packed", "too few", "too many"],
)
def test_what_is_broken_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"base64|buffer|unpacked|as many"):
        Hearing.read(text)
