"""The built app and the query page, as files: what a browser gets that asks for a page."""

from __future__ import annotations

import mimetypes
import os
import re
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from realm_gql.config import Settings

GRAPHIQL = "graphiql"
IMMUTABLE = "public, max-age=31536000, immutable"
"""For files whose name changes with what is in them."""
REVALIDATED = "no-cache"
"""For files whose name stays: kept, and asked about each time."""

# What a host's system knows of file types varies; these the app cannot do without.
for _suffix, _kind in {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}.items():
    mimetypes.add_type(_kind, _suffix)

NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The realm is open, its app is not built</title></head>
<body><h1>The realm is open, but its app has not been built</h1>
<p>Run <code>make play</code>, or <code>npm ci</code> and <code>npm run build</code> in <code>frontend/</code>,
then load this page again. The API answers already, at <code>/graphql</code>.</p></body></html>
"""


def routes(settings: Settings) -> list[BaseRoute]:
    """The query page under ``/graphiql/``, and the app under everything that nothing else answers."""
    app_dir, graphiql_dir = find_folders(settings)
    return [
        Route(f"/{GRAPHIQL}", _to_graphiql),
        Route(f"/{GRAPHIQL}/{{path:path}}", Pages(graphiql_dir, QUERY_PAGE_POLICY)),
        Route("/{path:path}", Pages(app_dir, APP_POLICY)),
    ]


def find_folders(settings: Settings) -> tuple[Path, Path]:
    """Where the built app and the built query page lie; they need not be there yet."""
    app = settings.web_dir if settings.web_dir != Path() else settings.package_dir.parent / "frontend" / "dist"
    return app, app / GRAPHIQL


async def _to_graphiql(_request: Request) -> Response:
    # Without a host: the one we are reached by is for the browser to know, and what a client says it is proves nothing.
    return RedirectResponse(f"/{GRAPHIQL}/", 308)


APP_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""What the app may load and reach: its own origin. WebSockets to it count as ``'self'``."""

QUERY_PAGE_POLICY = {**APP_POLICY, "worker-src": "'self' blob:", "font-src": "'self' data:"}
"""The query page's editor starts its workers from blobs and carries its icons within its stylesheet."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Pages:
    """The files of one built page, and its ``index.html`` for every address that the page itself makes sense of."""

    def __init__(self, folder: Path, policy: dict[str, str]) -> None:
        self._folder = folder
        self._policy = policy
        self._files = StaticFiles(directory=folder, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(scope)
        response.headers.update(SECURITY_HEADERS)
        response.headers["Content-Security-Policy"] = self._content_policy()
        await response(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("This address only has pages to read.\n", 405, {"Allow": "GET, HEAD"})
        if not (self._folder / "index.html").is_file():
            return HTMLResponse(NOT_BUILT, 503, {"Cache-Control": "no-store"})
        asked = scope["path_params"].get("path", "")
        if any(part.startswith(".") for part in asked.split("/")) or "\\" in asked or "\x00" in asked:
            return _not_here()
        if asked:
            try:
                return self._kept(asked, await self._files.get_response(os.path.join(*asked.split("/")), scope))
            except HTTPException as error:
                if error.status_code != 404:
                    return PlainTextResponse("This cannot be read.\n", error.status_code)
        if asked and not is_place(asked):
            return _not_here()
        return self._kept("index.html", await self._files.get_response("index.html", scope))

    def _kept(self, path: str, response: Response) -> Response:
        response.headers["Cache-Control"] = IMMUTABLE if is_hashed(path) else REVALIDATED
        return response

    def _content_policy(self) -> str:
        policy = self._policy
        if elsewhere := realm_elsewhere(self._folder / "index.html"):
            policy = {**policy, "connect-src": f"'self' {elsewhere}"}
        return "; ".join(f"{name} {value}" for name, value in policy.items())


def is_place(path: str) -> bool:
    """Whether an address is a place within the app, such as ``room/…``, rather than a file that is missing."""
    return not path.startswith("assets/") and "." not in PurePosixPath(path).name


def is_hashed(path: str) -> bool:
    """Whether a file's name carries a hash of what is in it, as the build gives to everything under ``assets``."""
    return path.startswith("assets/")


def realm_elsewhere(index: Path) -> str:
    """The origin of the realm that this build of the app talks to, when a host pointed it at another one.

    Returns:
        The origin for HTTP and for WebSocket, as a content policy names them; empty when it is our own.
    """
    try:
        page = index.read_text()
    except OSError:
        return ""
    found = re.search(r'<meta name="realm-api" content="([^"]*)"', page)
    origin = urlsplit(found.group(1)) if found else urlsplit("")
    if origin.scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.:\[\]-]+", origin.netloc):
        return ""
    socket = "wss" if origin.scheme == "https" else "ws"
    return f"{origin.scheme}://{origin.netloc} {socket}://{origin.netloc}"


def _not_here() -> Response:
    return PlainTextResponse("There is nothing here.\n", 404, Headers({"Cache-Control": "no-store"}))
