"""GraphQL over WebSocket: the protocol graphql-transport-ws, and no other. Source: graphql-ws 6, PROTOCOL.md.

Whatever a client sends, a socket ends with a close code and a reason, and what is wrong with one operation ends that
operation alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError, OperationType
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from realm_gql.api.context import Context
from realm_gql.api.execution import Api, Budgets, RequestRefused, parse_request
from realm_gql.api.origins import is_allowed
from realm_gql.api.problems import to_graphql_error
from realm_gql.broker.port import Wake
from realm_gql.domain import accounts
from realm_gql.domain.accounts import find_viewer
from realm_gql.errors import SignInRequired, StorageUnavailable
from realm_gql.kit.clock import now
from realm_gql.kit.tasks import spawn
from realm_gql.runtime import Runtime

log = logging.getLogger("realm.api")

PATH = "/graphql"
SUBPROTOCOL = "graphql-transport-ws"
INIT_TIMEOUT_S = 10.0
SEND_TIMEOUT_S = 10.0
CLOSE_TIMEOUT_S = 1.0
MESSAGE_LIMIT_BYTES = 256 * 1024
TOKEN_CHECKED_EVERY_S = 60.0
"""A token's end is told through the broker, which may lose a message: so it is looked up as well."""
REASON_LIMIT_BYTES = 123
"""What a close frame holds besides its code."""

BAD_MESSAGE = 4400
UNAUTHORIZED = 4401
FORBIDDEN = 4403
BAD_SUBPROTOCOL = 4406
INIT_TIMED_OUT = 4408
DUPLICATE = 4409
TOO_MANY_INITS = 4429
TOO_BIG = 1009
INTERNAL = 1011
TRY_AGAIN_LATER = 1013


def routes(runtime: Runtime, api: Api, budgets: Budgets) -> list[BaseRoute]:
    """The one route of GraphQL over WebSocket."""
    return [WebSocketRoute(PATH, WebSocketEndpoint(runtime, api, budgets))]


class WebSocketEndpoint:
    """Takes sockets in, at most so many from one address."""

    def __init__(self, runtime: Runtime, api: Api, budgets: Budgets) -> None:
        self._runtime = runtime
        self._api = api
        self._budgets = budgets
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        settings = self._runtime.settings
        client_ip = socket.client.host if socket.client else ""
        if not is_allowed(socket.headers, settings.allowed_origins):
            await socket.close(FORBIDDEN)  # before it is accepted: the handshake is answered with 403
            return
        offered = socket.scope.get("subprotocols", [])
        if SUBPROTOCOL not in offered:
            # Taken at its word for as long as it takes to say no: else the client sees the line drop, not the reason.
            await socket.accept(offered[0] if offered else None)
            await socket.close(BAD_SUBPROTOCOL, f"Speak {SUBPROTOCOL}")
            return
        await socket.accept(SUBPROTOCOL)
        if self._open[client_ip] >= settings.sockets_per_ip:
            await socket.close(TRY_AGAIN_LATER, "Too many sockets from this address")
            return
        self._open[client_ip] += 1
        try:
            await _Connection(socket, self._runtime, self._api, self._budgets, client_ip).serve()
        finally:
            self._open[client_ip] -= 1
            if not self._open[client_ip]:
                del self._open[client_ip]


@dataclass(frozen=True, slots=True)
class _Ending:
    """Why a connection ends; without a code the client has gone already."""

    code: int | None = None
    reason: str = ""


