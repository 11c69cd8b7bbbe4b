"""Votes as a client meets them: what a vote gave whom, one's own vote, undo, and everything that is no vote."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from growing import viewer_of

from realm_gql.api.relay import global_id
from realm_gql.domain import accounts, lineage, making
from realm_gql.domain.accounts.models import Account, Scope
from realm_gql.kit.ids import new_uuid
from realm_gql.runtime import Runtime
from realm_gql.seed.content import uuid_of

if TYPE_CHECKING:
    from tests.conftest import Client

MAREN = uuid_of("npc", "maren-tidewright")
RECEIPT = """receipt { minted lines { echoes reason creator { ... on Player { handle } } creation { uuid } } }"""
VOTE = f"""mutation($input: VoteInput!) {{ vote(input: $input) {{
    ... on VotePayload {{ creation {{ uuid votes viewerVote {{ createdAt {RECEIPT} }} }} {RECEIPT} }}
    ... on Problem {{ __typename code message }} ... on InvalidInput {{ field }} }} }}"""
UNVOTE = f"""mutation($input: UnvoteInput!) {{ unvote(input: $input) {{
    ... on UnvotePayload {{ creation {{ uuid votes viewerVote {{ createdAt }} }} {RECEIPT} }}
    ... on Problem {{ __typename code message }} ... on InvalidInput {{ field }} }} }}"""
CREATION = "query($uuid: UUID!) { creation(uuid: $uuid) { votes echoesEarned viewerVote { createdAt } } }"
NOTHING: dict[str, Any] = {"minted": 0, "lines": []}


async def settle(runtime: Runtime, handle: str) -> UUID:
    """Somebody who has a claimed account of that name."""
    key = new_uuid()
    async with runtime.database.transaction() as tx:
        tx.session.add(Account(id=key, handle=handle, handle_key=handle, is_guest=False))
    return key


async def sign_in(runtime: Runtime, account_id: UUID, *scopes: Scope) -> str:
    """A token of that account's."""
    viewer = replace(viewer_of(), account_id=account_id, token_id=new_uuid())
    async with runtime.database.transaction() as tx:
        secret, _ = await accounts.create_token(tx, viewer, "test", scopes or (Scope.READ, Scope.PLAY, Scope.CREATE))
    return secret


async def remix(runtime: Runtime, maker: UUID, parent: UUID) -> UUID:
    """A remix by that account."""
    async with runtime.database.transaction() as tx:
        return (await making.remix(tx, replace(viewer_of(), account_id=maker), parent)).id


@pytest.fixture
async def red_lantern(client: Client) -> UUID:
    """Cy's remix of Ben's remix of Maren, whom the realm itself made; Di is signed in."""
    runtime = client.runtime
    ben, cy, di = [await settle(runtime, handle) for handle in ("ben", "cy", "di")]
    made = await remix(runtime, cy, await remix(runtime, ben, MAREN))
    client.token = await sign_in(runtime, di)
    return made


async def vote(client: Client, creation_id: UUID, **more: Any) -> Any:
    """The result of one vote."""
    variables = {"input": {"creationId": global_id("Npc", creation_id), **more}}
    return (await client.data(VOTE, variables))["vote"]


async def unvote(client: Client, creation_id: UUID, **more: Any) -> Any:
    """The result of taking one vote back."""
    variables = {"input": {"creationId": global_id("Npc", creation_id), **more}}
    return (await client.data(UNVOTE, variables))["unvote"]


def told(receipt: Any) -> list[tuple[str, int, str]]:
    """Who received how much, for what reason."""
    return [(line["creator"]["handle"], line["echoes"], line["reason"]) for line in receipt["lines"]]


async def test_the_example_of_the_docs_is_what_a_vote_gives(client: Client, red_lantern: UUID) -> None:
    result = await vote(client, red_lantern)

    assert told(result["receipt"]) == [
        ("cy", 70, "VOTE"),
        ("ben", 21, "VOTE"),
        ("the-moor", 9, "VOTE"),
        ("ben", 35, "REMIX"),
        ("the-moor", 15, "REMIX"),
    ]
    assert result["receipt"]["minted"] == 150
    lines = result["receipt"]["lines"]
    assert (lines[0]["creation"]["uuid"], lines[2]["creation"]["uuid"]) == (str(red_lantern), str(MAREN))
    assert lines[1]["creation"] == lines[3]["creation"]
    assert (result["creation"]["uuid"], result["creation"]["votes"]) == (str(red_lantern), 1)
    assert result["creation"]["viewerVote"]["receipt"] == result["receipt"]
    players = await client.data('{ cy: player(handle: "cy") { echoes } ben: player(handle: "ben") { echoes } }')
    assert players == {"cy": {"echoes": 70}, "ben": {"echoes": 56}}


async def test_unvote_takes_it_all_back_and_a_new_vote_pays_again(client: Client, red_lantern: UUID) -> None:
    first = await vote(client, red_lantern)

    taken = await unvote(client, red_lantern)

    assert told(taken["receipt"]) == [(who, -echoes, why) for who, echoes, why in told(first["receipt"])]
    assert taken["receipt"]["minted"] == -150
    assert (taken["creation"]["votes"], taken["creation"]["viewerVote"]) == (0, None)
    assert (await client.data(CREATION, {"uuid": str(red_lantern)}))["creation"] == {
        "votes": 0,
        "echoesEarned": 0,
        "viewerVote": None,
    }
    assert (await unvote(client, red_lantern))["receipt"] == NOTHING
    assert (await vote(client, red_lantern))["receipt"] == first["receipt"]


