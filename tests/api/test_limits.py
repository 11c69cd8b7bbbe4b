"""What an operation may be, what it costs, and that no document can hold the server up."""

from __future__ import annotations

import time
from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse
from graphql.validation.rules import overlapping_fields_can_be_merged
from small_schema import small_schema

from realm_gql.api.execution.budget import Budget, Budgets
from realm_gql.api.execution.cost import price
from realm_gql.api.execution.documents import Documents
from realm_gql.api.execution.limits import MAX_OVERLAP_CHECKS

SCHEMA = small_schema()._schema


def codes(query: str) -> list[str]:
    """The codes of what is wrong with a document."""
    return [error.extensions["code"] for error in Documents(SCHEMA).get(query).errors]


def messages(query: str) -> list[str]:
    return [error.message for error in Documents(SCHEMA).get(query).errors]


def cost(query: str, **variables: Any) -> int:
    """What an operation costs with these coerced variables."""
    document = parse(query)
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    return price(SCHEMA, operation, fragments, variables)


def chain(links: int) -> str:
    """A small document whose fragments, written out, double with every link."""
    fragments = "".join(
        f" fragment F{i} on Thing {{ inner {{ ...F{i + 1} }} a{i}: name inner {{ ...F{i + 1} }} }}"
        for i in range(links)
    )
    return "{ thing { ...F0 } }" + fragments + f" fragment F{links} on Thing {{ name }}"


def flat_chain(links: int) -> str:
    fragments = "".join(f" fragment F{i} on Thing {{ ...F{i + 1} a{i}: name ...F{i + 1} }}" for i in range(links))
    return "{ thing { ...F0 } }" + fragments + f" fragment F{links} on Thing {{ name }}"


def nested(depth: int) -> str:
    return "{ thing " + "{ inner " * (depth - 2) + "{ name }" + " }" * (depth - 1)


def test_depth() -> None:
    assert messages(nested(12)) == []
    assert messages(nested(13)) == ["This operation is 13 levels deep; at most 12 are allowed."]


def test_depth_through_fragments() -> None:
    query = "{ thing { ...A } } fragment A on Thing { inner { inner { inner { inner { inner { ...B } } } } } }"
    query += " fragment B on Thing { inner { inner { inner { inner { inner { name } } } } } }"
    assert messages(query) == []
    deeper = query.replace("{ name }", "{ inner { name } }")
    assert messages(deeper) == ["This operation is 13 levels deep; at most 12 are allowed."]


def test_aliases() -> None:
    fields = " ".join(f"a{number}: hello" for number in range(15))
    assert codes(f"{{ {fields} }}") == []
    assert codes(f"{{ {fields} b: hello }}") == ["QUERY_TOO_LARGE"]


def test_directives() -> None:
    fields = " ".join("hello @include(if: true)" for _ in range(20))
    assert codes(f"{{ {fields} }}") == []
    assert codes(f"{{ {fields} hello @skip(if: false) }}") == ["QUERY_TOO_LARGE"]


@pytest.mark.parametrize("number", ["1" * 5_000, "1." + "1" * 5_000, "1e" + "1" * 5_000])
def test_a_number_without_end_is_not_read(number: str) -> None:
    assert codes(f"{{ hello(to: {number}) }}") == ["QUERY_TOO_LARGE"]


def test_mutation_fields() -> None:
    fields = " ".join(f"a{number}: do(value: 1) {{ __typename }}" for number in range(10))
    assert codes(f"mutation {{ {fields} }}") == []
    through = f"mutation {{ ...F b: do(value: 2) {{ __typename }} }} fragment F on Mutation {{ {fields} }}"
    assert messages(through) == ["This operation makes 11 changes; at most 10 are allowed in one."]


def test_tokens() -> None:
    assert codes("{ " + "hello " * 998 + "}") == ["GRAPHQL_VALIDATION_FAILED"]  # the overlaps, not the tokens
    assert codes("{ " + "hello " * 999 + "}") == ["GRAPHQL_PARSE_FAILED"]


def test_deep_nesting_is_no_crash() -> None:
    assert codes("{ thing " + "{ inner " * 400) == ["GRAPHQL_PARSE_FAILED"]


def test_introspection_may_be_deep_but_not_without_end() -> None:
    from graphql import get_introspection_query

    assert codes(get_introspection_query()) == []
    deep = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"
    assert codes(deep) != []


@pytest.mark.parametrize("query", [chain(8), chain(40), flat_chain(22), flat_chain(60)])
def test_a_chain_of_fragments_is_measured_at_once(query: str) -> None:
    begun = time.perf_counter()
    assert "QUERY_TOO_LARGE" in codes(query)
    assert time.perf_counter() - begun < 0.25


@pytest.mark.parametrize("links", [5, 60])
def test_a_chain_of_fragments_is_priced_at_once(links: int) -> None:
    begun = time.perf_counter()
    assert cost(chain(links)) == min(2 ** (links + 1) - 1, 10**9)
    assert time.perf_counter() - begun < 0.25


def test_fragments_in_a_circle_are_refused() -> None:
    query = "{ thing { ...A } } fragment A on Thing { ...B } fragment B on Thing { ...A }"
    assert codes(query) == ["GRAPHQL_VALIDATION_FAILED"]


