"""What the realm signs of a creation: the statement for ever the same, its lineage, and what is refused."""

from __future__ import annotations

import asyncio
import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from growing import CONTENT, add_npcs, creation, derive, grow, key_of, viewer_of
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, update
from sqlmodel import col

from realm_gql.domain import lineage, making
from realm_gql.domain.lineage import HUMAN, Creation, Derivation, Flaw, Generator, Provenance
from realm_gql.domain.lineage.differences import HIDDEN
from realm_gql.domain.lineage.provenance import (
    VEILED,
    ancestors_first,
    hash_of,
    is_signature_right,
    message_of,
    new_salt,
    seal,
    statement_of,
)
from realm_gql.domain.making import CreationChanges
from realm_gql.errors import ConfigurationError, Conflict, InvalidInput
from realm_gql.storage.database import Database
from realm_gql.storage.keys import SigningKeys

KEYS = SigningKeys(bytes(range(32)))
SIGNED_AT = datetime(2026, 11, 24, 18, 30, 0, 500_000, tzinfo=UTC)
SALT = "00112233445566778899aabbccddeeff"
MODEL = Generator(model="echo", voice="dry", prompt="a ferryman who counts", seed=7)


def authored(**fields: Any) -> Creation:
    """A creation that is in no database."""
    return Creation(**creation("LORE", 0, **fields))


def test_a_statement_looks_as_it_always_did() -> None:
    """Never change this test: whatever was signed must be read the same way for ever."""
    made = authored(tags=["moor", "bell"], content={"text": "Zoë rang it", "weight": 1.50, "keys": ["bell"]})

    sealed = seal(made, [("ab" * 32, "REMIX"), ("cd" * 32, "INSPIRED")], KEYS, SIGNED_AT, SALT, MODEL)

    statement = (
        '{"content":{"keys":["bell"],"text":"Zoë rang it","weight":1.5},"createdAt":"2026-01-01T00:00:00Z",'
        f'"creator":"{key_of("account", 0)}","form":"realm-provenance-1",'
        '"generator":{"kind":"MODEL","model":"echo","prompt":"a ferryman who counts","seed":7,"voice":"dry"},'
        f'"id":"{key_of("LORE", 0)}","kind":"LORE","license":"CC_BY_SA","name":"Lore 0000",'
        f'"parents":[{{"hash":"{"ab" * 32}","kind":"REMIX"}},{{"hash":"{"cd" * 32}","kind":"INSPIRED"}}],'
        '"previous":null,"revision":1,"summary":"The one numbered 0.","tags":["moor","bell"]}'
    )
    assert statement_of(made, sealed).decode() == statement
    assert (
        sealed.hash == hash_of(statement.encode()) == "76c25c8ceecf79b0cf804bfed3ce12889978b4379513989e098fdb2a63548122"
    )
    assert message_of(sealed) == f"realm-provenance-1 {sealed.hash} 2026-11-24T18:30:00.500000Z".encode()
    assert sealed.key_id == "ed25519:A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"
    assert sealed.signature == (
        "N5aYSeQXG1IVCzziNoWdqBVFZj6TXuXrROUuofjw6rKmILgq1mDHMvKpCfylUcnKQX4eTYb9hTc1poIvw39WDA=="
    )
    assert is_signature_right(sealed)


def test_whatever_is_hidden_is_veiled() -> None:
    """A field that is hidden from now on stands in statements signed before: it needs a form of its own."""
    assert VEILED == HIDDEN


def test_a_secret_is_veiled_and_still_vouched_for() -> None:
    made = Creation(**creation("NPC", 0))
    sealed = seal(made, [], KEYS, SIGNED_AT, SALT)

    statement = statement_of(made, sealed).decode()

    told = json.loads(statement)["content"]
    assert CONTENT["NPC"]["secret"] == "cannot swim"
    assert "cannot swim" not in statement
    assert told.pop("secret") == {"veiled": hashlib.sha256((SALT + '["secret","cannot swim"]').encode()).hexdigest()}
    shown = {name: value for name, value in CONTENT["NPC"].items() if name != "secret"}
    assert told == json.loads(json.dumps(shown))
    made.content = made.content | {"secret": "cannot sing"}
    assert hash_of(statement_of(made, sealed)) != sealed.hash


