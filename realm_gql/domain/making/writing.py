"""How a draft is written: outside any socket, under a lease, by a model while one can, else from tables.

No transaction is held while tokens flow. What was shown is published as pieces at once and saved twice a second; that
row is the truth for offsets. A take that breaks off, or that cannot be used, is kept as it is, and the draft waits for
the next one: so the text of a take only ever grows.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import orjson

from realm_gql.broker.port import Wake
from realm_gql.domain.lineage.models import CreationKind
from realm_gql.domain.making.claims import LIMIT_ATTEMPTS
from realm_gql.domain.making.drafts import draft_topic, ring, ring_work, stop_topic
from realm_gql.domain.making.fields import check, tidy
from realm_gql.domain.making.looking import compose_request, look_around
from realm_gql.domain.making.models import Draft, DraftState, DraftTake, DraftTakeState, MadeBy
from realm_gql.domain.making.planning import Plan, complete, draw_plan
from realm_gql.domain.making.prose import Prose, pieces_of
from realm_gql.domain.making.sense import refuse_babble
from realm_gql.domain.making.surroundings import Surroundings
from realm_gql.domain.making.tables import make_from_tables
from realm_gql.engine.made import Made, MadeDelta, make
from realm_gql.engine.unfold import Field
from realm_gql.errors import EngineBusy, EngineFailed, EngineUnavailable, InvalidInput, RealmError
from realm_gql.kit.clock import in_seconds, now
from realm_gql.kit.releasing import Growing, release, split_words
from realm_gql.kit.tasks import cancel, spawn
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Transaction
from realm_gql.storage.leases import drop_lease

log = logging.getLogger("realm.making")

TABLES = "tables"
"""What the tables are called where a model's name would stand."""
LIMIT_TABLE_ATTEMPTS = 2
BUSY_PAUSE_S = 2.0
LIMIT_BUSY = timedelta(seconds=60)
"""How long a draft waits for an engine that has no place for it, before it is made from tables."""
GIVEN_UP = "It broke off again and again. Ask for it another way."


