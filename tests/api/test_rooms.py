"""Rooms over GraphQL: pages of rooms and of events, doors, and who is inside; on each database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from realm_gql.api.relay import encode_cursor, global_id
from realm_gql.kit.ids import new_uuid

if TYPE_CHECKING:
    from tests.conftest import Client

ENTER = """mutation($input: EnterRoomInput!) { enterRoom(input: $input) {
    __typename ... on EnterRoomPayload { room { id name players { handle } } }
    ... on Problem { code message } ... on InvalidInput { field } } }"""
LEAVE = """mutation($id: ID!) { leaveRoom(input: {roomId: $id}) {
    __typename ... on LeaveRoomPayload { room { players { handle } } } ... on Problem { code } } }"""
ROOMS = """query($first: Int, $after: Cursor) { rooms(first: $first, after: $after) {
    edges { node { id name location { id name } npcs { id name } } } pageInfo { hasNextPage endCursor } } }"""


async def rooms(client: Client, first: int = 100, after: str | None = None) -> dict[str, Any]:
    page: dict[str, Any] = (await client.data(ROOMS, {"first": first, "after": after}))["rooms"]
    return page


async def enter(client: Client, **door: str) -> dict[str, Any]:
    result: dict[str, Any] = (await client.data(ENTER, {"input": door}))["enterRoom"]
    return result


async def test_pages_of_rooms_join_to_the_whole_list(client: Client) -> None:
    whole = [edge["node"]["id"] for edge in (await rooms(client))["edges"]]

    walked: list[str] = []
    page = await rooms(client, first=4)
    walked += [edge["node"]["id"] for edge in page["edges"]]
    while page["pageInfo"]["hasNextPage"]:
        page = await rooms(client, first=4, after=page["pageInfo"]["endCursor"])
        walked += [edge["node"]["id"] for edge in page["edges"]]

    assert walked == whole
    assert len(set(whole)) == len(whole) >= 9


async def test_the_busiest_room_comes_first(client: Client) -> None:
    last = (await rooms(client))["edges"][-1]["node"]
    await client.enter_as_guest()

    await enter(client, roomId=last["id"])

    assert (await rooms(client))["edges"][0]["node"]["id"] == last["id"]


async def test_three_doors_lead_into_a_room(client: Client) -> None:
    guest = await client.enter_as_guest("Kofi")
    there = next(edge["node"] for edge in (await rooms(client))["edges"] if edge["node"]["npcs"])

    by_room = await enter(client, roomId=there["id"])
    by_npc = await enter(client, npcId=there["npcs"][0]["id"])
    by_location = await enter(client, locationId=there["location"]["id"])

    assert by_room["room"]["players"] == [{"handle": guest["viewer"]["handle"]}]
    assert by_room["room"] == by_npc["room"]
    assert by_location["__typename"] == "EnterRoomPayload"


@pytest.mark.parametrize(
    ("door", "code"),
    [
        ({}, "INVALID_INPUT"),
        ({"roomId": "x", "npcId": "y"}, "INVALID_INPUT"),
        ({"roomId": "forged"}, "INVALID_INPUT"),
        ({"roomId": global_id("Npc", new_uuid())}, "INVALID_INPUT"),
        ({"roomId": global_id("Room", new_uuid())}, "NOT_FOUND"),
        ({"npcId": global_id("Npc", new_uuid())}, "NOT_FOUND"),
        ({"locationId": global_id("Location", new_uuid())}, "NOT_FOUND"),
    ],
)
async def test_a_door_that_is_none_is_a_problem(client: Client, door: dict[str, str], code: str) -> None:
    await client.enter_as_guest()

    assert (await enter(client, **door))["code"] == code


async def test_nobody_walks_in_without_being_somebody(client: Client) -> None:
    room = (await rooms(client, first=1))["edges"][0]["node"]

    assert (await enter(client, roomId=room["id"]))["code"] == "SIGN_IN_REQUIRED"


async def test_leaving_empties_the_room_and_leaving_again_is_no_fault(client: Client) -> None:
    room = (await rooms(client, first=1))["edges"][0]["node"]
    await client.enter_as_guest()
    await enter(client, roomId=room["id"])

    left = (await client.data(LEAVE, {"id": room["id"]}))["leaveRoom"]
    again = (await client.data(LEAVE, {"id": room["id"]}))["leaveRoom"]

    assert left == again == {"__typename": "LeaveRoomPayload", "room": {"players": []}}


async def test_events_page_both_ways_and_a_snapshot_knows_its_place(client: Client) -> None:
    room = (await rooms(client, first=1))["edges"][0]["node"]
    for name in ("Ann", "Bea", "Cay"):
        await client.enter_as_guest(name)
        await enter(client, roomId=room["id"])
    query = """query($id: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor) { room(id: $id) { eventCursor
        events(first: $first, after: $after, last: $last, before: $before) {
            edges { cursor node { seq ... on PlayerEntered { player { handle } } } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""

    async def page(**arguments: Any) -> tuple[list[int], dict[str, Any], str]:
        got = (await client.data(query, {"id": room["id"], **arguments}))["room"]
        return [edge["node"]["seq"] for edge in got["events"]["edges"]], got["events"]["pageInfo"], got["eventCursor"]

    newest, info, cursor = await page(last=2)
    assert newest == [2, 3]
    assert (info["hasPreviousPage"], info["hasNextPage"], info["endCursor"]) == (True, False, cursor)
    assert (await page(last=2, before=info["startCursor"]))[0] == [1]
    oldest, info, _ = await page(first=1)
    assert oldest == [1]
    assert (await page(first=5, after=info["endCursor"]))[0] == [2, 3]


@pytest.mark.parametrize("after", ["nonsense", encode_cursor("event", -1), encode_cursor("other", 1), "WyJldmVudCJd"])
async def test_a_forged_event_cursor_is_bad_input(client: Client, after: str) -> None:
    room = (await rooms(client, first=1))["edges"][0]["node"]

    answer = await client.ask(
        "query($id: ID!, $after: Cursor) { room(id: $id) { events(first: 1, after: $after) { edges { cursor } } } }",
        {"id": room["id"], "after": after},
    )

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
