"""Making over GraphQL: from a wish to a creation that is met, followed over a socket, and all that is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from drafting import THINGS, MakingEngine

from realm_gql.api.relay import global_id, parse_id
from realm_gql.app import create_app
from realm_gql.domain import accounts, making
from realm_gql.kit.ids import new_uuid
from realm_gql.runtime import Runtime
from tests.api.conftest import Sockets
from tests.conftest import Client

FIELDS = """name text about keys trade temper manner goal secret past greeting start search twist good bad choices slot
    tags"""
DRAFT = f"""id kind prompt state take queuePlace text problem fields {{ {FIELDS} }} creation {{ id name }}
    takes {{ number state text field edited source model problem fields {{ name }} }}"""
PROBLEM = "__typename ... on Problem { code message } ... on InvalidInput { field }"


@pytest.fixture
async def model(realm: Runtime) -> MakingEngine:
    """A model that makes a key."""
    return MakingEngine(THINGS["ITEM"])


@pytest.fixture
async def maker(realm: Runtime, model: MakingEngine) -> AsyncIterator[Client]:
    """A guest of a realm with that model, served with its worker."""
    runtime = replace(realm, engine=model)
    app = create_app(runtime.settings, runtime)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://realm") as http,
    ):
        client = Client(http, runtime)
        await client.enter_as_guest("Ada")
        yield client


async def change(client: Client, mutation: str, answer: str = f"draft {{ {DRAFT} }}", **fields: Any) -> dict[str, Any]:
    """The result of one mutation of a draft."""
    name = mutation[0].upper() + mutation[1:]
    query = f"""mutation($input: {name}Input!) {{ {mutation}(input: $input) {{ {PROBLEM}
        ... on {name}Payload {{ {answer} }} }} }}"""
    result: dict[str, Any] = (await client.data(query, {"input": fields}))[mutation]
    return result


async def find(client: Client, draft_id: str, token: str | None = None) -> dict[str, Any] | None:
    found = await client.data(f"query($id: ID!) {{ draft(id: $id) {{ {DRAFT} }} }}", {"id": draft_id}, token)
    draft: dict[str, Any] | None = found["draft"]
    return draft


async def ready(client: Client, draft_id: str) -> dict[str, Any]:
    """The draft, once nothing is being written of it."""
    async with asyncio.timeout(10):
        while True:
            draft = await find(client, draft_id)
            assert draft is not None
            if draft["state"] not in ("WAITING", "WRITING"):
                return draft
            await asyncio.sleep(0.05)


async def make(client: Client, kind: str = "ITEM", prompt: str | None = "a key") -> dict[str, Any]:
    return await ready(client, (await change(client, "generate", kind=kind, prompt=prompt))["draft"]["id"])


async def test_a_wish_becomes_a_draft_and_the_draft_a_creation(maker: Client) -> None:
    asked = (await change(maker, "generate", kind="ITEM", prompt=" a key "))["draft"]
    draft = await ready(maker, asked["id"])
    published = await change(maker, "publish", CREATION, draftId=draft["id"], license="CC_BY")

    assert (asked["prompt"], asked["kind"], asked["problem"]) == ("a key", "ITEM", None)
    assert (draft["state"], draft["take"], draft["queuePlace"], draft["creation"]) == ("READY", 1, None, None)
    assert {name for name, value in draft["fields"].items() if value is not None} == {"name", "text", "slot", "tags"}
    assert draft["takes"] == [
        {
            "number": 1, "state": "READY", "text": draft["text"], "field": None, "edited": False, "source": "MODEL",
            "model": "typed", "problem": None, "fields": {"name": THINGS["ITEM"]["name"]},
        }
    ]  # fmt: skip
    creation = published["creation"]
    assert (creation["name"], creation["license"], creation["creator"]) == (
        THINGS["ITEM"]["name"], "CC_BY", {"handle": "Ada"},
    )  # fmt: skip
    assert creation["powers"][0]["text"]
    after = await find(maker, draft["id"])
    assert after is not None
    assert (after["state"], after["creation"]) == ("PUBLISHED", {"id": creation["id"], "name": creation["name"]})


CREATION = """creation { id name license creator { ... on Player { handle } } parents { kind }
    ... on Item { slot owner { handle } powers { kind strength text } }
    ... on Npc { home { id } room { id npcs { name } } persona { trade } }
    ... on Location { exits { id } rooms { id name } } ... on Lore { keys text }
    ... on Quest { giver { id } location { id } start { choices { to { key } } } scenes { key ending { name } } } }"""


@pytest.mark.parametrize("kind", list(THINGS))
async def test_every_kind_goes_the_whole_way_without_a_model(client: Client, kind: str) -> None:
    await client.enter_as_guest("Ada")

    draft = await make(client, kind, None)
    published = await change(client, "publish", CREATION, draftId=draft["id"])

    assert [take["source"] for take in draft["takes"]] == ["TABLES"]
    assert published["__typename"] == "PublishPayload"
    assert published["creation"]["name"] == draft["fields"]["name"]


async def test_a_draft_is_edited_written_anew_chosen_and_thrown_away(maker: Client, model: MakingEngine) -> None:
    draft_id = (await make(maker))["id"]

    edited = (await change(maker, "reviseDraft", draftId=draft_id, changes={"name": "Mine", "slot": "NECK"}))["draft"]
    assert (edited["fields"]["name"], edited["fields"]["slot"], edited["takes"][0]["edited"]) == ("Mine", "NECK", True)
    model.answers = ['{"name":"Mine","text":"It fits."}']
    assert (await change(maker, "retryDraft", draftId=draft_id, field="text"))["__typename"] == "RetryDraftPayload"
    again = await ready(maker, draft_id)
    assert (again["take"], again["text"], again["takes"][1]["field"]) == (2, "It fits.", "text")
    assert (again["fields"]["name"], again["fields"]["text"]) == ("Mine", "It fits.")
    chosen = (await change(maker, "chooseDraftTake", draftId=draft_id, take=1))["draft"]
    assert (chosen["take"], chosen["fields"]["text"]) == (1, THINGS["ITEM"]["text"])
    assert (await change(maker, "discardDraft", draftId=draft_id))["draft"]["state"] == "DISCARDED"
    assert (await change(maker, "publish", CREATION, draftId=draft_id))["code"] == "CONFLICT"


async def test_the_same_key_does_a_thing_once(maker: Client) -> None:
    first = await change(maker, "generate", kind="ITEM", prompt="a key", idempotencyKey="k")
    again = await change(maker, "generate", kind="ITEM", prompt="a key", idempotencyKey="k")
    other = await change(maker, "generate", kind="LORE", prompt="a key", idempotencyKey="k")
    draft_id = (await ready(maker, first["draft"]["id"]))["id"]
    published = [await change(maker, "publish", CREATION, draftId=draft_id, idempotencyKey="p") for _ in range(2)]

    assert first["draft"]["id"] == again["draft"]["id"]
    assert other["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
    assert published[0]["creation"]["id"] == published[1]["creation"]["id"]


@pytest.mark.parametrize(
    ("mutation", "fields", "code", "field"),
    [
        ("generate", {"kind": "ITEM", "prompt": "x" * 2001}, "INVALID_INPUT", "prompt"),
        ("generate", {"kind": "ITEM", "prompt": "bell\u0007"}, "INVALID_INPUT", "prompt"),
        ("generate", {"kind": "ITEM", "prompt": "\u0000"}, "INVALID_INPUT", "prompt"),
        ("retryDraft", {"draftId": "forged"}, "INVALID_INPUT", "draftId"),
        ("retryDraft", {"draftId": global_id("Turn", new_uuid())}, "INVALID_INPUT", "draftId"),
        ("reviseDraft", {"draftId": global_id("Draft", new_uuid()), "changes": {}}, "NOT_FOUND", None),
        ("chooseDraftTake", {"draftId": global_id("Draft", new_uuid()), "take": -(2**31)}, "NOT_FOUND", None),
        ("discardDraft", {"draftId": global_id("Draft", new_uuid())}, "NOT_FOUND", None),
        ("publish", {"draftId": global_id("Draft", new_uuid())}, "NOT_FOUND", None),
    ],
)
async def test_what_cannot_be_is_a_problem(
    maker: Client, mutation: str, fields: dict[str, Any], code: str, field: str | None
) -> None:
    refused = await change(maker, mutation, CREATION if mutation == "publish" else "draft { id }", **fields)

    assert (refused["code"], refused.get("field")) == (code, field)


async def test_a_bad_edit_names_its_field(maker: Client) -> None:
    draft_id = (await make(maker))["id"]

    blank = await change(maker, "reviseDraft", draftId=draft_id, changes={"name": " "})
    misfit = await change(maker, "reviseDraft", draftId=draft_id, changes={"goal": "to be an NPC"})
    unwritten = await change(maker, "retryDraft", draftId=draft_id, field="slot")

    assert [(refused["code"], refused["field"]) for refused in (blank, misfit, unwritten)] == [
        ("INVALID_INPUT", "name"), ("INVALID_INPUT", "goal"), ("INVALID_INPUT", "field"),
    ]  # fmt: skip


async def test_too_many_open_drafts_are_a_conflict(maker: Client) -> None:
    limit = maker.runtime.settings.open_drafts_per_player
    for _ in range(limit):
        assert (await change(maker, "generate", "draft { id }", kind="ITEM"))["__typename"] == "GeneratePayload"

    assert (await change(maker, "generate", "draft { id }", kind="ITEM"))["code"] == "CONFLICT"


async def test_nobody_else_sees_a_draft_and_nobody_makes_without_being_somebody(maker: Client) -> None:
    draft_id = (await make(maker))["id"]
    ada = maker.token
    mine = await maker.data("{ viewer { handle drafts { edges { cursor node { id } } pageInfo { hasNextPage } } } }")
    await maker.enter_as_guest("Bea")

    theirs = await maker.data(
        """query($id: ID!) { draft(id: $id) { id } node(id: $id) { id }
            player(handle: "Ada") { drafts { edges { node { id } } pageInfo { hasNextPage } } } }""",
        {"id": draft_id},
    )
    assert theirs == {
        "draft": None, "node": None, "player": {"drafts": {"edges": [], "pageInfo": {"hasNextPage": False}}},
    }  # fmt: skip
    assert (await change(maker, "discardDraft", draftId=draft_id))["code"] == "NOT_FOUND"
    maker.token = None
    assert await find(maker, draft_id) is None
    assert (await change(maker, "generate", kind="ITEM"))["code"] == "SIGN_IN_REQUIRED"
    maker.token = ada
    assert [edge["node"]["id"] for edge in mine["viewer"]["drafts"]["edges"]] == [draft_id]


async def test_a_token_makes_with_create_alone_and_reads_with_read(maker: Client) -> None:
    tokens = {}
    for scope in ("READ", "PLAY", "CREATE"):
        query = """mutation($input: CreateTokenInput!) { createToken(input: $input) {
            ... on CreateTokenPayload { token } ... on Problem { code message } } }"""
        made = (await maker.data(query, {"input": {"name": scope, "scopes": [scope]}}))["createToken"]
        tokens[scope] = made["token"]
    maker.token = tokens["CREATE"]
    draft = (await change(maker, "generate", "draft { id }", kind="ITEM"))["draft"]

    assert await find(maker, draft["id"]) is None
    assert await find(maker, draft["id"], tokens["READ"]) is not None
    maker.token = tokens["PLAY"]
    assert (await change(maker, "generate", kind="ITEM"))["code"] == "NOT_ALLOWED"


async def test_drafts_page_the_newest_first(maker: Client) -> None:
    made = [(await change(maker, "generate", "draft { id }", kind="ITEM"))["draft"]["id"] for _ in range(3)]
    query = """query($after: Cursor) { viewer { drafts(first: 2, after: $after) {
        edges { node { id } } pageInfo { hasNextPage endCursor } } } }"""

    first = (await maker.data(query))["viewer"]["drafts"]
    rest = (await maker.data(query, {"after": first["pageInfo"]["endCursor"]}))["viewer"]["drafts"]

    assert [edge["node"]["id"] for page in (first, rest) for edge in page["edges"]] == made[::-1]
    assert [page["pageInfo"]["hasNextPage"] for page in (first, rest)] == [True, False]
    answer = await maker.ask('{ viewer { drafts(after: "forged") { edges { cursor } } } }')
    assert answer["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT", "field": "after"}


async def test_a_secret_is_its_maker_s_and_goes_no_further(client: Client) -> None:
    await client.enter_as_guest("Ada")
    draft = await make(client, "NPC", None)
    creation = (await change(client, "publish", CREATION, draftId=draft["id"]))["creation"]

    everything = await client.ask(
        """query($id: ID!) { npc(id: $id) { summary goal persona { trade temper manner backstory greeting } } }""",
        {"id": creation["id"]},
    )

    assert draft["fields"]["secret"]
    assert draft["fields"]["secret"] not in str(everything)


async def test_whoever_deletes_the_account_leaves_no_draft(maker: Client) -> None:
    draft = await make(maker)
    query = """mutation($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename
        ... on Problem { code message } } }"""
    deleted = await maker.data(query, {"input": {"confirmHandle": "Ada"}})

    assert deleted["deleteAccount"]["__typename"] == "DeleteAccountPayload"
    moderator = accounts.Viewer(
        new_uuid(), new_uuid(), frozenset(accounts.Scope), "m", False, False, frozenset({"moderator"})
    )
    async with maker.runtime.database.reading() as session:
        assert await making.find_draft(session, moderator, parse_id("id", draft["id"])[1]) is None


async def test_a_draft_is_followed_over_a_socket_to_its_end(maker: Client, model: MakingEngine) -> None:
    frames = await follow(maker, (await change(maker, "generate", "draft { id }", kind="ITEM"))["draft"]["id"])

    text = ""
    for frame in frames:
        if frame["__typename"] == "DraftDelta":
            text = text[: frame["offset"]] + frame["text"]
            assert frame["field"] in ("name", "text", None)
    assert text == f"{THINGS['ITEM']['name']}\n{THINGS['ITEM']['text']}"
    assert frames[-1]["__typename"] == "DraftReady"
    assert frames[-1]["draft"]["fields"]["name"] == THINGS["ITEM"]["name"]


async def test_it_is_resumed_from_an_offset_and_refused_to_others(maker: Client) -> None:
    draft = await make(maker)

    rest = await follow(maker, draft["id"], 5)
    assert "".join(frame.get("text", "") for frame in rest) == draft["text"][5:]
    assert (await follow(maker, draft["id"], 5, take=9))[0]["offset"] == 0
    assert (await refusal(maker, draft["id"], -1)) == {"code": "BAD_USER_INPUT", "field": "afterOffset"}
    assert (await refusal(maker, "forged", 0)) == {"code": "BAD_USER_INPUT", "field": "id"}
    await change(maker, "discardDraft", "draft { id }", draftId=draft["id"])
    assert [(frame["__typename"], frame["code"]) for frame in await follow(maker, draft["id"])] == [
        ("DraftFailed", "CONFLICT")
    ]
    await maker.enter_as_guest("Bea")
    assert (await refusal(maker, draft["id"], 0)) == {"code": "NOT_FOUND"}
    maker.token = None
    assert (await refusal(maker, draft["id"], 0)) == {"code": "NOT_FOUND"}


FOLLOW = """subscription($id: ID!, $after: Int, $take: Int) { draft(id: $id, afterOffset: $after, take: $take) {
    __typename ... on DraftDelta { take offset text field } ... on DraftWaiting { queuePlace }
    ... on DraftReady { draft { state fields { name } } } ... on DraftFailed { code message draft { state } } } }"""


async def watched(client: Client, draft_id: str, after: int, take: int | None) -> list[dict[str, Any]]:
    """Every message of one subscription, over a socket of its own, until it completes or fails."""
    sockets = Sockets(create_app(client.runtime.settings, client.runtime))
    socket = await sockets.ready(**({"authorization": f"Bearer {client.token}"} if client.token else {}))
    variables = {"id": draft_id, "after": after, "take": take}
    socket.send({"type": "subscribe", "id": "1", "payload": {"query": FOLLOW, "variables": variables}})
    messages = []
    while not messages or messages[-1]["type"] == "next":
        messages.append(await socket.receive())
    await sockets.close()
    return messages


async def follow(client: Client, draft_id: str, after: int = 0, take: int | None = None) -> list[dict[str, Any]]:
    messages = await watched(client, draft_id, after, take)
    assert messages[-1]["type"] == "complete", messages[-1]
    return [message["payload"]["data"]["draft"] for message in messages[:-1]]


async def refusal(client: Client, draft_id: str, after: int) -> dict[str, Any]:
    """The extensions of the error that a subscription answers with."""
    for message in await watched(client, draft_id, after, None):
        payload = message.get("payload")
        errors = payload if isinstance(payload, list) else (payload or {}).get("errors")
        if errors:
            extensions: dict[str, Any] = errors[0]["extensions"]
            return extensions
    raise AssertionError("it was not refused")
