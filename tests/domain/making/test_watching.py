"""Watching a draft: pieces that join to its text, whatever was lost, and only for those who may see it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from drafting import OWNER, THINGS, Desk, MakingEngine, text_of, until

from realm_gql.broker.memory import MemoryBroker
from realm_gql.domain import accounts, making
from realm_gql.domain.accounts.models import Scope
from realm_gql.domain.making.drafts import draft_topic
from realm_gql.domain.making.models import Draft
from realm_gql.errors import EngineFailed, InvalidInput, NotFound
from realm_gql.kit.tasks import spawn

KEY = "The Key Nobody Tried\nIron, and heavier than it should be. One lock sounded sorry."


class ForgetfulBroker(MemoryBroker):
    """A broker that loses every second message to readers of drafts."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0

    async def publish(self, topic: str, message: bytes) -> None:
        self.heard += 1
        if self.heard % 2 or not topic.startswith("draft:"):
            await super().publish(topic, message)


class DeafBroker(MemoryBroker):
    """A broker whose server is away: nothing travels."""

    async def publish(self, topic: str, message: bytes) -> None:
        """Lost."""

    def connected(self) -> bool:
        return False


async def follow(
    desk: Desk, draft: Draft, after_offset: int = 0, take: int | None = None
) -> asyncio.Task[list[making.DraftSeen]]:
    watching = asyncio.ensure_future(desk.seen(draft, after_offset, take))
    await asyncio.sleep(0.1)
    return watching


async def test_a_watcher_hears_its_place_the_pieces_and_the_end(desk: Desk) -> None:
    await desk.generate()
    draft = await desk.generate()
    watching = await follow(desk, draft)

    await desk.write()
    await desk.write()
    seen = await watching

    assert next(each.place for each in seen if isinstance(each, making.DraftWaits)) == 2
    assert text_of(seen) == KEY
    fields = {delta.field: "" for delta in seen if isinstance(delta, making.DraftDelta)}
    assert list(fields) == ["name", None, "text"]
    assert isinstance(seen[-1], making.DraftEnded)
    assert seen[-1].draft.state == "READY"


async def test_a_field_is_what_its_own_pieces_join_to(desk: Desk) -> None:
    desk = desk.with_engine(MakingEngine(THINGS["NPC"], step=3))
    draft = await desk.generate("NPC")
    watching = await follow(desk, draft)

    await desk.write()
    joined: dict[str | None, str] = {}
    for delta in await watching:
        if isinstance(delta, making.DraftDelta):
            joined[delta.field] = joined.get(delta.field, "") + delta.text

    assert joined.pop(None) == "\n" * 8
    assert joined == THINGS["NPC"] | {"temper": "patient; damp; sly"}


@pytest.mark.parametrize("offset", [0, 1, 20, 21, 22, len(KEY)])
async def test_whoever_comes_late_gets_the_rest_from_any_offset(desk: Desk, offset: int) -> None:
    draft = await desk.make()

    seen = await desk.seen(draft, offset)

    deltas = [each for each in seen if isinstance(each, making.DraftDelta)]
    assert "".join(delta.text for delta in deltas) == KEY[offset:]
    assert all(KEY[delta.offset :].startswith(delta.text) for delta in deltas)
    assert all((delta.field is None) == (delta.text == "\n") for delta in deltas)


async def test_whoever_comes_back_in_the_middle_hears_nothing_twice(desk: Desk) -> None:
    engine = MakingEngine(THINGS["ITEM"], hold_before=8)
    desk = desk.with_engine(engine)
    draft = await desk.generate()
    writing = spawn(making.write_draft(desk.runtime, OWNER, *await desk.begin()), "writing")
    await until(engine.is_holding)
    half = await desk.saved(draft)
    assert 20 < len(half) < len(KEY)

    watching = await follow(desk, draft, len(half) - 3, take=1)
    engine.go_on.set()
    await writing

    deltas = [each for each in await watching if isinstance(each, making.DraftDelta)]
    assert deltas[0].offset == len(half) - 3
    assert "".join(delta.text for delta in deltas) == KEY[len(half) - 3 :]


