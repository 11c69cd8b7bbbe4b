"""How drafts are written: by a model, from tables, after every way to break off; on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from drafting import OWNER, THINGS, Desk, MakingEngine, failing, until
from sqlalchemy import update

from realm_gql.domain import accounts, locations, making
from realm_gql.domain.lineage import CreationKind
from realm_gql.domain.locations.models import Presence
from realm_gql.domain.making import writing as writing_module
from realm_gql.domain.making.fields import check
from realm_gql.domain.making.models import Draft
from realm_gql.engine.making import SCHEMAS, one_field_schema
from realm_gql.engine.port import Purpose
from realm_gql.engine.scripted import ScriptedEngine
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable
from realm_gql.kit.clock import in_seconds, now
from realm_gql.kit.tasks import cancel, spawn
from realm_gql.runtime import Runtime
from realm_gql.seed.content import uuid_of

KINDS = list(THINGS)
KEY_PROSE = "The Key Nobody Tried\nIron, and heavier than it should be. One lock sounded sorry."


@pytest.mark.parametrize("kind", KINDS)
async def test_a_model_s_words_become_a_draft_that_can_be_published(desk: Desk, kind: str) -> None:
    desk = desk.with_engine(MakingEngine(THINGS[kind]))

    draft = await desk.make(kind)

    (take,) = await desk.takes(draft)
    assert (draft.state, draft.take, draft.lease_owner) == ("READY", 1, None)
    assert (take.state, take.source, take.model) == ("READY", "MODEL", "typed")
    assert take.written == list(SCHEMAS[kind.lower()]["properties"])
    assert take.text.split("\n")[0] == THINGS[kind]["name"]
    assert check(CreationKind(kind), take.fields) == take.fields
    assert {name: take.fields[name] for name in ("name", "text")} == {
        name: THINGS[kind][name] for name in ("name", "text")
    }


async def test_what_was_read_while_it_was_written_is_a_field_a_line(desk: Desk) -> None:
    draft = await desk.make()
    (take,) = await desk.takes(draft)
    assert take.text == KEY_PROSE

    desk = desk.with_engine(MakingEngine(THINGS["LORE"]))
    (lore,) = await desk.takes(await desk.make("LORE"))
    assert lore.text.split("\n")[1] == "ledger; Ledgers; the; wet ledger"
    assert lore.fields["keys"] == ["ledger", "ledgers", "wet ledger"]


async def test_the_request_is_for_making_and_in_its_creator_s_name(desk: Desk) -> None:
    await desk.make("ITEM", "a key for the Toll House")

    (asked,) = desk.runtime.engine.requests  # type: ignore[attr-defined]
    assert (asked.purpose, asked.party) == (Purpose.MAKING, str(desk.viewer.account_id))
    assert asked.deadline_s == desk.runtime.settings.making_deadline_s
    assert asked.prompt.lines[-1].text == "a key for the Toll House"
    scene = [(fact.key, fact.text) for fact in asked.prompt.scene]
    assert scene[0] == ("place", "The Toll House")
    assert {key for key, _ in scene} == {"place", "about", "near", "lore"}


async def test_the_request_knows_where_one_is_and_what_one_made_last(desk: Desk) -> None:
    async with desk.runtime.database.transaction() as tx:
        room = await locations.get_standing_room(tx.session, uuid_of("location", "low-strand"))
        tx.session.add(Presence(room_id=room.id, player_id=desk.viewer.account_id, lease_until=in_seconds(60)))
    for _ in range(3):
        await desk.publish(await desk.make())

    await desk.make()

    scene = [(fact.key, fact.text) for fact in desk.runtime.engine.requests[-1].prompt.scene]  # type: ignore[attr-defined]
    assert scene[0] == ("place", "The Low Strand")
    own = [text for key, text in scene if key.startswith("made before")]
    assert own == [f"{THINGS['ITEM']['name']}: {THINGS['ITEM']['text']}"] * 2


@pytest.mark.parametrize("kind", KINDS)
async def test_without_a_model_it_is_made_from_tables(desk: Desk, kind: str) -> None:
    desk = Desk(replace(desk.runtime, engine=ScriptedEngine()), desk.viewer)

    draft = await desk.make(kind, "")

    (take,) = await desk.takes(draft)
    assert (draft.state, take.source, take.model) == ("READY", "TABLES", "tables")
    assert take.written == list(SCHEMAS[kind.lower()]["properties"])
    assert check(CreationKind(kind), take.fields) == take.fields


@pytest.mark.parametrize(
    "answer",
    ['{"name":"A key","te', {"name": "A key"}, {"name": "  ", "text": "Heavy."}, EngineFailed("it broke off")],
    ids=["broken", "incomplete", "blank", "failed"],
)
async def test_an_answer_that_cannot_be_used_three_times_is_made_from_tables(desk: Desk, answer: object) -> None:
    engine = MakingEngine(answer)
    desk = desk.with_engine(engine)
    draft = await desk.generate()

    for _ in range(4):
        await desk.write()

    assert len(engine.requests) == 3
    assert await desk.told(draft) == [
        (1, "FAILED", "MODEL"), (2, "FAILED", "MODEL"), (3, "FAILED", "MODEL"), (4, "READY", "TABLES"),
    ]  # fmt: skip
    assert ((await desk.draft(draft)).state, (await desk.draft(draft)).take) == ("READY", 4)
    assert all(take.problem for take in (await desk.takes(draft))[:3])


async def test_an_answer_that_cannot_be_used_is_asked_for_again(desk: Desk) -> None:
    desk = desk.with_engine(MakingEngine('{"name":"A ke', THINGS["ITEM"]))
    draft = await desk.generate()

    await desk.write()
    assert (await desk.draft(draft)).state == "WAITING"
    await desk.write()

    assert await desk.told(draft) == [(1, "FAILED", "MODEL"), (2, "READY", "MODEL")]
    seeds = {take.seed for take in await desk.takes(draft)}
    assert len(seeds) == 2


async def test_a_model_that_goes_away_in_the_middle_is_not_asked_again(desk: Desk) -> None:
    engine = failing(EngineUnavailable("gone"), '{"name":"A key')
    desk = desk.with_engine(engine)
    draft = await desk.generate()

    await desk.write()
    await desk.write()

    assert await desk.told(draft) == [(1, "FAILED", "MODEL"), (2, "READY", "TABLES")]
    assert (await desk.takes(draft))[0].text == "A key"
    assert len(engine.requests) == 1


async def test_a_busy_engine_is_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_module, "BUSY_PAUSE_S", 0.3)
    desk = desk.with_engine(MakingEngine(EngineBusy("full"), THINGS["ITEM"]))
    draft = await desk.generate()

    await desk.write()

    waiting = await desk.draft(draft)
    assert (waiting.state, waiting.take, waiting.attempts) == ("WAITING", 0, 0)
    assert await desk.claim() is None
    await asyncio.sleep(0.35)
    await desk.write()
    assert await desk.told(draft) == [(1, "READY", "MODEL")]


async def test_an_engine_that_is_busy_for_long_is_not_waited_for(desk: Desk) -> None:
    desk = desk.with_engine(MakingEngine(EngineBusy("full")))
    draft = await desk.generate()
    async with desk.runtime.database.transaction() as tx:
        await tx.session.execute(update(Draft).values(waiting_since=in_seconds(-61)))

    await desk.write()

    assert await desk.told(draft) == [(1, "READY", "TABLES")]


async def held(desk: Desk) -> tuple[MakingEngine, asyncio.Task[None], Draft]:
    """A draft in the middle of being written: its name is there, and the rest is held."""
    engine = MakingEngine(THINGS["ITEM"], hold_before=5)
    desk = desk.with_engine(engine)
    draft = await desk.generate()
    claimed = await desk.begin()
    writing = spawn(making.write_draft(desk.runtime, OWNER, *claimed), "writing")
    await until(engine.is_holding)
    return engine, writing, draft


async def test_what_a_dead_worker_left_is_kept_and_the_draft_is_written_anew(desk: Desk) -> None:
    _, writing, draft = await held(desk)
    await desk.saved(draft)
    await cancel(writing)
    async with desk.runtime.database.transaction() as tx:
        assert await making.release_orphans(tx) == 1

    await desk.write("heir")

    first, second = await desk.takes(draft)
    assert (first.state, first.problem) == ("FAILED", "Whoever was writing it fell silent.")
    assert KEY_PROSE.startswith(first.text)
    assert first.text != ""
    assert (second.state, second.text) == ("READY", KEY_PROSE)
    assert (await desk.draft(draft)).take == 2


async def test_a_lease_must_run_out_before_another_worker_begins(desk: Desk) -> None:
    draft = await desk.generate()
    await desk.begin("one")
    assert await desk.claim("other") is None

    async with desk.runtime.database.transaction() as tx:
        await tx.session.execute(update(Draft).values(lease_until=now()))

    await desk.write("other")
    assert await desk.told(draft) == [(1, "FAILED", "MODEL"), (2, "READY", "MODEL")]


async def test_a_worker_that_lost_its_lease_writes_nothing_more(desk: Desk) -> None:
    engine, writing, draft = await held(desk)
    async with desk.runtime.database.transaction() as tx:
        await making.release_orphans(tx)
    taken = await desk.begin("another")

    engine.go_on.set()
    await asyncio.wait_for(writing, 5)
    assert (await desk.draft(draft)).lease_owner == "another"
    await making.write_draft(desk.runtime, "another", *taken)

    assert await desk.told(draft) == [(1, "FAILED", "MODEL"), (2, "READY", "MODEL")]


async def test_workers_who_die_again_and_again_leave_it_to_the_tables(desk: Desk) -> None:
    draft = await desk.generate()
    for _ in range(3):
        await desk.begin()
        async with desk.runtime.database.transaction() as tx:
            await making.release_orphans(tx)

    await desk.write()

    assert await desk.told(draft) == [(number, "FAILED", "MODEL") for number in (1, 2, 3)] + [(4, "READY", "TABLES")]
    assert desk.runtime.engine.requests == []  # type: ignore[attr-defined]


async def test_what_breaks_off_even_then_has_failed_and_can_be_asked_for_again(desk: Desk) -> None:
    draft = await desk.generate()
    for _ in range(5):
        await desk.begin()
        async with desk.runtime.database.transaction() as tx:
            await making.release_orphans(tx)

    await desk.write()

    failed = await desk.draft(draft)
    assert (failed.state, failed.problem) == ("FAILED", "It broke off again and again. Ask for it another way.")
    assert await desk.claim() is None
    await desk.retry(draft)
    await desk.write()
    assert (await desk.draft(draft)).state == "READY"


async def test_a_worker_that_must_go_gives_the_draft_back_and_that_costs_no_attempt(desk: Desk) -> None:
    engine = MakingEngine(THINGS["ITEM"], hold_before=5)
    desk = desk.with_engine(engine)
    draft = await desk.generate()
    leave = asyncio.Event()
    writing = spawn(making.write_draft(desk.runtime, OWNER, *await desk.begin(), leave), "writing")
    await until(engine.is_holding)

    leave.set()
    await asyncio.wait_for(writing, 5)

    waiting = await desk.draft(draft)
    assert (waiting.state, waiting.attempts, waiting.lease_owner) == ("WAITING", 0, None)
    await desk.with_engine(MakingEngine(THINGS["ITEM"])).write("heir")
    assert await desk.told(draft) == [(1, "STOPPED", "MODEL"), (2, "READY", "MODEL")]


async def test_a_draft_thrown_away_while_it_is_written_stops_the_model(desk: Desk) -> None:
    engine, writing, draft = await held(desk)

    await desk.discard(draft)
    await asyncio.wait_for(writing, 5)

    assert engine.speaking == 0
    assert await desk.told(draft) == [(1, "STOPPED", "MODEL")]
    assert ((await desk.draft(draft)).state, (await desk.draft(draft)).lease_owner) == ("DISCARDED", None)


async def test_asking_again_while_it_is_written_stops_that_take_and_begins_another(desk: Desk) -> None:
    engine, writing, draft = await held(desk)

    await desk.retry(draft)
    taken = await desk.begin()
    await asyncio.wait_for(writing, 5)
    assert engine.speaking == 0
    await making.write_draft(desk.runtime, OWNER, *taken)

    assert await desk.told(draft) == [(1, "STOPPED", "MODEL"), (2, "READY", "MODEL")]


@pytest.mark.parametrize("field", ["name", "text"])
async def test_one_field_is_written_anew_and_the_others_stay(desk: Desk, field: str) -> None:
    draft = await desk.make()
    await desk.revise(draft, text="By hand.", tags=["mine"], slot="NECK")
    before = (await desk.takes(draft))[0]
    fresh = {"name": "The Key", "text": "It fits."}
    engine = MakingEngine({"name": before.fields["name"], "text": "By hand.", field: fresh[field]})
    desk = desk.with_engine(engine)

    await desk.retry(draft, field)
    await desk.write()

    take = (await desk.takes(draft))[1]
    assert engine.requests[0].schema == one_field_schema("item", field, before.fields)
    assert (take.field, take.text, take.written) == (field, fresh[field], [field])
    assert take.fields == {**before.fields, field: fresh[field]}
    assert take.plan == before.plan
    assert (await desk.draft(draft)).take == 2


@pytest.mark.parametrize("kind", KINDS)
async def test_any_field_can_come_from_tables_alone(desk: Desk, kind: str) -> None:
    draft = await desk.with_engine(MakingEngine(THINGS[kind])).make(kind)
    wordless = Desk(replace(desk.runtime, engine=ScriptedEngine()), desk.viewer)

    for field in THINGS[kind]:
        before = (await desk.takes(draft))[-1].fields
        await desk.retry(draft, field)
        await wordless.write()

        take = (await desk.takes(draft))[-1]
        assert (take.state, take.source, take.field) == ("READY", "TABLES", field)
        assert {name for name in before if take.fields[name] != before[name]} <= {field}


async def test_drafts_of_one_player_do_not_keep_another_s_waiting(desk: Desk, somebody: accounts.Viewer) -> None:
    mine = [await desk.generate() for _ in range(3)]
    theirs = await desk.by(somebody).generate()

    order = [(await desk.begin())[0].id for _ in range(4)]

    assert order == [mine[0].id, theirs.id, mine[1].id, mine[2].id]
    assert await desk.claim() is None


async def test_two_workers_never_begin_the_same_draft(desk: Desk) -> None:
    drafts = [await desk.generate() for _ in range(6)]

    claimed = await asyncio.gather(*(desk.claim(f"worker {number % 2}") for number in range(8)))

    ids = [entry[0].id for entry in claimed if entry is not None]
    assert len(ids) == len(set(ids))
    rest = [entry[0].id for _ in range(8) if (entry := await desk.claim()) is not None]
    assert sorted(ids + rest) == sorted(draft.id for draft in drafts)


async def test_a_draft_in_an_empty_realm_belongs_nowhere(runtime: Runtime, somebody_new: accounts.Viewer) -> None:
    desk = Desk(runtime, somebody_new)

    draft = await desk.make("LOCATION")

    (take,) = await desk.takes(draft)
    assert (take.plan["place"], take.fields["tags"]) == (None, [])


@pytest.fixture
async def somebody_new(runtime: Runtime) -> accounts.Viewer:
    """The first guest of a realm without a row."""
    entered = await accounts.enter_as_guest(runtime, "10.0.0.1", "Ada")
    async with runtime.database.reading() as session:
        return await accounts.authenticate(session, entered.token)
