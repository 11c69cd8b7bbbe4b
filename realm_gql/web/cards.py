"""``/cards/<uuid>.png``, ``.json`` and ``.charx``: an NPC as a character card, for whoever asks."""

from __future__ import annotations

import hashlib
import logging
from uuid import UUID

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from realm_gql.domain import lineage, making, media
from realm_gql.errors import NotFound, RealmError, StorageUnavailable
from realm_gql.runtime import Runtime
from realm_gql.web.pictures import picture
from realm_gql.web.provenance import is_known
from realm_gql.web.refusals import refusal

log = logging.getLogger("realm.web")

PATH = "/cards/{file}"
FORMATS = {card_format.value.casefold(): card_format for card_format in making.CardFormat}

HEADERS = {
    # Asked about each time: an NPC may have been revised.
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    # A stranger's words are inside: whatever opens it in a browser, nothing of it runs.
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def routes(runtime: Runtime) -> list[BaseRoute]:
    """The files of character cards."""

    async def answer(request: Request) -> Response:
        try:
            return await _answer(runtime, request)
        except RealmError as error:
            if isinstance(error, StorageUnavailable):
                log.warning("a card was not written: %s", error.message)
            return refusal(error)

    elsewhere = Middleware(
        CORSMiddleware, allow_origins=runtime.settings.allowed_origins, expose_headers=["Content-Disposition", "ETag"]
    )
    return [Route(PATH, answer, methods=["GET"], middleware=[elsewhere])]


async def _answer(runtime: Runtime, request: Request) -> Response:
    key, card_format = _parse(request.path_params["file"])
    async with runtime.database.reading() as session:
        creation = await lineage.get_visible(session, key)
        (genes,) = await media.load_genes(session, [key])
    face = b""
    if genes is not None and card_format is not making.CardFormat.JSON:
        face = await picture(runtime, genes, media.SIZE_PX)
    async with runtime.heavy_work, runtime.database.reading() as session:
        written = await making.export_card(session, key, card_format, face)
    etag = f'"{hashlib.sha256(written).hexdigest()[:32]}"'
    headers = {**HEADERS, "ETag": etag}
    if is_known(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    name = f"{making.file_stem(creation.name)}.{card_format.value.casefold()}"
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(written, 200, headers, media_type=making.MEDIA_TYPES[card_format])


def _parse(file: str) -> tuple[UUID, making.CardFormat]:
    """Whose card is asked for, and as which file.

    Raises:
        NotFound: no card is called so.
    """
    name, _, ending = file.rpartition(".")
    try:
        key = UUID(name) if name.isascii() else None
    except ValueError:
        key = None
    if key is None or str(key) != name or ending not in FORMATS:
        raise NotFound("There is no card of that name. One is called /cards/<uuid>.png, .json or .charx.")
    return key, FORMATS[ending]
