"""The built app as files: what is served, how long it is kept, and what is never served."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from realm_gql.config import Settings
from realm_gql.web import pages

INDEX = '<!doctype html><meta name="realm-api" content="/graphql"><title>Realm</title>'


@pytest.fixture
def web_dir(tmp_path: Path) -> Path:
    """A small built app, and a secret beside it."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "graphiql" / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(INDEX)
    (folder / "sw.js").write_text("// worker")
    (folder / "manifest.webmanifest").write_text("{}")
    (folder / ".env").write_text("hidden")
    (folder / "assets" / "index-B8zd1fCK.js").write_text("export {}")
    (folder / "assets" / "font-BcXVPD7q.woff2").write_bytes(b"wOF2")
    (folder / "graphiql" / "index.html").write_text("<title>GraphiQL</title>")
    (folder / "graphiql" / "assets" / "ide-AbCd1234.css").write_text("a{}")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "assets" / "leak.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.fixture
async def browser(web_dir: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the pages."""
    async with _client(web_dir) as client:
        yield client


def _client(web_dir: Path) -> httpx.AsyncClient:
    app = Starlette(routes=pages.routes(Settings(web_dir=web_dir)))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://realm")


@pytest.mark.parametrize("path", ["/", "/room/UnZvb20", "/npc/TnBj", "/npcs", "/me/devices", "/index.html"])
async def test_places_of_the_app_are_its_page(browser: httpx.AsyncClient, path: str) -> None:
    response = await browser.get(path)
    assert (response.status_code, response.text) == (200, INDEX)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("/assets/index-B8zd1fCK.js", "text/javascript; charset=utf-8", pages.IMMUTABLE),
        ("/assets/font-BcXVPD7q.woff2", "font/woff2", pages.IMMUTABLE),
        ("/graphiql/assets/ide-AbCd1234.css", "text/css; charset=utf-8", pages.IMMUTABLE),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
    ],
)
async def test_files_have_their_kind_and_are_kept(browser: httpx.AsyncClient, path: str, kind: str, kept: str) -> None:
    response = await browser.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == kind
    assert response.headers["cache-control"] == kept


async def test_what_a_browser_has_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/room/x")
    again = await browser.get("/room/x", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = await browser.head("/")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone-12345678.js",
        "/assets/",
        "/missing.png",
        "/.env",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/leak.txt",
        "//etc/passwd.txt",
        "/..%5csecret.txt",
        "/a%00b",
        "/graphiql/../../secret.txt",
        "/graphiql/..%2f..%2fsecret.txt",
    ],
)
async def test_what_is_not_there_or_not_ours_is_not_served(browser: httpx.AsyncClient, path: str) -> None:
    request = browser.build_request("GET", "/")
    request.url = request.url.copy_with(raw_path=path.encode())
    response = await browser.send(request)
    assert response.status_code == 404
    assert "secret" not in response.text


async def test_pages_are_only_read(browser: httpx.AsyncClient) -> None:
    response = await browser.post("/room/x")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD")


async def test_the_query_page_has_its_own_address(browser: httpx.AsyncClient) -> None:
    moved = await browser.get("/graphiql")
    assert (moved.status_code, moved.headers["location"]) == (308, "/graphiql/")
    page = await browser.get("/graphiql/")
    assert page.text == "<title>GraphiQL</title>"


async def test_every_answer_says_what_a_page_may_do(browser: httpx.AsyncClient) -> None:
    for path in ("/", "/sw.js", "/missing.png"):
        headers = (await browser.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == policy["script-src"] == policy["connect-src"] == "'self'"
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"


@pytest.mark.parametrize(
    ("api", "reached"),
    [
        ("https://far.example/graphql", "'self' https://far.example wss://far.example"),
        ("http://10.0.0.7:8000/graphql", "'self' http://10.0.0.7:8000 ws://10.0.0.7:8000"),
        ("/elsewhere", "'self'"),
        ("javascript://x", "'self'"),
        ("https://x; script-src *", "'self'"),
    ],
)
async def test_a_realm_elsewhere_may_be_reached(
    browser: httpx.AsyncClient, web_dir: Path, api: str, reached: str
) -> None:
    (web_dir / "index.html").write_text(INDEX.replace("/graphql", api))
    headers = (await browser.get("/")).headers
    assert f"connect-src {reached};" in headers["content-security-policy"]


async def test_an_app_that_is_not_built_says_how_to(tmp_path: Path) -> None:
    async with _client(tmp_path / "nothing") as client:
        response = await client.get("/room/x")
        assert response.status_code == 503
        assert "make play" in response.text
        (tmp_path / "nothing").mkdir()
        (tmp_path / "nothing" / "index.html").write_text(INDEX)
        assert (await client.get("/room/x")).text == INDEX
