"""GraphQL over WebSocket: every ending has a code and a reason, and one operation never harms another."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from conftest import Sockets
from small_schema import small_app

from realm_gql.api import websocket
from realm_gql.domain import accounts
from realm_gql.domain.accounts.models import Token
from realm_gql.kit.clock import now

COUNT = "subscription { count(to: 3) { number } }"
FOREVER = "subscription { count(to: 1000, waitS: 1) { number } }"


def data_of(message: dict[str, Any]) -> Any:
    """The data of a message of type next."""
    assert message["type"] == "next", message
    return message["payload"]["data"]


async def drain(socket: Any, operation_id: str) -> list[Any]:
    """The data of an operation until it is complete."""
    found = []
    while (message := await socket.receive())["type"] != "complete":
        assert message["id"] == operation_id
        found.append(data_of(message))
    assert message == {"id": operation_id, "type": "complete"}
    return found


async def test_a_subscription_is_followed_to_its_end(sockets) -> None:
    socket = await sockets.ready()
    socket.subscribe("1", COUNT)
    assert await drain(socket, "1") == [{"count": {"number": number}} for number in range(3)]


async def test_messages_are_text_frames(sockets) -> None:
    socket = await sockets.ready()
    socket.subscribe("1", "{ hello }")
    event = await socket.event()
    assert isinstance(event["text"], str)
    assert event.get("bytes") is None


async def test_queries_and_mutations_are_answered_too(sockets) -> None:
    socket = await sockets.ready()
    socket.subscribe("1", "{ hello }")
    assert await drain(socket, "1") == [{"hello": "Hello, realm"}]
    socket.subscribe("1", "mutation { do(value: -1) { ... on Problem { code } } }")
    assert await drain(socket, "1") == [{"do": {"code": "NOT_FOUND"}}]


async def test_every_event_has_loaders_of_its_own(sockets, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    class Loaders:
        def __init__(self, _runtime: object) -> None:
            made.append(self)

    monkeypatch.setattr("realm_gql.api.loaders.Loaders", Loaders)
    socket = await sockets.ready()
    socket.subscribe("1", "subscription { count(to: 3) { number loaders again: loaders } }")
    answers = await drain(socket, "1")
    assert len(made) == 3
    assert [answer["count"]["loaders"] for answer in answers] == [str(id(loaders)) for loaders in made]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { hello } query B { hello }", "OPERATION_RESOLUTION_FAILURE"),
        ("subscription($n: Int!) { count(to: $n) { number } }", "BAD_USER_INPUT"),
        (" ", "BAD_REQUEST"),
    ],
)
async def test_a_bad_operation_ends_alone(sockets, query: str, code: str) -> None:
    socket = await sockets.ready()
    socket.subscribe("sibling", "subscription { count(to: 3, waitS: 0.1) { number } }")
    await asyncio.sleep(0.02)
    socket.subscribe("bad", query)
    failed = await socket.receive()
    assert (failed["type"], failed["id"]) == ("error", "bad")
    assert failed["payload"][0]["extensions"]["code"] == code
    assert len(await drain(socket, "sibling")) == 3


async def test_a_source_that_breaks_is_told_and_masked(sockets) -> None:
    socket = await sockets.ready()
    socket.subscribe("1", "subscription { breaks(withBug: false) { number } }")
    assert data_of(await socket.receive()) == {"breaks": {"number": 0}}
    failed = await socket.receive()
    assert failed["payload"][0]["message"] == "It is gone."
    assert failed["payload"][0]["extensions"] == {"code": "NOT_FOUND"}
    socket.subscribe("2", "subscription { breaks(withBug: true) { number } }")
    await socket.receive()
    failed = await socket.receive()
    assert failed["payload"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "swordfish" not in str(failed)


async def test_an_id_is_free_again_after_complete(sockets) -> None:
    socket = await sockets.ready()
    for _ in range(3):
        socket.subscribe("1", COUNT)
        assert len(await drain(socket, "1")) == 3
    socket.subscribe("1", FOREVER)
    socket.send({"type": "complete", "id": "1"})
    socket.send({"type": "complete", "id": "unknown"})
    socket.subscribe("1", "{ hello }")
    assert await drain(socket, "1") == [{"hello": "Hello, realm"}]


async def test_ping_is_answered_with_its_payload(sockets) -> None:
    socket = await sockets.ready()
    socket.send({"type": "ping", "payload": {"a": 1}})
    assert await socket.receive() == {"type": "pong", "payload": {"a": 1}}
    socket.send({"type": "pong"})
    socket.send({"type": "ping"})
    assert await socket.receive() == {"type": "pong"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{not",
        "[]",
        "null",
        "5",
        '"x"',
        "{}",
        '{"type": 5}',
        '{"type": "nope"}',
        '{"type": "next", "id": "1"}',
        '{"type": "ping", "payload": ' + '{"a": ' * 300 + "1" + "}" * 301,
        '{"type": "ping", "payload": "x"}',
        '{"type": "pong", "payload": []}',
        '{"type": "complete"}',
        '{"type": "complete", "id": 5}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": "x"}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 5}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "payload": {"query": "{ hello }"}}',
    ],
)
async def test_a_malformed_frame_ends_the_socket_with_a_reason(sockets, text: str) -> None:
    socket = await sockets.ready()
    socket.send_text(text)
    code, reason = await socket.closing()
    assert code == 4400
    assert 0 < len(reason.encode()) <= 123


async def test_a_binary_frame_ends_the_socket(sockets) -> None:
    socket = await sockets.ready()
    socket.send_bytes(b'{"type": "ping"}')
    assert await socket.closing() == (4400, "Send text frames, not binary ones")


async def test_a_message_that_is_too_long_ends_the_socket(sockets) -> None:
    socket = await sockets.ready()
    socket.send({"type": "ping", "payload": {"long": "x" * 256 * 1024}})
    assert (await socket.closing())[0] == 1009


async def test_members_of_an_operation_of_the_wrong_form_end_the_operation(sockets) -> None:
    socket = await sockets.ready()
    socket.send({"type": "subscribe", "id": "1", "payload": {"query": "{ hello }", "variables": []}})
    failed = await socket.receive()
    assert (failed["type"], failed["payload"][0]["message"]) == ("error", "`variables` must be an object.")


async def test_the_order_of_the_protocol_is_kept(sockets) -> None:
    early = sockets.open()
    await early.event()
    early.subscribe("1", "{ hello }")
    assert await early.closing() == (4401, "Unauthorized")
    twice = await sockets.ready()
    twice.send({"type": "connection_init"})
    assert await twice.closing() == (4429, "Too many initialisation requests")
    same = await sockets.ready()
    same.subscribe("1", FOREVER)
    same.subscribe("1", FOREVER)
    assert await same.closing() == (4409, "Subscriber for 1 already exists")


async def test_a_silent_client_is_let_go(sockets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "INIT_TIMEOUT_S", 0.05)
    socket = sockets.open()
    await socket.event()
    assert await socket.closing() == (4408, "Connection initialisation timeout")


async def test_a_client_that_reads_nothing_is_let_go(sockets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "SEND_TIMEOUT_S", 0.05)
    monkeypatch.setattr(websocket, "CLOSE_TIMEOUT_S", 0.05)
    socket = await sockets.ready()
    socket.stuck = True
    socket.subscribe("1", COUNT)
    await asyncio.wait_for(socket.task, 5)
    assert socket.from_app.empty()


async def test_a_dropped_line_ends_its_operations(sockets) -> None:
    socket = await sockets.ready()
    socket.subscribe("1", FOREVER)
    await asyncio.sleep(0.05)
    socket.leave()
    await asyncio.wait_for(socket.task, 5)
    assert not [task for task in asyncio.all_tasks() if task.get_name() in ("run an operation", "read a socket")]


@pytest.mark.parametrize("offered", ["graphql-ws", "nonsense"])
async def test_another_subprotocol_is_refused_with_a_reason(sockets, offered: str) -> None:
    socket = sockets.open(subprotocols=[offered])
    assert (await socket.event())["type"] == "websocket.accept"
    assert await socket.closing() == (4406, "Speak graphql-transport-ws")


async def test_another_page_is_refused_at_the_handshake(sockets) -> None:
    for origin in ("https://evil.example", "http://["):
        evil = sockets.open({"origin": origin})
        assert (await evil.event())["type"] == "websocket.close"
    own = sockets.open({"origin": "https://realm"})
    await own.begin()


async def test_one_address_holds_so_many_sockets(runtime) -> None:
    few = replace(runtime, settings=replace(runtime.settings, sockets_per_ip=2))
    sockets = Sockets(small_app(few))
    first, _ = await sockets.ready(), await sockets.ready()
    refused = sockets.open()
    await refused.event()
    assert await refused.closing() == (1013, "Too many sockets from this address")
    elsewhere = sockets.open(ip="10.0.0.2")
    await elsewhere.begin()
    first.leave()
    await first.task
    await sockets.ready()
    await sockets.close()


async def test_one_socket_carries_so_many_operations(runtime) -> None:
    few = replace(runtime, settings=replace(runtime.settings, subscriptions_per_socket=2))
    sockets = Sockets(small_app(few))
    socket = await sockets.ready()
    for operation_id in "ab":
        socket.subscribe(operation_id, FOREVER)
    socket.subscribe("c", COUNT)
    refused = await socket.receive()
    assert (refused["id"], refused["type"]) == ("c", "error")
    assert refused["payload"][0]["extensions"]["code"] == "RATE_LIMITED"
    socket.send({"type": "complete", "id": "a"})
    socket.subscribe("d", COUNT)
    assert len(await drain(socket, "d")) == 3
    await sockets.close()


async def test_a_token_says_who_asks(sockets, guest) -> None:
    token, _ = guest
    for authorization in (token, f"Bearer {token}"):
        socket = await sockets.ready(authorization=authorization)
        socket.subscribe("1", "{ who }")
        assert await drain(socket, "1") == [{"who": "Ada"}]


async def test_without_a_token_nobody_asks(sockets) -> None:
    socket = await sockets.ready(authorization=None)
    socket.subscribe("1", "{ who }")
    assert await drain(socket, "1") == [{"who": None}]


@pytest.mark.parametrize("authorization", ["nonsense", "Bearer nonsense", 5, ["x"]])
async def test_a_bad_token_is_refused(sockets, authorization: object) -> None:
    socket = sockets.open()
    await socket.event()
    socket.send({"type": "connection_init", "payload": {"authorization": authorization}})
    code, reason = await socket.closing()
    assert code == 4403
    assert reason


async def test_a_socket_ends_when_its_token_is_revoked(sockets, guest, runtime) -> None:
    token, row = guest
    mine, nobodys = await sockets.ready(authorization=token), await sockets.ready()
    mine.subscribe("1", FOREVER)
    async with runtime.database.reading() as session:
        viewer = await accounts.authenticate(session, token)
    async with runtime.database.transaction() as tx:
        await accounts.sign_out(tx, runtime.broker, viewer)
    assert viewer.token_id == row.id
    assert await mine.closing() == (4403, "This token was revoked. Sign in again.")
    nobodys.subscribe("1", "{ hello }")
    assert await drain(nobodys, "1") == [{"hello": "Hello, realm"}]


async def test_a_socket_ends_when_its_token_expires(sockets, guest, runtime) -> None:
    token, row = guest
    async with runtime.database.transaction() as tx:
        stored = await tx.session.get_one(Token, row.id)
        stored.expires_at = now() + timedelta(seconds=0.5)
    socket = await sockets.ready(authorization=token)
    code, reason = await socket.closing()
    assert code == 4403
    assert "expired" in reason


async def test_a_revocation_nobody_was_told_of_is_found_out(
    sockets, guest, runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "TOKEN_CHECKED_EVERY_S", 0.05)
    token, row = guest
    socket = await sockets.ready(authorization=token)
    async with runtime.database.transaction() as tx:
        stored = await tx.session.get_one(Token, row.id)
        stored.revoked_at = now()
    assert (await socket.closing())[0] == 4403
