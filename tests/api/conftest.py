"""The transports around a small schema, in this process: a client over HTTP and sockets without a network."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from realm_gql.app import create_app
from realm_gql.domain import accounts
from realm_gql.domain.accounts.models import Token
from realm_gql.runtime import Runtime

sys.path.insert(0, str(Path(__file__).parent))

from small_schema import small_app

WAIT_S = 5.0


class Http:
    """GraphQL over HTTP, seen closely: every method returns the response itself."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def post(self, body: Any, **headers: str) -> httpx.Response:
        """Post something as JSON."""
        return await self.client.post("/graphql", json=body, headers=_dashed(headers))

    async def raw(self, content: bytes, **headers: str) -> httpx.Response:
        """Post bytes as they are."""
        return await self.client.post("/graphql", content=content, headers=_dashed(headers))

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Post an operation; returns the answer."""
        response = await self.post({"query": query, "variables": variables})
        answer: dict[str, Any] = response.json()
        return answer


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


class Socket:
    """One WebSocket straight into the application."""

    def __init__(self, app: Starlette, headers: dict[str, str], subprotocols: list[str], ip: str) -> None:
        self._to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.from_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.stuck = False
        raw = [(name.lower().encode(), value.encode()) for name, value in {"host": "realm", **headers}.items()]
        scope = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "path": "/graphql",
            "raw_path": b"/graphql",
            "root_path": "",
            "scheme": "ws",
            "query_string": b"",
            "headers": raw,
            "client": (ip, 1234),
            "server": ("realm", 80),
            "subprotocols": subprotocols,
            "extensions": {},
        }
        self._to_app.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.ensure_future(app(scope, self._to_app.get, self._take))

    async def _take(self, message: Any) -> None:
        if self.stuck:
            await asyncio.Event().wait()
        self.from_app.put_nowait(dict(message))

    def send(self, message: Any) -> None:
        """Send a message as JSON."""
        self.send_text(json.dumps(message))

    def send_text(self, text: str) -> None:
        """Send a text frame as it is."""
        self._to_app.put_nowait({"type": "websocket.receive", "text": text})

    def send_bytes(self, data: bytes) -> None:
        """Send a binary frame."""
        self._to_app.put_nowait({"type": "websocket.receive", "bytes": data})

    def leave(self) -> None:
        """Drop the line."""
        self._to_app.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def event(self) -> dict[str, Any]:
        """The next thing the server does, as ASGI has it."""
        return await asyncio.wait_for(self.from_app.get(), WAIT_S)

    async def receive(self) -> dict[str, Any]:
        """The next message, which must be a text frame."""
        event = await self.event()
        assert event["type"] == "websocket.send", event
        message: dict[str, Any] = json.loads(event["text"])
        return message

    async def closing(self) -> tuple[int, str]:
        """The code and reason of the close that comes next."""
        event = await self.event()
        assert event["type"] == "websocket.close", event
        return event["code"], event.get("reason") or ""

    async def begin(self, **payload: Any) -> None:
        """Take the handshake and initialise the connection."""
        assert (await self.event())["subprotocol"] == "graphql-transport-ws"
        self.send({"type": "connection_init", "payload": payload})
        assert await self.receive() == {"type": "connection_ack"}

    def subscribe(self, operation_id: str, query: str) -> None:
        """Start an operation."""
        self.send({"type": "subscribe", "id": operation_id, "payload": {"query": query}})


class Sockets:
    """Opens sockets to one application, and lets go of them at the end."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self._open: list[Socket] = []

    def open(
        self, headers: dict[str, str] | None = None, subprotocols: list[str] | None = None, ip: str = "10.0.0.1"
    ) -> Socket:
        """A new socket, its handshake sent."""
        socket = Socket(self._app, headers or {}, subprotocols or ["graphql-transport-ws"], ip)
        self._open.append(socket)
        return socket

    async def ready(self, **payload: Any) -> Socket:
        """A new socket with its connection initialised."""
        socket = self.open()
        await socket.begin(**payload)
        return socket

    async def close(self) -> None:
        """Drop every line, and wait until the application has let go too."""
        for one in self._open:
            one.leave()
        if self._open:
            await asyncio.wait([one.task for one in self._open], timeout=WAIT_S)
        for one in self._open:
            one.task.result()


@pytest.fixture
def small(runtime: Runtime) -> Starlette:
    """The transports around the small schema."""
    return small_app(runtime)


@pytest.fixture
async def http(small: Starlette) -> AsyncIterator[Http]:
    """GraphQL over HTTP."""
    async with _http(small) as client:
        yield client


@pytest.fixture
async def tight_http(runtime: Runtime) -> AsyncIterator[Http]:
    """GraphQL over HTTP with little of everything: 50 points, 1 s, a body of 500 bytes, one page allowed."""
    tight = replace(
        runtime.settings,
        query_cost_maximum=50,
        query_cost_restore_per_s=10,
        query_timeout_s=0.2,
        body_limit_bytes=500,
        allowed_origins=("https://friend.example",),
    )
    async with _http(small_app(replace(runtime, settings=tight))) as client:
        yield client


@asynccontextmanager
async def _http(app: Starlette) -> AsyncIterator[Http]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://realm") as client:
        yield Http(client)


@pytest.fixture
async def sockets(small: Starlette) -> AsyncIterator[Sockets]:
    """GraphQL over WebSocket."""
    sockets = Sockets(small)
    yield sockets
    await sockets.close()


@pytest.fixture
async def guest(runtime: Runtime) -> tuple[str, Token]:
    """A guest named Ada: the bearer token and its row."""
    entered = await accounts.enter_as_guest(runtime, "10.0.0.1", "Ada")
    async with runtime.database.reading() as session:
        viewer = await accounts.authenticate(session, entered.token)
        token = await session.get_one(Token, viewer.token_id)
    return entered.token, token


@pytest.fixture
async def served(realm: Runtime) -> AsyncIterator[str]:
    """The address of the whole realm, served over real sockets in this process with its worker."""
    # Whatever asks it comes from one address, and may let in as many guests as it likes.
    settings = replace(realm.settings, guests_per_minute_per_ip=100_000, sign_ins_per_minute_per_ip=100_000)
    app = create_app(settings, replace(realm, settings=settings))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, ws="websockets-sansio", ws_max_size=256 * 1024, log_level="warning")
        server = uvicorn.Server(config)
        serving = asyncio.ensure_future(server.serve(sockets=[listening]))
        while not server.started:  # noqa: ASYNC110  # uvicorn tells by this flag alone
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving


async def run_tool(*command: str | Path, timeout_s: float) -> tuple[int, str]:
    """Run a program to its end beside the realm that this process serves; its exit status and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        printed, _ = await asyncio.wait_for(process.communicate(), timeout_s)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    return process.returncode or 0, printed.decode(errors="replace")
