"""Every error a client can meet has one type and one handler, and a bug shows nothing of itself."""

from __future__ import annotations

import inspect
import logging

import pytest

from realm_gql import errors
from realm_gql.api import problems

ONLY_AT_THE_TOP = {
    errors.EngineUnavailable,
    errors.EngineBusy,
    errors.EngineFailed,
    errors.BrokerUnavailable,
    errors.StorageUnavailable,
    errors.ConfigurationError,
}
"""Nothing a client could do about them differs, so no union holds them; they are told by their code."""


def test_every_leaf_has_one_type_and_one_handler() -> None:
    leaves = {
        found
        for _, found in inspect.getmembers(errors, inspect.isclass)
        if issubclass(found, errors.RealmError) and found is not errors.RealmError
    }
    handled = [handler.exception_type for handler in problems.EXCEPTION_HANDLERS]
    assert sorted(leaf.__name__ for leaf in leaves - ONLY_AT_THE_TOP) == sorted(leaf.__name__ for leaf in handled)
    assert [leaf.__name__ for leaf in handled] == [problem.__name__ for problem in problems.PROBLEMS]


async def test_an_error_in_the_union_is_an_answer(http) -> None:
    query = "mutation { do(value: -1) { __typename ... on Problem { code message } ... on Done { value } } }"
    answer = await http.ask(query)
    assert "errors" not in answer
    assert answer["data"]["do"] == {
        "__typename": "NotFound",
        "code": "NOT_FOUND",
        "message": "Nothing is below zero.",
    }


async def test_an_error_that_the_union_lacks_stays_at_the_top(http) -> None:
    answer = await http.ask("mutation { do(value: 101) { ... on Done { value } } }")
    [error] = answer["errors"]
    assert (error["message"], error["path"]) == ("That much is taken.", ["do"])
    assert error["extensions"] == {"code": "CONFLICT"}


async def test_an_error_of_ours_in_a_query_has_its_code(http) -> None:
    answer = await http.ask("{ absent invalid hello }")
    assert answer["data"] == {"absent": None, "invalid": None, "hello": "Hello, realm"}
    assert [error["extensions"] for error in answer["errors"]] == [
        {"code": "NOT_FOUND"},
        {"code": "BAD_USER_INPUT", "field": "name"},
    ]


async def test_a_bug_is_masked_and_logged_under_an_incident_id(http, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "realm.api"):
        answer = await http.ask("{ bug hello }")
    [error] = answer["errors"]
    incident = error["extensions"]["incidentId"]
    assert answer["data"] == {"bug": None, "hello": "Hello, realm"}
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["message"] == f"Something broke in the realm. Tell the host this incident id: {incident}."
    assert "swordfish" not in str(answer)
    assert incident in caplog.text
    assert "swordfish" in caplog.text
    assert [record.levelname for record in caplog.records] == ["ERROR"]


async def test_expected_errors_are_not_logged_as_errors(http, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        await http.ask("{ absent invalid }")
        await http.ask("{ nope }")
    assert caplog.records == []
