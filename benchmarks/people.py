"""Those who come to a realm from outside: players over HTTP, and watchers over graphql-transport-ws.

A watcher does what `docs/events.md` asks of a client and no more, and writes down every breach of what it promises.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from types import TracebackType
from typing import Any, cast

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

PROTOCOL = Subprotocol("graphql-transport-ws")
SEEN = """subscription($room: ID!, $after: Cursor) { roomEvents(roomId: $room, after: $after) {
  __typename
  ... on LoggedEvent { seq cursor at }
  ... on PlayerSpoke { said: text player { handle } }
  ... on PlayerEntered { player { handle } }
  ... on PlayerLeft { player { handle } }
  ... on TurnOpened { turn { id take } }
  ... on TurnDelta { turnId take offset text }
  ... on TurnClosed { turn { id take state text source } }
  ... on TurnFailed { turn { id take state text source } code message }
  ... on ResumeGap { oldest missed }
} }"""


class Refused(Exception):
    """The realm answered with a problem or an error; the message is its code and its words."""


class Player:
    """A guest of a realm."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.token = ""
        self.handle = ""
        self._http = httpx.AsyncClient(base_url=url, timeout=30.0)

    async def __aenter__(self) -> Player:
        payload = await self.do("enterAsGuest(input: {})", "EnterAsGuestPayload { token viewer { handle } }")
        self.token, self.handle = payload["token"], payload["viewer"]["handle"]
        return self

    async def __aexit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        await self._http.aclose()

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Send one operation that must succeed; returns its data."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        response = await self._http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        answer = response.json()
        if "errors" in answer:
            raise Refused(str(answer["errors"]))
        return cast("dict[str, Any]", answer["data"])

    async def do(self, mutation: str, wanted: str) -> dict[str, Any]:
        """Send one mutation that must succeed; returns its payload."""
        query = f"mutation {{ done: {mutation} {{ ... on {wanted} ... on Problem {{ code message }} }} }}"
        payload: dict[str, Any] = (await self.ask(query))["done"]
        if "code" in payload:
            raise Refused(f"{payload['code']}: {payload['message']}")
        return payload

    async def enter(self, room_id: str) -> str:
        """Walk into a room; returns the cursor to follow it from."""
        payload = await self.do(
            f"enterRoom(input: {_written(roomId=room_id)})", "EnterRoomPayload {room {eventCursor}}"
        )
        return str(payload["room"]["eventCursor"])

    async def speak(self, room_id: str, text: str, npc_id: str = "") -> dict[str, Any]:
        """Say something; returns the turn that answers it: its ``id`` and ``queuePlace``."""
        line = _written(roomId=room_id, text=text, **({"npcId": npc_id} if npc_id else {}))
        turn: dict[str, Any] = (await self.do(f"speak(input: {line})", "SpeakPayload { turn { id queuePlace } }"))[
            "turn"
        ]
        return turn

    async def stop(self, turn_id: str) -> None:
        """Stop a reply."""
        await self.do(f"stopTurn(input: {_written(turnId=turn_id)})", "StopTurnPayload { turn { state } }")

    async def log(self, room_id: str) -> list[dict[str, Any]]:
        """A room's whole log, the oldest event first."""
        query = """query($room: ID!, $after: Cursor) { room(id: $room) { events(first: 100, after: $after) {
            edges { node { __typename seq at
                ... on TurnOpened { turn { id } } ... on TurnClosed { turn { id state text source } }
                ... on TurnFailed { code turn { id state text source } } } }
            pageInfo { hasNextPage endCursor } } } }"""
        found: list[dict[str, Any]] = []
        after = None
        while True:
            page = (await self.ask(query, room=room_id, after=after))["room"]["events"]
            found += [edge["node"] for edge in page["edges"]]
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]


async def find_rooms(url: str, count: int) -> list[str]:
    """The ids of rooms in which an NPC answers."""
    async with Player(url) as anybody:
        data = await anybody.ask("{ rooms(first: 50) { edges { node { id npcs { id } } } } }")
    nodes = [edge["node"] for edge in data["rooms"]["edges"]]
    return [node["id"] for node in nodes if node["npcs"]][:count]


