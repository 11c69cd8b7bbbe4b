"""Lineage at any depth: ancestors, descendants and neighbourhoods of trees, chains and graphs with several parents."""

from __future__ import annotations

import pytest
from growing import add_npcs, derive, key_of
from sqlalchemy import event

from realm_gql.domain import lineage
from realm_gql.domain.lineage import LineageKey, PageKey
from realm_gql.storage.database import Database


async def _with_edges(database: Database, count: int, edges: list[tuple[int, int]]) -> None:
    await add_npcs(database, count)
    async with database.transaction() as tx:
        await derive(tx.session, edges)


async def _around(database: Database, root: int, up: int, down: int) -> tuple[list[int], set[tuple[int, int]], bool]:
    numbers = {key_of("NPC", n): n for n in range(700)}
    async with database.reading() as session:
        (found,) = await lineage.load_lineages(session, [LineageKey(key_of("NPC", root), up, down)])
    nodes = [numbers[node.id] for node in found.nodes]
    edges = [(numbers[edge.child_id], numbers[edge.parent_id]) for edge in found.edges]
    assert len(nodes) == len(set(nodes))
    assert len(edges) == len(set(edges))
    return nodes, set(edges), found.truncated


async def test_a_chain_is_told_as_far_as_asked(database: Database) -> None:
    await _with_edges(database, 8, [(n, n - 1) for n in range(1, 8)])

    nodes, edges, truncated = await _around(database, 4, up=2, down=1)

    assert nodes[0] == 4
    assert set(nodes) == {2, 3, 4, 5}
    assert edges == {(3, 2), (4, 3), (5, 4)}
    assert not truncated


async def test_an_original_alone_is_its_own_lineage(database: Database) -> None:
    await _with_edges(database, 1, [])

    assert await _around(database, 0, up=8, down=3) == ([0], set(), False)


async def test_nobody_has_no_lineage(database: Database) -> None:
    async with database.reading() as session:
        (found,) = await lineage.load_lineages(session, [LineageKey(key_of("NPC", 0), 8, 3)])

    assert (found.nodes, found.edges, found.truncated) == ([], [], False)


async def test_two_paths_to_one_ancestor_tell_it_once_and_both_edges(database: Database) -> None:
    await _with_edges(database, 4, [(1, 0), (2, 0), (3, 1), (3, 2)])

    nodes, edges, _ = await _around(database, 3, up=8, down=0)

    assert set(nodes) == {0, 1, 2, 3}
    assert edges == {(1, 0), (2, 0), (3, 1), (3, 2)}


async def test_an_edge_between_two_of_the_neighbours_is_told_too(database: Database) -> None:
    # 3 came from 2 and straight from 0 as well.
    await _with_edges(database, 4, [(1, 0), (2, 1), (3, 2), (3, 0)])

    _, edges, _ = await _around(database, 2, up=2, down=1)

    assert edges == {(1, 0), (2, 1), (3, 2), (3, 0)}


async def test_many_diamonds_in_a_row_do_not_multiply(database: Database) -> None:
    # 20 layers of two, each made from both of the layer before: a million paths, forty creations.
    edges = [(n, parent) for n in range(2, 40) for parent in (n // 2 * 2 - 2, n // 2 * 2 - 1)]
    await _with_edges(database, 40, edges)

    nodes, found, _ = await _around(database, 39, up=64, down=0)

    assert set(nodes) == set(range(40)) - {38}
    assert len(found) == 2 * 36 + 2

    async with database.reading() as session:
        (page,) = await lineage.load_ancestors(session, [PageKey(key_of("NPC", 39), 100)])
    assert len(page.items) == 38


async def test_a_crowd_is_cut_at_five_hundred_the_nearest_kept(database: Database) -> None:
    await _with_edges(database, 600, [(1, 0), *((n, 1) for n in range(2, 600))])

    nodes, edges, truncated = await _around(database, 0, up=0, down=2)

    assert truncated
    assert len(nodes) == 500
    assert nodes[:2] == [0, 1]
    assert len(edges) == 499


async def test_any_number_of_lineages_is_one_statement(database: Database) -> None:
    await _with_edges(database, 40, [(n, (n - 1) // 3) for n in range(1, 40)])
    statements: list[str] = []

    @event.listens_for(database.engine.sync_engine, "before_cursor_execute")
    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    async with database.reading() as session:
        found = await lineage.load_lineages(session, [LineageKey(key_of("NPC", n), 8, 3) for n in range(40)])

    assert len(statements) == 1
    assert [len(one.nodes) for one in found[:3]] == [40, 14, 14]


async def test_ancestors_come_child_before_parent_in_pages(database: Database) -> None:
    await _with_edges(database, 6, [(n, n - 1) for n in range(1, 6)])
    root = key_of("NPC", 5)

    async with database.reading() as session:
        (first,) = await lineage.load_ancestors(session, [PageKey(root, 3)])
        place = lineage.place_of(first.items[-1], lineage.CreationOrder.NEWEST)
        (second,) = await lineage.load_ancestors(session, [PageKey(root, 3, place)])

    assert [row.id for row in first.items] == [key_of("NPC", n) for n in (4, 3, 2)]
    assert (first.has_next, second.has_next) == (True, False)
    assert [row.id for row in second.items] == [key_of("NPC", n) for n in (1, 0)]


async def test_descendants_come_parent_before_child(database: Database) -> None:
    await _with_edges(database, 7, [(n, (n - 1) // 2) for n in range(1, 7)])

    async with database.reading() as session:
        all_below, below_one = await lineage.load_descendants(
            session, [PageKey(key_of("NPC", 0), 10), PageKey(key_of("NPC", 1), 10)]
        )

    assert [row.id for row in all_below.items] == [key_of("NPC", n) for n in range(1, 7)]
    assert [row.id for row in below_one.items] == [key_of("NPC", n) for n in (3, 4)]


@pytest.mark.parametrize(
    ("up", "down", "taken"), [(-1, 0, (0, 0)), (65, 3, (64, 3)), (8, -1, (8, 0)), (0, 2**31 - 1, (0, 64))]
)
def test_hops_are_taken_as_near_as_bounds_allow(up: int, down: int, taken: tuple[int, int]) -> None:
    key = lineage.around(key_of("NPC", 0), up, down)

    assert (key.up, key.down) == taken
