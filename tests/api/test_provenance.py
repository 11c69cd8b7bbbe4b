"""Provenance over GraphQL."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import col

from realm_gql.domain import lineage
from realm_gql.domain.lineage import Creation, Generator, Provenance
from realm_gql.storage.keys import is_signed

if TYPE_CHECKING:
    from tests.conftest import Client

PROVENANCE = """provenance { hash parentHashes previousHash signature keyId signedAt url statement
    generator { kind model voice prompt seed } }"""
ASK = f"query($uuid: UUID!) {{ creation(uuid: $uuid) {{ uuid name {PROVENANCE} }} }}"
REMIX = f"""mutation($id: ID!) {{ remix(input: {{creationId: $id, changes: {{name: "Mine"}}}}) {{
    ... on RemixPayload {{ creation {{ uuid {PROVENANCE} parents {{ parent {{ {PROVENANCE} }} }} }} }}
    ... on Problem {{ code message }} }} }}"""
SOMEBODY = "{ npcs(first: 1) { edges { node { id uuid } } } }"


async def somebody(client: Client) -> dict[str, str]:
    """An NPC's id and uuid."""
    node: dict[str, str] = (await client.data(SOMEBODY))["npcs"]["edges"][0]["node"]
    return node


async def test_everything_of_the_starter_realm_is_signed_by_people(client: Client) -> None:
    lists = ["npcs", "quests", "items", "cosmetics", "lore", "locations"]
    query = " ".join(f"{name}(first: 100) {{ edges {{ node {{ uuid {PROVENANCE} }} }} }}" for name in lists)

    answer = await client.data(f"{{ {query} }}")

    nodes = [edge["node"] for name in lists for edge in answer[name]["edges"]]
    assert len(nodes) >= 41
    for node in nodes:
        told = node["provenance"]
        assert hashlib.sha256(told["statement"].encode()).hexdigest() == told["hash"]
        message = f"realm-provenance-1 {told['hash']} {told['signedAt']}".encode()
        assert is_signed(told["keyId"], base64.b64decode(told["signature"]), message)
        assert told["generator"] == {"kind": "HUMAN", "model": None, "voice": None, "prompt": None, "seed": None}
        assert told["url"] == f"/provenance/{node['uuid']}.json"
    assert len({node["provenance"]["hash"] for node in nodes}) == len(nodes)


async def test_a_remix_is_signed_at_once_and_names_its_parent(client: Client) -> None:
    npc = await somebody(client)
    await client.enter_as_guest()

    made = (await client.data(REMIX, {"id": npc["id"]}))["remix"]["creation"]

    (derivation,) = made["parents"]
    assert made["provenance"]["parentHashes"] == [derivation["parent"]["provenance"]["hash"]]
    assert made["provenance"]["previousHash"] is None
    assert (await client.http.get(made["provenance"]["url"])).status_code == 200


async def test_what_a_model_wrote_says_so(client: Client) -> None:
    npc = await somebody(client)
    uuid = UUID(npc["uuid"])
    async with client.runtime.database.transaction() as tx:
        await tx.session.execute(update(Creation).where(col(Creation.id) == uuid).values(revision=2))
        await lineage.stamp(tx, [uuid], Generator("echo", "dry", "somebody who counts", 2**40))

    told = (await client.data(ASK, {"uuid": npc["uuid"]}))["creation"]["provenance"]

    assert told["generator"] == {
        "kind": "MODEL",
        "model": "echo",
        "voice": "dry",
        "prompt": "somebody who counts",
        "seed": "1099511627776",
    }
    assert len(told["previousHash"]) == 64


async def test_tampering_shows(client: Client) -> None:
    npc = await somebody(client)
    async with client.runtime.database.transaction() as tx:
        await tx.session.execute(update(Creation).where(col(Creation.id) == UUID(npc["uuid"])).values(name="Other"))

    told = (await client.data(ASK, {"uuid": npc["uuid"]}))["creation"]["provenance"]

    assert hashlib.sha256(told["statement"].encode()).hexdigest() != told["hash"]


async def test_what_cannot_be_written_any_more_has_no_statement(client: Client) -> None:
    lore = (await client.data("{ lore(first: 1) { edges { node { uuid } } } }"))["lore"]["edges"][0]["node"]["uuid"]
    broken = {"text": "x", "keys": [], "weight": 2**53 + 1}
    async with client.runtime.database.transaction() as tx:
        await tx.session.execute(update(Creation).where(col(Creation.id) == UUID(lore)).values(content=broken))

    told = (await client.data(ASK, {"uuid": lore}))["creation"]["provenance"]

    assert told["statement"] is None


async def test_what_was_never_signed_is_told_and_cannot_be_remixed(client: Client) -> None:
    npc = await somebody(client)
    async with client.runtime.database.transaction() as tx:
        await tx.session.execute(delete(Provenance).where(col(Provenance.creation_id) == UUID(npc["uuid"])))
    await client.enter_as_guest()

    answer = await client.ask(ASK, {"uuid": npc["uuid"]})
    refused = (await client.data(REMIX, {"id": npc["id"]}))["remix"]

    assert answer["data"] == {"creation": None}
    assert answer["errors"][0]["extensions"] == {"code": "NOT_FOUND"}
    assert refused["code"] == "CONFLICT"
    assert "realm verify --sign-missing" in refused["message"]
