"""Character cards over GraphQL: sent, brought in once, told of, and fetched again."""

from __future__ import annotations

from typing import Any

import pytest
from wild_cards import CHUB_V2, TAVERN_V2, WILD, dump, png

from realm_gql.api.relay import global_id
from realm_gql.domain.making import cards
from realm_gql.kit.ids import new_uuid

IMPORT = """mutation($input: ImportCardInput!) { importCard(input: $input) {
    __typename
    ... on ImportCardPayload { remarks creation { id name __typename parents { kind parent { id } }
        creator { ... on Player { handle } } ... on Npc { home { id } importedCard { creator remarks } } } }
    ... on Problem { code message }
    ... on InvalidInput { field } } }"""


async def send(client: Any, raw: bytes) -> str:
    """Upload a file; returns its id."""
    response = await client.http.post("/uploads", content=raw, headers={"Authorization": f"Bearer {client.token}"})
    assert response.status_code == 201, response.text
    upload_id: str = response.json()["uploadId"]
    return upload_id


async def bring_in(client: Any, upload_id: str, **more: Any) -> dict[str, Any]:
    """Import an upload."""
    answer: dict[str, Any] = (await client.data(IMPORT, {"input": {"uploadId": upload_id, **more}}))["importCard"]
    return answer


async def test_a_card_is_sent_and_brought_in(client: Any) -> None:
    await client.enter_as_guest("Ada")

    payload = await bring_in(client, await send(client, WILD["chub v2"][1]()))

    assert payload["__typename"] == "ImportCardPayload"
    assert payload["remarks"] == ["Its instructions to models are kept, and never used here."]
    creation = payload["creation"]
    assert (creation["__typename"], creation["name"], creation["parents"]) == ("Npc", "Widow Marsh", [])
    assert creation["creator"]["handle"] == "Ada"
    assert creation["importedCard"] == {"creator": "reedhand", "remarks": payload["remarks"]}


async def test_a_card_of_the_realm_comes_back_as_a_remix(client: Any) -> None:
    await client.enter_as_guest("Ada")
    answer = await client.data("""{ npcs(first: 1, orderBy: OLDEST) { edges { node { id name persona { trade greeting }
        png: characterCardUrl json: characterCardUrl(format: JSON) charx: characterCardUrl(format: CHARX)
        importedCard { spec } } } } }""")
    npc = answer["npcs"]["edges"][0]["node"]
    assert npc["importedCard"] is None

    for url in (npc["png"], npc["json"], npc["charx"]):
        raw = (await client.http.get(url)).content
        payload = await bring_in(client, await send(client, raw))

        assert payload["creation"]["name"] == npc["name"]
        assert payload["creation"]["parents"] == [{"kind": "REMIX", "parent": {"id": npc["id"]}}]


async def test_what_is_told_of_a_card_is_told_as_text(client: Any) -> None:
    await client.enter_as_guest("Ada")
    creation = (await bring_in(client, await send(client, WILD["chub v2"][1]())))["creation"]

    answer = await client.data(
        """query($id: ID!) { npc(id: $id) { characterCardUrl importedCard {
            spec creator characterVersion creatorNotes license sources remarks } } }""",
        {"id": creation["id"]},
    )

    assert answer["npc"]["importedCard"] == {
        "spec": "chara_card_v2",
        "creator": "reedhand",
        "characterVersion": "main",
        "creatorNotes": CHUB_V2["data"]["creator_notes"],
        "license": "",
        "sources": ["https://chub.ai/characters/reedhand/widow-marsh"],
        "remarks": ["Its instructions to models are kept, and never used here."],
    }


async def test_its_lore_is_listed_with_how_it_comes_to_mind(client: Any) -> None:
    await client.enter_as_guest("Ada")
    creation = (await bring_in(client, await send(client, dump(TAVERN_V2))))["creation"]

    answer = await client.data(
        """query($id: ID!) { npc(id: $id) { children { edges { node { name
            ... on Lore { text keys secondaryKeys isConstant } } } } } }""",
        {"id": creation["id"]},
    )

    assert [edge["node"] for edge in answer["npc"]["children"]["edges"]] == [
        {
            "name": "The chapel",
            "text": "The chapel leans a finger's breadth more each year.",
            "keys": ["chapel", "bell tower"],
            "secondaryKeys": ["roof"],
            "isConstant": False,
        },
        {
            "name": "queen",
            "text": "The queen of the third hive is older than Seraphina Holt.",
            "keys": ["queen"],
            "secondaryKeys": [],
            "isConstant": True,
        },
    ]


