"""Tampering of every kind is found, told of the right creation, and nothing else is."""

from __future__ import annotations

import asyncio
import base64
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from growing import START, creation, grow, key_of, viewer_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain import lineage, making
from realm_gql.domain.lineage import Creation, Derivation, Flaw, Provenance
from realm_gql.domain.lineage.provenance import hash_of, new_salt, seal, statement_of
from realm_gql.domain.lineage.verifying import CREATIONS_AT_ONCE, find_faults
from realm_gql.errors import ConfigurationError
from realm_gql.kit.clock import now
from realm_gql.storage.database import SQLITE_FILE, Database
from realm_gql.storage.keys import SigningKeys

ROOT, CHILD, OTHER = key_of("NPC", 0), key_of("NPC", 1), key_of("NPC", 2)
STRANGER = SigningKeys(b"s" * 32)

Tamper = Callable[[AsyncSession], Awaitable[object]]


def change(table: type[Any], key: UUID, **values: Any) -> Tamper:
    """Change a creation's row, behind the realm's back."""
    return lambda session: session.execute(
        update(table).where(_key(table) == key).values(**values).execution_options(synchronize_session=False)
    )


def _key(table: type[Any]) -> Any:
    keys: dict[type[Any], Any] = {Creation: Creation.id, Derivation: Derivation.child_id}
    return col(keys.get(table, Provenance.creation_id))


async def sign_by_stranger(session: AsyncSession) -> None:
    """What somebody can do who can write the database: change a creation, and sign it with a key of one's own."""
    made = await session.get_one(Creation, CHILD)
    made.name = "Mine all along"
    signed = await session.get_one(Provenance, (CHILD, 1))
    parents = [(parent["hash"], parent["kind"]) for parent in signed.parents]
    forged = seal(made, parents, STRANGER, now(), new_salt())
    await change(Provenance, CHILD, **forged.model_dump(exclude={"creation_id", "revision"}))(session)


async def hash_anew(session: AsyncSession) -> None:
    """Change a creation, and its hash with it."""
    made = await session.get_one(Creation, CHILD)
    made.name = "Mine all along"
    signed = await session.get_one(Provenance, (CHILD, 1))
    signed.hash = hash_of(statement_of(made, signed))


async def exchange_parent(session: AsyncSession) -> None:
    """Say that it was made from another, everywhere but in the signature."""
    other = await session.get_one(Provenance, (OTHER, 1))
    await change(Derivation, CHILD, parent_id=OTHER)(session)
    await change(Provenance, CHILD, parents=[{"hash": other.hash, "kind": "REMIX"}])(session)


async def swap(session: AsyncSession) -> None:
    """Give two creations each other's words."""
    one, two = await session.get_one(Creation, CHILD), await session.get_one(Creation, OTHER)
    one.name, two.name = two.name, one.name
    one.content, two.content = two.content, one.content


async def swap_provenances(session: AsyncSession) -> None:
    """Give two creations each other's provenance, signatures and all."""
    one, two = await session.get_one(Provenance, (CHILD, 1)), await session.get_one(Provenance, (OTHER, 1))
    first = one.model_dump(exclude={"creation_id", "revision"})
    second = two.model_dump(exclude={"creation_id", "revision"})
    await change(Provenance, CHILD, **second)(session)
    await change(Provenance, OTHER, **first)(session)


async def add(session: AsyncSession) -> None:
    """Put a creation in, as old as the first."""
    await session.execute(insert(Creation), [creation("LORE", 99)])


CHANGED = {CHILD: {Flaw.CONTENT_CHANGED}}

