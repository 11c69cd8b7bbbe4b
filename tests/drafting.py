"""What tests of drafts share: an engine that makes what it is told to, and a desk where things are made."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import orjson

from realm_gql.domain import accounts, making
from realm_gql.domain.lineage import Creation, CreationKind
from realm_gql.domain.making.models import Draft, DraftTake
from realm_gql.engine.port import EngineState, EngineStatus, GenerationRequest, Piece, Source
from realm_gql.errors import RealmError
from realm_gql.runtime import Runtime

OWNER = "worker"

THINGS: dict[str, dict[str, Any]] = {
    "ITEM": {"name": "The Key Nobody Tried", "text": "Iron, and heavier than it should be. One lock sounded sorry."},
    "COSMETIC": {"name": "Fogbacked Cloak", "text": "Grey wool that drinks the mist and lets it out slowly."},
    "LOCATION": {
        "name": "The Dry Sock",
        "about": "three benches and a fire, and the fire has the best seat",
        "text": "Guests hang their socks on the beam. One pair has never been claimed.",
    },
    "LORE": {
        "name": "The Law of the Wet Ledger",
        "keys": ["ledger", "Ledgers", "the", "wet ledger"],
        "text": "What is written in the wet ledger is owed twice. Nobody has paid the second time.",
    },
    "NPC": {
        "name": "Hobb Slackwater",
        "trade": "eel catcher",
        "temper": ["patient", "damp", "sly"],
        "manner": "murmurs, and stops mid-word whenever a line twitches",
        "goal": "catch the eel that swallowed his wedding ring",
        "secret": "He has caught that eel four times and let it go.",
        "past": "His wife left by the north causeway. He still sets two plates.",
        "text": "You will find Hobb wherever the water looks back.",
        "greeting": "Softly now. Sit, but not on that bucket.",
    },
    "QUEST": {
        "name": "Thirteen From Under the Water",
        "text": "The sexton has counted thirteen strokes three nights running.",
        "start": "You row out at dusk with a stopped ear and an open one.",
        "search": "Through the weed you see the rope moving.",
        "twist": "The sexton's boat is late, and the fog has come down.",
        "good": "The bell rings, and the sexton bumps the steps.",
        "bad": "You cut the rope and the night goes quiet.",
        "choices": ["Row out alone", "Listen", "Look through the weed", "Haul", "Let the bell ring", "Cut the rope"],
    },
}
"""One thing of each kind, as a model writes it."""


class MakingEngine:
    """An engine that makes what it is told to, one answer after another, the last for ever; an error is raised.

    It says an answer in pieces of `step` characters, and holds before piece `hold_before`.
    """

    def __init__(self, *answers: Any, step: int = 7, hold_before: int | None = None) -> None:
        self.answers = [
            answer if isinstance(answer, (str, Exception)) else orjson.dumps(answer).decode() for answer in answers
        ]
        self.step = step
        self.hold_before = hold_before
        self.go_on = asyncio.Event()
        self.requests: list[GenerationRequest] = []
        self.holding = False
        self.speaking = 0
        self.most_at_once = 0

    async def start(self) -> None:
        """Ready at once."""

    async def stop(self) -> None:
        """Nothing to let go of."""

    async def is_holding(self) -> bool:
        """Whether it holds in the middle of an answer, or did."""
        return self.holding

    def status(self) -> EngineStatus:
        return EngineStatus(EngineState.READY, "typed")

    async def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        self.requests.append(request)
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        self.speaking += 1
        self.most_at_once = max(self.most_at_once, self.speaking)
        try:
            if isinstance(answer, Exception):
                raise answer
            for number, at in enumerate(range(0, len(answer), self.step)):
                if number == self.hold_before:
                    self.holding = True
                    await self.go_on.wait()
                yield Piece(answer[at : at + self.step], Source.MODEL, "typed")
        finally:
            self.speaking -= 1


class Desk:
    """Where somebody makes things: a realm, its engine, and whoever sits there."""

    def __init__(self, runtime: Runtime, viewer: accounts.Viewer) -> None:
        self.runtime, self.viewer = runtime, viewer

    def with_engine(self, engine: MakingEngine) -> Desk:
        return Desk(replace(self.runtime, engine=engine), self.viewer)

    def by(self, viewer: accounts.Viewer) -> Desk:
        return Desk(self.runtime, viewer)

    async def generate(self, kind: str = "ITEM", prompt: str = "a key", limit: int = 20) -> Draft:
        async with self.runtime.database.transaction() as tx:
            return await making.generate(tx, self.runtime.broker, self.viewer, CreationKind(kind), prompt, limit)

    async def retry(self, draft: Draft, field: str | None = None) -> Draft:
        async with self.runtime.database.transaction() as tx:
            return await making.retry_draft(tx, self.runtime.broker, self.viewer, draft.id, field)

    async def revise(self, draft: Draft, **changes: Any) -> Draft:
        async with self.runtime.database.transaction() as tx:
            return await making.revise_draft(tx, self.runtime.broker, self.viewer, draft.id, changes)

    async def choose(self, draft: Draft, number: int) -> Draft:
        async with self.runtime.database.transaction() as tx:
            return await making.choose_draft_take(tx, self.runtime.broker, self.viewer, draft.id, number)

    async def discard(self, draft: Draft) -> Draft:
        async with self.runtime.database.transaction() as tx:
            return await making.discard_draft(tx, self.runtime.broker, self.viewer, draft.id)

    async def publish(self, draft: Draft) -> Creation:
        async with self.runtime.database.transaction() as tx:
            return await making.publish(tx, self.runtime.broker, self.viewer, draft.id)

    async def claim(self, owner: str = OWNER) -> tuple[Draft, DraftTake] | None:
        return await making.claim_and_begin(self.runtime, owner)

    async def begin(self, owner: str = OWNER) -> tuple[Draft, DraftTake]:
        claimed = await self.claim(owner)
        assert claimed is not None
        return claimed

    async def write(self, owner: str = OWNER) -> None:
        """Claim the next draft and write one take of it."""
        await making.write_draft(self.runtime, owner, *await self.begin(owner))

    async def make(self, kind: str = "ITEM", prompt: str = "a key") -> Draft:
        """A draft that is ready, or as far as one take gets it."""
        draft = await self.generate(kind, prompt)
        await self.write()
        return await self.draft(draft)

    async def draft(self, draft: Draft) -> Draft:
        """The draft as it is now."""
        async with self.runtime.database.reading() as session:
            found = await making.find_draft(session, self.viewer, draft.id)
        assert found is not None
        return found

    async def takes(self, draft: Draft) -> list[DraftTake]:
        async with self.runtime.database.reading() as session:
            (takes,) = await making.load_draft_takes(session, [draft.id])
        return takes

    async def told(self, draft: Draft) -> list[tuple[int, str, str]]:
        """Each take's number, state and source."""
        return [(take.number, take.state, take.source) for take in await self.takes(draft)]

    async def saved(self, draft: Draft) -> str:
        """Wait until something of the last take is saved; the text so far."""

        async def is_saved() -> bool:
            return (await self.takes(draft))[-1].text != ""

        await until(is_saved)
        return (await self.takes(draft))[-1].text

    async def seen(self, draft: Draft, after_offset: int = 0, take: int | None = None) -> list[making.DraftSeen]:
        """Everything a watcher sees of a draft that ends."""
        async with asyncio.timeout(20):
            watched = making.watch_draft(self.runtime, self.viewer, draft.id, after_offset, take)
            return [seen async for seen in watched]


async def until(reached: Callable[[], Awaitable[bool]]) -> None:
    """Look again and again, for ten seconds at most."""
    for _ in range(500):
        if await reached():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


def text_of(seen: list[making.DraftSeen], take: int | None = None) -> str:
    """What the pieces of a take, the last unless told, join to."""
    deltas = [each for each in seen if isinstance(each, making.DraftDelta)]
    number = take or max((delta.take for delta in deltas), default=0)
    text = ""
    for delta in deltas:
        if delta.take == number:
            text = text[: delta.offset] + delta.text
    return text


def failing(error: RealmError, after: str) -> MakingEngine:
    """An engine that breaks off after it said something."""

    class Broken(MakingEngine):
        async def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
            self.requests.append(request)
            yield Piece(after, Source.MODEL, "typed")
            raise error

    return Broken("")
