"""The graphql-ws client from npm talks to a realm: queries, errors, a subscription, and frames of ill will."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import httpx
import pytest
from conftest import run_tool

HERE = Path(__file__).parent
CLIENT = HERE.parents[1] / "frontend" / "node_modules" / "graphql-ws" / "dist" / "index.js"
NODE = next((found for name in (".venv/bin/node",) if (found := HERE.parents[1] / name).exists()), shutil.which("node"))


@pytest.mark.node
@pytest.mark.skipif(NODE is None, reason="Node is not installed")
@pytest.mark.skipif(not CLIENT.exists(), reason="graphql-ws is not installed: npm --prefix frontend ci")
async def test_the_client_from_npm(served: str) -> None:
    async with httpx.AsyncClient(base_url=served) as client:

        async def ask(query: str, token: str = "", **variables: object) -> dict[str, dict[str, object]]:
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            answer = await client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
            data: dict[str, dict[str, object]] = answer.json()["data"]
            return data

        entered = await ask('mutation { enterAsGuest(input: {name: "Ada"}) { ... on EnterAsGuestPayload { token } } }')
        token = str(entered["enterAsGuest"]["token"])
        rooms = await ask("{ rooms(first: 1) { edges { node { id } } } }")
        room = str(rooms["rooms"]["edges"][0]["node"]["id"])  # type: ignore[index]
        await ask("mutation($i: EnterRoomInput!) { enterRoom(input: $i) { __typename } }", token, i={"roomId": room})

    address = served.replace("http", "ws") + "/graphql"
    status, printed = await run_tool(
        NODE or "", HERE / "graphql_ws_client.mjs", CLIENT.as_uri(), address, token, room, timeout_s=60
    )

    assert status == 0, printed
    assert [json.loads(line) for line in printed.splitlines()] == [
        {"query": [{"realm": {"name": "Realm of Echoes"}}]},
        {"validation": {"errors": ["GRAPHQL_VALIDATION_FAILED"]}},
        {"syntax": {"errors": ["GRAPHQL_PARSE_FAILED"]}},
        {"several": {"errors": ["OPERATION_RESOLUTION_FAILURE"]}},
        {"viewer": [{"viewer": {"handle": "Ada"}}]},
        {"badToken": {"closed": 4403}},
        {"sibling": "GRAPHQL_PARSE_FAILED"},
        {"speak": "SpeakPayload"},
        {"heard": "Is anybody here?"},
        *[{"raw": [4400, True]}] * 6,
    ]
