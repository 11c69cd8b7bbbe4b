"""The door of a shared memory, without a model: who goes past whom, and that everybody gets in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.engine.llama_cpp.door import MOST_PAST, MOST_TURNS, Door, Room
from realm_gql.engine.llama_cpp.queueing import limit_others

POOL = 1000


def at_door(*tokens: int, others: Sequence[int] = ()) -> Door[int]:
    """A door at which turns of so many tokens wait, each called by its number; `others` are those that are no turns."""
    door: Door[int] = Door()
    for number, size in enumerate(tokens):
        door.push(number, number, size, number not in others)
    return door


def test_whoever_has_room_gets_in_in_the_order_of_coming() -> None:
    door = at_door(300, 300, 300)

    assert [door.pop(Room(600, 0)), door.pop(Room(300, 0)), door.pop(Room(0, 0))] == [0, 1, None]
    assert len(door) == 1


def test_a_short_turn_goes_past_a_long_one() -> None:
    door = at_door(900, 300)

    assert door.pop(Room(500, 0)) == 1
    assert door.pop(Room(500, 0)) is None
    assert door.pop(Room(900, 0)) == 0


def test_only_so_many_go_past_and_then_it_is_the_long_ones_turn() -> None:
    door = at_door(900)
    for number in range(1, MOST_PAST + 1):
        door.push(number, number, 100, True)
        assert door.pop(Room(500, 0)) == number
    door.push(99, 99, 100, True)

    assert door.pop(Room(899, 0)) is None
    assert door.pop(Room(900, 0)) == 0
    assert door.pop(Room(100, 0)) == 99


def test_what_waits_for_its_own_kind_holds_nobody_up_however_many_go_past() -> None:
    door = at_door(300, others=[0])
    for number in range(1, 3 * MOST_PAST):
        door.push(number, number, 100, True)
        assert door.pop(Room(500, 299)) == number

    assert door.pop(Room(500, 300)) == 0


def test_what_is_no_turn_goes_past_a_turn_that_has_no_room() -> None:
    door = at_door(900, 300, others=[1])

    assert door.pop(Room(500, 299)) is None
    assert door.pop(Room(500, 300)) == 1


def test_few_wait_at_the_door_and_the_rest_in_the_queue() -> None:
    door = at_door(*[900] * (MOST_TURNS - 1))
    assert door.takes_turns
    door.push(50, 50, 900, True)
    assert not door.takes_turns
    assert door.takes_others
    door.push(51, 51, 900, False)
    assert not door.takes_others
    assert door.remove(50) == 50
    assert door.takes_turns


@pytest.mark.parametrize("number", [0, 1])
def test_who_goes_away_is_forgotten(number: int) -> None:
    door = at_door(300, 300)

    assert door.remove(number) == number
    assert door.remove(number) is None
    assert [door.pop(Room(POOL, POOL)), door.pop(Room(POOL, POOL))] == [1 - number, None]


ASKS = st.lists(st.tuples(st.integers(1, POOL), st.booleans(), st.integers(1, 20)), min_size=1, max_size=60)


@given(ASKS)
def test_everybody_gets_in_the_room_is_kept_and_nobody_is_passed_too_often(asks: list[tuple[int, bool, int]]) -> None:
    """Replies that last some steps; those that are no turns take three quarters of the room at most."""
    door: Door[int] = Door()
    coming = [(size if is_turn else min(size, limit_others(POOL)), is_turn, steps) for size, is_turn, steps in asks]
    queue = list(range(len(coming)))
    running: dict[int, int] = {}
    begun: list[int] = []
    for _ in range(25 * len(coming)):
        while True:
            taken = sum(coming[number][0] for number in running)
            others = sum(coming[number][0] for number in running if not coming[number][1])
            number = door.pop(Room(POOL - taken, limit_others(POOL) - others))
            if number is not None:
                running[number] = coming[number][2]
                begun.append(number)
            elif queue and (door.takes_turns if coming[queue[0]][1] else door.takes_others):
                first = queue.pop(0)
                door.push(first, first, *coming[first][:2])
            else:
                break
        assert running or not (queue or len(door))
        assert sum(coming[number][0] for number in running) <= POOL
        running = {number: left - 1 for number, left in running.items() if left > 1}

    assert sorted(begun) == list(range(len(coming)))
    turns = [number for number in begun if coming[number][1]]
    for place, number in enumerate(turns):
        assert sum(other > number for other in turns[:place]) <= MOST_PAST + MOST_TURNS