@dataclass
class Watcher:
    """One subscriber of a room, that comes back from its cursor whenever its socket breaks.

    `breaches` holds a line for every promise that was not kept: a gap, something twice, deltas that do not join.
    """

    url: str
    room_id: str
    after: str | None = None
    token: str = ""
    pause_s: float = 0.3
    seen: list[dict[str, Any]] = field(default_factory=list)
    texts: dict[tuple[str, int], str] = field(default_factory=dict)
    breaches: list[str] = field(default_factory=list)
    connections: int = 0
    deltas: int = 0
    joined: int = 0
    _socket: ClientConnection | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self) -> None:
        """Watch until cancelled."""
        while True:
            try:
                await self._follow_once()
            except (ConnectionClosed, InvalidHandshake, OSError, TimeoutError):
                await asyncio.sleep(random.uniform(0, self.pause_s))

    def cut(self) -> bool:
        """Break the socket as a dead line does: without a word. False when there is none."""
        if self._socket is None:
            return False
        self._socket.transport.abort()
        return True

    def fall_silent(self) -> None:
        """Take nothing from the socket any more, pings neither, and say nothing: a closed laptop."""
        assert self._socket is not None
        self._socket.transport.pause_reading()

    async def until(self, kind: str, count: int = 1, limit_s: float = 60.0, **wanted: str) -> dict[str, Any]:
        """Wait for the `count`-th event of a kind; returns it. `wanted` are fields of its turn."""
        async with asyncio.timeout(limit_s):
            while True:
                found = [
                    event
                    for event in self.seen
                    if event["__typename"] == kind
                    and all(event["turn"].get(name) == value for name, value in wanted.items())
                ]
                if len(found) >= count:
                    return found[count - 1]
                self._changed.clear()
                await self._changed.wait()

    async def until_connected(self, limit_s: float = 60.0) -> None:
        """Wait for its first socket."""
        async with asyncio.timeout(limit_s):
            while not self.connections:
                self._changed.clear()
                await self._changed.wait()

    async def until_text(self, turn_id: str, length: int = 1, limit_s: float = 60.0) -> str:
        """Wait until so much of a reply was seen; returns it."""
        async with asyncio.timeout(limit_s):
            while True:
                text = next((text for (turn, _), text in self.texts.items() if turn == turn_id), "")
                if len(text) >= length:
                    return text
                self._changed.clear()
                await self._changed.wait()

    @property
    def last_seq(self) -> int:
        """The newest event seen; 0 when none was."""
        return self.seen[-1]["seq"] if self.seen else 0

    async def _follow_once(self) -> None:
        async with _open_socket(self.url, self.token) as socket:
            self._socket = socket
            self.connections += 1
            self._changed.set()
            try:
                variables = {"room": self.room_id, "after": self.after}
                await _send(
                    socket, {"id": "1", "type": "subscribe", "payload": {"query": SEEN, "variables": variables}}
                )
                async for raw in socket:
                    message = json.loads(raw)
                    if message["type"] == "next" and "errors" not in message["payload"]:
                        self._take(message["payload"]["data"]["roomEvents"])
                    elif message["type"] != "ping":
                        self.breaches.append(f"the subscription ended: {message}")
                        return
            finally:
                self._socket = None

    def _take(self, event: dict[str, Any]) -> None:
        kind = event["__typename"]
        if kind == "TurnDelta":
            self._join(event)
        elif kind == "ResumeGap":
            self.breaches.append(f"a gap of {event['missed']} events")
        else:
            self._log(event)
        self._changed.set()

    def _join(self, delta: dict[str, Any]) -> None:
        key = (delta["turnId"], delta["take"])
        text = self.texts.get(key, "")
        if delta["offset"] > len(text):
            self.breaches.append(f"a delta at {delta['offset']} when the text has {len(text)}")
        self.texts[key] = text[: delta["offset"]] + delta["text"]
        self.deltas += 1

    def _log(self, event: dict[str, Any]) -> None:
        if self.seen and event["seq"] != self.seen[-1]["seq"] + 1:
            self.breaches.append(f"event {event['seq']} after {self.seen[-1]['seq']}")
        event["received_at"], event["received_utc"] = monotonic(), datetime.now(UTC)
        self.seen.append(event)
        self.after = event["cursor"]
        if event["__typename"] in ("TurnClosed", "TurnFailed"):
            turn = event["turn"]
            text = self.texts.get((turn["id"], turn["take"]), "")
            if text != turn["text"]:
                self.breaches.append(f"{text!r} was joined, and {turn['text']!r} was said")
            self.joined += 1


def contiguous(events: list[dict[str, Any]]) -> bool:
    """Whether a log has no gap and nothing twice."""
    return all(after["seq"] == before["seq"] + 1 for before, after in itertools.pairwise(events))


@asynccontextmanager
async def _open_socket(url: str, token: str) -> AsyncIterator[ClientConnection]:
    address = url.replace("http", "ws", 1) + "/graphql"
    # Its own pings are off: whether a line is dead is the server's to find out here.
    async with connect(address, subprotocols=[PROTOCOL], ping_interval=None, close_timeout=1, proxy=None) as socket:
        payload = {"authorization": f"Bearer {token}"} if token else {}
        await _send(socket, {"type": "connection_init", "payload": payload})
        async with asyncio.timeout(30):
            acknowledged = json.loads(await socket.recv())
        if acknowledged["type"] != "connection_ack":
            raise Refused(str(acknowledged))
        yield socket


async def _send(socket: ClientConnection, message: dict[str, Any]) -> None:
    await socket.send(json.dumps(message))


def _written(**fields: str) -> str:
    """An input object in GraphQL's own words."""
    return "{" + ", ".join(f"{name}: {json.dumps(value)}" for name, value in fields.items()) + "}"
