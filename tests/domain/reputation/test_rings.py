"""A thousand accounts of one person, doing what brings most. `pytest -s` prints what they gained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from growing import key_of

from realm_gql.domain.lineage import Ancestry, DerivationKind, Parent
from realm_gql.domain.reputation import scoring
from realm_gql.domain.reputation.scoring import CAP_GIVER_ECHOES, CAP_PAIR_ECHOES, Signal
from tests.domain.reputation.book import Book

SIZES = (10, 100, 1_000)

Plot = Callable[[int], Iterator[tuple[Signal, Ancestry]]]


def puppet(number: int) -> UUID:
    """One of the accounts."""
    return key_of("account", number)


def made(maker: int, work: int, *came_from: tuple[int, int]) -> Ancestry:
    """The `work`-th creation of a puppet, remixed or blended from works that are originals of theirs."""
    every = [(maker, work), *came_from]
    kind = DerivationKind.REMIX if len(came_from) == 1 else DerivationKind.BLEND
    return Ancestry(
        creations=[key_of(f"work {who}", which) for who, which in every],
        authors=[puppet(who) for who, _ in every],
        parents=[[Parent(number, kind) for number in range(1, len(every))], *([] for _ in came_from)],
    )


def votes_for(voter: int, ancestry: Ancestry) -> tuple[Signal, Ancestry]:
    """One puppet votes for a work of another."""
    return scoring.vote(puppet(voter), ancestry.creations[ancestry.root]), ancestry


def ring(size: int) -> Iterator[tuple[Signal, Ancestry]]:
    """Each votes for everything of the next in the ring: twelve works."""
    for number in range(size):
        for work in range(12):
            yield votes_for(number, made((number + 1) % size, work))


def wide_ring(size: int) -> Iterator[tuple[Signal, Ancestry]]:
    """Each votes for one work of each of the next twelve."""
    for number in range(size):
        for step in range(1, min(13, size)):
            yield votes_for(number, made((number + step) % size, 0))


def rings_of_ten(size: int) -> Iterator[tuple[Signal, Ancestry]]:
    """In rings of ten each votes for two works of each other, beginning with the next."""
    for number in range(size):
        for step in range(1, 10):
            other = number // 10 * 10 + (number + step) % 10
            for work in range(2):
                yield votes_for(number, made(other, work))


def remixers(size: int) -> Iterator[tuple[Signal, Ancestry]]:
    """Each remixes the next one's work, and everybody votes for the remixes of twelve others."""
    for number in range(size):
        for step in range(2, min(14, size)):
            maker = (number + step) % size
            yield votes_for(number, made(maker, 1, ((maker + 1) % size, 0)))


def blenders(size: int) -> Iterator[tuple[Signal, Ancestry]]:
    """Each blends three works of others, and everybody votes for the blends of twelve others."""
    for number in range(size):
        for step in range(2, min(14, size)):
            maker = (number + step) % size
            others = [((maker + far) % size, 0) for far in range(1, 4)]
            yield votes_for(number, made(maker, 1, *others))


def questers(size: int) -> Iterator[tuple[Signal, Ancestry]]:
    """Each plays twenty-five quests of others."""
    for number in range(size):
        for step in range(1, min(26, size)):
            quest = made((number + step) % size, 0)
            yield scoring.quest_finished(puppet(number), quest.creations[0]), quest


def one_boss(size: int) -> Iterator[tuple[Signal, Ancestry]]:
    """Everybody votes for everything of the first."""
    for number in range(1, size):
        for work in range(5):
            yield votes_for(number, made(0, work))


ALIKE: tuple[Plot, ...] = (ring, wide_ring, rings_of_ten, questers)
"""Rings in which all do the same, so that what each brings the others is what she gains."""
UNLIKE: tuple[Plot, ...] = (remixers, blenders)
"""Rings in which those whose work is remixed gain by those who remix it."""


def play(plot: Plot, size: int) -> Book:
    """A day of a plot."""
    book = Book()
    for signal, ancestry in plot(size):
        book.award(signal, ancestry)
    return book


@pytest.mark.parametrize("plot", [*ALIKE, *UNLIKE], ids=lambda plot: plot.__name__)
def test_a_thousand_sock_puppets_in_rings_gain_at_most_the_cap_each(plot: Plot) -> None:
    for size in SIZES:
        book = play(plot, size)
        gains = [book.balances[puppet(number)] for number in range(size)]
        print(
            f"\n{plot.__name__:>14} of {size:>5}: {sum(gains):>9,} in all, at most {max(gains):>5,} each a day", end=""
        )

        assert book.most_by_one() <= CAP_GIVER_ECHOES
        assert book.most_for_one() <= CAP_PAIR_ECHOES
        assert sum(gains) == book.balances.total() <= size * CAP_GIVER_ECHOES
        assert plot in UNLIKE or max(gains) <= CAP_GIVER_ECHOES


@pytest.mark.parametrize("plot", [ring, rings_of_ten], ids=lambda plot: plot.__name__)
def test_ten_times_the_puppets_gain_ten_times_and_no_more(plot: Plot) -> None:
    totals = [play(plot, size).balances.total() for size in SIZES]

    assert totals == [totals[0], 10 * totals[0], 100 * totals[0]]


def test_a_thousand_who_serve_one_bring_her_the_cap_of_a_pair_each() -> None:
    book = play(one_boss, 1_000)

    print(f"\n      one boss of 999: {book.balances[puppet(0)]:,} a day", end="")
    assert book.balances == {puppet(0): 999 * CAP_PAIR_ECHOES}


def test_puppets_of_puppets_take_what_passes_through_them_and_mint_nothing_more() -> None:
    # Ann's work, remixed hand to hand by ten puppets: the last remix earns 100 like any other creation.
    hands = 11
    chain = Ancestry(
        creations=[key_of("work", number) for number in range(hands)],
        authors=[puppet(number) for number in range(hands)],
        parents=[*([Parent(number + 1, DerivationKind.REMIX)] for number in range(hands - 1)), []],
    )
    book = Book()

    minted = book.award(scoring.vote(key_of("account", 99), chain.creations[0]), chain)

    assert minted == 150
    assert book.balances[puppet(0)] == 72
    assert book.balances[puppet(hands - 1)] == 0
