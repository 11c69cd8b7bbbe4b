"""Provenance over plain HTTP: a creation's lineage as a document to keep, and the keys to check it with."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from realm_gql.domain import lineage
from realm_gql.errors import ConfigurationError, NotFound, StorageUnavailable
from realm_gql.runtime import Runtime
from realm_gql.storage.keys import KEY_PREFIX, SigningKeys, public_pem

HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
"""Kept, and asked about each time: a later revision changes what there is to tell."""
UNCACHED = {"Cache-Control": "no-store"}

Page = Callable[[Request], Awaitable[Response]]


def routes(runtime: Runtime) -> list[BaseRoute]:
    """``/provenance/<uuid>.json``, and the keys at ``/provenance/keys.json`` and ``/provenance/key.pem``."""

    async def export(request: Request) -> Response:
        async with runtime.database.reading() as session:
            document = await lineage.export_provenance(session, request.path_params["key"])
        return _kept(request, orjson.dumps(document, option=orjson.OPT_INDENT_2), "application/json")

    async def keys(request: Request) -> Response:
        return _kept(request, orjson.dumps(key_set(_keys(runtime)), option=orjson.OPT_INDENT_2), "application/json")

    async def key(request: Request) -> Response:
        return _kept(request, public_pem(_keys(runtime).current).encode(), "application/x-pem-file")

    return [
        Route("/provenance/{key:uuid}.json", _told(export)),
        Route("/provenance/keys.json", _told(keys)),
        Route("/provenance/key.pem", _told(key)),
    ]


def key_set(keys: SigningKeys) -> dict[str, list[dict[str, str]]]:
    """Every key whose signatures count, the one that signs now first, as a JSON Web Key Set.

    Source: RFC 7517, and RFC 8037 for Ed25519.
    """
    return {
        "keys": [
            {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": key, "x": key.removeprefix(KEY_PREFIX)}
            for key in keys.believed
        ]
    }


def _keys(runtime: Runtime) -> SigningKeys:
    keys = runtime.database.keys.find()
    if keys is None:
        raise NotFound("This realm has signed nothing yet, so it has no key.")
    return keys


def _kept(request: Request, body: bytes, kind: str) -> Response:
    """An answer that a client may keep; nothing but the news that it is still good, when the client has it already."""
    headers = {**HEADERS, "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if is_known(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


def is_known(if_none_match: str, etag: str) -> bool:
    """Whether a client that sent this header has what the tag stands for. Source: RFC 9110, section 13.1.2."""
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return if_none_match.strip() == "*" or etag in tags


def _told(page: Page) -> Page:
    """The same page; what can be expected to go wrong is one line of text."""

    async def answer(request: Request) -> Response:
        try:
            return await page(request)
        except NotFound as error:
            return PlainTextResponse(f"{error.message}\n", 404, UNCACHED)
        except (StorageUnavailable, ConfigurationError):
            # Not told why: the message may name hosts and folders, and anybody may ask.
            return PlainTextResponse("The realm cannot tell now; try again in a while.\n", 503, UNCACHED)

    return answer
