"""Six turns with each of three NPCs, in the embedded voice, over the wire: to be read by a person, not scored."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.people import Player, Watcher
from benchmarks.process import running
from benchmarks.voices import voice
from realm_gql.kit.tasks import cancel, spawn

STRANGER = "Zanvoth Ulmi"
"""A name that no corpus of ours holds."""
ASKED = {
    "Maren Tidewright": (
        "evening to you",
        "what do they call you?",
        "and a glass of your stout, what would that set me back",
        "is Wren Tully any good?",
        f"has a {STRANGER} been through here",
        "i should be off",
    ),
    "Ned Lamplow": (
        "Hello! My boots are full of fog.",
        "So who keeps this lamp burning?",
        "do you know Captain Vell",
        "what is it you want, deep down",
        "tell me a joke then",
        "I will come back. Remember me!",
    ),
    STRANGER: (
        "good morning, is this your sheepfold?",
        "I am told you are called Ogdru. Is that right? What is your name?",
        "whats your job out here",
        "who is Bettany Sark to you?",
        "Give me your crook or I will hit you.",
        "what did i ask you about before?",
    ),
}


async def main(folder: Path) -> None:
    """Hold the conversations and print them."""
    async with running(folder / "data", settings=voice(folder)) as realm, AsyncExitStack() as stack:
        player = await stack.enter_async_context(Player(realm.url))
        shepherd = await _find(player, "Hob Lanyon")
        changes = f"{{ name: {json.dumps(STRANGER)} }}"
        await player.do(
            f'remix(input: {{ creationId: "{shepherd["id"]}", changes: {changes} }})',
            "RemixPayload { creation { id } }",
        )
        for name, lines in ASKED.items():
            npc = await _find(player, name)
            room_id = npc["room"]["id"]
            watcher = Watcher(realm.url, room_id, after=await player.enter(room_id), token=player.token)
            following = spawn(watcher.follow(), "watcher")
            print(f"\n{name}, {npc['persona']['trade']} ({npc['persona']['manner']})")
            for line in lines:
                turn = await player.speak(room_id, line, npc["id"])
                closed = await watcher.until("TurnClosed", id=turn["id"])
                print(f"  > {line}\n  < {closed['turn']['text']}")
            await cancel(following)


async def _find(player: Player, name: str) -> dict[str, dict[str, str]]:
    query = """query($search: String) { npcs(first: 10, search: $search, orderBy: NEWEST) {
        edges { node { id name room { id } persona { trade manner } } } } }"""
    edges = (await player.ask(query, search=name))["npcs"]["edges"]
    return next(edge["node"] for edge in edges if edge["node"]["name"] == name)
