"""GraphQL over HTTP: whatever is sent, the answer is GraphQL's JSON with a status that fits."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from realm_gql.api.execution import RequestRefused
from realm_gql.api.http import choose_media_type
from realm_gql.domain import accounts

GRAPHQL_JSON = "application/graphql-response+json"
HELLO = {"query": "{ hello }"}


def only_error(response: Any) -> dict[str, Any]:
    """The one error of an answer that has no data."""
    assert response.headers["content-type"].split(";")[0] in ("application/json", GRAPHQL_JSON)
    body = response.json()
    assert "data" not in body
    [error] = body["errors"]
    found: dict[str, Any] = error
    return found


async def test_a_query_is_answered(http) -> None:
    response = await http.post(
        {"query": "query Q($name: String!) { hello(name: $name) }", "variables": {"name": "Ada"}}
    )
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.json()["data"] == {"hello": "Hello, Ada"}


async def test_the_path_needs_no_redirect(http) -> None:
    response = await http.client.post("/graphql", json=HELLO, follow_redirects=False)
    assert response.status_code == 200


@pytest.mark.parametrize("body", [b"null", b"5", b'"x"', b"[]", b"true", b'{"query": 5}', b"{}", b'{"query": " "}'])
async def test_what_is_no_request_is_refused(http, body: bytes) -> None:
    response = await http.raw(body, content_type="application/json")
    error = only_error(response)
    assert response.status_code == 400
    assert error["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b'{"query": "{ hello }"', b"NaN", b"[" * 5_000, b'{"a": "\\ud800"}']
)
async def test_what_is_no_json_is_refused(http, body: bytes) -> None:
    response = await http.raw(body, content_type="application/json")
    error = only_error(response)
    assert response.status_code == 400
    assert error["message"].startswith("The body is not JSON")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("variables", []),
        ("variables", "x"),
        ("operationName", 5),
        ("operationName", {}),
        ("extensions", []),
    ],
)
async def test_a_member_of_the_wrong_form_is_refused(http, member: str, value: object) -> None:
    response = await http.post({**HELLO, member: value})
    assert response.status_code == 400
    assert f"`{member}`" in only_error(response)["message"]


async def test_a_nul_is_read_as_the_replacement_character(http) -> None:
    written = await http.ask('{ hello(name: "a\\u0000b") }')
    sent = await http.ask("query($name: String!) { hello(name: $name) }", name="a\x00b")
    assert written["data"] == sent["data"] == {"hello": "Hello, a\ufffdb"}


async def test_variables_nested_too_deeply_are_refused(http) -> None:
    deep = b'{"query": "query($name: String) { hello(name: $name) }", "variables": {"name": '
    response = await http.raw(deep + b"[" * 1_000 + b"]" * 1_000 + b"}}", content_type="application/json")
    assert response.status_code == 400
    assert "errors" in response.json()


async def test_null_members_are_as_good_as_none(http) -> None:
    response = await http.post({**HELLO, "variables": None, "operationName": None, "extensions": None})
    assert response.json()["data"] == {"hello": "Hello, realm"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: Int!) { hello }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: String!) { hello(name: $n) }", "BAD_USER_INPUT"),
        ("fragment F on Query { hello }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_a_document_that_does_not_fit_says_why(http, query: str, code: str) -> None:
    plain = await http.post({"query": query})
    assert plain.status_code == 200
    assert only_error(plain)["extensions"]["code"] == code
    modern = await http.post({"query": query}, accept=GRAPHQL_JSON)
    assert modern.status_code == 400
    assert modern.headers["content-type"] == f"{GRAPHQL_JSON}; charset=utf-8"
    assert only_error(modern)["extensions"]["code"] == code


async def test_several_operations_need_a_name(http) -> None:
    query = "query A { hello } query B { who }"
    unnamed = only_error(await http.post({"query": query}))
    assert unnamed["extensions"] == {"code": "OPERATION_RESOLUTION_FAILURE"}
    unknown = only_error(await http.post({"query": query, "operationName": "C"}))
    assert unknown["message"] == "This document has no operation named 'C'."
    named = await http.post({"query": query, "operationName": "B"})
    assert named.json()["data"] == {"who": None}


async def test_a_subscription_is_refused_with_a_hint(http) -> None:
    response = await http.post({"query": "subscription { count(to: 3) { number } }"})
    assert response.status_code == 400
    error = only_error(response)
    assert error["extensions"]["code"] == "SUBSCRIPTION_OVER_HTTP"
    assert "graphql-transport-ws" in error["message"]


async def test_get_answers_queries(http) -> None:
    parameters = {"query": "query($n: String!) { hello(name: $n) }", "variables": '{"n": "Ada"}'}
    response = await http.client.get("/graphql", params=parameters)
    assert response.json()["data"] == {"hello": "Hello, Ada"}


async def test_get_changes_nothing(http) -> None:
    response = await http.client.get("/graphql", params={"query": "mutation { do(value: 1) { __typename } }"})
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST, OPTIONS"
    assert only_error(response)["extensions"]["code"] == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize("parameters", [{}, {"query": ""}, {"query": "{hello}", "variables": "{"}, {"variables": "[]"}])
async def test_get_without_a_request_is_refused(http, parameters: dict[str, str]) -> None:
    response = await http.client.get("/graphql", params=parameters)
    assert response.status_code == 400
    assert only_error(response)["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_other_methods_are_refused(http, method: str) -> None:
    response = await http.client.request(method, "/graphql", json=HELLO)
    assert response.status_code == 405
    assert only_error(response)["extensions"]["code"] == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=latin-1"]
)
async def test_other_content_types_are_refused(http, kind: str) -> None:
    response = await http.raw(b'{"query": "{ hello }"}', content_type=kind)
    assert response.status_code == 415
    assert only_error(response)["extensions"]["code"] == "UNSUPPORTED_MEDIA_TYPE"


async def test_a_body_that_is_too_long_is_refused(tight_http) -> None:
    response = await tight_http.post({"query": "{ hello }" + " " * 500})
    assert response.status_code == 413
    assert only_error(response)["message"] == "A request may be 500 bytes long at most."


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json", "application/json"),
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (f"application/json, {GRAPHQL_JSON}", GRAPHQL_JSON),
        (f"{GRAPHQL_JSON}, application/json;q=0.9", GRAPHQL_JSON),
        (f"{GRAPHQL_JSON};q=0.5, application/json", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
    ],
)
def test_the_client_chooses_the_media_type(accept: str | None, chosen: str) -> None:
    assert choose_media_type(accept) == chosen


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "application/json;q=x"])
def test_a_client_that_takes_no_json_is_refused(accept: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        choose_media_type(accept)
    assert refused.value.status == 406


async def test_a_bearer_token_says_who_asks(http, guest) -> None:
    token, _ = guest
    response = await http.post({"query": "{ who }"}, authorization=f"Bearer {token}")
    assert response.json()["data"] == {"who": "Ada"}


@pytest.mark.parametrize("token", ["Bearer nonsense", "Bearer", "Basic YTpi", "x" * 5_000])
async def test_a_bad_token_is_refused(http, token: str) -> None:
    response = await http.post({"query": "{ who }"}, authorization=token)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert only_error(response)["extensions"] == {"code": "SIGN_IN_REQUIRED"}


async def test_a_revoked_token_is_refused(http, guest, runtime) -> None:
    token, _ = guest
    async with runtime.database.reading() as session:
        viewer = await accounts.authenticate(session, token)
    async with runtime.database.transaction() as tx:
        await accounts.sign_out(tx, runtime.broker, viewer)
    response = await http.post({"query": "{ who }"}, authorization=f"Bearer {token}")
    assert response.status_code == 401


@pytest.mark.parametrize("origin", ["http://realm", "https://realm", "https://friend.example"])
async def test_our_own_pages_and_friends_may_call(tight_http, origin: str) -> None:
    answered = await tight_http.post(HELLO, origin=origin)
    assert answered.headers["access-control-allow-origin"] == origin
    assert "Origin" in answered.headers["vary"]
    assert "access-control-allow-credentials" not in answered.headers
    asked = await tight_http.client.options(
        "/graphql", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}
    )
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == origin
    assert asked.headers["access-control-allow-headers"] == "Authorization, Content-Type"


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://realm.evil.example", "https://realm:444", "http://[", "http://]:x", "//"],
)
async def test_other_pages_may_not(tight_http, origin: str) -> None:
    answered = await tight_http.post(HELLO, origin=origin)
    assert "access-control-allow-origin" not in answered.headers
    asked = await tight_http.client.options("/graphql", headers={"Origin": origin})
    assert asked.status_code == 403
    assert "access-control-allow-origin" not in asked.headers


async def test_an_error_of_the_transport_is_readable_by_friends(tight_http) -> None:
    response = await tight_http.raw(b"{", content_type="application/json", origin="https://friend.example")
    assert response.status_code == 400
    assert response.headers["access-control-allow-origin"] == "https://friend.example"


async def test_introspection_is_answered(http) -> None:
    from graphql import get_introspection_query

    answer = await http.ask(get_introspection_query(descriptions=True))
    assert "errors" not in answer
    assert orjson.dumps(answer["data"]["__schema"]["queryType"]) == b'{"name":"Query","kind":"OBJECT"}'