TAMPERINGS: dict[str, tuple[Tamper, dict[UUID, set[Flaw]]]] = {
    "its name": (change(Creation, CHILD, name="Other"), CHANGED),
    "its summary": (change(Creation, CHILD, summary="Other"), CHANGED),
    "its tags": (change(Creation, CHILD, tags=["grown", "other"]), CHANGED),
    "its kind": (change(Creation, CHILD, kind="LORE"), CHANGED),
    "its license": (change(Creation, CHILD, license="CC0"), CHANGED),
    "its maker": (change(Creation, CHILD, creator_id=key_of("account", 2)), CHANGED),
    "when it was made": (change(Creation, CHILD, created_at=START + timedelta(seconds=60, microseconds=1)), CHANGED),
    "its content": (change(Creation, CHILD, content=creation("NPC", 1)["content"] | {"goal": "gold"}), CHANGED),
    "its secret": (change(Creation, CHILD, content=creation("NPC", 1)["content"] | {"secret": "gold"}), CHANGED),
    "the type of a field": (change(Creation, CHILD, content=creation("NPC", 1)["content"] | {"goal": 1}), CHANGED),
    "content that is no object": (change(Creation, CHILD, content=["gold"]), CHANGED),
    "content that no double holds": (change(Creation, CHILD, content={"weight": 2**53 + 1}), CHANGED),
    "its revision": (change(Creation, CHILD, revision=2), {CHILD: {Flaw.MISSING}}),
    "an earlier revision": (change(Creation, CHILD, revision=0), {CHILD: {Flaw.MISSING, Flaw.HISTORY_CHANGED}}),
    "two creations": (swap, {CHILD: {Flaw.CONTENT_CHANGED}, OTHER: {Flaw.CONTENT_CHANGED}}),
    "its generator": (change(Provenance, CHILD, generator={"kind": "MODEL", "model": "echo"}), CHANGED),
    "its salt": (change(Provenance, CHILD, salt="00"), CHANGED),
    "the revision before": (
        change(Provenance, CHILD, previous="ab" * 32),
        {CHILD: {Flaw.CONTENT_CHANGED, Flaw.HISTORY_CHANGED}},
    ),
    "its hash": (
        change(Provenance, CHILD, hash="ab" * 32),
        {
            CHILD: {Flaw.CONTENT_CHANGED, Flaw.SIGNATURE_WRONG},
            **{key_of("NPC", n): {Flaw.PARENT_CHANGED} for n in (4, 5, 6)},
        },
    ),
    "content and hash": (
        hash_anew,
        {CHILD: {Flaw.SIGNATURE_WRONG}, **{key_of("NPC", n): {Flaw.PARENT_CHANGED} for n in (4, 5, 6)}},
    ),
    "content, hash and signature": (
        sign_by_stranger,
        {CHILD: {Flaw.UNKNOWN_KEY}, **{key_of("NPC", n): {Flaw.PARENT_CHANGED} for n in (4, 5, 6)}},
    ),
    "its signature": (
        change(Provenance, CHILD, signature=base64.b64encode(b"\0" * 64).decode()),
        {CHILD: {Flaw.SIGNATURE_WRONG}},
    ),
    "a signature that is none": (change(Provenance, CHILD, signature="…"), {CHILD: {Flaw.SIGNATURE_WRONG}}),
    "when it was signed": (change(Provenance, CHILD, signed_at=START), {CHILD: {Flaw.SIGNATURE_WRONG}}),
    "its key": (change(Provenance, CHILD, key_id=STRANGER.current), {CHILD: {Flaw.UNKNOWN_KEY}}),
    "a key that is none": (change(Provenance, CHILD, key_id="\x1b[2J"), {CHILD: {Flaw.UNKNOWN_KEY}}),
    "what it came from": (change(Derivation, CHILD, parent_id=OTHER), {CHILD: {Flaw.PARENT_CHANGED}}),
    "how it came from it": (change(Derivation, CHILD, kind="INSPIRED"), {CHILD: {Flaw.PARENT_CHANGED}}),
    "what it came from, here and there": (exchange_parent, CHANGED),
    "parents that are none": (
        change(Provenance, CHILD, parents=["nobody"]),
        {CHILD: {Flaw.CONTENT_CHANGED, Flaw.PARENT_CHANGED}},
    ),
    "parents that are no list": (
        change(Provenance, CHILD, parents={"hash": "ab" * 32}),
        {CHILD: {Flaw.CONTENT_CHANGED, Flaw.PARENT_CHANGED}},
    ),
    "a parent taken away": (
        lambda session: session.execute(delete(Derivation).where(col(Derivation.child_id) == CHILD)),
        {CHILD: {Flaw.PARENT_CHANGED}},
    ),
    "a parent added": (
        lambda session: session.execute(
            insert(Derivation),
            [{"child_id": CHILD, "parent_id": OTHER, "kind": "REMIX", "position": 1, "created_at": START}],
        ),
        {CHILD: {Flaw.PARENT_CHANGED}},
    ),
    "its provenance taken away": (
        lambda session: session.execute(delete(Provenance).where(col(Provenance.creation_id) == CHILD)),
        {CHILD: {Flaw.MISSING}, **{key_of("NPC", n): {Flaw.PARENT_CHANGED} for n in (4, 5, 6)}},
    ),
    "two provenances": (
        swap_provenances,
        {
            CHILD: {Flaw.CONTENT_CHANGED},
            OTHER: {Flaw.CONTENT_CHANGED},
            **{key_of("NPC", n): {Flaw.PARENT_CHANGED} for n in range(4, 10)},
        },
    ),
    "a creation put in": (add, {key_of("LORE", 99): {Flaw.MISSING}}),
}