class _Ended(Exception):
    """What a client did ends the connection."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.ending = _Ending(code, reason)


class _Connection:
    """One socket and the operations that run over it."""

    def __init__(self, socket: WebSocket, runtime: Runtime, api: Api, budgets: Budgets, client_ip: str) -> None:
        self._socket = socket
        self._runtime = runtime
        self._api = api
        self._budgets = budgets
        self._client_ip = client_ip
        self._viewer: accounts.Viewer | None = None
        self._initiated = False
        self._acknowledged = False
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending: asyncio.Future[_Ending] = asyncio.get_running_loop().create_future()

    async def serve(self) -> None:
        """Talk until either side ends it."""
        self._start(self._read(), "read a socket")
        deadline = asyncio.get_running_loop().call_later(INIT_TIMEOUT_S, self._give_up_waiting)
        try:
            ending = await self._ending
        finally:
            deadline.cancel()
            await _cancel_all([*self._tasks])
        if ending.code is not None and self._socket.client_state is WebSocketState.CONNECTED:
            # A client that takes nothing in any more cannot be told; the server drops the line when we return.
            with suppress(TimeoutError, RuntimeError, WebSocketDisconnect, OSError):
                async with asyncio.timeout(CLOSE_TIMEOUT_S):
                    await self._socket.close(ending.code, _short(ending.reason))

    def _start(self, work: Any, name: str) -> asyncio.Task[None]:
        """Run a task that belongs to this connection; if it breaks, so does the connection."""
        task: asyncio.Task[None] = spawn(work, name)
        self._tasks.add(task)
        task.add_done_callback(self._stopped)
        return task

    def _stopped(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._end(_Ending(INTERNAL, "Something broke in the realm"))

    def _end(self, ending: _Ending) -> None:
        if not self._ending.done():
            self._ending.set_result(ending)

    def _give_up_waiting(self) -> None:
        if not self._initiated:
            self._end(_Ending(INIT_TIMED_OUT, "Connection initialisation timeout"))

    async def _read(self) -> None:
        try:
            while True:
                await self._take(_parse_message(await self._socket.receive()))
        except _Ended as ended:
            self._end(ended.ending)
        except WebSocketDisconnect:
            self._end(_Ending())

    async def _take(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "connection_init":
            await self._initiate(message.get("payload"))
        elif kind == "ping":
            await self._answer_ping(_optional_object(message, "ping"))
        elif kind == "pong":
            _optional_object(message, "pong")
        elif kind == "subscribe":
            self._subscribe(message)
        elif kind == "complete":
            task = self._operations.pop(_operation_id(message), None)
            if task is not None:
                task.cancel()
        else:
            raise _Ended(BAD_MESSAGE, f"Invalid message type {kind!r}")

    async def _answer_ping(self, payload: dict[str, Any] | None) -> None:
        try:
            await self._send({"type": "pong"} if payload is None else {"type": "pong", "payload": payload})
        except orjson.JSONEncodeError:
            # More can be read than can be written: 1,024 levels, and 254.
            raise _Ended(BAD_MESSAGE, "The payload of ping is nested too deeply") from None

    async def _initiate(self, payload: object) -> None:
        if self._initiated:
            raise _Ended(TOO_MANY_INITS, "Too many initialisation requests")
        self._initiated = True
        if payload is not None and not isinstance(payload, dict):
            raise _Ended(BAD_MESSAGE, "The payload of connection_init must be an object")
        authorization = (payload or {}).get("authorization", self._socket.headers.get("authorization"))
        if authorization is not None and not isinstance(authorization, str):
            raise _Ended(FORBIDDEN, "The authorization must be text")
        self._viewer = await self._recognise(authorization)
        if self._viewer is not None:
            watched = asyncio.Event()
            self._start(self._watch_token(self._viewer, authorization or "", watched), "watch a token")
            await watched.wait()
        self._acknowledged = True
        await self._send({"type": "connection_ack"})

    async def _recognise(self, authorization: str | None) -> accounts.Viewer | None:
        try:
            return await find_viewer(self._runtime, authorization)
        except SignInRequired as error:
            raise _Ended(FORBIDDEN, error.message) from None
        except StorageUnavailable:
            raise _Ended(TRY_AGAIN_LATER, "The realm's database does not answer") from None

    async def _watch_token(self, viewer: accounts.Viewer, authorization: str, watched: asyncio.Event) -> None:
        """End the connection when its token ends: it is revoked, or its time is over."""
        try:
            async with self._runtime.broker.listen(accounts.token_topic(viewer.token_id)) as ear:
                await self._recognise(authorization)  # it may have been revoked before we listened
                watched.set()
                while True:
                    heard = await ear.next(_until_next_look_s(viewer))
                    if isinstance(heard, Wake):
                        await self._recognise(authorization)
                    else:
                        raise _Ended(FORBIDDEN, "This token was revoked. Sign in again.")
        except _Ended as ended:
            self._end(ended.ending)

    def _subscribe(self, message: dict[str, Any]) -> None:
        if not self._acknowledged:
            raise _Ended(UNAUTHORIZED, "Unauthorized")
        operation_id = _operation_id(message)
        payload = message.get("payload")
        if not isinstance(payload, dict) or not isinstance(payload.get("query"), str):
            raise _Ended(BAD_MESSAGE, "The payload of subscribe must be an object with a query")
        if operation_id in self._operations:
            raise _Ended(DUPLICATE, f"Subscriber for {operation_id} already exists")
        is_full = len(self._operations) >= self._runtime.settings.subscriptions_per_socket
        task = self._start(self._run(operation_id, payload, is_full), "run an operation")
        self._operations[operation_id] = task
        task.add_done_callback(lambda ended: self._forget(operation_id, ended))

    def _forget(self, operation_id: str, task: asyncio.Task[None]) -> None:
        if self._operations.get(operation_id) is task:
            del self._operations[operation_id]

    async def _run(self, operation_id: str, payload: dict[str, Any], is_full: bool) -> None:
        """Run one operation to its end and say how it ended; refuse it when the socket carries all it may."""
        try:
            if is_full:
                limit = self._runtime.settings.subscriptions_per_socket
                raise RequestRefused.because(f"A socket carries {limit} operations at once.", code="RATE_LIMITED")
            await self._follow(operation_id, payload)
            last: dict[str, Any] = {"id": operation_id, "type": "complete"}
        except RequestRefused as refused:
            last = {"id": operation_id, "type": "error", "payload": [error.formatted for error in refused.errors]}
        except Exception as error:
            masked = to_graphql_error(GraphQLError(str(error), original_error=error))
            last = {"id": operation_id, "type": "error", "payload": [masked.formatted]}
        # Forgotten before it is told: the client may use the id again as soon as it hears.
        self._operations.pop(operation_id, None)
        await self._send(last)

    async def _follow(self, operation_id: str, payload: dict[str, Any]) -> None:
        key = f"account:{self._viewer.account_id}" if self._viewer else f"ip:{self._client_ip}"
        context = Context(self._runtime, self._viewer, self._client_ip, self._budgets.of(key))
        prepared = self._api.prepare(parse_request(payload), context)
        if prepared.kind is not OperationType.SUBSCRIPTION:
            await self._send_next(operation_id, await self._api.execute(prepared))
            return
        async with aclosing(self._api.subscribe(prepared)) as responses:
            async for response in responses:
                await self._send_next(operation_id, response)

    async def _send_next(self, operation_id: str, response: dict[str, Any]) -> None:
        await self._send({"id": operation_id, "type": "next", "payload": response})

    async def _send(self, message: dict[str, Any]) -> None:
        """Send a message as a text frame; a client that takes none for too long is let go."""
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await self._socket.send_text(orjson.dumps(message).decode())
        except TimeoutError:
            self._end(_Ending(TRY_AGAIN_LATER, "You read too slowly"))
        except (WebSocketDisconnect, RuntimeError, OSError):
            self._end(_Ending())


async def _cancel_all(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)


def _parse_message(event: Any) -> dict[str, Any]:
    """One message of the protocol, from what the server handed us."""
    if event["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(event.get("code", 1005))
    text = event.get("text")
    if text is None:
        raise _Ended(BAD_MESSAGE, "Send text frames, not binary ones")
    if len(text.encode(errors="surrogatepass")) > MESSAGE_LIMIT_BYTES:
        raise _Ended(TOO_BIG, f"A message may be {MESSAGE_LIMIT_BYTES} bytes long at most")
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _Ended(BAD_MESSAGE, "The message is not JSON") from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise _Ended(BAD_MESSAGE, "A message is an object with a type")
    return message


def _operation_id(message: dict[str, Any]) -> str:
    operation_id = message.get("id")
    if not isinstance(operation_id, str) or not operation_id:
        raise _Ended(BAD_MESSAGE, f"The id of {message['type']} must be a text that is not empty")
    return operation_id


def _optional_object(message: dict[str, Any], kind: str) -> dict[str, Any] | None:
    payload = message.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise _Ended(BAD_MESSAGE, f"The payload of {kind} must be an object")
    return payload


def _until_next_look_s(viewer: accounts.Viewer) -> float:
    """Seconds until the token must be looked up again: at its end, or after a while."""
    if viewer.token_expires_at is None:
        return TOKEN_CHECKED_EVERY_S
    left_s = (viewer.token_expires_at - now()).total_seconds()
    return min(max(left_s, 0.0) + 0.05, TOKEN_CHECKED_EVERY_S)


def _short(reason: str) -> str:
    return reason.encode()[:REASON_LIMIT_BYTES].decode(errors="ignore")
