"""Whether the process lives, and whether it can serve: for whatever watches over a realm."""

from __future__ import annotations

import asyncio
import logging

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from realm_gql.errors import StorageUnavailable
from realm_gql.runtime import Runtime

log = logging.getLogger("realm.web")

DATABASE_TIMEOUT_S = 3.0
UNCACHED = {"Cache-Control": "no-store"}


def routes(runtime: Runtime) -> list[BaseRoute]:
    """``/healthz`` and ``/readyz``."""

    async def healthz(_request: Request) -> JSONResponse:
        return JSONResponse({"alive": True}, headers=UNCACHED)

    async def readyz(_request: Request) -> JSONResponse:
        report, ready = await check(runtime)
        return JSONResponse(report, 200 if ready else 503, headers=UNCACHED)

    return [Route("/healthz", healthz), Route("/readyz", readyz)]


async def check(runtime: Runtime) -> tuple[dict[str, object], bool]:
    """What the realm stands on, piece by piece, and whether it can serve.

    The model does not decide: while it is away NPCs answer with their authors' lines.
    """
    database = await _database_answers(runtime)
    broker = runtime.broker.connected()
    ready = database and broker
    report: dict[str, object] = {
        "ready": ready,
        "database": {"answers": database},
        "broker": {"connected": broker},
    }
    if runtime.settings.worker:
        engine = runtime.engine.status()
        report["engine"] = {"state": engine.state.value, "model": engine.model}
    return report, ready


async def _database_answers(runtime: Runtime) -> bool:
    try:
        async with asyncio.timeout(DATABASE_TIMEOUT_S):
            await runtime.database.check()
    except (StorageUnavailable, TimeoutError) as error:
        # Logged, not told: the message may name hosts and folders, and anybody may ask.
        log.warning("not ready: %s", error or "the database is slow to answer")
        return False
    return True