def test_fields_that_overlap_without_end_are_not_compared_to_the_end() -> None:
    assert overlapping_fields_can_be_merged.get_complexity_budget() == MAX_OVERLAP_CHECKS
    assert messages("{ " + "hello " * 200 + "}") == []
    assert messages("{ " + "hello " * 400 + "}") == ["Validation aborted."]


def test_a_document_is_looked_at_once_and_few_are_kept() -> None:
    documents = Documents(SCHEMA, kept=2)
    first, refused = documents.get("{ hello }"), documents.get("{ nope }")
    assert documents.get("{ hello }") is first
    assert documents.get("{ nope }") is refused
    documents.get("{ who }")
    assert documents.get("{ nope }") is refused
    assert documents.get("{ hello }") is not first


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("{ hello }", 1),
        ("{ thing { name inner { name } } }", 2),
        ("{ things { edges { node { name } cursor } pageInfo { hasNextPage } } }", 20),
        ("{ things(first: 3) { edges { node { inner { name } } } } }", 6),
        ("{ things(first: 7) { edges { node { children(first: 5) { edges { node { name } } } } } } }", 7 + 7 * 5),
        ("{ thing { children(last: 9) { edges { node { name } } } } }", 1 + 9),
        ("{ things(first: 1000000) { edges { node { name } } } }", 100),
        ("{ things(first: -4) { edges { node { name } } } }", 1),
        ("{ things(first: 50) @skip(if: true) { edges { node { name } } } }", 1),
        ("mutation { a: do(value: 1) { __typename } b: do(value: 2) { __typename } }", 20),
        ("{ __schema { types { fields { name } } } }", 1),
    ],
)
def test_the_price(query: str, points: int) -> None:
    assert cost(query) == points


def test_the_price_reads_variables() -> None:
    query = "query($n: Int, $no: Boolean) { things(first: $n) @skip(if: $no) { ...E } } fragment E on ThingConnection "
    query += "{ edges { node { name } } }"
    assert cost(query, n=80) == 80
    assert cost(query, n=None) == 20
    assert cost(query, n=80, no=True) == 1


def test_a_budget_is_spent_and_comes_back() -> None:
    moment = 0.0
    budget = Budget(100, 10, clock=lambda: moment)
    assert (budget.spend(70), budget.available) == (0.0, 30)
    assert (budget.spend(50), budget.available) == (2.0, 30)
    moment = 2.0
    assert (budget.spend(50), budget.available) == (0.0, 0)
    moment = 1_000.0
    assert budget.available == 100


def test_budgets_are_apart_and_few_are_kept() -> None:
    budgets = Budgets(100, 0, kept=2)
    budgets.of("a").spend(60)
    assert (budgets.of("a").available, budgets.of("b").available) == (40, 100)
    budgets.of("c")
    assert budgets.of("a").available == 100


async def test_the_cost_is_told_with_every_answer(tight_http) -> None:
    answer = await tight_http.ask("{ things(first: 30) { edges { node { name } } } thing { inner { name } } }")
    assert answer["extensions"]["cost"] == {
        "requested": 32,
        "actual": 2,
        "throttle": {"maximum": 50, "available": 48, "restoreRate": 10},
    }


async def test_a_spent_budget_refuses_until_it_is_back(tight_http) -> None:
    for _ in range(4):
        assert "errors" not in await tight_http.ask(nested(12))
    response = await tight_http.post({"query": nested(12)})
    assert response.status_code == 429
    assert response.headers["retry-after"] == "1"
    [error] = response.json()["errors"]
    assert error["message"] == "This operation needs 11 points and 6 are left. Try again in 1 s."
    assert error["extensions"] == {"code": "RATE_LIMITED", "retryAfterS": 1}
    assert response.json()["extensions"]["cost"]["requested"] == 11


async def test_what_is_beyond_all_bounds_is_refused_unread(tight_http) -> None:
    pages = "{ things(first: $n) { edges { node { children(first: $n) { edges { node { name } } } } } } }"
    answer = await tight_http.ask(f"query($n: Int) {pages}", n=100)
    assert answer["errors"][0]["extensions"] == {"code": "QUERY_TOO_EXPENSIVE"}
    assert answer["extensions"]["cost"]["requested"] == 10_100
    assert answer["extensions"]["cost"]["throttle"]["available"] == 50


async def test_what_reads_more_than_the_budget_holds_is_stopped(tight_http) -> None:
    five = " ".join(f"a{number}: thing {{ ...F }}" for number in range(5))
    answer = await tight_http.ask(f"{{ {five} }} fragment F on Thing {nested(12)[8:-2]}")
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "QUERY_TOO_EXPENSIVE"}
    assert answer["errors"][0]["message"].startswith("This read more than the 50 things your budget holds.")
    assert answer["extensions"]["cost"]["actual"] == 50


async def test_a_change_is_paid_for_besides_what_it_answers(tight_http) -> None:
    answer = await tight_http.ask("mutation { do(value: 1) { __typename } }")
    assert answer["extensions"]["cost"]["actual"] == 11
    assert answer["extensions"]["cost"]["throttle"]["available"] == 39


async def test_an_operation_that_takes_too_long_is_given_up(tight_http) -> None:
    answer = await tight_http.ask("{ slow }")
    [error] = answer["errors"]
    assert answer["data"] is None
    assert error["extensions"] == {"code": "QUERY_TIMED_OUT"}
    assert error["message"].startswith("This took longer than 0.2 seconds")
