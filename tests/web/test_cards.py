"""Character cards as files: their kind, their name, what a browser keeps, and what is no card."""

from __future__ import annotations

import httpx
import pytest
from growing import grow, key_of
from sqlalchemy import update
from sqlmodel import col
from starlette.applications import Starlette

from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.making import cards
from realm_gql.runtime import Runtime
from realm_gql.web import cards as route

NPC = key_of("NPC", 1)


def client_of(runtime: Runtime) -> httpx.AsyncClient:
    """A client of the one route."""
    transport = httpx.ASGITransport(app=Starlette(routes=route.routes(runtime)))
    return httpx.AsyncClient(transport=transport, base_url="http://realm")


@pytest.mark.parametrize(
    ("ending", "kind"), [("png", "image/png"), ("json", "application/json"), ("charx", "application/zip")]
)
async def test_a_card_has_its_kind_and_its_name(runtime: Runtime, ending: str, kind: str) -> None:
    await grow(runtime.database, 3)

    async with client_of(runtime) as client:
        response = await client.get(f"/cards/{NPC}.{ending}")
        head = await client.head(f"/cards/{NPC}.{ending}")

    assert (response.status_code, response.headers["content-type"]) == (200, kind)
    assert response.headers["content-disposition"] == f'attachment; filename="npc-0001.{ending}"'
    assert (response.headers["x-content-type-options"], response.headers["cache-control"]) == ("nosniff", "no-cache")
    assert response.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert cards.read_card(response.content).name == "Npc 0001"
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", response.headers["etag"])


async def test_what_a_browser_has_is_not_sent_again_until_it_changed(runtime: Runtime) -> None:
    await grow(runtime.database, 3)

    async with client_of(runtime) as client:
        first = await client.get(f"/cards/{NPC}.png")
        again = await client.get(f"/cards/{NPC}.png", headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
        async with runtime.database.transaction() as tx:
            await tx.session.execute(update(Creation).where(col(Creation.id) == NPC).values(name='A"b\r\nX: y'))
        changed = await client.get(f"/cards/{NPC}.png", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["content-disposition"] == 'attachment; filename="a-b-x-y.png"'


@pytest.mark.parametrize(
    "file",
    [
        f"{NPC}.gif",
        f"{NPC}",
        f"{NPC}.PNG",
        f"{str(NPC).upper()}.png",
        f"{NPC.hex}.png",
        f"{{{NPC}}}.png",
        "nobody.png",
        ".png",
        f"{key_of('nothing', 0)}.png",
        f"{key_of('LORE', 0)}.json",
        "%ff.png",
    ],
)
async def test_what_is_no_card_is_not_found(runtime: Runtime, file: str) -> None:
    await grow(runtime.database, 3)

    async with client_of(runtime) as client:
        response = await client.get(f"/cards/{file}")

    assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND")
    assert response.headers["cache-control"] == "no-store"
