"""Speaking over GraphQL: the whole way of a line, and everything that can be wrong with it; on each database."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from realm_gql.api.relay import global_id
from realm_gql.kit.ids import new_uuid

if TYPE_CHECKING:
    from tests.conftest import Client

SPEAK = """mutation($input: SpeakInput!) { speak(input: $input) { __typename
    ... on SpeakPayload { turn { id said state take text } } ... on Problem { code message }
    ... on InvalidInput { field } } }"""
TURN = """query($id: ID!) { turn(id: $id) { state text source take said room { id } asker { handle } speaker { id }
    queuePlace takes { number state text source model } } }"""
LOG = """query($id: ID!) { room(id: $id) { openTurns { id } events(first: 100) { edges { node { seq __typename
    ... on PlayerSpoke { text turnId } ... on TurnClosed { turn { id text state take } } } } } } }"""


async def walk_in(client: Client, name: str = "Kofi") -> dict[str, Any]:
    """Become a guest in the first room that has an NPC; returns the room with its NPCs."""
    await client.enter_as_guest(name)
    found = await client.data("{ rooms(first: 50) { edges { node { id npcs { id name } } } } }")
    room: dict[str, Any] = next(edge["node"] for edge in found["rooms"]["edges"] if edge["node"]["npcs"])
    await client.data("mutation($id: ID!) { enterRoom(input: {roomId: $id}) { __typename } }", {"id": room["id"]})
    return room


async def speak(client: Client, **fields: Any) -> dict[str, Any]:
    result: dict[str, Any] = (await client.data(SPEAK, {"input": fields}))["speak"]
    return result


async def ended(client: Client, turn_id: str) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while True:
            turn: dict[str, Any] = (await client.data(TURN, {"id": turn_id}))["turn"]
            if turn["state"] not in ("WAITING", "WRITING"):
                return turn
            await asyncio.sleep(0.05)


async def kinds(client: Client, room_id: str) -> list[str]:
    edges = (await client.data(LOG, {"id": room_id}))["room"]["events"]["edges"]
    return [edge["node"]["__typename"] for edge in edges]


async def test_a_line_is_answered_by_whom_it_is_said_to(client: Client) -> None:
    room = await walk_in(client)
    npc = room["npcs"][-1]

    said = await speak(client, roomId=room["id"], text="  Who are you?  ", npcId=npc["id"])
    turn = await ended(client, said["turn"]["id"])

    assert said["turn"]["said"] == "Who are you?"
    assert (turn["state"], turn["source"], turn["take"], turn["queuePlace"]) == ("CLOSED", "AUTHORED", 1, None)
    assert turn["speaker"] == {"id": npc["id"]}
    assert turn["asker"] == {"handle": "Kofi"}
    assert [take["text"] for take in turn["takes"]] == [turn["text"]]
    assert await kinds(client, room["id"]) == ["PlayerEntered", "PlayerSpoke", "TurnOpened", "TurnClosed"]


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001, "bell\u0007", "\u0000"])
async def test_a_bad_line_is_a_problem_of_its_field_and_nothing_happens(client: Client, text: str) -> None:
    room = await walk_in(client)

    refused = await speak(client, roomId=room["id"], text=text)

    assert (refused["code"], refused["field"]) == ("INVALID_INPUT", "text")
    assert await kinds(client, room["id"]) == ["PlayerEntered"]


async def test_speech_into_a_room_one_is_not_in_is_not_allowed(client: Client) -> None:
    room = await walk_in(client)
    await client.enter_as_guest("Outsider")

    assert (await speak(client, roomId=room["id"], text="Hello?"))["code"] == "NOT_ALLOWED"
    assert (await speak(client, roomId=global_id("Room", new_uuid()), text="Hello?"))["code"] == "NOT_FOUND"
    assert (await speak(client, roomId="forged", text="Hello?"))["code"] == "INVALID_INPUT"
    assert await kinds(client, room["id"]) == ["PlayerEntered"]


async def test_the_same_key_says_a_line_once_and_another_line_is_a_mismatch(client: Client) -> None:
    room = await walk_in(client)

    first = await speak(client, roomId=room["id"], text="Once.", idempotencyKey="k1")
    again = await speak(client, roomId=room["id"], text="Once.", idempotencyKey="k1")
    other = await speak(client, roomId=room["id"], text="Twice.", idempotencyKey="k1")
    await ended(client, first["turn"]["id"])

    assert first["turn"]["id"] == again["turn"]["id"]
    assert other["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
    assert (await kinds(client, room["id"])).count("PlayerSpoke") == 1


async def test_takes_are_kept_and_chosen_and_only_their_asker_may(client: Client) -> None:
    room = await walk_in(client)
    turn_id = (await speak(client, roomId=room["id"], text="Tell me of the bell."))["turn"]["id"]
    first = await ended(client, turn_id)
    asker = client.token

    async def do(name: str, fields: str = "") -> dict[str, Any]:
        answer = "{ __typename ... on Problem { code } }"
        query = f"mutation($id: ID!) {{ {name}(input: {{turnId: $id {fields}}}) {answer} }}"
        result: dict[str, Any] = (await client.data(query, {"id": turn_id}))[name]
        return result

    assert (await do("retryTurn"))["__typename"] == "RetryTurnPayload"
    second = await ended(client, turn_id)
    assert [take["number"] for take in second["takes"]] == [1, 2]
    assert second["take"] == 2
    assert (await do("chooseTake", "take: 1"))["__typename"] == "ChooseTakePayload"
    assert (await do("chooseTake", "take: 9"))["code"] == "NOT_FOUND"
    assert (await do("chooseTake", "take: -2147483648"))["code"] == "NOT_FOUND"
    assert (await do("stopTurn"))["code"] == "CONFLICT"
    await client.enter_as_guest("Somebody")
    assert {(await do(name))["code"] for name in ("retryTurn", "stopTurn")} == {"NOT_ALLOWED"}
    client.token = asker

    chosen = (await client.data(TURN, {"id": turn_id}))["turn"]
    assert (chosen["take"], chosen["text"]) == (1, first["text"])


async def test_an_unknown_turn_is_null_and_a_forged_id_bad_input(client: Client) -> None:
    assert await client.data("query($id: ID!) { turn(id: $id) { id } }", {"id": global_id("Turn", new_uuid())}) == {
        "turn": None
    }
    answer = await client.ask('{ turn(id: "%%%") { id } }')
    assert answer["data"] == {"turn": None}
