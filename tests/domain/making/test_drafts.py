"""Asking for drafts, editing and choosing, and everything that is refused; on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from drafting import THINGS, Desk, MakingEngine
from sqlalchemy import func, select

from realm_gql.domain import accounts, making
from realm_gql.domain.accounts.models import Scope
from realm_gql.domain.making.drafts import MAKE_CAPACITY
from realm_gql.domain.making.models import Draft, DraftTake
from realm_gql.errors import Conflict, InvalidInput, NotFound, RateLimited
from realm_gql.kit.ids import new_uuid


async def test_a_wish_is_kept_as_it_was_made_and_trimmed(desk: Desk) -> None:
    draft = await desk.generate("NPC", "  一个会唱歌的钟\r\nand its friend  ")

    assert (draft.prompt, draft.kind, draft.state) == ("一个会唱歌的钟\nand its friend", "NPC", "WAITING")
    assert (await desk.generate("NPC", " \n ")).prompt == ""


@pytest.mark.parametrize("prompt", ["x" * 2001, "a\x07b", "a\ufffdb", "a" + "\u0301" * 31])
async def test_a_bad_wish_is_refused_and_nothing_is_made(desk: Desk, prompt: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await desk.generate("ITEM", prompt)

    assert refused.value.field == "prompt"
    assert await desk.claim() is None


async def test_a_player_has_a_few_drafts_open_and_no_more(desk: Desk, somebody: accounts.Viewer) -> None:
    first = await desk.generate(limit=2)
    await desk.generate(limit=2)
    with pytest.raises(Conflict):
        await desk.generate(limit=2)
    await desk.by(somebody).generate(limit=2)

    await desk.discard(first)

    assert (await desk.generate(limit=2)).state == "WAITING"


async def test_two_wishes_at_once_do_not_slip_by_the_limit(desk: Desk) -> None:
    outcomes = await asyncio.gather(*(desk.generate(limit=1) for _ in range(4)), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Conflict", "Conflict", "Draft"]


async def test_whoever_wishes_too_much_too_fast_waits(desk: Desk, somebody: accounts.Viewer) -> None:
    for _ in range(int(MAKE_CAPACITY)):
        await desk.generate(limit=100)

    with pytest.raises(RateLimited) as refused:
        await desk.generate(limit=100)
    assert 0 < refused.value.retry_after_s <= 10
    await desk.by(somebody).generate(limit=100)


async def test_a_draft_is_its_creator_s_alone(desk: Desk, somebody: accounts.Viewer) -> None:
    draft = await desk.make()
    theirs = desk.by(somebody)

    for refused in (
        theirs.retry(draft), theirs.revise(draft, name="Mine"), theirs.choose(draft, 1), theirs.discard(draft),
        theirs.publish(draft),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await refused
    async with desk.runtime.database.reading() as session:
        assert await making.find_draft(session, somebody, draft.id) is None
        assert await making.find_draft(session, None, draft.id) is None
        moderator = replace(somebody, scopes=frozenset(Scope))
        found = await making.find_draft(session, moderator, draft.id)
    assert found is not None
    assert ((await desk.draft(draft)).state, (await desk.takes(draft))[0].edited) == ("READY", False)


async def test_even_a_moderator_changes_nobody_s_draft(desk: Desk, somebody: accounts.Viewer) -> None:
    draft = await desk.make()

    with pytest.raises(NotFound):
        await desk.by(replace(somebody, scopes=frozenset(Scope))).discard(draft)

    assert (await desk.draft(draft)).state == "READY"


async def test_what_is_not_there_cannot_be_found(desk: Desk) -> None:
    nothing = Draft(id=new_uuid(), creator_id=desk.viewer.account_id, kind="ITEM")

    with pytest.raises(NotFound):
        await desk.discard(nothing)


async def test_fields_are_edited_and_checked(desk: Desk) -> None:
    draft = await desk.make()

    await desk.revise(draft, name=" The Key ", slot="NECK", tags=["iron", "iron"])

    (take,) = await desk.takes(draft)
    assert take.fields == {"name": "The Key", "text": THINGS["ITEM"]["text"], "slot": "NECK", "tags": ["iron"]}
    assert take.edited is True
    assert take.text.startswith("The Key Nobody Tried\n")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("text", "a\x07b"),
        ("slot", "TAIL"),
        ("tags", ["x"] * 9),
        ("goal", "no item has"),
    ],
)
async def test_a_field_that_cannot_be_so_is_refused_and_nothing_changes(desk: Desk, field: str, value: object) -> None:
    draft = await desk.make()
    before = (await desk.takes(draft))[0].fields

    with pytest.raises(InvalidInput) as refused:
        await desk.revise(draft, **{"name": "Fine", field: value})

    assert refused.value.field == field
    (take,) = await desk.takes(draft)
    assert (take.fields, take.edited) == (before, False)


async def test_takes_are_kept_and_chosen_with_what_was_edited_of_each(desk: Desk) -> None:
    desk = desk.with_engine(MakingEngine(THINGS["ITEM"], {"name": "A Lamp", "text": "It hums."}))
    draft = await desk.make()
    await desk.revise(draft, name="Mine")
    await desk.retry(draft)
    await desk.write()
    assert (await desk.takes(draft))[1].fields["name"] == "A Lamp"

    await desk.choose(draft, 1)

    assert (await desk.draft(draft)).take == 1
    assert [take.fields["name"] for take in await desk.takes(draft)] == ["Mine", "A Lamp"]
    for number in (0, 3, -1, 2**31):
        with pytest.raises(NotFound):
            await desk.choose(draft, number)


async def test_only_a_whole_take_can_be_chosen(desk: Desk) -> None:
    desk = desk.with_engine(MakingEngine("broken", THINGS["ITEM"]))
    draft = await desk.generate()
    await desk.write()
    with pytest.raises(Conflict):
        await desk.choose(draft, 1)  # it waits for another take
    await desk.write()

    with pytest.raises(Conflict):
        await desk.choose(draft, 1)
    assert (await desk.draft(draft)).take == 2


async def test_a_failed_draft_goes_back_to_a_take_that_was_whole(desk: Desk) -> None:
    draft = await desk.make()
    await desk.retry(draft)
    for _ in range(6):
        await desk.begin()
        async with desk.runtime.database.transaction() as tx:
            await making.release_orphans(tx)
    await desk.write()
    assert (await desk.draft(draft)).state == "FAILED"

    chosen = await desk.choose(draft, 1)

    assert (chosen.state, chosen.problem) == ("READY", "")


@pytest.mark.parametrize("field", ["slot", "goal", "nonsense", ""])
async def test_only_what_is_written_can_be_written_anew(desk: Desk, field: str) -> None:
    draft = await desk.make()

    with pytest.raises(InvalidInput) as refused:
        await desk.retry(draft, field)

    assert refused.value.field == "field"
    assert (await desk.draft(draft)).state == "READY"


async def test_what_waits_is_not_asked_for_twice_and_has_no_fields_to_keep(desk: Desk) -> None:
    draft = await desk.generate()

    for refused in (desk.retry(draft), desk.retry(draft, "text"), desk.revise(draft, name="x"), desk.publish(draft)):
        with pytest.raises(Conflict):
            await refused


@pytest.mark.parametrize("end", ["publish", "discard"])
async def test_what_is_over_stays_as_it_is(desk: Desk, end: str) -> None:
    draft = await desk.make()
    await (desk.publish(draft) if end == "publish" else desk.discard(draft))

    for refused in (desk.retry(draft), desk.revise(draft, name="x"), desk.choose(draft, 1), desk.discard(draft)):
        with pytest.raises(Conflict) as told:
            await refused
    assert told.value.message == f"This draft is {end}ed already."


async def test_open_drafts_are_listed_the_newest_first(desk: Desk, somebody: accounts.Viewer) -> None:
    made = [await desk.generate() for _ in range(4)]
    await desk.discard(made[1])
    await desk.by(somebody).generate()

    async with desk.runtime.database.reading() as session:
        page = await making.list_drafts(session, desk.viewer.account_id, 2)
        last = page.items[-1]
        rest = await making.list_drafts(session, desk.viewer.account_id, 2, (last.created_at, last.id))

    assert [draft.id for draft in page.items] == [made[3].id, made[2].id]
    assert (page.has_next, rest.has_next) == (True, False)
    assert [draft.id for draft in rest.items] == [made[0].id]


async def test_whoever_goes_takes_every_wish_along_and_what_was_published_stays(
    desk: Desk, somebody: accounts.Viewer
) -> None:
    creation = await desk.publish(await desk.make())
    await desk.make()
    kept = await desk.by(somebody).make()

    async with desk.runtime.database.transaction() as tx:
        await making.forget_drafts(tx, desk.viewer.account_id)

    async with desk.runtime.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Draft)) == 1
        assert await session.scalar(select(func.count()).select_from(DraftTake)) == 1
        assert await session.get(type(creation), creation.id) is not None
    assert (await desk.by(somebody).draft(kept)).state == "READY"
