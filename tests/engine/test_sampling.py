"""The numbers a sampler is given: within bounds whatever was asked for, and never what is no number."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.engine.port import Sampling
from realm_gql.engine.sampling import MAKING, TALK, NotANumber, bounded

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def test_the_presets_are_what_they_say() -> None:
    assert (bounded(TALK), bounded(MAKING)) == (TALK, MAKING)
    assert Sampling(temperature=None, top_k=40, min_p=0.05, repeat_penalty=1.0, seed=0) == TALK
    assert Sampling(temperature=0.4, top_k=40, min_p=0.05, repeat_penalty=1.0, seed=0) == MAKING


@given(st.builds(Sampling, NUMBERS | st.none(), st.integers(), NUMBERS, NUMBERS, st.integers()))
def test_every_number_ends_within_its_bounds(sampling: Sampling) -> None:
    found = bounded(sampling)

    assert found.temperature is None or found.temperature == 0.0 or 0.01 <= found.temperature <= 2.0
    assert (found.temperature is None) == (sampling.temperature is None)
    assert 0 <= found.top_k < 2**31
    assert 0.0 <= found.min_p <= 1.0
    assert 0.1 <= found.repeat_penalty <= 10.0
    assert 0 <= found.seed < 2**32 - 1
    assert bounded(found) == found


@pytest.mark.parametrize("name", ["temperature", "min_p", "repeat_penalty"])
@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_named(name: str, number: float) -> None:
    with pytest.raises(NotANumber, match=f"the {name} is {number}"):
        bounded(Sampling(**{name: number}))
