"""Provenance over plain HTTP: documents and keys that can be kept, and what is told when there are none."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from growing import grow, key_of
from sqlalchemy import update
from sqlmodel import col
from starlette.applications import Starlette

from realm_gql.config import Settings
from realm_gql.domain import lineage
from realm_gql.domain.accounts.models import Account
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Database
from realm_gql.web import provenance, routes
from realm_gql.web.provenance import is_known

LORE = f"/provenance/{key_of('LORE', 0)}.json"
ADDRESSES = [LORE, "/provenance/keys.json", "/provenance/key.pem"]


def client_of(runtime: Runtime) -> httpx.AsyncClient:
    app = Starlette(routes=provenance.routes(runtime))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://realm")


@pytest.fixture
async def browser(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a small world."""
    await grow(runtime.database, 3)
    async with client_of(runtime) as client:
        yield client


async def test_a_lineage_is_told_as_the_domain_tells_it(browser: httpx.AsyncClient, runtime: Runtime) -> None:
    response = await browser.get(LORE)

    async with runtime.database.reading() as session:
        assert response.json() == await lineage.export_provenance(session, key_of("LORE", 0))
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_the_keys_are_told_as_programs_read_them(browser: httpx.AsyncClient, runtime: Runtime) -> None:
    former = runtime.database.keys.make()
    present = runtime.database.keys.renew()

    told = (await browser.get("/provenance/keys.json")).json()
    pem = await browser.get("/provenance/key.pem")

    assert [key["kid"] for key in told["keys"]] == [present.current, former.current]
    assert {(key["kty"], key["crv"], key["use"]) for key in told["keys"]} == {("OKP", "Ed25519", "sig")}
    public = serialization.load_pem_public_key(pem.content)
    assert isinstance(public, Ed25519PublicKey)
    assert public.public_bytes_raw() == base64.urlsafe_b64decode(told["keys"][0]["x"] + "=")
    public.verify(present.sign(b"message"), b"message")
    assert b"PRIVATE" not in pem.content


@pytest.mark.parametrize("address", ADDRESSES)
async def test_what_a_client_has_is_not_sent_again(browser: httpx.AsyncClient, address: str) -> None:
    first = await browser.get(address)
    etag = first.headers["etag"]

    for sent in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = await browser.get(address, headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert (await browser.get(address, headers={"If-None-Match": '"other"'})).content == first.content
    head = await browser.head(address)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", etag)


async def test_a_tag_changes_with_what_is_told(browser: httpx.AsyncClient, runtime: Runtime) -> None:
    before = [(await browser.get(address)).headers["etag"] for address in ADDRESSES]
    async with runtime.database.transaction() as tx:
        await tx.session.execute(
            update(Account).where(col(Account.id) == key_of("account", 0)).values(handle="renamed")
        )
    runtime.database.keys.renew()

    after = [(await browser.get(address)).headers["etag"] for address in ADDRESSES]

    assert len({*before, *after}) == 6


@pytest.mark.parametrize(
    "address", [f"/provenance/{uuid4()}.json", "/provenance/none.json", "/provenance/key", "/provenance/..%2fkey.pem"]
)
async def test_what_is_not_there_is_not_found(browser: httpx.AsyncClient, address: str) -> None:
    assert (await browser.get(address)).status_code == 404


async def test_nothing_can_be_changed_here(browser: httpx.AsyncClient) -> None:
    assert {(await browser.post(address)).status_code for address in ADDRESSES} == {405}


async def test_a_realm_that_has_signed_nothing_has_no_key(runtime: Runtime) -> None:
    async with client_of(runtime) as client:
        response = await client.get("/provenance/keys.json")

    assert (response.status_code, response.text) == (404, "This realm has signed nothing yet, so it has no key.\n")
    assert response.headers["cache-control"] == "no-store"
    assert runtime.database.keys.find() is None


async def test_what_cannot_be_told_now_names_no_folder_and_no_host(runtime: Runtime) -> None:
    runtime.database.keys.path.write_text("nothing")
    nowhere = Database(Settings(database_url="postgresql://nobody@127.0.0.1:1/nothing"))
    async with client_of(runtime) as client, client_of(replace(runtime, database=nowhere)) as lost:
        answers = [await client.get("/provenance/key.pem"), await lost.get(LORE)]
    await nowhere.close()

    assert [answer.status_code for answer in answers] == [503, 503]
    assert {answer.text for answer in answers} == {"The realm cannot tell now; try again in a while.\n"}


async def test_the_apps_pages_do_not_stand_in_the_way(runtime: Runtime) -> None:
    await grow(runtime.database, 3)
    app = Starlette(routes=routes(runtime))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://realm") as client:
        statuses = [(await client.get(address)).status_code for address in ADDRESSES]

    assert statuses == [200, 200, 200]


@pytest.mark.parametrize(
    ("sent", "known"),
    [("", False), ('"a"', True), ("*", True), (' W/"a" ', True), ('"b","a"', True), ('"b"', False), ("a", False)],
)
def test_a_tag_is_known_as_the_rfc_compares_it(sent: str, known: bool) -> None:
    assert is_known(sent, '"a"') is known
