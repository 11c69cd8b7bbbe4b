"""``/media/<uuid>/<hash>-<size>.png``: what a creation looks like, drawn when first asked for."""

from __future__ import annotations

import asyncio
import re
from uuid import UUID

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from realm_gql.domain import media
from realm_gql.errors import NotFound, RealmError
from realm_gql.runtime import Runtime
from realm_gql.storage import blobs
from realm_gql.web.provenance import is_known
from realm_gql.web.refusals import refusal

PATH = "/media/{key:uuid}/{file}"
FOLDER = "pictures"
KEPT_BYTES = 256 * 1024**2
"""What the pictures on disk may take together; whatever is thrown away is drawn again."""
NAME = re.compile(r"([0-9a-f]{16})-([1-9][0-9]{0,3})\.png", re.ASCII)

HEADERS = {
    # The address holds the hash of what the picture is drawn from: another picture has another address.
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
}


def routes(runtime: Runtime) -> list[BaseRoute]:
    """The pictures of creations."""

    async def answer(request: Request) -> Response:
        try:
            return await _answer(runtime, request)
        except RealmError as error:
            return refusal(error)

    elsewhere = Middleware(CORSMiddleware, allow_origins=runtime.settings.allowed_origins, expose_headers=["ETag"])
    return [Route(PATH, answer, methods=["GET"], middleware=[elsewhere])]


async def _answer(runtime: Runtime, request: Request) -> Response:
    key: UUID = request.path_params["key"]
    asked = NAME.fullmatch(request.path_params["file"])
    if asked is None:
        raise NotFound("There is no picture of that name. `imageUrl` tells where a picture is.")
    hashed, size_px = asked[1], media.check_size(int(asked[2]))
    async with runtime.database.reading() as session:
        (genes,) = await media.load_genes(session, [key])
    if genes is None or media.fingerprint(genes) != hashed:
        raise NotFound("There is no such picture, or it looks different by now. `imageUrl` tells where it is.")
    etag = f'"{hashed}-{size_px}"'
    headers = {**HEADERS, "ETag": etag}
    if is_known(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    return Response(await picture(runtime, genes, size_px), 200, headers, media_type="image/png")


async def picture(runtime: Runtime, genes: media.Genes, size_px: int) -> bytes:
    """A picture as a PNG, from the disk if it was drawn before.

    Raises:
        InvalidInput: the size is out of bounds.
    """
    folder, name = runtime.settings.data_dir / FOLDER, f"{media.fingerprint(genes)}-{media.check_size(size_px)}.png"
    if (kept := await blobs.find(folder, name)) is not None:
        return kept
    async with runtime.heavy_work:
        # Whoever waited here may find what the one before drew.
        if (kept := await blobs.find(folder, name)) is not None:
            return kept
        drawn = await asyncio.to_thread(media.render, genes.kind, genes, size_px)
    await blobs.keep(folder, name, drawn, KEPT_BYTES)
    return drawn
