"""A bot that sits in a room, writes down what happens, and speaks on a cue. Depends on httpx and websockets alone.

    python examples/bot.py http://127.0.0.1:8000 --diary mossbell.jsonl

Kill it at any moment and start it again with the same diary: nothing is missed and nothing is there twice. The diary is
its whole memory. Its first line says who the bot is and where; every other line is one event of the room together with
the event's cursor, so the last line is the place to go on from.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import websockets

GUEST = """mutation { enterAsGuest(input: {}) {
  ... on EnterAsGuestPayload { token }
  ... on Problem { code message } } }"""

ENTER = """mutation($room: ID, $npc: ID) { enterRoom(input: {roomId: $room, npcId: $npc}) {
  ... on EnterRoomPayload { room { id name eventCursor } }
  ... on Problem { code message } } }"""

SPEAK = """mutation($room: ID!, $text: String!, $key: ID!) {
  speak(input: {roomId: $room, text: $text, idempotencyKey: $key}) {
    ... on SpeakPayload { turn { id } }
    ... on Problem { code message } } }"""

VIEWER = "{ viewer { handle } }"
BUSIEST = "{ rooms(first: 1) { edges { node { id } } } }"

# `text` and `turnId` are renamed where another member of the union has them in another form.
EVENTS = """subscription($room: ID!, $after: Cursor) { roomEvents(roomId: $room, after: $after) {
  __typename
  ... on LoggedEvent { seq cursor at }
  ... on PlayerSpoke { player { handle } said: text }
  ... on PlayerEntered { player { handle } }
  ... on PlayerLeft { player { handle } }
  ... on TurnOpened { turn { id take speaker { name } } }
  ... on TurnDelta { turnId take offset text }
  ... on TurnClosed { turn { id take text state speaker { name } } }
  ... on TurnFailed { turn { id take text state speaker { name } } message }
  ... on ResumeGap { oldest missed }
} }"""


class Refused(Exception):
    """The realm said no, in its own words."""


class Diary:
    """What the bot remembers: a file of JSON lines, each written in one go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[dict[str, Any]] = []
        whole = path.read_bytes() if path.exists() else b""
        if torn := len(whole) - (whole.rfind(b"\n") + 1):
            # We were killed while writing the last line: its event will come again.
            os.truncate(path, len(whole) - torn)
            whole = whole[:-torn]
        self.lines = [json.loads(line) for line in whole.splitlines()]

    def write(self, line: dict[str, Any]) -> None:
        """Add a line; it is on the disk when this returns."""
        with self.path.open("ab") as file:
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.lines.append(line)


