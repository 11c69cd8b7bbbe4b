"""A recursive query costs as many SQL statements over a tenfold world as over a small one.

Only what the schema itself asks the database is counted: no transport, no sign-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
import strawberry
from growing import clear, grow, key_of
from sqlalchemy import event

from realm_gql.api.context import Context
from realm_gql.api.relay import global_id
from realm_gql.api.schema import build_schema
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Database

SMALL, LARGE = 20, 200

ROOT = global_id("Npc", key_of("NPC", 0))
PLACE = global_id("Location", key_of("LOCATION", 0))

SHAPES: dict[str, tuple[str, int]] = {
    "home and back": ("{ npcs(first: $many) { edges { node { home { npcs { home { npcs { name } } } } } } } }", 6),
    "whom they know": (
        """{ npcs(first: $many) { edges { node { persona { relations { npc { persona { relations {
            npc { persona { relations { bond npc { name } } } } } } } } } } } } }""",
        7,
    ),
    "homes of friends": (
        """{ npcs(first: $many) { edges { node { home { npcs { persona { relations { feeling npc { home { name
            npcs { name } } } } } } } } } } }""",
        9,
    ),
    "children thrice": (
        """{ npcs(first: $few, orderBy: OLDEST) { edges { node {
            children(first: 5) { edges { node { children(first: 5) { edges { node { name
            children(first: 5) { edges { node { name } } } } } } } } } } } } }""",
        4,
    ),
    "parents twice": (
        """{ npcs(first: $many) { edges { node { parents { diff { field before after } parent { name
            parents { parent { name parents { kind } } } } } } } } }""",
        6,
    ),
    "ancestors and descendants": (
        """{ npcs(first: $many) { edges { node { ancestors(first: 3) { edges { node { name
            descendants(first: 3) { edges { node { name parents { parent { name } } } } } } } } } } } }""",
        5,
    ),
    "lineage": (
        """{ npcs(first: $many) { edges { node { lineage(up: 4, down: 2) { truncated
            nodes { name creator { __typename } }
            edges { kind parent { name } child { name } diff { field } } } } } } }""",
        4,
    ),
    "makers": (
        """{ npcs(first: $many) { edges { node { creator { ... on Player { handle creations(first: 5) { edges { node {
            name creator { ... on Player { handle
            creations(first: 1) { edges { node { name } } } } } } } } } } } } } }""",
        5,
    ),
    "provenance": (
        """{ npcs(first: $many) { edges { node { provenance { hash parentHashes statement generator { kind } }
            parents { parent { provenance { hash signature keyId } } } } } } }""",
        5,
    ),
    "who receives what": (
        """{ npcs(first: $many) { edges { node { echoesEarned attribution { units share creation { name echoesEarned }
            creator { ... on Player { handle echoes } } } } } } }""",
        7,
    ),
    "ledgers": (
        """{ npcs(first: $many) { edges { node { creator { ... on Player { echoes ledger(first: $few) { edges { node {
            amount reason creation { name } earnedBy { name creator { ... on Player {
            ledger(first: $few) { edges { node { creation { attribution { units } } } } } } } } } } } } } } } } }""",
        9,
    ),
    "quests": (
        """{ quests(first: $many) { edges { node { start { text choices { label to { text } } } giver { name }
            cast { home { name exits { name exits { name } } } } location { name } } } } }""",
        8,
    ),
    "quests of givers": (
        """{ quests(first: $many) { edges { node { giver { quests(first: 3) { edges { node { name giver {
            quests(first: 3) { edges { node { cast { name } } } } } } } } } } } } }""",
        6,
    ),
    "rooms": (
        """{ rooms(first: $many) { edges { node { location { name rooms { name } } players { handle }
            npcs { name quests(first: 3) { edges { node { name location { rooms { eventCursor } } } } } } } } } }""",
        12,
    ),
    "rooms they are in": (
        """{ npcs(first: $many) { edges { node { room { name npcs { room { name location { exits { rooms { name
            openTurns { id } } } } } } } } } } }""",
        11,
    ),
    "everything of every kind": (
        """{ items(first: $many) { edges { node { slot owner { handle items { name } } } } }
            cosmetics(first: $many) { edges { node { slot parents { kind } } } }
            lore(first: $many) { edges { node { text keys creator { ... on Player { handle } } } } }
            locations(first: $many) { edges { node { description exits { name npcs { name } } rooms { name } } } } }""",
        12,
    ),
    "one, from its id": (
        f"""{{ npc(id: "{ROOT}") {{ name children {{ edges {{ node {{ name }} }} }} home {{ name }} }}
            location(id: "{PLACE}") {{ npcs {{ name }} exits {{ name }} }} }}""",
        6,
    ),
}
"""Shapes of recursive query, and the most statements each may cost. Pages grow with the world."""


@pytest.mark.parametrize("shape", SHAPES)
async def test_statements_do_not_grow_with_the_world(runtime: Runtime, shape: str) -> None:
    query, limit = SHAPES[shape]
    counts, answers = [], []

    for size in (SMALL, LARGE):
        await clear(runtime.database)
        await grow(runtime.database, size, stamped="provenance" in query)
        with counting(runtime.database) as statements:
            answers.append(
                await ask(runtime, query.replace("$many", str(size * 2 // 5)).replace("$few", str(size // 10)))
            )
        counts.append(len(statements))

    assert counts[0] == counts[1], f"{counts[0]} statements became {counts[1]}"
    assert 0 < counts[1] <= limit
    assert shape == "one, from its id" or len(str(answers[1])) > 4 * len(str(answers[0]))


async def test_nodes_of_one_kind_are_one_statement(runtime: Runtime) -> None:
    await grow(runtime.database, SMALL)
    ids = [global_id("Npc", key_of("NPC", number)) for number in range(SMALL)]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Npc { name } } }"

    with counting(runtime.database) as statements:
        answer = await ask(runtime, query, {"ids": ids})

    assert [node["id"] for node in answer["nodes"]] == ids
    assert len(statements) == 1


@cache
def built() -> strawberry.Schema:
    """The schema; building it takes a while."""
    return build_schema()


async def ask(runtime: Runtime, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    """The data of a query that must succeed."""
    result = await built().execute(query, variable_values=variables, context_value=Context(runtime))
    assert result.errors is None, result.errors
    assert result.data is not None
    return result.data


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile; beginnings of transactions do not count."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
