"""Pictures over HTTP: where `imageUrl` points, what a browser keeps, what the disk keeps, and what is no picture."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from growing import grow, key_of
from PIL import Image
from starlette.applications import Starlette

from realm_gql.domain import media
from realm_gql.runtime import Runtime
from realm_gql.web import pictures as route

NPC = key_of("NPC", 1)


@pytest.fixture
def pictured(runtime: Runtime, tmp_path: Path) -> Runtime:
    """A realm with a folder of its own."""
    return replace(runtime, settings=replace(runtime.settings, data_dir=tmp_path))


def client_of(runtime: Runtime) -> httpx.AsyncClient:
    """A client of the one route."""
    transport = httpx.ASGITransport(app=Starlette(routes=route.routes(runtime)))
    return httpx.AsyncClient(transport=transport, base_url="http://realm")


def folders(place: Path) -> list[str]:
    """What the disk keeps."""
    return os.listdir(place)


async def name_of(runtime: Runtime, size_px: int) -> str:
    """The file that shows the NPC."""
    async with runtime.database.reading() as session:
        (genes,) = await media.load_genes(session, [NPC])
    assert genes is not None
    return f"{media.fingerprint(genes)}-{size_px}.png"


async def test_a_picture_is_drawn_once_and_kept_for_ever(pictured: Runtime, tmp_path: Path) -> None:
    await grow(pictured.database, 3)
    name = await name_of(pictured, 64)

    async with client_of(pictured) as client:
        first = await client.get(f"/media/{NPC}/{name}")
        (tmp_path / "pictures" / name).write_bytes(b"from the disk")
        second = await client.get(f"/media/{NPC}/{name}")
        known = await client.get(f"/media/{NPC}/{name}", headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, first.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(first.content)).size == (64, 64)
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["etag"] == f'"{name.removesuffix(".png")}"'
    assert second.content == b"from the disk"
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", first.headers["etag"])


@pytest.mark.parametrize("size_px", [1, 63, 1025, 9999])
async def test_a_size_out_of_bounds_is_refused(pictured: Runtime, tmp_path: Path, size_px: int) -> None:
    await grow(pictured.database, 3)

    async with client_of(pictured) as client:
        response = await client.get(f"/media/{NPC}/{await name_of(pictured, size_px)}")

    assert (response.status_code, response.json()["code"], response.json()["field"]) == (400, "INVALID_INPUT", "size")
    assert route.FOLDER not in folders(tmp_path)


@pytest.mark.parametrize(
    "path",
    [
        f"{NPC}/0123456789abcdef-64.png",
        f"{NPC}/a-64.png",
        f"{NPC}/0123456789abcdef-064.png",
        f"{NPC}/0123456789abcdef-64.gif",
        f"{NPC}/..%2f..%2frealm.db",
        f"{key_of('nothing', 0)}/0123456789abcdef-64.png",
        "nobody/0123456789abcdef-64.png",
    ],
)
async def test_what_is_no_picture_is_not_found(pictured: Runtime, tmp_path: Path, path: str) -> None:
    await grow(pictured.database, 3)

    async with client_of(pictured) as client:
        response = await client.get(f"/media/{path}")

    assert response.status_code == 404
    assert route.FOLDER not in folders(tmp_path)