@pytest.mark.parametrize("what", TAMPERINGS)
async def test_tampering_is_found_where_it_is_and_nowhere_else(database: Database, what: str) -> None:
    tamper, expected = TAMPERINGS[what]
    await grow(database, 10)
    assert await found(database) == {}

    async with database.transaction() as tx:
        await tamper(tx.session)

    assert await found(database) == expected


@pytest.mark.parametrize("count", [1, CREATIONS_AT_ONCE + 1])
async def test_a_creation_that_is_gone_is_missed(database: Database, count: int) -> None:
    await grow(database, 2)
    gone = [key_of("LORE", number) for number in range(100, 100 + count)]
    async with database.transaction() as tx:
        await tx.session.execute(insert(Creation), [creation("LORE", 100 + number) for number in range(count)])
        await lineage.stamp(tx, gone)

    await delete_for_good(database, gone)

    assert await found(database) == {key: {Flaw.CREATION_GONE} for key in gone}


async def test_what_nobody_can_read_is_found_and_the_rest_is_still_looked_at(database: Database) -> None:
    await grow(database, 40)
    if not database.sqlite:
        return  # it refuses by itself what is no JSON and no moment
    async with database.transaction() as tx:
        for number, column, value in ((3, "content", "{broken"), (4, "created_at", "never")):
            await tx.session.execute(
                text(f"UPDATE creations SET {column} = :value WHERE id = :key"),
                {"value": value, "key": key_of("LORE", number).hex},
            )
        await change(Creation, key_of("LORE", 5), name="Other")(tx.session)
        await tx.session.execute(
            text("UPDATE provenances SET parents = '[' WHERE creation_id = :key"), {"key": key_of("LORE", 6).hex}
        )

    assert await found(database) == {key_of("LORE", number): {Flaw.CONTENT_CHANGED} for number in (3, 4, 5, 6)}


async def test_all_of_a_large_realm_is_looked_at_in_batches(database: Database) -> None:
    await grow(database, 75)
    async with database.transaction() as tx:
        for kind in ("NPC", "LORE", "ITEM"):
            await change(Creation, key_of(kind, 74), summary="Other")(tx.session)

    reports = [report async for report in lineage.verify(database)]

    assert [report.creations for report in reports] == [CREATIONS_AT_ONCE, CREATIONS_AT_ONCE, 50]
    assert sum(report.creations for report in reports) == 6 * 75
    assert {fault.creation_id for report in reports for fault in report.faults} == {
        key_of(kind, 74) for kind in ("NPC", "LORE", "ITEM")
    }


async def test_an_empty_realm_has_nothing_wrong(database: Database) -> None:
    assert [report async for report in lineage.verify(database)] == []


async def test_former_keys_are_believed_until_they_are_struck_out(database: Database) -> None:
    await grow(database, 2)
    former = database.keys.make()
    async with database.transaction() as tx:
        database.keys.renew()
        await making.remix(tx, viewer_of(), key_of("LORE", 0))
    assert await found(database) == {}

    content = database.keys.path.read_text()
    database.keys.path.write_text(content.replace(f"{former.current}\n", ""))

    flaws = await found(database)
    assert len(flaws) == 12
    assert {flaw for flaws_of_one in flaws.values() for flaw in flaws_of_one} == {Flaw.UNKNOWN_KEY}


async def test_without_the_key_nothing_can_be_believed(database: Database) -> None:
    await grow(database, 2)
    database.keys.path.unlink()

    with pytest.raises(ConfigurationError, match="without it no signature can be believed"):
        await found(database)


async def test_a_realm_is_verified_while_people_make_things(database: Database) -> None:
    await grow(database, 40)
    begun, done = asyncio.Event(), asyncio.Event()
    made = 0

    async def make() -> None:
        nonlocal made
        while not done.is_set():
            async with database.transaction() as tx:
                await making.remix(tx, viewer_of(made % 3), key_of("LORE", made % 40))
                # and something is revised meanwhile
                row = await lineage.get_visible(tx.session, key_of("LORE", made % 40))
                row.name, row.revision = f"Lore {made}", row.revision + 1
                await lineage.stamp(tx, [row.id])
            made += 1
            if made == 3:
                begun.set()

    making_things = asyncio.gather(make())
    await begun.wait()
    for _ in range(3):
        assert await found(database) == {}
    done.set()
    await making_things