def test_nobody_can_tell_that_two_secrets_are_the_same() -> None:
    made = Creation(**creation("NPC", 0))
    veils = {
        json.loads(statement_of(made, seal(made, [], KEYS, SIGNED_AT, new_salt())))["content"]["secret"]["veiled"]
        for _ in range(10)
    }

    assert len(veils) == 10


@pytest.mark.parametrize("generator", [HUMAN, MODEL, Generator(model="echo", seed=2**53)])
def test_a_generator_is_read_as_it_was_written(generator: Generator) -> None:
    assert Generator.from_content(json.loads(json.dumps(generator.to_content()))) == generator
    assert HUMAN.to_content() == {"kind": "HUMAN"}


@pytest.mark.parametrize("kind", CONTENT)
async def test_a_remix_is_signed_with_its_parent(database: Database, kind: str) -> None:
    await grow(database, 2)

    async with database.transaction() as tx:
        child = await making.remix(tx, viewer_of(), key_of(kind, 0), CreationChanges(name="Mine"))

    async with database.reading() as session:
        made = await lineage.get_visible(session, child.id)
        parent, signed = await lineage.load_provenances(session, [key_of(kind, 0), child.id])
    assert parent is not None
    assert signed is not None
    assert signed.parents == [{"hash": parent.hash, "kind": "REMIX"}]
    assert (signed.revision, signed.previous, signed.generator) == (1, None, {"kind": "HUMAN"})
    assert signed.hash == hash_of(statement_of(made, signed))
    assert signed.key_id == (database.keys.make()).current
    assert is_signature_right(signed)
    assert 0 <= (signed.signed_at - made.created_at).total_seconds() < 60


async def test_what_a_model_wrote_is_signed_as_such(database: Database) -> None:
    await add_npcs(database, 1)

    async with database.transaction() as tx:
        await lineage.stamp(tx, [key_of("NPC", 0)], MODEL)

    async with database.reading() as session:
        (signed,) = await lineage.load_provenances(session, [key_of("NPC", 0)])
    assert signed is not None
    assert Generator.from_content(signed.generator) == MODEL
    assert await faults(database) == {}


async def test_all_parents_are_signed_in_their_order(database: Database) -> None:
    await add_npcs(database, 4)
    async with database.transaction() as tx:
        await derive(tx.session, [(3, 2), (3, 0), (3, 1)])
        await tx.session.execute(update(Derivation).where(col(Derivation.position) == 1).values(kind="INSPIRED"))

        await lineage.stamp(tx, [key_of("NPC", n) for n in (3, 1, 0, 2)])

    async with database.reading() as session:
        found = await lineage.load_provenances(session, [key_of("NPC", n) for n in range(4)])
    hashes = [row.hash for row in found if row is not None]
    assert len(set(hashes)) == 4
    assert found[3] is not None
    assert found[3].parents == [
        {"hash": hashes[2], "kind": "REMIX"},
        {"hash": hashes[0], "kind": "INSPIRED"},
        {"hash": hashes[1], "kind": "REMIX"},
    ]
    assert await faults(database) == {}


async def test_stamping_again_changes_nothing(database: Database) -> None:
    await grow(database, 2)
    before = await everything(database)

    async with database.transaction() as tx:
        await lineage.stamp(tx, [key_of("NPC", n) for n in range(2)], MODEL)
    assert await lineage.stamp_missing(database) == 0

    assert await everything(database) == before


