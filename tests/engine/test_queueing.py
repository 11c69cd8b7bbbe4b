"""The fair queue, without a model: shares, order, removal, and that nothing starves."""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.engine.llama_cpp.queueing import WEIGHTS, FairQueue, limit_others
from realm_gql.engine.port import Purpose

TURN, MAKING, AGENCY, BACKGROUND = Purpose
COSTS = st.lists(st.integers(1, 600), min_size=30, max_size=30)
COST = 96
T = TypeVar("T")


def drain(queue: FairQueue[T]) -> list[T]:
    return [item for _ in range(len(queue)) if (item := queue.pop()) is not None]


@given(st.lists(COSTS, min_size=2, max_size=5))
def test_parties_that_wait_get_the_same_whatever_they_ask_for(demand: list[list[int]]) -> None:
    queue: FairQueue[tuple[int, int]] = FairQueue()
    for party, costs in enumerate(demand):
        for cost in costs:
            queue.push(len(queue), (party, cost), TURN, str(party), cost)
    served, left = [0] * len(demand), [len(costs) for costs in demand]
    while all(left):
        popped = queue.pop()
        assert popped is not None
        party, cost = popped
        served[party] += cost
        left[party] -= 1
        # Theorem 1 of the paper: never further apart than one request of each.
        assert all(
            abs(served[one] - served[other]) <= max(demand[one]) + max(demand[other])
            for one in range(len(demand))
            for other in range(one)
        )


@given(st.dictionaries(st.sampled_from(list(Purpose)), COSTS, min_size=2), st.integers(1, 5))
def test_purposes_that_wait_share_by_weight_however_many_parties_they_have(
    demand: dict[Purpose, list[int]], parties: int
) -> None:
    queue: FairQueue[tuple[Purpose, int]] = FairQueue()
    for purpose, costs in demand.items():
        for number, cost in enumerate(costs):
            party = str(number % parties) if purpose is MAKING else ""
            queue.push(len(queue), (purpose, cost), purpose, party, cost)
    served, left = dict.fromkeys(demand, 0.0), {purpose: len(costs) for purpose, costs in demand.items()}
    most = {purpose: max(costs) / WEIGHTS[purpose] for purpose, costs in demand.items()}
    while all(left.values()):
        popped = queue.pop()
        assert popped is not None
        purpose, cost = popped
        served[purpose] += cost / WEIGHTS[purpose]
        left[purpose] -= 1
        assert all(abs(served[one] - served[other]) <= most[one] + most[other] for one in demand for other in demand)


@given(st.data())
def test_each_is_served_once_unless_removed_and_in_its_partys_order(data: st.DataObject) -> None:
    queue: FairQueue[int] = FairQueue()
    waiting: dict[int, tuple[Purpose, str]] = {}
    first: list[int] = []
    for number in range(data.draw(st.integers(1, 80))):
        match data.draw(st.sampled_from(["push", "push", "push", "first", "remove", "pop", "pop some"])):
            case "push":
                waiting[number] = data.draw(st.sampled_from(list(Purpose))), data.draw(st.sampled_from("abc"))
                queue.push(number, number, *waiting[number], data.draw(st.integers(1, 600)))
            case "first":
                waiting[number] = data.draw(st.sampled_from(list(Purpose))), "first"
                queue.push_first(number, number, waiting[number][0])
                first.append(number)
            case "remove":
                gone = data.draw(st.integers(0, number))
                queue.remove(gone)
                waiting.pop(gone, None)
            case how:
                some = tuple(Purpose) if how == "pop" else tuple(data.draw(st.sets(st.sampled_from(list(Purpose)))))
                popped = queue.pop(some)
                may = [one for one, (purpose, _) in waiting.items() if purpose in some]
                if not may:
                    assert popped is None
                    continue
                assert popped in may
                ahead = [one for one in may if one in first]
                line = [one for one in may if waiting[one] == waiting[popped]]
                assert popped == (ahead or line)[0]
                del waiting[popped]
        assert len(queue) == len(waiting)
        for purpose in Purpose:
            assert queue.waits(purpose) == any(purpose is other for other, _ in waiting.values())
    assert sorted(drain(queue)) == sorted(waiting)