async def test_an_older_revision_is_looked_at_too(database: Database) -> None:
    await grow(database, 2)
    async with database.transaction() as tx:
        row = await lineage.get_visible(tx.session, key_of("LORE", 0))
        for revision in (2, 3):
            row.revision = revision
            await tx.session.flush()
            await lineage.stamp(tx, [row.id])
    assert await found(database) == {}

    async with database.transaction() as tx:
        await tx.session.execute(
            update(Provenance)
            .where(col(Provenance.creation_id) == key_of("LORE", 0), col(Provenance.revision) == 1)
            .values(hash="ab" * 32)
        )
    assert await found(database) == {key_of("LORE", 0): {Flaw.SIGNATURE_WRONG, Flaw.HISTORY_CHANGED}}


async def test_going_back_to_an_older_revision_is_found(database: Database) -> None:
    await grow(database, 2)
    async with database.transaction() as tx:
        row = await lineage.get_visible(tx.session, key_of("LORE", 0))
        before = row.name
        row.name, row.revision = "Second thoughts", 2
        await lineage.stamp(tx, [row.id])

    async with database.transaction() as tx:
        await change(Creation, key_of("LORE", 0), name=before, revision=1)(tx.session)

    assert await found(database) == {key_of("LORE", 0): {Flaw.HISTORY_CHANGED}}


KEYS = SigningKeys(b"k" * 32)
PARENT = seal(Creation(**creation("NPC", 0)), [], KEYS, START, new_salt())


def whole() -> tuple[Creation, Provenance, list[Derivation]]:
    """A creation with everything that is right about it."""
    made = Creation(**creation("NPC", 1))
    edge = Derivation(child_id=made.id, parent_id=ROOT, kind="REMIX", position=0, created_at=START)
    return made, seal(made, [(PARENT.hash, "REMIX")], KEYS, START, new_salt()), [edge]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["name", "summary", "license", "kind"]), st.text(st.characters(codec="utf-8")))
def test_any_other_text_in_any_field_is_found(field: str, value: str) -> None:
    made, signed, edges = whole()
    same = getattr(made, field) == value
    setattr(made, field, value)

    flaws = [fault.flaw for fault in find_faults(made, {1: signed}, edges, {ROOT: {PARENT.hash}}, [KEYS.current])]

    assert flaws == ([] if same else [Flaw.CONTENT_CHANGED])


@given(st.integers(0, 63), st.integers(0, 7))
def test_any_flipped_bit_of_a_signature_is_found(byte: int, bit: int) -> None:
    made, signed, edges = whole()
    signature = bytearray(base64.b64decode(signed.signature))
    signature[byte] ^= 1 << bit
    signed.signature = base64.b64encode(signature).decode()

    flaws = [fault.flaw for fault in find_faults(made, {1: signed}, edges, {ROOT: {PARENT.hash}}, [KEYS.current])]

    assert flaws == [Flaw.SIGNATURE_WRONG]


def test_a_fault_says_which_creation_and_what() -> None:
    made, signed, edges = whole()

    found_here = [
        (fault.kind, fault.name, fault.creation_id, fault.revision, fault.flaw.value, fault.detail)
        for fault in find_faults(made, {1: signed}, edges * 2, {ROOT: {PARENT.hash}}, [])
    ]

    assert found_here == [
        ("NPC", "Npc 0001", CHILD, 1, "parent changed", "It came from 1 parent, and now has 2."),
        ("NPC", "Npc 0001", CHILD, 1, "unknown key", f"It is signed by '{KEYS.current}'."),
    ]


async def delete_for_good(database: Database, ids: list[UUID]) -> None:
    """Delete creations as somebody does who minds no foreign key."""
    if database.sqlite:
        with closing(sqlite3.connect(database.keys.path.parent / SQLITE_FILE)) as connection, connection:
            connection.executemany("DELETE FROM creations WHERE id = ?", [(key.hex,) for key in ids])
        return
    async with database.transaction() as tx:
        await tx.session.execute(text("SET LOCAL session_replication_role = replica"))
        await tx.session.execute(delete(Creation).where(col(Creation.id).in_(ids)))


async def found(database: Database) -> dict[UUID, set[Flaw]]:
    """What is wrong in a realm, by creation."""
    flaws: dict[UUID, set[Flaw]] = {}
    async for report in lineage.verify(database):
        for fault in report.faults:
            flaws.setdefault(fault.creation_id, set()).add(fault.flaw)
    return flaws