async def test_to_and_fro_in_one_operation_each_answer_tells_its_own_moment(client: Client, red_lantern: UUID) -> None:
    thing = global_id("Npc", red_lantern)
    inner = "creation { votes viewerVote { receipt { minted } } }"

    data = await client.data(
        f"""mutation($id: ID!) {{
            a: vote(input: {{ creationId: $id }}) {{ ... on VotePayload {{ {inner} }} }}
            b: unvote(input: {{ creationId: $id }}) {{ ... on UnvotePayload {{ {inner} }} }}
            c: vote(input: {{ creationId: $id }}) {{ ... on VotePayload {{ {inner} }} }} }}""",
        {"id": thing},
    )

    voted = {"creation": {"votes": 1, "viewerVote": {"receipt": {"minted": 150}}}}
    assert data == {"a": voted, "b": {"creation": {"votes": 0, "viewerVote": None}}, "c": voted}


async def test_two_votes_at_once_count_one(client: Client, red_lantern: UUID) -> None:
    results = await asyncio.gather(*(vote(client, red_lantern) for _ in range(6)))

    assert {result["receipt"]["minted"] for result in results} == {150}
    assert {result["creation"]["votes"] for result in results} == {1}


async def test_a_guests_vote_counts_and_gives_nobody_an_echo(client: Client, red_lantern: UUID) -> None:
    await client.enter_as_guest()

    result = await vote(client, red_lantern)

    assert (result["creation"]["votes"], result["receipt"]) == (1, NOTHING)
    assert (await client.data(CREATION, {"uuid": str(red_lantern)}))["creation"]["echoesEarned"] == 0


async def test_ones_own_work_is_not_voted_for(client: Client) -> None:
    mine = await settle(client.runtime, "eve")
    made = await remix(client.runtime, mine, MAREN)
    client.token = await sign_in(client.runtime, mine)

    result = await vote(client, made)

    assert (result["__typename"], result["code"]) == ("NotAllowed", "NOT_ALLOWED")
    assert (await client.data(CREATION, {"uuid": str(made)}))["creation"]["votes"] == 0


async def test_what_is_not_there_and_what_is_no_id_are_told_apart(client: Client) -> None:
    await client.enter_as_guest()

    for change, name in ((vote, VOTE), (unvote, UNVOTE)):
        assert (await change(client, new_uuid()))["code"] == "NOT_FOUND"
        result = next(iter((await client.data(name, {"input": {"creationId": "nonsense"}})).values()))
        assert (result["code"], result["field"]) == ("INVALID_INPUT", "creationId")


async def test_whoever_is_not_signed_in_has_no_vote(client: Client, red_lantern: UUID) -> None:
    await vote(client, red_lantern)
    client.token = None

    assert (await vote(client, red_lantern))["code"] == "SIGN_IN_REQUIRED"
    assert (await unvote(client, red_lantern))["code"] == "SIGN_IN_REQUIRED"
    seen = (await client.data(CREATION, {"uuid": str(red_lantern)}))["creation"]
    assert (seen["votes"], seen["viewerVote"]) == (1, None)


async def test_a_token_that_may_only_read_has_no_vote(client: Client, red_lantern: UUID) -> None:
    client.token = await sign_in(client.runtime, await settle(client.runtime, "bot"), Scope.READ)

    assert (await vote(client, red_lantern))["code"] == "NOT_ALLOWED"


async def test_one_key_votes_once_and_answers_the_same(client: Client, red_lantern: UUID) -> None:
    first = await vote(client, red_lantern, idempotencyKey="k-1")
    taken = await unvote(client, red_lantern, idempotencyKey="k-2")

    late = await vote(client, red_lantern, idempotencyKey="k-1")
    again = await unvote(client, red_lantern, idempotencyKey="k-2")
    other = await vote(client, MAREN, idempotencyKey="k-1")

    assert late["receipt"] == first["receipt"]
    assert (late["creation"]["votes"], late["creation"]["viewerVote"]) == (0, None)
    assert again["receipt"] == taken["receipt"]
    assert other["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"


async def test_the_most_voted_are_listed_first(client: Client, red_lantern: UUID) -> None:
    await vote(client, red_lantern)

    data = await client.data("{ npcs(first: 2, orderBy: MOST_VOTED) { edges { node { uuid votes } } } }")

    assert [edge["node"]["votes"] for edge in data["npcs"]["edges"]] == [1, 0]
    assert data["npcs"]["edges"][0]["node"]["uuid"] == str(red_lantern)


async def test_of_others_votes_only_the_number_is_told(client: Client, red_lantern: UUID) -> None:
    data = await client.data('{ __type(name: "Vote") { fields { name } } }')
    async with client.runtime.database.reading() as session:
        kept = await lineage.get_visible(session, red_lantern)

    assert {field["name"] for field in data["__type"]["fields"]} == {"createdAt", "receipt"}
    assert kept.vote_count == 0