@given(st.sampled_from([MAKING, AGENCY, BACKGROUND]), st.integers(1, 600), st.integers(1, 4))
def test_what_nobody_waits_for_moves_under_a_flood_of_turns(purpose: Purpose, cost: int, players: int) -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(5):
        queue.push(number, "other", purpose, "", cost)
    since, longest = 0, cost / WEIGHTS[purpose] / (COST / WEIGHTS[TURN]) + 2
    for number in range(5, 2000):
        queue.push(number, "turn", TURN, str(number % players), COST)
        since = 0 if queue.pop() == "other" else since + 1
        if not queue.waits(purpose):
            return
        assert since <= longest
    pytest.fail("it starved")


def test_a_turn_goes_before_what_waits_for_something_else() -> None:
    queue: FairQueue[str] = FairQueue()
    for number, purpose in enumerate((BACKGROUND, AGENCY, MAKING, TURN)):
        queue.push(number, purpose, purpose, "", COST)

    assert drain(queue) == [TURN, MAKING, AGENCY, BACKGROUND]


def test_a_newcomer_waits_for_one_request_of_each_flooder_at_most() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(20):
        queue.push(number, "ab"[number % 2], TURN, "ab"[number % 2], COST)
    assert [queue.pop() for _ in range(7)] == ["a", "b", "a", "b", "a", "b", "a"]

    queue.push(20, "c", TURN, "c", COST)
    queue.push(21, "c", TURN, "c", COST)

    assert [queue.pop() for _ in range(6)] == ["b", "c", "a", "b", "c", "a"]


def test_whoever_was_just_served_and_asks_again_does_not_come_first() -> None:
    queue: FairQueue[str] = FairQueue()
    queue.push(1, "a", TURN, "a", COST)
    assert queue.pop() == "a"

    queue.push(2, "a", TURN, "a", COST)
    queue.push(3, "b", TURN, "b", COST)

    assert drain(queue) == ["b", "a"]


def test_nobody_saves_up_by_asking_for_nothing() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(100):
        queue.push(number, "a", TURN, "a", COST)
    for _ in range(50):
        queue.pop()
    for number in range(100, 110):
        queue.push(number, "b", TURN, "b", COST)
        queue.push(number + 10, "making", MAKING, "", COST)

    assert Counter(queue.pop() for _ in range(15)) == {"a": 6, "b": 6, "making": 3}


def test_what_is_passed_over_gains_nothing_by_it() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(100):
        queue.push(number, "making", MAKING, "", COST)
        queue.push(100 + number, "turn", TURN, "", COST)
    assert {queue.pop((TURN,)) for _ in range(50)} == {"turn"}

    assert [queue.pop() for _ in range(10)].count("making") == 2


def test_one_that_is_removed_costs_its_party_nothing() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(6):
        queue.push(number, f"{'ab'[number % 2]}{number}", TURN, "ab"[number % 2], COST)
    queue.remove(0)
    queue.remove(2)

    assert drain(queue) == ["a4", "b1", "b3", "b5"]


def test_what_goes_on_comes_first_unless_it_may_not_and_then_holds_up_nobody() -> None:
    queue: FairQueue[str] = FairQueue()
    queue.push(1, "turn", TURN, "", COST)
    queue.push(2, "agency", AGENCY, "", COST)
    queue.push_first(3, "making that goes on", MAKING)
    queue.push_first(4, "turn that goes on", TURN)

    assert queue.pop((TURN, AGENCY)) == "turn that goes on"
    assert queue.pop((AGENCY,)) == "agency"
    assert queue.pop((BACKGROUND,)) is None
    assert drain(queue) == ["making that goes on", "turn"]


def test_those_who_left_are_forgotten() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(300):
        queue.push(number, "", TURN, str(number), COST)
        if number % 3:
            queue.pop()
        else:
            queue.remove(number)
    for number in range(300, 303):
        queue.push(number, "", TURN, "a", COST)
        queue.pop()

    assert queue._lanes[TURN].lines == {}
    assert list(queue._lanes[TURN]._ahead) == ["a"]


@pytest.mark.parametrize(("parallel", "others"), [(1, 0), (2, 1), (3, 2), (4, 3), (8, 6), (32, 24)])
def test_a_quarter_of_the_places_is_kept_for_turns(parallel: int, others: int) -> None:
    assert limit_others(parallel) == others