async def test_a_later_revision_names_the_one_before_and_children_keep_theirs(database: Database) -> None:
    await grow(database, 2)
    parent_id = key_of("LORE", 0)
    async with database.transaction() as tx:
        older = await making.remix(tx, viewer_of(), parent_id)

    async with database.transaction() as tx:
        parent = await lineage.get_visible(tx.session, parent_id)
        parent.name, parent.revision = "Second thoughts", 2
        await lineage.stamp(tx, [parent_id])
    async with database.transaction() as tx:
        younger = await making.remix(tx, viewer_of(), parent_id)

    async with database.reading() as session:
        rows = await session.scalars(
            select(Provenance).where(col(Provenance.creation_id) == parent_id).order_by(col(Provenance.revision))
        )
        first, second = rows.all()
        of_older, of_younger = await lineage.load_provenances(session, [older.id, younger.id])
        (present,) = await lineage.load_provenances(session, [parent_id])
    assert (first.previous, second.previous) == (None, first.hash)
    assert present == second
    assert of_older is not None
    assert of_younger is not None
    assert (of_older.parents[0]["hash"], of_younger.parents[0]["hash"]) == (first.hash, second.hash)
    assert await faults(database) == {}


async def test_a_remix_is_of_the_revision_that_was_read(database: Database) -> None:
    await grow(database, 3)
    parent_id = key_of("LORE", 0)
    async with database.reading() as session:
        (first,) = await lineage.load_provenances(session, [parent_id])

    async with database.transaction() as tx:
        # given: a transaction that has read the parent, which then is revised by another
        parent = await lineage.get_visible(tx.session, parent_id)
        await tx.session.execute(
            update(Creation)
            .where(col(Creation.id) == parent_id)
            .values(name="Second thoughts", revision=2)
            .execution_options(synchronize_session=False)
        )
        assert parent.revision == 1
        child = await making.remix(tx, viewer_of(), parent_id)

    async with database.reading() as session:
        (signed,) = await lineage.load_provenances(session, [child.id])
    assert first is not None
    assert signed is not None
    assert signed.parents == [{"hash": first.hash, "kind": "REMIX"}]


async def test_nothing_is_made_of_what_was_never_signed(database: Database) -> None:
    await grow(database, 2)
    async with database.transaction() as tx:
        await tx.session.execute(delete(Provenance).where(col(Provenance.creation_id) == key_of("LORE", 0)))
    before = await everything(database)

    with pytest.raises(Conflict, match=r"“Lore 0000” has no provenance, .* realm verify --sign-missing"):
        async with database.transaction() as tx:
            await making.remix(tx, viewer_of(), key_of("LORE", 0))

    assert await everything(database) == before


async def test_what_came_from_itself_is_not_signed(database: Database) -> None:
    await add_npcs(database, 3)
    async with database.transaction() as tx:
        await derive(tx.session, [(1, 0), (0, 1), (2, 1)])

    with pytest.raises(Conflict, match="cannot come from itself"):
        async with database.transaction() as tx:
            await lineage.stamp(tx, [key_of("NPC", n) for n in range(3)])

    assert await lineage.stamp_missing(database) == 0


async def test_content_that_means_not_the_same_everywhere_is_refused(database: Database) -> None:
    await add_npcs(database, 0)
    async with database.transaction() as tx:
        await tx.session.execute(insert(Creation), [creation("LORE", 0, content={"weight": 2**53 + 1})])

    with pytest.raises(InvalidInput, match=r"“Lore 0000” cannot be signed") as refused:
        async with database.transaction() as tx:
            await lineage.stamp(tx, [key_of("LORE", 0)])

    assert refused.value.field == "content"


@pytest.mark.parametrize(
    "content",
    [
        {"numbers": [0.1, -0.0, 1e22, 1.5e300, 5e-324, 2**53, 1e21, 123456789012345680000.0, -1e-7]},
        {"text": "Zoë\n“7” 🜁 é e\u0301 \u2028 \x7f", "é": 1, "e\u0301": 2, "😀": 3, "\ufb33": 4, "": 5},
        {"deep": [[[{"a": [None, True, {}]}]]], "secret": {"of": ["two", 2.50]}},
        {},
    ],
)
async def test_whatever_content_holds_is_the_same_after_the_database(database: Database, content: Any) -> None:
    await add_npcs(database, 0)
    async with database.transaction() as tx:
        tx.session.add(Creation(**creation("LORE", 0, content=content)))
        await tx.session.flush()
        await lineage.stamp(tx, [key_of("LORE", 0)])

    assert await faults(database) == {}


