"""GraphQL over HTTP: what comes in, who asks, and how every answer looks. Source: GraphQL over HTTP, draft of 2025.

Bearer tokens only: no cookie ever speaks for anybody, so a page of another origin can do nothing in a viewer's name.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import orjson
from graphql import OperationType
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from realm_gql.api.context import Context
from realm_gql.api.execution import Api, Budgets, RequestRefused, parse_request
from realm_gql.api.origins import is_allowed
from realm_gql.domain.accounts import find_viewer
from realm_gql.errors import SignInRequired, StorageUnavailable
from realm_gql.runtime import Runtime

log = logging.getLogger("realm.api")

PATH = "/graphql"
JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
METHODS = "GET, POST, OPTIONS"
PREFLIGHT_KEPT_S = "7200"


def routes(runtime: Runtime, api: Api, budgets: Budgets) -> list[BaseRoute]:
    """The one route of GraphQL over HTTP."""
    # A class instance as the endpoint: the route then lets every method through, and ours answers 405 in JSON.
    return [Route(PATH, GraphQLEndpoint(runtime, api, budgets))]


class GraphQLEndpoint:
    """Answers every HTTP request to the GraphQL path, always with GraphQL's JSON."""

    def __init__(self, runtime: Runtime, api: Api, budgets: Budgets) -> None:
        self._runtime = runtime
        self._api = api
        self._budgets = budgets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except ClientDisconnect:
            return
        self._allow_origin(request.headers, response)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return self._preflight(request.headers)
        media_type = JSON
        try:
            media_type = choose_media_type(request.headers.get("accept"))
            return await self._run(request, media_type)
        except RequestRefused as refused:
            return _refusal(refused, media_type)

    async def _run(self, request: Request, media_type: str) -> Response:
        if request.method not in ("GET", "POST"):
            raise RequestRefused.because(f"Use one of {METHODS}.", code="METHOD_NOT_ALLOWED", status=405)
        asked = parse_request(
            _query_parameters(request.query_params)
            if request.method == "GET"
            else await _json_body(request, self._runtime.settings.body_limit_bytes)
        )
        context = await self._context(request)
        prepared = self._api.prepare(asked, context, only_queries=request.method == "GET")
        if prepared.kind is OperationType.SUBSCRIPTION:
            raise RequestRefused.because(
                "Subscriptions come over WebSocket: connect to this address with the subprotocol graphql-transport-ws.",
                code="SUBSCRIPTION_OVER_HTTP",
            )
        return _json(await self._api.execute(prepared), 200, media_type)

    async def _context(self, request: Request) -> Context:
        client_ip = request.client.host if request.client else ""
        try:
            viewer = await find_viewer(self._runtime, request.headers.get("authorization"))
        except SignInRequired as error:
            raise RequestRefused.because(error.message, code=error.code, status=401) from None
        except StorageUnavailable as error:
            log.warning("nobody can be recognised: %s", error.message)
            message = "The realm's database does not answer. Try again in a moment."
            raise RequestRefused.because(message, code=error.code, status=503) from None
        budget = self._budgets.of(f"account:{viewer.account_id}" if viewer else f"ip:{client_ip}")
        return Context(self._runtime, viewer, client_ip, budget)

    def _preflight(self, headers: Headers) -> Response:
        if not is_allowed(headers, self._runtime.settings.allowed_origins):
            refused = RequestRefused.because("This realm does not serve that origin.", code="FORBIDDEN", status=403)
            return _refusal(refused, JSON)
        return Response(
            status_code=204,
            headers={
                "Allow": METHODS,
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Allow-Headers": "Authorization, Content-Type",
                "Access-Control-Max-Age": PREFLIGHT_KEPT_S,
            },
        )

    def _allow_origin(self, headers: Headers, response: Response) -> None:
        response.headers.append("Vary", "Origin, Accept, Authorization")
        origin = headers.get("origin")
        if origin is not None and is_allowed(headers, self._runtime.settings.allowed_origins):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = "Retry-After"


def choose_media_type(accept: str | None) -> str:
    """The media type to answer with, of the two that GraphQL has.

    Raises:
        RequestRefused: the client takes neither.
    """
    if not accept or not accept.strip():
        return JSON
    weights = dict(_weight(part) for part in accept.split(","))
    best, chosen = 0.0, ""
    for media_type, wildcards in ((JSON, ("application/*", "*/*")), (GRAPHQL_JSON, ())):
        weight = next((weights[name] for name in (media_type, *wildcards) if name in weights), 0.0)
        if weight > best:
            best, chosen = weight, media_type
    if weights.get(GRAPHQL_JSON, 0.0) == best > 0:
        chosen = GRAPHQL_JSON  # asked for by name and wanted as much
    if not chosen:
        raise RequestRefused.because(
            f"This address answers {GRAPHQL_JSON} or {JSON}.", code="NOT_ACCEPTABLE", status=406
        )
    return chosen


def _weight(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return name, min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return name, 0.0
    return name, 1.0


def _query_parameters(parameters: Mapping[str, str]) -> dict[str, Any]:
    asked: dict[str, Any] = dict(parameters)
    for name in ("variables", "extensions"):
        if name in asked:
            asked[name] = _decode(asked[name].encode(errors="surrogatepass") or b"null", f"`{name}`")
    return asked


async def _json_body(request: Request, limit_bytes: int) -> object:
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    if kind != JSON:
        raise RequestRefused.because(f"Send {JSON}.", code="UNSUPPORTED_MEDIA_TYPE", status=415)
    if any(part.startswith("charset=") and part.replace('"', "") != "charset=utf-8" for part in parameters):
        raise RequestRefused.because("Send UTF-8.", code="UNSUPPORTED_MEDIA_TYPE", status=415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit_bytes:
            raise RequestRefused.because(
                f"A request may be {limit_bytes} bytes long at most.", code="CONTENT_TOO_LARGE", status=413
            )
    return _decode(bytes(body), "The body")


def _decode(raw: bytes, what: str) -> object:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise RequestRefused.because(f"{what} is not JSON: {error}.") from None


def _refusal(refused: RequestRefused, media_type: str) -> Response:
    # Clients that know only application/json take any other status for a broken network: GraphQL over HTTP, 6.4.1.
    status = 200 if refused.well_formed and media_type == JSON else refused.status
    formatted = [error.formatted for error in refused.errors]
    payload: dict[str, Any] = {"errors": formatted}
    extensions = formatted[0].get("extensions", {}) if formatted else {}
    if "cost" in extensions:
        payload["extensions"] = {"cost": extensions.pop("cost")}
    response = _json(payload, status, media_type)
    if status == 405:
        response.headers["Allow"] = METHODS
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if "retryAfterS" in extensions:
        response.headers["Retry-After"] = str(extensions["retryAfterS"])
    return response


def _json(payload: dict[str, Any], status: int, media_type: str) -> Response:
    headers = {"Content-Type": f"{media_type}; charset=utf-8", "Cache-Control": "no-store"}
    return Response(orjson.dumps(payload), status, headers)