class Bot:
    """A player that a program plays."""

    def __init__(self, url: str, diary: Diary, cue: str, says: str) -> None:
        self.url = url
        self.diary = diary
        self.cue, self.says = cue.casefold(), says
        self.replies: dict[tuple[str, int], str] = {}

    async def ask(self, query: str, **variables: Any) -> Any:
        """Send one operation over HTTP; returns its one field."""
        token = self.diary.lines[0]["token"] if self.diary.lines else None
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with httpx.AsyncClient(timeout=30) as http:
            response = await http.post(
                f"{self.url}/graphql", json={"query": query, "variables": variables}, headers=headers
            )
        answer = response.json()
        if "errors" in answer:
            raise Refused(answer["errors"][0]["message"])
        (field,) = answer["data"].values()
        if field and "code" in field:
            raise Refused(f"{field['code']}: {field['message']}")
        return field

    async def settle(self, token: str | None, room: str | None, npc: str | None) -> None:
        """Become somebody and walk in, the first time; later the diary knows who and where."""
        if self.diary.lines and "room" in self.diary.lines[0]:
            return
        self.diary.lines = []
        if token is None:
            token = (await self.ask(GUEST))["token"]
        self.diary.lines = [{"token": token}]  # not yet on the disk: walking in needs it
        viewer = await self.ask(VIEWER)
        if viewer is None:
            raise Refused("the realm does not know this token")
        if room is None and npc is None:
            room = (await self.ask(BUSIEST))["edges"][0]["node"]["id"]
        entered = (await self.ask(ENTER, room=room, npc=npc))["room"]
        self.diary.lines = []
        self.diary.write(
            {"token": token, "handle": viewer["handle"], "room": entered["id"], "cursor": entered["eventCursor"]}
        )
        self.tell(f"walked into {entered['name']}")

    async def live(self, token: str | None, room: str | None, npc: str | None) -> None:
        """Follow the room, and come back whenever the line breaks."""
        pause_s = 0.5
        while True:
            try:
                await self.settle(token, room, npc)
                # A lease may have run out while we were away; walking in again renews it.
                await self.ask(ENTER, room=self.diary.lines[0]["room"])
                async for event in self.events():
                    pause_s = 0.5
                    await self.meet(event)
            except websockets.ConnectionClosed as closed:
                if closed.rcvd and closed.rcvd.code in (4401, 4403):
                    raise Refused(closed.rcvd.reason) from None
                self.tell(f"the line broke: {closed}")
            except (OSError, TimeoutError, httpx.TransportError, websockets.InvalidHandshake) as error:
                self.tell(f"no line: {error}")
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, 15)

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        """What happens in the room from the last line of the diary on, over graphql-transport-ws."""
        first, last = self.diary.lines[0], self.diary.lines[-1]
        address = self.url.replace("http", "ws", 1) + "/graphql"
        async with websockets.connect(address, subprotocols=[websockets.Subprotocol("graphql-transport-ws")]) as socket:
            hello = {"type": "connection_init", "payload": {"authorization": f"Bearer {first['token']}"}}
            await socket.send(json.dumps(hello))
            variables = {"room": first["room"], "after": last["cursor"]}
            async for raw in socket:
                message = json.loads(raw)
                if message["type"] == "connection_ack":
                    payload = {"query": EVENTS, "variables": variables}
                    await socket.send(json.dumps({"id": "room", "type": "subscribe", "payload": payload}))
                elif message["type"] == "ping":
                    await socket.send(json.dumps({"type": "pong"}))
                elif message["type"] == "error":
                    raise Refused(message["payload"][0]["message"])
                elif message["type"] == "complete":
                    return
                elif message["type"] == "next":
                    yield message["payload"]["data"]["roomEvents"]

    async def meet(self, event: dict[str, Any]) -> None:
        """Deal with one event: act first, then write it down. Killed in between, we see it again and act once."""
        kind = event["__typename"]
        if kind == "TurnDelta":
            # Never logged, so never written down; whoever comes back gets the whole text so far.
            key = (event["turnId"], event["take"])
            self.replies[key] = self.replies.get(key, "")[: event["offset"]] + event["text"]
            return
        if kind == "ResumeGap":
            self.diary.write({"event": kind, "missed": event["missed"], "cursor": event["oldest"]})
            return
        if kind == "PlayerSpoke":
            await self.hear(event)
        line = {
            "seq": event["seq"],
            "event": kind,
            "at": event["at"],
            "tells": tell_of(event),
            "cursor": event["cursor"],
        }
        if kind in ("TurnClosed", "TurnFailed"):
            turn = event["turn"]
            # Joined from deltas as they came; it equals what the closing event says.
            line["joined"] = self.replies.pop((turn["id"], turn["take"]), "")
            line["text"] = turn["text"]
        self.diary.write(line)
        self.tell(f"{event['seq']:>5}  {line['tells']}")

    async def hear(self, event: dict[str, Any]) -> None:
        """Answer the cue, but never ourselves; the event's place is the key, so we say it once whatever happens."""
        me = self.diary.lines[0]
        if self.cue not in event["said"].casefold() or event["player"]["handle"] == me["handle"]:
            return
        try:
            await self.ask(SPEAK, room=me["room"], text=self.says, key=f"cue-{event['seq']}")
        except Refused as refused:
            self.tell(f"could not speak: {refused}")

    def tell(self, text: str) -> None:
        """Say something on the terminal."""
        print(text, flush=True)


def tell_of(event: dict[str, Any]) -> str:
    """One line about an event, for people."""
    kind = event["__typename"]
    if kind == "PlayerSpoke":
        return f"{event['player']['handle']}: {event['said']}"
    if kind == "PlayerEntered":
        return f"{event['player']['handle']} comes in"
    if kind == "PlayerLeft":
        return f"{event['player']['handle']} leaves"
    if kind == "TurnOpened":
        return f"{event['turn']['speaker']['name']} begins to speak"
    ending = "" if event["turn"]["state"] == "CLOSED" else " — broken off"
    return f"{event['turn']['speaker']['name']}: {event['turn']['text']}{ending}"


async def run(chosen: argparse.Namespace) -> None:
    """Live with what the diary remembers."""
    bot = Bot(chosen.url.rstrip("/"), Diary(chosen.diary), chosen.cue, chosen.says)
    await bot.live(chosen.token, chosen.room, chosen.npc)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="A bot that sits in a room, writes down what happens, and speaks on a cue."
    )
    parser.add_argument("url", help="the realm, such as http://127.0.0.1:8000")
    parser.add_argument(
        "--diary", type=Path, default=Path("bot.jsonl"), help="its memory (bot.jsonl); keep it to go on"
    )
    parser.add_argument("--token", default=os.environ.get("REALM_TOKEN"), help="a personal access token; else a guest")
    parser.add_argument("--room", help="the id of the room; else the busiest")
    parser.add_argument("--npc", help="the id of an NPC: the room where they are")
    parser.add_argument("--cue", default="bot", help="speak when somebody says this (bot)")
    parser.add_argument("--says", default="Tell us something about this place.", help="what it says then")
    try:
        asyncio.run(run(parser.parse_args()))
    except Refused as refused:
        sys.exit(str(refused))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
