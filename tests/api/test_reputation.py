"""Reputation as a client meets it: what a creation earns, who receives which share, and everybody's ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from growing import viewer_of

from realm_gql.domain import making, reputation
from realm_gql.domain.accounts.models import Account
from realm_gql.kit.ids import new_uuid
from realm_gql.runtime import Runtime
from realm_gql.seed.content import uuid_of

if TYPE_CHECKING:
    from tests.conftest import Client

MAREN = uuid_of("npc", "maren-tidewright")

CREATION = """query($uuid: UUID!) { creation(uuid: $uuid) { echoesEarned attribution { units share
    creation { uuid } creator { ... on Player { handle } } } } }"""
LEDGER = """query($handle: String!, $after: Cursor) { player(handle: $handle) { echoes
    ledger(first: 2, after: $after) { pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { cursor node { amount reason takenBack createdAt creation { uuid } earnedBy { uuid } } } } } }"""


async def settle(runtime: Runtime, handle: str, is_guest: bool = False) -> UUID:
    """Somebody who has an account of that name."""
    key = new_uuid()
    async with runtime.database.transaction() as tx:
        tx.session.add(Account(id=key, handle=handle, handle_key=handle, is_guest=is_guest))
    return key


async def remix(runtime: Runtime, maker: UUID, parent: UUID) -> UUID:
    """A remix by that account."""
    async with runtime.database.transaction() as tx:
        return (await making.remix(tx, replace(viewer_of(), account_id=maker), parent)).id


async def test_what_a_remix_earns_goes_up_its_lineage_and_can_be_read_by_anybody(client: Client) -> None:
    runtime = client.runtime
    ben, cy, di = [await settle(runtime, handle) for handle in ("ben", "cy", "di")]
    first = await remix(runtime, ben, MAREN)
    second = await remix(runtime, cy, first)
    async with runtime.database.transaction() as tx:
        await reputation.award(tx, reputation.vote(di, second))

    earned = (await client.data(CREATION, {"uuid": str(second)}))["creation"]
    ledger = (await client.data(LEDGER, {"handle": "ben"}))["player"]

    assert earned["echoesEarned"] == 100
    assert [(share["units"], share["share"], share["creator"]["handle"]) for share in earned["attribution"]] == [
        (7000, 0.7, "cy"),
        (2100, 0.21, "ben"),
        (900, 0.09, "the-moor"),
    ]
    assert [share["creation"]["uuid"] for share in earned["attribution"]] == [str(second), str(first), str(MAREN)]
    assert ledger["echoes"] == 56
    lines = [edge["node"] for edge in ledger["ledger"]["edges"]]
    assert [(line["amount"], line["reason"], line["takenBack"]) for line in lines] == [
        (35, "REMIX", False),
        (21, "VOTE", False),
    ]
    assert [(line["creation"]["uuid"], line["earnedBy"]["uuid"]) for line in lines] == [
        (str(first), str(first)),
        (str(first), str(second)),
    ]


async def test_a_ledger_is_walked_by_its_cursors_and_says_what_was_taken_back(client: Client) -> None:
    runtime = client.runtime
    ben, di = [await settle(runtime, handle) for handle in ("ben", "di")]
    made = await remix(runtime, ben, MAREN)
    async with runtime.database.transaction() as tx:
        await reputation.award(tx, reputation.vote(di, made))
    async with runtime.database.transaction() as tx:
        await reputation.reverse(tx, reputation.vote(di, made))

    seen = []
    after = None
    more = True
    while more:
        page = (await client.data(LEDGER, {"handle": "the-moor", "after": after}))["player"]
        assert page["echoes"] == 0
        assert page["ledger"]["pageInfo"]["hasPreviousPage"] == (after is not None)
        seen += [edge["node"] for edge in page["ledger"]["edges"]]
        more, after = page["ledger"]["pageInfo"]["hasNextPage"], page["ledger"]["pageInfo"]["endCursor"]

    assert sorted((line["amount"], line["reason"], line["takenBack"]) for line in seen) == [
        (-50, "REMIX", True),
        (-30, "VOTE", True),
        (30, "VOTE", False),
        (50, "REMIX", False),
    ]
    assert [line["takenBack"] for line in seen] == [True, True, False, False]


async def test_whoever_has_earned_nothing_has_an_empty_ledger(client: Client) -> None:
    await client.enter_as_guest("nobody yet")

    data = await client.data("{ viewer { echoes ledger { edges { cursor } pageInfo { hasNextPage endCursor } } } }")

    assert data["viewer"] == {
        "echoes": 0,
        "ledger": {"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}},
    }


async def test_an_original_is_its_makers_alone(client: Client) -> None:
    earned = (await client.data(CREATION, {"uuid": str(MAREN)}))["creation"]

    assert earned == {
        "echoesEarned": 0,
        "attribution": [
            {"units": 10_000, "share": 1.0, "creation": {"uuid": str(MAREN)}, "creator": {"handle": "the-moor"}}
        ],
    }


async def test_a_forged_cursor_of_a_ledger_is_the_callers_to_mend(client: Client) -> None:
    answer = await client.ask(LEDGER, {"handle": "the-moor", "after": "forged"})

    assert answer["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT", "field": "after"}


async def test_a_ledger_tells_nobody_who_voted(client: Client) -> None:
    data = await client.data('{ __type(name: "LedgerLine") { fields { name } } }')

    assert {field["name"] for field in data["__type"]["fields"]} == {
        "amount",
        "reason",
        "takenBack",
        "createdAt",
        "creation",
        "earnedBy",
    }
