"""Who receives which share: the examples of the documentation, laws for any lineage, and large ones read from SQL."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest
from growing import START, creation, key_of
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert

from realm_gql.domain import lineage
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage import Ancestry, Creation, Derivation, DerivationKind, Parent, attribute
from realm_gql.storage.database import Database
from tests.domain.lineage.worked_examples import EXAMPLES, Example

Made = tuple[int, list[tuple[int, str]]]
"""Who made something, and the numbers and kinds of what it was made from, which are all smaller than its own."""

KINDS = [kind.value for kind in DerivationKind]


def ancestry_of(made: list[Made], root: int | None = None) -> Ancestry:
    """Creations that were made in this order, seen from the last."""
    return Ancestry(
        creations=[key_of("NPC", number) for number in range(len(made))],
        authors=[key_of("account", author) for author, _ in made],
        parents=[[Parent(number, DerivationKind(kind)) for number, kind in parents] for _, parents in made],
        root=len(made) - 1 if root is None else root,
    )


def told(ancestry: Ancestry, units: int = 10_000) -> dict[int, int]:
    """How many units go to which creation."""
    numbers = {key_of("NPC", number): number for number in range(len(ancestry.creations))}
    return {numbers[share.creation_id]: share.units for share in attribute(ancestry, units)}


def by_maker(ancestry: Ancestry, units: int = 10_000) -> Counter[UUID]:
    """How many units go to which maker."""
    totals: Counter[UUID] = Counter()
    for share in attribute(ancestry, units):
        totals[share.creator_id] += share.units
    return totals


@st.composite
def lineages(draw: st.DrawFn, most: int = 9, makers: int = 4) -> list[Made]:
    """Any lineage of a few creations."""
    made: list[Made] = []
    for number in range(draw(st.integers(1, most))):
        parents = draw(st.lists(st.integers(0, number - 1), unique=True, max_size=3)) if number else []
        made.append((draw(st.integers(1, makers)), [(parent, draw(st.sampled_from(KINDS))) for parent in parents]))
    return made


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_the_examples_of_the_documentation_are_so(example: Example) -> None:
    names = [row.creation for row in reversed(example.rows)]
    makers = sorted({row.maker for row in example.rows})
    ancestry = ancestry_of(
        [
            (makers.index(row.maker), [(names.index(name), kind) for kind, name in row.made_from])
            for row in reversed(example.rows)
        ]
    )

    shares = told(ancestry, example.echoes)

    assert {name: shares.get(number, 0) for number, name in enumerate(names)} == {
        row.creation: row.receives for row in example.rows
    }


def test_there_are_three_examples() -> None:
    assert [example.title for example in EXAMPLES] == [
        "A chain",
        "Remixing oneself",
        "A blend, an inspiration, and what rounding leaves",
    ]


def test_an_original_keeps_all_it_earns() -> None:
    assert told(ancestry_of([(1, [])]), 100) == {0: 100}


def test_credit_goes_up_until_less_than_one_unit_is_left() -> None:
    ancestry = ancestry_of([(number, [(number - 1, "REMIX")] if number else []) for number in range(12)])

    assert told(ancestry) == {11: 7002, 10: 2100, 9: 630, 8: 189, 7: 56, 6: 17, 5: 5, 4: 1}
    assert told(ancestry, 100) == {11: 72, 10: 21, 9: 6, 8: 1}
    assert told(ancestry, 3) == {11: 3}


def test_what_two_ways_lead_to_receives_by_both() -> None:
    remixes: list[Made] = [(1, []), (2, [(0, "REMIX")]), (3, [(0, "REMIX")]), (4, [(1, "BLEND"), (2, "BLEND")])]

    assert told(ancestry_of(remixes)) == {3: 7000, 1: 1050, 2: 1050, 0: 900}


def test_thirds_that_meet_again_are_whole() -> None:
    parts: list[Made] = [(1, []), *((maker, [(0, "REMIX")]) for maker in (2, 3, 4))]

    assert told(ancestry_of([*parts, (5, [(1, "BLEND"), (2, "BLEND"), (3, "BLEND")])]))[0] == 900


def test_a_maker_who_comes_back_later_is_paid_again() -> None:
    assert told(ancestry_of([(1, []), (2, [(0, "REMIX")]), (1, [(1, "REMIX")])])) == {2: 7000, 1: 2100, 0: 900}


def test_an_inspiration_weighs_a_quarter_and_alone_it_is_a_parent_like_any() -> None:
    beside: list[Made] = [(1, []), (2, []), (3, [(0, "REMIX"), (1, "INSPIRED")])]

    assert told(ancestry_of(beside)) == {2: 7000, 0: 2400, 1: 600}
    assert told(ancestry_of([(1, []), (2, [(0, "INSPIRED")])])) == {1: 7000, 0: 3000}


@pytest.mark.parametrize("units", [0, -1, 10_001])
def test_units_that_cannot_be_shared_out_are_refused(units: int) -> None:
    with pytest.raises(ValueError, match=f"{units} units cannot be shared out"):
        attribute(ancestry_of([(1, [])]), units)


def test_an_impossible_circle_is_survived_and_nothing_is_lost() -> None:
    circle: list[Made] = [(1, [(2, "REMIX")]), (2, [(0, "REMIX")]), (3, [(1, "REMIX")])]

    assert told(ancestry_of(circle)) == {2: 7000, 1: 2100, 0: 900}


@settings(deadline=None)  # a busy machine is no failure
@given(lineages(), st.integers(1, 10_000))
def test_shares_sum_to_what_was_earned_and_its_maker_keeps_most(made: list[Made], units: int) -> None:
    shares = attribute(ancestry_of(made), units)

    assert sum(share.units for share in shares) == units
    assert all(share.units >= 1 for share in shares)
    assert len({share.creation_id for share in shares}) == len(shares)
    assert shares[0].creation_id == key_of("NPC", len(made) - 1)
    assert shares[0].units * 10 >= units * 7
    assert [share.units for share in shares] == sorted((share.units for share in shares), reverse=True)


@settings(deadline=None)  # a busy machine is no failure
@given(lineages(), st.integers(1, 10_000))
def test_shares_are_what_the_rule_says_reckoned_in_the_order_of_making(made: list[Made], units: int) -> None:
    assert told(ancestry_of(made), units) == _reckoned(made, units)


@settings(deadline=None)  # a busy machine is no failure
@given(lineages(), st.randoms(use_true_random=False))
def test_neither_the_order_of_parents_nor_of_creations_matters(made: list[Made], chance: random.Random) -> None:
    ancestry = ancestry_of(made)
    order = list(range(len(made)))
    chance.shuffle(order)
    place = {number: at for at, number in enumerate(order)}

    shuffled = Ancestry(
        creations=[ancestry.creations[number] for number in order],
        authors=[ancestry.authors[number] for number in order],
        parents=[
            chance.sample(moved := [Parent(place[p], kind) for p, kind in ancestry.parents[number]], len(moved))
            for number in order
        ],
        root=place[ancestry.root],
    )

    assert attribute(shuffled) == attribute(ancestry)


@settings(deadline=None)  # a busy machine is no failure
@given(lineages())
def test_remixing_oneself_on_top_changes_nothing_for_anybody(made: list[Made]) -> None:
    author = made[-1][0]

    on_top = [*made, (author, [(len(made) - 1, "REMIX")])]

    assert by_maker(ancestry_of(on_top)) == by_maker(ancestry_of(made))


@settings(deadline=None)  # a busy machine is no failure
@given(lineages(), st.data())
def test_a_version_of_ones_own_put_in_between_changes_nothing_for_anybody(
    made: list[Made], data: st.DataObject
) -> None:
    edges = [(number, place) for number, (_, parents) in enumerate(made) for place in range(len(parents))]
    if not edges:
        return
    number, place = data.draw(st.sampled_from(edges))
    ancestry = ancestry_of(made)
    parent = ancestry.parents[number][place]
    between = Parent(len(made), parent.kind)
    parents = [list(row) for row in ancestry.parents]
    parents[number][place] = between

    longer = replace(
        ancestry,
        creations=[*ancestry.creations, key_of("NPC", len(made))],
        authors=[*ancestry.authors, ancestry.authors[number]],
        parents=[*parents, [parent._replace(kind=DerivationKind.REMIX)]],
    )

    assert by_maker(longer) == by_maker(ancestry)


@settings(deadline=None)  # a busy machine is no failure
@given(lineages())
def test_something_of_ones_own_blended_in_changes_nothing_for_anybody(made: list[Made]) -> None:
    author, parents = made[-1]
    if not parents:
        return
    ancestry = ancestry_of([*made[:-1], (author, []), (author, [*parents, (len(made) - 1, "BLEND")])])

    assert by_maker(ancestry) == by_maker(ancestry_of(made))


async def test_an_ancestry_is_read_whole(database: Database) -> None:
    made: list[Made] = [(1, []), (2, []), (1, [(0, "REMIX"), (1, "INSPIRED")]), (3, [(2, "BLEND"), (0, "BLEND")])]
    await _plant(database, made)

    async with database.reading() as session:
        found, nothing = await lineage.load_ancestries(session, [key_of("NPC", 3), key_of("nothing", 0)])
        shares, nobody = await lineage.load_attributions(session, [key_of("NPC", 3), key_of("nothing", 0)])

    assert found is not None
    assert (nothing, nobody) == (None, [])
    assert attribute(found) == shares == attribute(ancestry_of(made))
    assert attribute(found.at(list(found.creations).index(key_of("NPC", 2)))) == attribute(ancestry_of(made, root=2))


async def test_a_hundred_versions_of_ones_own_do_not_outrun_whom_they_came_from(database: Database) -> None:
    await _plant(database, [(1, []), *((2, [(number, "REMIX")]) for number in range(100))])

    async with database.reading() as session:
        (shares,) = await lineage.load_attributions(session, [key_of("NPC", 100)])

    assert [(share.creation_id, share.creator_id, share.units) for share in shares] == [
        (key_of("NPC", 100), key_of("account", 2), 7000),
        (key_of("NPC", 0), key_of("account", 1), 3000),
    ]


async def test_what_is_left_unread_would_have_changed_nothing(database: Database) -> None:
    chance = random.Random(4)
    made: list[Made] = [(1, [])]
    for number in range(1, 120):
        parents = chance.sample(range(max(0, number - 6), number), min(number, chance.choice([1, 1, 2, 3])))
        made.append((chance.randrange(1, 30), [(parent, chance.choice(KINDS)) for parent in parents]))
    await _plant(database, made)

    async with database.reading() as session:
        (found,) = await lineage.load_ancestries(session, [key_of("NPC", 119)])

    assert found is not None
    assert len(found.creations) < 119
    assert attribute(found) == attribute(ancestry_of(made))


async def test_ten_thousand_creations_twelve_generations_deep_are_one_statement_and_quick(database: Database) -> None:
    chance = random.Random(7)
    made: list[Made] = []
    for number in range(10_000):
        born = number // 834
        before = range((born - 1) * 834, born * 834)
        parents = chance.sample(before, chance.choice([1, 2, 3, 4])) if born else []
        made.append((chance.randrange(500), [(parent, "BLEND" if len(parents) > 1 else "REMIX") for parent in parents]))
    await _plant(database, made)
    youngest = [key_of("NPC", number) for number in range(9_990, 10_000)]
    statements: list[str] = []

    @event.listens_for(database.engine.sync_engine, "before_cursor_execute")
    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    began_s = time.process_time()
    async with database.reading() as session:
        found = await lineage.load_attributions(session, youngest)
    spent_s = time.process_time() - began_s

    assert len(statements) == 1
    assert [sum(share.units for share in shares) for shares in found] == [10_000] * 10
    assert found[0] == attribute(ancestry_of(made[:9_991]))
    assert spent_s < 10


def _reckoned(made: list[Made], units: int) -> dict[int, int]:
    """The rule once more, in the order of making, from the newest to the oldest."""
    last = len(made) - 1
    leads_away: list[bool] = []
    for author, parents in made:
        leads_away.append(any(made[parent][0] != author or leads_away[parent] for parent, _ in parents))
    arrived = [Fraction(0)] * last + [Fraction(units)]
    passing = [Fraction(0)] * (last + 1)
    kept = {}
    for number in range(last, -1, -1):
        author, parents = made[number]
        came = arrived[number] if arrived[number] >= 1 else Fraction(0)
        heirs = [(p, 1 if kind == "INSPIRED" else 4) for p, kind in parents if made[p][0] != author or leads_away[p]]
        kept[number] = int(came * Fraction(7, 10)) if heirs else int(came)
        flow = (came * Fraction(3, 10) if heirs else 0) + passing[number]
        for parent, weight in heirs:
            to = passing if made[parent][0] == author else arrived
            to[parent] += flow * weight / sum(weight for _, weight in heirs)
    kept[last] += units - sum(kept.values())
    return {number: share for number, share in kept.items() if share}


async def _plant(database: Database, made: list[Made]) -> None:
    people = [
        {"id": key_of("account", n), "handle": f"player-{n}", "handle_key": f"player-{n}", "roles": []}
        for n in sorted({author for author, _ in made})
    ]
    async with database.transaction() as tx:
        await tx.session.execute(insert(Account), people)
        rows = [creation("NPC", n, creator_id=key_of("account", author)) for n, (author, _) in enumerate(made)]
        await tx.session.execute(insert(Creation), rows)
        edges = [
            {"child_id": key_of("NPC", n), "parent_id": key_of("NPC", parent), "kind": kind, "position": position}
            | {"created_at": START}
            for n, (_, parents) in enumerate(made)
            for position, (parent, kind) in enumerate(parents)
        ]
        if edges:
            await tx.session.execute(insert(Derivation), edges)
