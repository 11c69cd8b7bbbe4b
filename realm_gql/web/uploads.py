"""``POST /uploads``: a file as the body of a request, for a mutation that takes an upload's id."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from realm_gql.domain import accounts, uploads
from realm_gql.errors import RealmError, SignInRequired, StorageUnavailable
from realm_gql.runtime import Runtime
from realm_gql.web.refusals import refusal

log = logging.getLogger("realm.web")

PATH = "/uploads"
RECEIVED_WITHIN_S = 180.0
"""Longer than a phone takes for twenty megabytes; whoever trickles is let go."""


class _TooLarge(Exception):
    """More came than an upload may have."""


def routes(runtime: Runtime) -> list[BaseRoute]:
    """``/uploads``. Only a bearer token speaks for anybody, so a page of another origin can do nothing by itself."""

    async def receive(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "POST, OPTIONS"})
        return await _receive(runtime, request)

    elsewhere = Middleware(
        CORSMiddleware,
        allow_origins=runtime.settings.allowed_origins,
        allow_methods=["POST"],
        allow_headers=["Authorization", "Content-Type"],
        expose_headers=["Retry-After"],
    )
    return [Route(PATH, receive, methods=["POST", "OPTIONS"], middleware=[elsewhere])]


async def _receive(runtime: Runtime, request: Request) -> Response:
    try:
        viewer = await accounts.find_viewer(runtime, request.headers.get("authorization"))
        if viewer is None:
            raise SignInRequired("Sign in or enter as a guest first; then send the token with the file.")
        if _told_bytes(request) > uploads.LIMIT_BYTES:
            return _too_large()
        await uploads.admit(runtime, viewer, request.client.host if request.client else "")
        async with asyncio.timeout(RECEIVED_WITHIN_S):
            upload = await uploads.receive(runtime, viewer, _bounded(request))
    except _TooLarge:
        return _too_large()
    except TimeoutError:
        return _refused(408, "REQUEST_TIMEOUT", "The file came too slowly. Send it again.")
    except ClientDisconnect:
        return Response(status_code=400)  # nobody reads it
    except RealmError as error:
        if isinstance(error, StorageUnavailable):
            log.warning("an upload was not kept: %s", error.message)
        return refusal(error)
    told = {
        "uploadId": str(upload.id),
        "sizeBytes": upload.size_bytes,
        "expiresAt": upload.expires_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    return JSONResponse(told, 201, {"Cache-Control": "no-store"})


async def _bounded(request: Request) -> AsyncIterator[bytes]:
    """The body in pieces, as long as it is no larger than an upload may be."""
    size_bytes = 0
    async for piece in request.stream():
        size_bytes += len(piece)
        if size_bytes > uploads.LIMIT_BYTES:
            raise _TooLarge
        yield piece


def _told_bytes(request: Request) -> int:
    """How large the body says it is; 0 when it does not."""
    told = request.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 20 else 0


def _too_large() -> JSONResponse:
    limit = f"{uploads.LIMIT_BYTES // 1024**2} MiB"
    return _refused(413, "CONTENT_TOO_LARGE", f"A file may have {limit} at most.")


def _refused(status: int, code: str, message: str) -> JSONResponse:
    # The rest of the body is not waited for.
    headers = {"Cache-Control": "no-store", "Connection": "close"}
    return JSONResponse({"code": code, "message": message}, status, headers)