@dataclass(kw_only=True)
class _Writing(Growing):
    """One take while it is written; `value` is the whole of it once it is there."""

    draft: Draft
    take: DraftTake
    owner: str
    prose: Prose = field(default_factory=Prose)
    value: Mapping[str, Any] | None = None
    lost: bool = False
    leaving: bool = False

    @property
    def kind(self) -> CreationKind:
        return CreationKind(self.draft.kind)


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a take rests on: what stands around it, and of a take of one field the others and their plan."""

    around: Surroundings
    kept: Mapping[str, Any]
    plan: Plan


async def write_draft(
    runtime: Runtime, owner: str, draft: Draft, take: DraftTake, leave: asyncio.Event | None = None
) -> None:
    """Write a take that was begun. Whatever happens, it ends or its lease runs out for somebody else.

    Args:
        owner: the worker that claimed it.
        leave: set when the worker must go: the draft goes back to those who wait.
    """
    writing = _Writing(draft=draft, take=take, owner=owner)
    listening = [spawn(_listen_for_stop(runtime, writing), f"stop-{draft.id}")]
    if leave is not None:
        listening.append(spawn(_leave_when_told(leave, writing), f"leave-{draft.id}"))
    try:
        await _write(runtime, writing)
    finally:
        for task in listening:
            await cancel(task)


async def _write(runtime: Runtime, writing: _Writing) -> None:
    if writing.draft.attempts > LIMIT_ATTEMPTS + LIMIT_TABLE_ATTEMPTS:
        await _give_up(runtime, writing)
        return
    basis = await _find_basis(runtime, writing)
    try:
        await _grow(runtime, writing, basis)
        if writing.value is not None:
            await _finish(runtime, writing, basis)
        elif writing.leaving:
            await _wait_again(runtime, writing, None, attempts=writing.draft.attempts - 1)
    except EngineBusy as error:
        await _wait_again(runtime, writing, error, pause_s=0.0 if writing.text else BUSY_PAUSE_S)
    except EngineUnavailable as error:
        # It broke off in the middle: no model will go on with it, so the next take is not asked of one.
        await _wait_again(runtime, writing, error, attempts=LIMIT_ATTEMPTS)
    except (EngineFailed, InvalidInput) as error:
        await _wait_again(runtime, writing, error)


async def _grow(runtime: Runtime, writing: _Writing, basis: _Basis) -> None:
    """Let the take grow as its words come, from the model or, before the first of them, from the tables instead."""
    async with aclosing(_pieces(runtime, writing, basis)) as pieces:
        await release(
            writing,
            _in_words(pieces, writing.take.field),
            take_in=partial(_take_in, writing),
            show=partial(_show, runtime, writing),
            save=partial(_save, runtime, writing),
            pace_per_s=runtime.settings.reply_pace_tokens_per_s,
            quiet_save_s=runtime.settings.turn_lease_s / 4,
        )


async def _pieces(runtime: Runtime, writing: _Writing, basis: _Basis) -> AsyncGenerator[MadeDelta]:
    draft, take = writing.draft, writing.take
    if take.source == MadeBy.MODEL:
        request = compose_request(draft, take, basis.around, dict(basis.kept), runtime.settings.making_deadline_s)
        try:
            async with aclosing(make(runtime.engine, request)) as pieces:
                async for piece in pieces:
                    yield piece
            return
        except EngineUnavailable as error:
            if writing.text:
                raise
            log.info("draft %s is made from tables: %s", draft.id, error)
        except EngineBusy:
            if now() - draft.waiting_since < LIMIT_BUSY:
                raise
            log.info("draft %s is made from tables: the engine has had no place for it", draft.id)
        take.source = MadeBy.TABLES.value
    value = make_from_tables(draft.kind.lower(), draft.prompt, take.seed, basis.around)
    for told in pieces_of(value):
        yield told
    yield Made(value, TABLES)


async def _in_words(pieces: AsyncGenerator[MadeDelta], only: str | None) -> AsyncGenerator[MadeDelta]:
    """The same, no piece longer than a word; of a take of one field, that one alone."""
    async for piece in pieces:
        if isinstance(piece, Made):
            yield piece
        elif only is None or piece.path[0] == only:
            for word in split_words(piece.text):
                yield Field(piece.path, word)


def _take_in(writing: _Writing, piece: MadeDelta) -> None:
    if isinstance(piece, Made):
        writing.value, writing.take.model = piece.value, piece.model
    else:
        writing.text += writing.prose.add(piece)


async def _find_basis(runtime: Runtime, writing: _Writing) -> _Basis:
    draft = writing.draft
    async with runtime.database.reading() as session:
        around = await look_around(session, draft)
        base = await session.get(DraftTake, (draft.id, draft.base)) if draft.base is not None else None
    return _Basis(around, base.fields if base else {}, base.plan if base else {})


async def _show(runtime: Runtime, writing: _Writing) -> None:
    if len(writing.text) == writing.shown or writing.lost:
        return
    offset, writing.shown = writing.shown, len(writing.text)
    line = writing.text[:offset].count("\n")
    piece = {
        "take": writing.take.number,
        "offset": offset,
        "text": writing.text[offset:],
        "line": line,
        "written": writing.prose.written[line:],
    }
    await runtime.broker.publish(draft_topic(writing.draft.id), orjson.dumps(piece))


async def _save(runtime: Runtime, writing: _Writing) -> None:
    """Save the text so far, renew the lease, and see whether it is still wanted."""
    async with runtime.database.transaction() as tx:
        held = await _still_ours(tx, writing)
        if held is not None:
            held[0].lease_until = in_seconds(runtime.settings.turn_lease_s)
            await _store(held[1], writing)
    writing.note_saved()


async def _store(take: DraftTake, writing: _Writing) -> None:
    take.text, take.written = writing.text, list(writing.prose.written)
    take.source, take.model = writing.take.source, writing.take.model


async def _still_ours(tx: Transaction, writing: _Writing) -> tuple[Draft, DraftTake] | None:
    """The draft and its take, held until the commit; None when somebody else has it or it is no longer wanted."""
    draft = await tx.session.get(Draft, writing.draft.id, with_for_update=True)
    ours = (writing.owner, writing.take.number, DraftState.WRITING)
    if draft is None or (draft.lease_owner, draft.take, draft.state) != ours:
        writing.lost = True
        writing.stop.set()
        return None
    return draft, await tx.session.get_one(DraftTake, (draft.id, draft.take))


async def _finish(runtime: Runtime, writing: _Writing, basis: _Basis) -> None:
    """See that the whole can be used, plan the rest of it, and let the draft be ready."""
    fields, plan = _whole(writing, basis)
    async with runtime.database.transaction() as tx:
        held = await _still_ours(tx, writing)
        if held is None:
            return
        draft, take = held
        await _store(take, writing)
        take.fields, take.plan = fields, plan
        take.state, take.ended_at = DraftTakeState.READY.value, now()
        draft.state, draft.problem = DraftState.READY.value, ""
        drop_lease(draft)
        await ring(tx, runtime.broker, draft.id)
        await ring_work(tx, runtime.broker)


def _whole(writing: _Writing, basis: _Basis) -> tuple[dict[str, Any], Plan]:
    """The fields and the plan of a take whose words are there.

    Raises:
        InvalidInput: they make nothing that could be published.
    """
    kind, take, value = writing.kind, writing.take, writing.value or {}
    if take.source == MadeBy.MODEL:
        refuse_babble(kind, value if take.field is None else {take.field: value[take.field]})
    written = tidy(kind, value)
    if take.field is not None:
        return check(kind, {**basis.kept, take.field: written[take.field]}), basis.plan
    fields = check(kind, complete(kind, written, take.seed, basis.around))
    return fields, draw_plan(kind, fields, take.seed, basis.around)


async def _wait_again(
    runtime: Runtime,
    writing: _Writing,
    error: RealmError | None,
    *,
    attempts: int | None = None,
    pause_s: float = 0.0,
) -> None:
    """End the take and let the draft wait for its next one.

    Args:
        error: why; None when the worker only has to go.
        attempts: how many takes count as begun; as many as there were unless told.
        pause_s: how long nobody should begin the next one; such a take counts as not begun.
    """
    if error is not None:
        log.info("take %s of draft %s cannot be used: %s", writing.take.number, writing.draft.id, error.message)
    async with runtime.database.transaction() as tx:
        held = await _still_ours(tx, writing)
        if held is None:
            return
        draft, take = held
        await _store(take, writing)
        take.state = (DraftTakeState.STOPPED if error is None else DraftTakeState.FAILED).value
        take.problem, take.ended_at = error.message[:400] if error else "", now()
        draft.state = DraftState.WAITING.value
        draft.attempts = draft.attempts - 1 if pause_s else draft.attempts if attempts is None else attempts
        drop_lease(draft)
        draft.lease_until = in_seconds(pause_s) if pause_s else None
        if pause_s:
            # Nothing was written of it, and an engine may be full for long: it is no take that anybody wants to see.
            await tx.session.delete(take)
            draft.take -= 1
        await ring(tx, runtime.broker, draft.id)
        await ring_work(tx, runtime.broker)


async def _give_up(runtime: Runtime, writing: _Writing) -> None:
    async with runtime.database.transaction() as tx:
        held = await _still_ours(tx, writing)
        if held is None:
            return
        draft, take = held
        take.state, take.problem, take.ended_at = DraftTakeState.FAILED.value, GIVEN_UP, now()
        draft.state, draft.problem = DraftState.FAILED.value, GIVEN_UP
        drop_lease(draft)
        await ring(tx, runtime.broker, draft.id)


async def _leave_when_told(leave: asyncio.Event, writing: _Writing) -> None:
    await leave.wait()
    writing.leaving = True
    writing.stop.set()


async def _listen_for_stop(runtime: Runtime, writing: _Writing) -> None:
    async with runtime.broker.listen(stop_topic(writing.draft.id)) as ear:
        while True:
            heard = await ear.next(timeout_s=30)
            if heard is not Wake.TIMEOUT:
                with suppress(RealmError):
                    await _look(runtime, writing)


async def _look(runtime: Runtime, writing: _Writing) -> None:
    """See whether the draft is still ours to write."""
    async with runtime.database.transaction() as tx:
        await _still_ours(tx, writing)