async def test_another_take_is_told_from_its_beginning(desk: Desk) -> None:
    desk = desk.with_engine(MakingEngine(THINGS["ITEM"], {"name": "A Lamp", "text": "It hums."}))
    draft = await desk.make()
    await desk.retry(draft)
    watching = await follow(desk, draft, len(KEY), take=1)

    await desk.write()

    seen = await watching
    assert text_of(seen, 2) == "A Lamp\nIt hums."
    assert {each.take for each in seen if isinstance(each, making.DraftDelta)} == {2}


async def test_a_take_that_cannot_be_used_is_followed_by_the_next_from_offset_0(desk: Desk) -> None:
    desk = desk.with_engine(MakingEngine('{"name":"A broken thi', THINGS["ITEM"]))
    draft = await desk.generate()
    watching = await follow(desk, draft)

    await desk.write()
    await asyncio.sleep(0.1)
    await desk.write()

    seen = await watching
    assert text_of(seen, 1) == "A broken thi"
    assert text_of(seen, 2) == KEY
    assert next(each.offset for each in seen if isinstance(each, making.DraftDelta) and each.take == 2) == 0


@pytest.mark.parametrize("broker", [ForgetfulBroker, DeafBroker])
async def test_lost_messages_cost_time_and_no_text(desk: Desk, broker: type[MemoryBroker]) -> None:
    desk = Desk(replace(desk.runtime, broker=broker()), desk.viewer).with_engine(MakingEngine(THINGS["LORE"], step=2))
    draft = await desk.generate("LORE")
    watching = await follow(desk, draft)

    await desk.write()

    assert text_of(await watching) == (await desk.takes(draft))[0].text


async def test_late_pieces_of_a_take_that_is_over_are_dropped(desk: Desk) -> None:
    draft = await desk.make()
    await desk.retry(draft)
    await desk.begin()
    watching = await follow(desk, draft)
    late = b'{"take":1,"offset":0,"text":"late","line":0,"written":["name"]}'

    await desk.runtime.broker.publish(draft_topic(draft.id), late)
    await desk.discard(draft)

    assert [type(each) for each in await watching] == [making.DraftEnded]


@pytest.mark.parametrize("state", ["READY", "PUBLISHED", "DISCARDED"])
async def test_an_ended_draft_is_told_of_at_once(desk: Desk, state: str) -> None:
    draft = await desk.make()
    if state == "PUBLISHED":
        await desk.publish(draft)
    elif state == "DISCARDED":
        await desk.discard(draft)

    seen = await desk.seen(draft)

    assert isinstance(seen[-1], making.DraftEnded)
    assert seen[-1].draft.state == state
    assert text_of(seen) == ("" if state == "DISCARDED" else KEY)


async def test_a_draft_that_failed_ends_too(desk: Desk) -> None:
    desk = desk.with_engine(MakingEngine(EngineFailed("broke off")))
    draft = await desk.generate()
    for _ in range(5):
        await desk.begin()
        async with desk.runtime.database.transaction() as tx:
            await making.release_orphans(tx)
    watching = await follow(desk, draft)

    await desk.write()

    end = (await watching)[-1]
    assert isinstance(end, making.DraftEnded)
    assert end.draft.state == "FAILED"


@pytest.mark.parametrize("offset", [-1, len(KEY) + 1])
async def test_an_offset_that_is_none_is_refused(desk: Desk, offset: int) -> None:
    draft = await desk.make()

    with pytest.raises(InvalidInput) as refused:
        await desk.seen(draft, offset)

    assert refused.value.field == "afterOffset"


async def test_nobody_else_watches_but_a_moderator(desk: Desk, somebody: accounts.Viewer) -> None:
    draft = await desk.make()

    for viewer in (somebody, None):
        watched: AsyncGenerator[making.DraftSeen] = making.watch_draft(desk.runtime, viewer, draft.id)
        with pytest.raises(NotFound):
            await anext(watched)
    assert text_of(await desk.by(replace(somebody, scopes=frozenset(Scope))).seen(draft)) == KEY
