"""The schema that clients see: printed and equal, every word of it described, and nodes of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_introspection_type,
    is_specified_scalar_type,
)

from realm_gql.api.problems import PROBLEMS
from realm_gql.api.relay import global_id
from realm_gql.api.schema import FETCHES, build_schema, print_schema
from realm_gql.kit.ids import new_uuid

SCHEMA_FILE = Path(__file__).parents[2] / "schema.graphql"


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    """The schema as graphql-core has it."""
    return build_schema()._schema


def test_schema_graphql_is_what_the_code_prints() -> None:
    assert SCHEMA_FILE.read_text() == print_schema(), "run `make schema`"


def test_everything_is_described(schema: GraphQLSchema) -> None:
    assert [name for name, description in described(schema) if not (description or "").strip()] == []


def described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Every name of the schema with its description."""
    for kind in schema.type_map.values():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        yield kind.name, kind.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}", field.description
                for argument, definition in getattr(field, "args", {}).items():
                    yield f"{kind.name}.{name}({argument}:)", definition.description
        elif isinstance(kind, GraphQLEnumType):
            for name, value in kind.values.items():
                yield f"{kind.name}.{name}", value.description


def test_every_change_answers_with_its_payload_or_a_problem(schema: GraphQLSchema) -> None:
    mutation = schema.mutation_type
    assert mutation is not None
    for name, field in mutation.fields.items():
        verb = name[0].upper() + name[1:]
        assert [*field.args] == ["input"], name
        assert str(field.args["input"].type) == f"{verb}Input!"
        assert str(field.type) == f"{verb}Result!"
        union = schema.type_map[f"{verb}Result"]
        assert isinstance(union, GraphQLUnionType)
        payload, *problems = sorted(union.types, key=lambda member: member.name != f"{verb}Payload")
        assert payload.name == f"{verb}Payload"
        assert {problem.name for problem in problems} <= {problem.__name__ for problem in PROBLEMS}
        assert "InvalidInput" in {problem.name for problem in problems}, name


def test_every_input_takes_an_idempotency_key(schema: GraphQLSchema) -> None:
    mutation = schema.mutation_type
    assert mutation is not None
    for field in mutation.fields.values():
        given: Any = field.args["input"].type
        assert str(given.of_type.fields["idempotencyKey"].type) == "ID"


def test_every_kind_of_node_can_be_fetched(schema: GraphQLSchema) -> None:
    node = schema.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    assert sorted(kind.name for kind in schema.get_possible_types(node)) == sorted(FETCHES)


async def test_unknown_nodes_are_null_and_keep_their_place(client) -> None:
    room = (await client.data("{ rooms(first: 1) { edges { node { id } } } }"))["rooms"]["edges"][0]["node"]["id"]
    unknown = [global_id(kind, new_uuid()) for kind in FETCHES]
    answer = await client.data(
        "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", {"ids": [*unknown, room, unknown[0], room]}
    )
    there = {"id": room, "__typename": "Room"}
    assert answer["nodes"] == [*[None for _ in unknown], there, None, there]


async def test_every_creation_is_found_by_the_id_it_tells(client) -> None:
    lists = ["npcs", "quests", "items", "cosmetics", "lore", "locations"]
    query = "{ " + " ".join(f"{name}(first: 2) {{ edges {{ node {{ id __typename }} }} }}" for name in lists) + " }"
    answer = await client.data(query)
    nodes = [edge["node"] for name in lists for edge in answer[name]["edges"]]
    assert {node["__typename"] for node in nodes} == {"Npc", "Quest", "Item", "Cosmetic", "Lore", "Location"}
    again = await client.data(
        "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", {"ids": [node["id"] for node in nodes]}
    )
    assert again["nodes"] == nodes


async def test_an_id_under_another_kind_is_no_id(client) -> None:
    answer = await client.data("{ npcs(first: 1) { edges { node { uuid } } } }")
    uuid = answer["npcs"]["edges"][0]["node"]["uuid"]
    from uuid import UUID

    answer = await client.data("query($id: ID!) { node(id: $id) { id } }", {"id": global_id("Quest", UUID(uuid))})
    assert answer["node"] is None


async def test_forged_ids_name_nothing(client) -> None:
    kinds = ["node", "npc", "quest", "location", "room", "turn"]
    fields = " ".join(f"{kind}(id: $id) {{ id }}" for kind in kinds)
    answer = await client.data(f"query($id: ID!) {{ {fields} nodes(ids: [$id]) {{ id }} }}", {"id": "forged"})
    assert answer == {**dict.fromkeys(kinds), "nodes": [None]}


async def test_forged_cursors_are_the_callers_to_mend(client) -> None:
    for field in ("npcs", "rooms", "lore"):
        answer = await client.ask(f'{{ {field}(after: "forged") {{ edges {{ cursor }} }} }}')
        assert answer["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT", "field": "after"}


async def test_too_many_ids_are_refused(client) -> None:
    answer = await client.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x"] * 101})
    assert answer["errors"][0]["message"] == "Ask for at most 100 ids at once."


async def test_the_realm_tells_of_itself(client) -> None:
    answer = await client.data("{ realm { name version voice { state model source detail } } }")
    assert answer["realm"]["name"] == "Realm of Echoes"
    assert answer["realm"]["voice"] == {
        "state": "READY",
        "model": "authored lines",
        "source": "AUTHORED",
        "detail": "",
    }


async def test_the_budget_is_told(client) -> None:
    answer = await client.data("{ rateLimit { maximum available restoreRate } }")
    assert answer["rateLimit"] == {"maximum": 20_000, "available": 19_999, "restoreRate": 1_000}
