"""A lineage as PROV-JSON: whole, bounded, telling no secret, and enough to check it elsewhere."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

import pytest
from growing import CONTENT, add_npcs, creation, derive, grow, key_of, viewer_of
from sqlalchemy import delete, update
from sqlmodel import col

from realm_gql.domain import lineage, making
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage import Creation, Generator, Provenance
from realm_gql.domain.lineage.prov_json import LIMIT_EXPORTED, Exported, prov_document
from realm_gql.domain.lineage.provenance import seal
from realm_gql.domain.making import CreationChanges
from realm_gql.errors import NotFound
from realm_gql.kit.clock import written
from realm_gql.storage.database import Database
from realm_gql.storage.keys import SigningKeys


async def export(database: Database, key: UUID) -> lineage.ProvDocument:
    """The document of a creation."""
    async with database.reading() as session:
        return await lineage.export_provenance(session, key)


async def signed_of(database: Database, *keys: UUID) -> list[Provenance]:
    """What was signed of these creations."""
    async with database.reading() as session:
        return [row for row in await lineage.load_provenances(session, keys) if row is not None]


async def test_a_remix_is_told_with_its_parent_its_maker_and_its_making(database: Database) -> None:
    await grow(database, 3)
    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(2), key_of("LORE", 0), CreationChanges(name="Mine"))
    parent, signed = await signed_of(database, key_of("LORE", 0), child.id)

    document = await export(database, child.id)

    entity, source, act = f"sha256:{signed.hash}", f"sha256:{parent.hash}", f"realm:making-{signed.hash}"
    assert list(document) == [
        "prefix",
        "entity",
        "activity",
        "agent",
        "wasGeneratedBy",
        "wasAttributedTo",
        "wasAssociatedWith",
        "used",
        "wasDerivedFrom",
    ]
    assert list(document["entity"]) == [entity, source]
    told = document["entity"][entity]
    statement = told.pop("realm:statement")
    assert hashlib.sha256(statement.encode()).hexdigest() == signed.hash
    assert told == {
        "prov:type": {"$": "realm:LORE", "type": "prov:QUALIFIED_NAME"},
        "prov:label": "Mine",
        "realm:creation": str(child.id),
        "realm:revision": 1,
        "realm:hash": signed.hash,
        "realm:signature": signed.signature,
        "realm:keyId": signed.key_id,
        "realm:signedAt": written(signed.signed_at),
    }
    assert document["agent"] == {
        f"uuid:{key_of('account', 2)}": {
            "prov:type": {"$": "prov:Person", "type": "prov:QUALIFIED_NAME"},
            "prov:label": "player-2",
        },
        f"uuid:{key_of('account', 0)}": {
            "prov:type": {"$": "prov:Person", "type": "prov:QUALIFIED_NAME"},
            "prov:label": "player-0",
        },
    }
    assert document["wasDerivedFrom"] == {
        f"_:derived-{signed.hash}-0": {
            "prov:generatedEntity": entity,
            "prov:usedEntity": source,
            "prov:activity": act,
            "prov:type": {"$": "realm:REMIX", "type": "prov:QUALIFIED_NAME"},
        }
    }
    assert document["used"] == {f"_:used-{signed.hash}-0": {"prov:activity": act, "prov:entity": source}}
    assert document["wasGeneratedBy"][f"_:making-{signed.hash}"] == {
        "prov:entity": entity,
        "prov:activity": act,
        "prov:time": written(child.created_at),
    }


def test_what_a_model_wrote_is_told_with_what_it_was_asked() -> None:
    made = Creation(**creation("LORE", 0))
    signed = seal(
        made, [], SigningKeys(b"k" * 32), made.created_at, "00", Generator("echo", "dry", "a bell that lies", 2**40)
    )

    document = prov_document(Exported([(made, signed)]))

    act = f"realm:making-{signed.hash}"
    model = f"realm:model-{hashlib.sha256(b'echo').hexdigest()[:16]}"
    assert document["agent"][model] == {
        "prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"},
        "prov:label": "echo",
    }
    assert document["wasAssociatedWith"][f"_:model-{signed.hash}"] == {"prov:activity": act, "prov:agent": model}
    assert document["activity"][act] == {
        "prov:type": {"$": "realm:Making", "type": "prov:QUALIFIED_NAME"},
        "realm:voice": "dry",
        "realm:prompt": "a bell that lies",
        "realm:seed": str(2**40),
    }


async def test_no_secret_is_told(database: Database) -> None:
    await grow(database, 5)

    document = json.dumps(await export(database, key_of("NPC", 4)))

    assert CONTENT["NPC"]["secret"] == "cannot swim"
    assert "cannot swim" not in document
    async with database.reading() as session:
        salts = [row.salt for row in await lineage.load_provenances(session, [key_of("NPC", 4)]) if row is not None]
    assert salts[0] not in document


async def test_a_long_lineage_is_told_to_the_hundredth(database: Database) -> None:
    await add_npcs(database, 120)
    async with database.transaction() as tx:
        # a chain of 50, and a fan of 69 at its end: more than may be told, and all within reach
        await derive(tx.session, [(n, n + 1) for n in range(50)] + [(50, n) for n in range(51, 120)])
        await lineage.stamp(tx, [key_of("NPC", n) for n in range(120)])

    document = await export(database, key_of("NPC", 0))

    assert len(document["entity"]) == LIMIT_EXPORTED
    assert [told["realm:creation"] for told in document["entity"].values()][:51] == [
        str(key_of("NPC", n)) for n in range(51)
    ]
    beyond = {edge["prov:usedEntity"] for edge in document["wasDerivedFrom"].values()} - document["entity"].keys()
    assert len(beyond) == 20


async def test_a_revision_that_is_gone_is_told_by_its_hash(database: Database) -> None:
    await grow(database, 3)
    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(), key_of("LORE", 0))
        row = await lineage.get_visible(tx.session, key_of("LORE", 0))
        row.name, row.revision = "Second thoughts", 2
        await lineage.stamp(tx, [row.id])
    (signed,) = await signed_of(database, child.id)

    document = await export(database, child.id)

    source = document["entity"][f"sha256:{signed.parents[0]['hash']}"]
    assert (source["realm:revision"], "realm:statement" in source, "prov:label" in source) == (1, False, False)
    second = await export(database, key_of("LORE", 0))
    assert [told["realm:revision"] for told in second["entity"].values()] == [2, 1]
    (edge,) = second["wasDerivedFrom"].values()
    assert edge["prov:type"] == {"$": "prov:Revision", "type": "prov:QUALIFIED_NAME"}


async def test_a_handle_is_told_as_it_is_now(database: Database) -> None:
    await grow(database, 3)
    async with database.transaction() as tx:
        await tx.session.execute(
            update(Account).where(col(Account.id) == key_of("account", 0)).values(handle="gone-3f9a0c1d")
        )

    document = await export(database, key_of("LORE", 0))

    assert [agent["prov:label"] for agent in document["agent"].values()] == ["gone-3f9a0c1d"]


async def test_a_creation_that_is_not_there_or_was_never_signed_is_not_found(database: Database) -> None:
    await grow(database, 3)
    async with database.transaction() as tx:
        await tx.session.execute(delete(Provenance).where(col(Provenance.creation_id) == key_of("LORE", 0)))

    for key, told in ((key_of("nothing", 0), "no such creation"), (key_of("LORE", 0), "the realm never signed it")):
        with pytest.raises(NotFound, match=told):
            await export(database, key)
