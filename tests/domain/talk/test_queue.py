"""The fair order of waiting lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from realm_gql.domain.talk.queue import Waiting, fair_order, fair_rooms

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROOM, OTHER_ROOM = UUID(int=1), UUID(int=2)
ANN, BEA, CAY = UUID(int=11), UUID(int=12), UUID(int=13)


def line(number: int, asker: UUID, after_s: int, room: UUID = ROOM) -> Waiting:
    return Waiting(UUID(int=100 + number), room, asker, NOON + timedelta(seconds=after_s))


def numbers(order: list[Waiting]) -> list[int]:
    return [waiting.turn_id.int - 100 for waiting in order]


def test_lines_of_one_player_keep_their_order() -> None:
    assert numbers(fair_order([line(2, ANN, 20), line(1, ANN, 10)], {})) == [1, 2]


def test_a_third_player_waits_for_one_line_of_each_flooder_at_most() -> None:
    flood = [line(number, ANN if number % 2 else BEA, number) for number in range(20)]

    order = fair_order([*flood, line(50, CAY, 100)], {})

    assert numbers(order).index(50) == 2


def test_whoever_was_answered_longest_ago_is_next() -> None:
    answered = {ANN: NOON, BEA: NOON - timedelta(seconds=30)}

    assert numbers(fair_order([line(1, ANN, 1), line(2, BEA, 2)], answered)) == [2, 1]


def test_a_player_whose_reply_is_being_written_comes_after_the_others() -> None:
    assert numbers(fair_order([line(1, ANN, 1), line(2, BEA, 2)], {}, writing_for=ANN)) == [2, 1]


def test_a_flooded_room_does_not_hold_up_another() -> None:
    flood = [line(number, ANN, number) for number in range(20)]

    assert fair_rooms([*flood, line(50, BEA, 100, OTHER_ROOM)], {ROOM: NOON}) == [OTHER_ROOM, ROOM]


@given(st.lists(st.tuples(st.sampled_from([ANN, BEA, CAY]), st.integers(0, 50)), max_size=40))
def test_every_line_is_answered_once_and_nobody_is_answered_twice_before_another_once(
    said: list[tuple[UUID, int]],
) -> None:
    lines = [line(number, asker, after_s) for number, (asker, after_s) in enumerate(said)]

    order = fair_order(lines, {})

    assert sorted(numbers(order)) == list(range(len(said)))
    left = {asker: sum(each.asker_id == asker for each in order) for asker in (ANN, BEA, CAY)}
    taken = dict.fromkeys(left, 0)
    for each in order:
        taken[each.asker_id] += 1
        waiting = [asker for asker in left if taken[asker] < left[asker]]
        assert all(taken[each.asker_id] <= taken[asker] + 1 for asker in waiting)
