"""Files sent over HTTP: who may, how large, and how it is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from realm_gql.domain import accounts, uploads
from realm_gql.runtime import Runtime
from realm_gql.web import uploads as route


@pytest.fixture
async def token(runtime: Runtime) -> str:
    """A guest's token."""
    return (await accounts.enter_as_guest(runtime, "10.0.0.1", "Ada")).token


def client_of(runtime: Runtime) -> httpx.AsyncClient:
    """A client of the one route."""
    transport = httpx.ASGITransport(app=Starlette(routes=route.routes(runtime)))
    return httpx.AsyncClient(transport=transport, base_url="http://realm")


def bearer(token: str) -> dict[str, str]:
    """The header that says who asks."""
    return {"Authorization": f"Bearer {token}"}


def waiting(runtime: Runtime) -> list[Path]:
    """The files that wait."""
    folder = runtime.settings.data_dir / "uploads"
    return list(folder.iterdir()) if folder.exists() else []


async def test_a_file_is_taken_and_its_id_told(runtime: Runtime, token: str) -> None:
    async with client_of(runtime) as client:
        response = await client.post("/uploads", content=b"a card", headers=bearer(token))

    told = response.json()
    assert (response.status_code, sorted(told)) == (201, ["expiresAt", "sizeBytes", "uploadId"])
    assert (told["sizeBytes"], told["expiresAt"][-1], response.headers["cache-control"]) == (6, "Z", "no-store")
    assert [path.name for path in waiting(runtime)] == [told["uploadId"]]


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Bearer " + "x" * 600}]
)
async def test_nobody_sends_without_a_token(runtime: Runtime, headers: dict[str, str]) -> None:
    async with client_of(runtime) as client:
        response = await client.post("/uploads", content=b"a card", headers=headers)

    assert (response.status_code, response.json()["code"]) == (401, "SIGN_IN_REQUIRED")
    assert response.headers["www-authenticate"] == "Bearer"
    assert waiting(runtime) == []


async def test_a_file_that_says_it_is_too_large_is_not_read(runtime: Runtime, token: str) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        read += 1
        yield b"x"

    headers = {**bearer(token), "Content-Length": str(uploads.LIMIT_BYTES + 1)}
    async with client_of(runtime) as client:
        response = await client.post("/uploads", content=body(), headers=headers)

    assert (response.status_code, response.json()["code"]) == (413, "CONTENT_TOO_LARGE")
    assert response.json()["message"] == "A file may have 20 MiB at most."
    assert waiting(runtime) == []


async def test_a_file_that_is_too_large_is_let_go_of(runtime: Runtime, token: str) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(21):
            yield b"x" * 1024**2

    async with client_of(runtime) as client:
        response = await client.post("/uploads", content=body(), headers=bearer(token))
        exact = await client.post("/uploads", content=b"x" * uploads.LIMIT_BYTES, headers=bearer(token))

    assert (response.status_code, exact.status_code) == (413, 201)
    assert len(waiting(runtime)) == 1


async def test_an_empty_body_is_refused(runtime: Runtime, token: str) -> None:
    async with client_of(runtime) as client:
        response = await client.post("/uploads", headers=bearer(token))

    assert (response.status_code, response.json()["code"], response.json()["field"]) == (400, "INVALID_INPUT", "body")


async def test_a_token_that_may_not_create_is_refused(runtime: Runtime, token: str) -> None:
    async with runtime.database.reading() as session:
        viewer = await accounts.authenticate(session, token)
    async with runtime.database.transaction() as tx:
        reader, _ = await accounts.create_token(tx, viewer, "reader", [accounts.Scope.READ])

    async with client_of(runtime) as client:
        response = await client.post("/uploads", content=b"a card", headers=bearer(reader))

    assert (response.status_code, response.json()["code"]) == (403, "NOT_ALLOWED")


async def test_whoever_sends_too_much_is_told_when_again(runtime: Runtime, token: str) -> None:
    async with client_of(runtime) as client:
        for _ in range(10):
            await client.post("/uploads", content=b"x", headers=bearer(token))
        response = await client.post("/uploads", content=b"x", headers=bearer(token))

    assert (response.status_code, response.json()["code"]) == (429, "RATE_LIMITED")
    assert 0 < response.json()["retryAfterS"] <= 20
    assert 1 <= int(response.headers["retry-after"]) <= 20


async def test_whoever_trickles_is_let_go(runtime: Runtime, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route, "RECEIVED_WITHIN_S", 0.1)

    async def trickle() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.sleep(30)
        yield b"y"

    async with client_of(runtime) as client:
        response = await client.post("/uploads", content=trickle(), headers=bearer(token))

    assert (response.status_code, response.json()["code"]) == (408, "REQUEST_TIMEOUT")
    assert waiting(runtime) == []


async def test_a_disk_that_takes_nothing_is_no_secret_told(runtime: Runtime, token: str) -> None:
    (runtime.settings.data_dir / "uploads").write_text("no folder")

    async with client_of(runtime) as client:
        response = await client.post("/uploads", content=b"x", headers=bearer(token))

    assert (response.status_code, response.json()["code"]) == (503, "STORAGE_UNAVAILABLE")
    assert str(runtime.settings.data_dir) not in response.text


async def test_pages_of_allowed_origins_may_send(runtime: Runtime, token: str) -> None:
    friendly = replace(runtime, settings=replace(runtime.settings, allowed_origins=("https://friend.example",)))
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}

    async with client_of(friendly) as client:
        asked = await client.options("/uploads", headers={**asking, "Origin": "https://friend.example"})
        refused = await client.options("/uploads", headers={**asking, "Origin": "https://foe.example"})
        plain = await client.options("/uploads")
        sent = await client.post(
            "/uploads", content=b"x", headers={**bearer(token), "Origin": "https://friend.example"}
        )

    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, "https://friend.example")
    assert (refused.status_code, plain.status_code, plain.headers["allow"]) == (400, 204, "POST, OPTIONS")
    assert "access-control-allow-origin" not in refused.headers
    assert (sent.status_code, sent.headers["access-control-allow-origin"]) == (201, "https://friend.example")
