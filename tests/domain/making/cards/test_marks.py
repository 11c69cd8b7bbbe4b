"""The realm's mark on a card: read back as written, worthless when it makes no sense, and where it attaches a card."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from growing import PERSONA, creation
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.domain.lineage.models import Creation, DerivationKind
from realm_gql.domain.making.cards.marks import (
    EXTENSION,
    LIMIT_HOPS,
    Hop,
    Mark,
    attach,
    digest,
    fingerprint,
    hash_of,
    read_mark,
    write_mark,
)
from realm_gql.domain.npcs.persona import Bond, Saying

REMIX, BLEND, INSPIRED = DerivationKind.REMIX, DerivationKind.BLEND, DerivationKind.INSPIRED
WHOLE = replace(
    PERSONA,
    secret="",
    bonds=(Bond(str(UUID(int=9)), "Wren", "sister", ""),),
    sayings=(Saying("Hm."), Saying("Aye.", ("yes", "no"))),
)


def hop(number: int, *parents: tuple[int, DerivationKind]) -> Hop:
    """A creation of that number and what it came from."""
    edges = tuple((UUID(int=parent), kind) for parent, kind in parents)
    return Hop(UUID(int=number), f"N{number}", "", "CC_BY", f"{number:064}", edges)


def mark_of(itself: Hop, *ancestors: Hop) -> Mark:
    """A mark with that lineage."""
    return Mark(itself, lineage=ancestors)


def uuids(*numbers: int) -> set[UUID]:
    """Their keys."""
    return {UUID(int=number) for number in numbers}


FULL = Mark(
    itself=hop(1, (2, REMIX)),
    summary="Counts aloud.",
    revision=3,
    persona=WHOLE,
    told={"name": digest("x")},
    composed=frozenset({"name", "tags"}),
    lineage=(hop(2, (3, BLEND), (4, BLEND)), hop(3)),
)


def test_a_mark_is_read_as_it_was_written() -> None:
    assert read_mark({EXTENSION: write_mark(FULL)}) == FULL
    assert read_mark({EXTENSION: write_mark(replace(FULL, persona=None))}) == replace(FULL, persona=None)


def test_a_secret_is_on_no_card() -> None:
    written = write_mark(replace(FULL, persona=replace(WHOLE, secret="cannot swim")))

    assert "cannot swim" not in repr(written)
    assert "secret" not in repr(written)


@pytest.mark.parametrize(
    "damage",
    [
        None,
        [],
        "mark",
        {},
        {"uuid": "not one"},
        {**write_mark(FULL), "uuid": 7},
        {**write_mark(FULL), "hash": "x" * 65},
        {**write_mark(FULL), "license": "ALL_MINE"},
        {**write_mark(FULL), "name": "x" * 81},
        {**write_mark(FULL), "name": "a\x00b"},
        {**write_mark(FULL), "revision": "first"},
        {**write_mark(FULL), "lineage": [{}]},
        {**write_mark(FULL), "lineage": [write_mark(FULL)] * (LIMIT_HOPS + 1)},
        {**write_mark(FULL), "parents": [{"uuid": str(UUID(int=1)), "kind": "STOLEN"}]},
        {**write_mark(FULL), "persona": []},
        {**write_mark(FULL), "persona": {}},
        {**write_mark(FULL), "persona": {**WHOLE.to_content(), "backstory": "x" * 2_001}},
        {**write_mark(FULL), "persona": {**WHOLE.to_content(), "temper": []}},
        {**write_mark(FULL), "persona": {**WHOLE.to_content(), "wares": [{"name": "x" * 81, "price": "1"}]}},
        {**write_mark(FULL), "persona": {**WHOLE.to_content(), "bonds": [{"npc": "x", "name": "y", "bond": "z"}]}},
        {**write_mark(FULL), "persona": {**WHOLE.to_content(), "sayings": [{"text": "a\x00b"}]}},
    ],
)
def test_a_mark_that_makes_no_sense_is_none(damage: Any) -> None:
    assert read_mark({EXTENSION: damage}) is None


def test_a_card_without_a_mark_has_none() -> None:
    assert read_mark({}) is None
    assert read_mark({"chub": {}}) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(write_mark(FULL))), json_values)
def test_no_value_in_a_mark_breaks_anything(name: str, value: Any) -> None:
    read = read_mark({EXTENSION: {**write_mark(FULL), name: value}})

    assert read is None or isinstance(read, Mark)


def test_a_fingerprint_is_of_what_everybody_sees() -> None:
    one = Creation(**creation("NPC", 1))
    secretive = Creation(**creation("NPC", 1))
    secretive.content = {**secretive.content, "secret": "another"}
    renamed = Creation(**creation("NPC", 1, name="Another"))
    counted = Creation(**creation("NPC", 1, remix_count=7, revision=4))

    assert fingerprint(one) == fingerprint(secretive) == fingerprint(counted)
    assert fingerprint(one) != fingerprint(renamed)
    assert len(fingerprint(one)) == 64


@pytest.mark.parametrize(
    ("mark", "here", "parents"),
    [
        (mark_of(hop(1)), uuids(1), [(1, REMIX)]),
        (mark_of(hop(1)), uuids(), []),
        (mark_of(hop(1, (2, REMIX)), hop(2)), uuids(1, 2), [(1, REMIX)]),
        (mark_of(hop(1, (2, REMIX)), hop(2)), uuids(2), [(2, REMIX)]),
        (mark_of(hop(1, (2, REMIX)), hop(2, (3, REMIX)), hop(3)), uuids(3), [(3, REMIX)]),
        (mark_of(hop(1, (2, REMIX)), hop(2, (3, INSPIRED)), hop(3)), uuids(3), [(3, INSPIRED)]),
        (mark_of(hop(1, (3, BLEND), (2, BLEND)), hop(2), hop(3)), uuids(2, 3), [(3, BLEND), (2, BLEND)]),
        (mark_of(hop(1, (3, BLEND), (2, BLEND)), hop(2), hop(3)), uuids(2), [(2, REMIX)]),
        (mark_of(hop(1, (2, REMIX), (3, INSPIRED)), hop(2), hop(3)), uuids(2, 3), [(2, REMIX), (3, INSPIRED)]),
        (mark_of(hop(1, (2, REMIX)), hop(2, (1, REMIX))), uuids(), []),
        (mark_of(hop(1, (1, REMIX))), uuids(), []),
        (mark_of(hop(1), hop(2), hop(3)), uuids(2, 3), []),
    ],
)
def test_a_card_has_its_place_below_the_nearest_that_are_here(
    mark: Mark, here: set[UUID], parents: list[tuple[int, DerivationKind]]
) -> None:
    assert attach(mark, here) == [(UUID(int=number), kind) for number, kind in parents]


def test_no_more_parents_than_anything_may_have() -> None:
    wide = [hop(number) for number in range(2, 10)]
    deep = [hop(number, *((number * 10 + step, BLEND) for step in range(8))) for number in range(2, 10)]
    mark = mark_of(hop(1, *((number, BLEND) for number in range(2, 10))), *deep)

    assert len(attach(mark, uuids(*range(20, 98)))) == 8
    assert hash_of(mark_of(hop(1), *wide))[UUID(int=5)] == f"{5:064}"