async def test_a_home_may_be_chosen(client: Any) -> None:
    await client.enter_as_guest("Ada")
    answer = await client.data("{ locations(first: 1, orderBy: NAME) { edges { node { id } } } }")
    home = answer["locations"]["edges"][0]["node"]["id"]

    payload = await bring_in(client, await send(client, dump(TAVERN_V2)), homeId=home)

    assert payload["creation"]["home"] == {"id": home}


async def test_an_upload_is_used_once_and_a_key_answers_the_same(client: Any) -> None:
    await client.enter_as_guest("Ada")
    upload_id = await send(client, dump(TAVERN_V2))

    first = await bring_in(client, upload_id, idempotencyKey="once")
    again = await bring_in(client, upload_id, idempotencyKey="once")
    other = await bring_in(client, upload_id, idempotencyKey="other")
    mismatch = await bring_in(client, str(new_uuid()), idempotencyKey="once")

    assert again == first
    assert (other["__typename"], other["code"]) == ("NotFound", "NOT_FOUND")
    assert mismatch["__typename"] == "IdempotencyMismatch"
    answer = await client.data('{ npcs(search: "Seraphina") { edges { node { id } } } }')
    assert len(answer["npcs"]["edges"]) == 1


async def test_nobody_brings_in_what_somebody_else_sent(client: Any) -> None:
    await client.enter_as_guest("Ada")
    upload_id = await send(client, dump(TAVERN_V2))
    await client.enter_as_guest("Kofi")

    assert (await bring_in(client, upload_id))["__typename"] == "NotFound"
    client.token = None
    assert (await bring_in(client, upload_id))["__typename"] == "SignInRequired"


@pytest.mark.parametrize(
    ("raw", "field", "message"),
    [
        (b"hello", "card", "This is no character card; one comes as PNG, JSON or CHARX."),
        (png(), "card", "There is no character card in this picture."),
        (b'{"name": "A", "description": []}', "description", "`description` is not a text."),
        (b'{"name": "A", "name": "B"}', "card", "The card's text says `name` twice in one place."),
    ],
)
async def test_a_bad_card_is_refused_by_its_field(client: Any, raw: bytes, field: str, message: str) -> None:
    await client.enter_as_guest("Ada")

    upload_id = await send(client, raw)
    answer, again = await bring_in(client, upload_id), await bring_in(client, upload_id)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", field)
    assert answer["message"].startswith(message)
    assert again["__typename"] == "NotFound"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"uploadId": "nonsense"}, "uploadId"),
        ({"homeId": global_id("Npc", new_uuid())}, "homeId"),
        ({"homeId": "x"}, "homeId"),
    ],
)
async def test_bad_input_is_named(client: Any, more: dict[str, str], field: str) -> None:
    await client.enter_as_guest("Ada")
    upload_id = await send(client, dump(TAVERN_V2))

    answer = (await client.data(IMPORT, {"input": {"uploadId": upload_id, **more}}))["importCard"]

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", field)


async def test_a_remix_of_an_imported_npc_tells_of_its_card_too(client: Any) -> None:
    await client.enter_as_guest("Ada")
    creation = (await bring_in(client, await send(client, dump(TAVERN_V2))))["creation"]

    answer = await client.data(
        """mutation($id: ID!) { remix(input: {creationId: $id, changes: {name: "Mine"}}) { ... on RemixPayload {
            creation { name parents { diff { field } }
                ... on Npc { importedCard { creator } characterCardUrl } } } } }""",
        {"id": creation["id"]},
    )

    remix = answer["remix"]["creation"]
    assert (remix["name"], remix["importedCard"]) == ("Mine", {"creator": "hive"})
    assert remix["parents"] == [{"diff": [{"field": "name"}]}]
    card = cards.read_card((await client.http.get(remix["characterCardUrl"])).content)
    assert (card.name, card.system_prompt) == ("Mine", "{{original}}\nWrite two paragraphs.")


async def test_who_came_in_can_be_met_and_spoken_to(client: Any) -> None:
    await client.enter_as_guest("Ada")
    creation = (await bring_in(client, await send(client, dump(TAVERN_V2))))["creation"]

    answer = await client.data(
        """mutation($id: ID!) { enterRoom(input: {npcId: $id}) { ... on EnterRoomPayload { room { name npcs { name } } }
            ... on Problem { message } } }""",
        {"id": creation["id"]},
    )

    assert answer["enterRoom"]["room"] == {"name": "With Seraphina Holt", "npcs": [{"name": "Seraphina Holt"}]}