async def test_a_lost_key_is_not_replaced_silently(database: Database) -> None:
    await grow(database, 3)
    database.keys.path.unlink()
    before = await everything(database)

    with pytest.raises(ConfigurationError, match=r"signing key is not at .*signing-key\.pem, .* realm key --renew"):
        async with database.transaction() as tx:
            await making.remix(tx, viewer_of(), key_of("LORE", 0))

    assert not database.keys.path.exists()
    assert await everything(database) == before


async def test_many_remix_the_same_thing_at_once(database: Database) -> None:
    await grow(database, 2)

    async def one(number: int) -> UUID:
        async with database.transaction() as tx:
            return (await making.remix(tx, viewer_of(number % 3), key_of("ITEM", 0))).id

    made = await asyncio.gather(*(one(number) for number in range(12)))

    async with database.reading() as session:
        parent, *children = await lineage.load_provenances(session, [key_of("ITEM", 0), *made])
    assert parent is not None
    assert {row.parents[0]["hash"] for row in children if row is not None} == {parent.hash}
    assert len({row.hash for row in children if row is not None}) == 12
    assert await faults(database) == {}


async def test_what_is_missing_is_signed_on_demand_ancestors_first(database: Database) -> None:
    await add_npcs(database, 1_203)
    async with database.transaction() as tx:
        # a chain, against the order of their ids and moments, and a diamond at its end
        await derive(tx.session, [(n, n + 1) for n in range(1_200)] + [(1_200, 1_201), (1_200, 1_202), (1_201, 1_202)])
    assert (await faults(database)).keys() == {Flaw.MISSING}

    signed = await asyncio.gather(lineage.stamp_missing(database), lineage.stamp_missing(database))

    assert max(signed) == 1_203
    assert await faults(database) == {}


@given(
    st.integers(0, 12).flatmap(
        lambda size: st.tuples(st.just(size), st.randoms(), st.sets(st.tuples(*[st.integers(0, 14)] * 2)))
    )
)
def test_ancestors_come_first_in_any_graph(drawn: tuple[int, Any, set[tuple[int, int]]]) -> None:
    size, random, pairs = drawn
    ids = [UUID(int=n) for n in range(size)]
    random.shuffle(ids)
    edges = [(UUID(int=max(pair)), UUID(int=min(pair))) for pair in pairs if pair[0] != pair[1]]

    order = ancestors_first(ids, edges)

    assert sorted(order) == sorted(ids)
    place = {one: number for number, one in enumerate(order)}
    assert all(place[parent] < place[child] for child, parent in edges if {child, parent} <= place.keys())


def test_what_leads_to_a_circle_has_no_place_in_the_order() -> None:
    one, two, three, four = (UUID(int=n) for n in range(4))

    assert ancestors_first([one, two, three, four], [(two, three), (three, two), (four, three)]) == [one]


async def faults(database: Database) -> dict[Flaw, list[UUID]]:
    """What is wrong in a realm: of which creations."""
    found: dict[Flaw, list[UUID]] = {}
    async for report in lineage.verify(database):
        for fault in report.faults:
            found.setdefault(fault.flaw, []).append(fault.creation_id)
    return found


async def everything(database: Database) -> list[Any]:
    """Every creation, derivation and provenance."""
    async with database.reading() as session:
        count = await session.scalar(select(func.count()).select_from(Derivation))
        made = await session.scalars(select(Creation).order_by(col(Creation.id)))
        signed = await session.scalars(
            select(Provenance).order_by(col(Provenance.creation_id), col(Provenance.revision))
        )
        return [count, [row.model_dump() for row in made], [row.model_dump() for row in signed]]
