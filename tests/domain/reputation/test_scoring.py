"""What mints echoes, and laws that hold whatever is signalled in whatever order."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

import pytest
from growing import key_of
from hypothesis import given, settings
from hypothesis import strategies as st

from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage import Ancestry, DerivationKind, Parent
from realm_gql.domain.reputation import scoring
from realm_gql.domain.reputation.scoring import Given, Signal, mint
from realm_gql.errors import InvalidInput
from realm_gql.kit.clock import now
from tests.domain.reputation.book import Book

ANN, BEN, CY, DI, EVE = (key_of("account", n) for n in range(5))
NAMES = dict(zip((ANN, BEN, CY, DI, EVE), ("Ann", "Ben", "Cy", "Di", "Eve"), strict=True))

Made = tuple[UUID, list[tuple[int, str]]]


def ancestry_of(made: list[Made], root: int | None = None) -> Ancestry:
    """Creations that were made in this order, seen from the last."""
    return Ancestry(
        creations=[key_of("NPC", number) for number in range(len(made))],
        authors=[author for author, _ in made],
        parents=[[Parent(number, DerivationKind(kind)) for number, kind in parents] for _, parents in made],
        root=len(made) - 1 if root is None else root,
    )


def told(signal: Signal, made: list[Made], before: Given | None = None, paid: set[str] | None = None) -> object:
    """What a signal mints: for each award its reason, and who receives how much."""
    awards = mint(signal, ancestry_of(made), before or Given(), paid or set())
    return [(award.reason.value, {NAMES[share.creator_id]: share.units for share in award.shares}) for award in awards]


ORIGINAL: list[Made] = [(ANN, [])]
REMIX: list[Made] = [(ANN, []), (BEN, [(0, "REMIX")])]


def of_last(voter: UUID, made: list[Made]) -> Signal:
    """A vote for the newest of these."""
    return scoring.vote(voter, key_of("NPC", len(made) - 1))


def test_a_vote_earns_a_hundred_for_the_maker() -> None:
    assert told(of_last(CY, ORIGINAL), ORIGINAL) == [("VOTE", {"Ann": 100})]


def test_a_vote_for_a_remix_is_shared_and_confirms_the_remix() -> None:
    assert told(of_last(CY, REMIX), REMIX) == [("VOTE", {"Ben": 70, "Ann": 30}), ("REMIX", {"Ann": 50})]


def test_a_remix_is_confirmed_once() -> None:
    assert told(of_last(DI, REMIX), REMIX, paid={f"remix:{key_of('NPC', 1)}:{key_of('NPC', 0)}"}) == [
        ("VOTE", {"Ben": 70, "Ann": 30})
    ]


def test_what_is_paid_already_is_not_paid_again() -> None:
    signal = of_last(CY, REMIX)

    assert told(signal, REMIX, paid={signal.key}) == []


def test_nobody_mints_by_voting_for_her_own() -> None:
    assert told(of_last(BEN, REMIX), REMIX) == []


def test_whoever_was_remixed_neither_confirms_it_nor_is_paid_by_her_own_vote() -> None:
    assert told(of_last(ANN, REMIX), REMIX) == [("VOTE", {"Ben": 70})]


def test_whoever_would_gain_by_a_confirmation_leaves_it_to_others() -> None:
    made: list[Made] = [(CY, []), (ANN, [(0, "REMIX")]), (BEN, [(1, "REMIX")])]

    assert told(of_last(CY, made), made) == [("VOTE", {"Ben": 70, "Ann": 21})]
    assert told(of_last(DI, made), made)[1:] == [("REMIX", {"Ann": 35, "Cy": 15})]  # type: ignore[index]


def test_those_that_were_blended_divide_the_confirmation_and_an_inspiration_has_none() -> None:
    made: list[Made] = [(ANN, []), (BEN, []), (CY, []), (DI, [(0, "BLEND"), (1, "BLEND"), (2, "INSPIRED")])]

    assert told(of_last(EVE, made), made) == [
        ("VOTE", {"Di": 71, "Ann": 13, "Ben": 13, "Cy": 3}),
        ("REMIX", {"Ann": 25}),
        ("REMIX", {"Ben": 25}),
    ]


def test_remixing_oneself_confirms_nothing() -> None:
    made: list[Made] = [(ANN, []), (BEN, [(0, "REMIX")]), (BEN, [(1, "REMIX")])]

    assert told(of_last(CY, made), made) == [("VOTE", {"Ben": 70, "Ann": 30})]


def test_a_quest_earns_fifty_and_confirms_nothing() -> None:
    assert told(scoring.quest_finished(CY, key_of("NPC", 1)), REMIX) == [("QUEST", {"Ben": 35, "Ann": 15})]


@pytest.mark.parametrize(("place", "echoes"), [(1, (700, 300)), (2, (420, 180)), (3, (210, 90))])
def test_a_prize_is_bound_by_no_cap(place: int, echoes: tuple[int, int]) -> None:
    signal = scoring.challenge_placed(key_of("challenge", 0), place, key_of("NPC", 1))

    assert told(signal, REMIX) == [("CHALLENGE", dict(zip(("Ben", "Ann"), echoes, strict=True)))]


@pytest.mark.parametrize("place", [0, 4, -1])
def test_a_place_without_a_prize_is_refused(place: int) -> None:
    with pytest.raises(InvalidInput, match=f"Place {place} has no prize") as refused:
        scoring.challenge_placed(key_of("challenge", 0), place, key_of("NPC", 1))

    assert refused.value.field == "place"


def test_what_is_left_of_a_day_is_shared_like_a_whole_award() -> None:
    assert told(of_last(CY, REMIX), REMIX, Given({EVE: 300, DI: 660})) == [("VOTE", {"Ben": 28, "Ann": 12})]
    assert told(of_last(CY, REMIX), REMIX, Given({EVE: 1_000})) == []


def test_what_one_receiver_may_no_longer_have_goes_to_nobody() -> None:
    assert told(of_last(CY, REMIX), REMIX, Given({BEN: 290})) == [
        ("VOTE", {"Ben": 10, "Ann": 30}),
        ("REMIX", {"Ann": 50}),
    ]
    assert told(of_last(CY, REMIX), REMIX, Given({ANN: 300})) == [("VOTE", {"Ben": 70})]


def test_a_confirmation_that_does_not_fit_whole_is_left_to_the_next_voter() -> None:
    assert told(of_last(CY, REMIX), REMIX, Given({ANN: 221})) == [("VOTE", {"Ben": 70, "Ann": 30})]
    assert told(of_last(CY, REMIX), REMIX, Given({EVE: 851})) == [("VOTE", {"Ben": 70, "Ann": 30})]
    assert told(of_last(DI, REMIX), REMIX)[1:] == [("REMIX", {"Ann": 50})]  # type: ignore[index]


@pytest.mark.parametrize(
    ("fields", "gives"),
    [({"is_guest": False}, True), ({"is_guest": True}, False), ({"is_guest": False, "deleted_at": now()}, False)],
)
def test_only_claimed_accounts_give(fields: dict[str, Any], gives: bool) -> None:
    assert scoring.may_give(Account(handle="Ann", handle_key="ann", **fields)) is gives


@st.composite
def worlds(draw: st.DrawFn) -> list[Made]:
    """Some creations by five people."""
    made: list[Made] = []
    for number in range(draw(st.integers(2, 8))):
        parents = draw(st.lists(st.integers(0, number - 1), unique=True, max_size=2)) if number else []
        kinds = st.sampled_from([kind.value for kind in DerivationKind])
        made.append((draw(st.sampled_from(list(NAMES))), [(parent, draw(kinds)) for parent in parents]))
    return made


def signals(world: list[Made], at_most: int) -> st.SearchStrategy[list[tuple[Signal, int]]]:
    """Votes and quests by anybody for anything, each at most once, and whose they are by number."""
    one = st.tuples(
        st.sampled_from(["vote", "quest_finished"]), st.sampled_from(list(NAMES)), st.integers(0, len(world) - 1)
    )
    every = st.lists(one, unique=True, max_size=at_most)
    return every.map(lambda rows: [(getattr(scoring, name)(who, key_of("NPC", n)), n) for name, who, n in rows])


@settings(deadline=None)  # a busy machine is no failure
@given(worlds(), st.data())
def test_whatever_is_signalled_no_cap_is_passed_and_nothing_negative_is_minted(
    world: list[Made], data: st.DataObject
) -> None:
    book = Book()

    minted = [
        book.award(signal, ancestry_of(world, number)) for signal, number in data.draw(signals(world, at_most=60))
    ]

    assert min(minted, default=0) >= 0
    assert sum(minted) == book.balances.total()
    assert book.most_by_one() <= 1_000
    assert book.most_for_one() <= 300
    assert all(receivers[giver] == 0 for giver, receivers in book.given.items() if giver)


@settings(deadline=None)  # a busy machine is no failure
@given(worlds(), st.data(), st.randoms(use_true_random=False))
def test_the_order_of_signals_does_not_matter_while_no_cap_binds(
    world: list[Made], data: st.DataObject, chance: random.Random
) -> None:
    # Two votes bring one account at most 200 and two confirmations of 50: that is the cap, and no more.
    few = _at_most_two_each(data.draw(signals(world, at_most=20)))
    shuffled = chance.sample(few, len(few))
    books = (Book(), Book())

    for book, rows in zip(books, (few, shuffled), strict=True):
        for signal, number in rows:
            book.award(signal, ancestry_of(world, number))

    assert books[0].balances == books[1].balances


@settings(deadline=None)  # a busy machine is no failure
@given(worlds(), st.data())
def test_what_is_taken_back_leaves_no_trace_in_balances_or_caps(world: list[Made], data: st.DataObject) -> None:
    book = Book()
    rows = data.draw(signals(world, at_most=30))

    for signal, number in rows:
        book.award(signal, ancestry_of(world, number))
    for signal, _ in rows:
        book.reverse(signal)

    assert not any(book.balances.values())
    assert (book.most_by_one(), book.most_for_one()) == (0, 0)


def _at_most_two_each(rows: list[tuple[Signal, int]]) -> list[tuple[Signal, int]]:
    givers: list[UUID | None] = []
    kept = []
    for signal, number in rows:
        if givers.count(signal.giver_id) < 2:
            givers.append(signal.giver_id)
            kept.append((signal, number))
    return kept
