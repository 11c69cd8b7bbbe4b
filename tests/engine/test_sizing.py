"""Memory is divided between replies before a model is opened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.engine.llama_cpp.sizing import (
    PARKED_LIMIT_BYTES,
    SHARE_FOR_DIALOGUES,
    WORKING_BYTES,
    DoesNotFit,
    Plan,
    plan,
)

GB, KB = 1_000_000_000, 1024


def test_a_small_voice_speaks_to_many_at_once() -> None:
    assert plan(2_500_000, 8 * GB, 2 * KB, 1536, 0, 256) == Plan(1536, 32, 1536 * 32 * 2 * KB, 978_715_980)


def test_a_large_model_speaks_to_fewer() -> None:
    seven_billion = plan(4 * GB, 16 * GB, 128 * KB, 4096, 0, 256)

    assert (seven_billion.context_tokens, seven_billion.parallel) == (4096, 5)
    assert seven_billion.dialogue_bytes <= SHARE_FOR_DIALOGUES * 12 * GB


def test_the_context_shrinks_for_a_given_number_of_replies() -> None:
    assert plan(4 * GB, 16 * GB, 128 * KB, 4096, 16, 256) == Plan(1280, 16, 1280 * 16 * 128 * KB, 1024**3)
    assert plan(0, WORKING_BYTES + 4 * 854 * KB, KB, 4096, 3, 256) == Plan(256, 3, 3 * 256 * KB, 331 * KB)
    assert plan(1, 8 * GB, 2 * KB, 1536, 8, 4).parallel == 4


def test_idle_dialogues_get_an_eighth_of_what_is_left_and_nothing_where_nothing_is() -> None:
    left = plan(1 * GB, 4 * GB, 128 * KB, 4096, 2, 256)

    assert left.parked_bytes == (3 * GB - WORKING_BYTES - left.dialogue_bytes) // 8
    assert plan(1, 64 * GB, 2 * KB, 1536, 8, 256).parked_bytes == PARKED_LIMIT_BYTES
    assert plan(0, WORKING_BYTES + 256 * KB, KB, 256, 1, 1).parked_bytes == 0


def room(tokens: int) -> int:
    """The free memory of which dialogues get so many tokens of 1 KB, beside a file of nothing."""
    return WORKING_BYTES + 4 * tokens * KB


@pytest.mark.parametrize(
    ("tokens", "context", "parallel", "expected"),
    [
        # Room for the full context of as many as are wanted: each has its own.
        (32 * 4096, 4096, 0, (4096, 32, 0)),
        (16 * 4096, 4096, 16, (4096, 16, 0)),
        (4096, 4096, 1, (4096, 1, 0)),
        # A shared memory serves twice as many: so it is shared, and the context is not cut.
        (22_760, 4096, 0, (4096, 22, 22_528)),
        (22_760, 4096, 16, (4096, 16, 22_528)),
        (5000, 4096, 0, (4096, 4, 4864)),
        (5000, 4096, 2, (4096, 2, 4864)),
        (2048, 4096, 0, (2048, 2, 2048)),
        (10 * 2048, 2048, 0, (2048, 20, 10 * 2048)),
        # More places than usually have room at once: whoever asked for them gets them.
        (6000, 4096, 16, (4096, 16, 5888)),
        # Or else each would have less than a prompt takes.
        (14 * 1536, 1536, 32, (1536, 32, 14 * 1536)),
        (2047, 4096, 4, (1792, 4, 1792)),
        (8 * 512, 512, 32, (512, 32, 8 * 512)),
        # It serves hardly more, or nobody more: each has its own, and less of it.
        (22_760, 4096, 8, (2816, 8, 0)),
        (10 * 1536, 1536, 0, (1536, 10, 0)),
        (14 * 1536, 1536, 16, (1280, 16, 0)),
        (2047, 4096, 0, (1792, 1, 0)),
        (1000, 4096, 4, (256, 3, 0)),
        (1000, 4096, 0, (768, 1, 0)),
    ],
)
def test_memory_is_shared_where_that_serves_twice_as_many(
    tokens: int, context: int, parallel: int, expected: tuple[int, int, int]
) -> None:
    made = plan(0, room(tokens), KB, context, parallel, 256, can_share=True)
    apart = plan(0, room(tokens), KB, context, parallel, 256)

    assert (made.context_tokens, made.parallel, made.pool_tokens) == expected
    assert made.dialogue_bytes == (made.pool_tokens or made.context_tokens * made.parallel) * KB
    assert apart.pool_tokens == 0
    assert made.pool_tokens or made == apart


def test_what_does_not_fit_is_refused_with_what_would() -> None:
    with pytest.raises(
        DoesNotFit, match=r"needs 9\.0 GB of memory and 4\.0 GB are free\. A model of up to 3\.3 GB would"
    ):
        plan(9 * GB, 4 * GB, 128 * KB, 4096, 0, 256)


@given(
    model=st.integers(0, 100 * GB), free=st.integers(0, 100 * GB), per_token=st.integers(0, 1_000_000),
    context=st.integers(-1, 200_000), parallel=st.integers(0, 300), most=st.integers(1, 256), can_share=st.booleans(),
)  # fmt: skip
def test_a_plan_is_never_larger_than_the_room(
    model: int, free: int, per_token: int, context: int, parallel: int, most: int, can_share: bool
) -> None:
    try:
        made = plan(model, free, per_token, context, parallel, most, can_share=can_share)
    except DoesNotFit:
        assert free - model < WORKING_BYTES + 256 * max(1, per_token)
        return
    assert model + made.dialogue_bytes + made.parked_bytes <= free
    assert 0 <= made.parked_bytes <= PARKED_LIMIT_BYTES
    assert made.context_tokens % 256 == 0
    assert 1 <= made.parallel <= min(parallel or 32, most)
    if made.pool_tokens:
        assert can_share
        assert made.parallel >= 2
        assert made.context_tokens <= made.pool_tokens
        assert made.pool_tokens % 256 == 0
