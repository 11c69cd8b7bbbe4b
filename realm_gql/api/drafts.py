"""Drafts over GraphQL: things made from a wish, watched while they are written, edited, and published."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from datetime import datetime
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from realm_gql import errors
from realm_gql.api.context import Context, Info
from realm_gql.api.items import Slot
from realm_gql.api.lineage import Creation, CreationKind, License, creation_type
from realm_gql.api.problems import (
    Conflict,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    RateLimited,
    SignInRequired,
)
from realm_gql.api.relay import (
    Connection,
    Node,
    decode_cursor,
    encode_cursor,
    find_id,
    global_id,
    page_size,
    parse_id,
    to_connection,
)
from realm_gql.api.rooms import IDEMPOTENCY
from realm_gql.domain import accounts, lineage, making
from realm_gql.kit.paging import Page
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Transaction


@strawberry.enum(description="How far a draft is. It is open until it is published or discarded.")
class DraftState(Enum):
    WAITING = strawberry.enum_value("WAITING", description="In the queue; `queuePlace` says where.")
    WRITING = strawberry.enum_value("WRITING", description="Being written now.")
    READY = strawberry.enum_value("READY", description="Whole: edit it, have it written again, or publish it.")
    FAILED = strawberry.enum_value("FAILED", description="It broke off again and again; `problem` says why.")
    PUBLISHED = strawberry.enum_value("PUBLISHED", description="In the world, as `creation`.")
    DISCARDED = strawberry.enum_value("DISCARDED", description="Thrown away.")


@strawberry.enum(description="How far one take of a draft is.")
class DraftTakeState(Enum):
    WRITING = strawberry.enum_value("WRITING", description="Being written now.")
    READY = strawberry.enum_value("READY", description="Whole; it can be chosen.")
    STOPPED = strawberry.enum_value("STOPPED", description="Not wanted any more before it was whole.")
    FAILED = strawberry.enum_value("FAILED", description="Broke off, or could not be used; another was begun.")


@strawberry.enum(description="Who put the words of something made together.")
class MakingSource(Enum):
    MODEL = strawberry.enum_value("MODEL", description="The language model.")
    TABLES = strawberry.enum_value("TABLES", description="The realm's own tables of words: no model could.")


@strawberry.type(description="The fields of something made; those that its kind does not have are null.")
class DraftFields:
    name: str | None = strawberry.field(description="What it is called.")
    text: str | None = strawberry.field(
        description="What is told of it: its summary; of lore what is known, of a location what one sees on coming in."
    )
    about: str | None = strawberry.field(description="A location in one line: its summary.")
    keys: list[str] | None = strawberry.field(description="The words that bring a piece of lore to mind.")
    trade: str | None = strawberry.field(description="What an NPC lives by.")
    temper: list[str] | None = strawberry.field(description="An NPC's temper, in adjectives.")
    manner: str | None = strawberry.field(description="How an NPC speaks.")
    goal: str | None = strawberry.field(description="What an NPC wants.")
    secret: str | None = strawberry.field(
        description="What an NPC keeps to itself; once it is published no query tells it."
    )
    past: str | None = strawberry.field(description="What made an NPC so: its backstory.")
    greeting: str | None = strawberry.field(description="How an NPC greets.")
    start: str | None = strawberry.field(description="A quest's first scene.")
    search: str | None = strawberry.field(description="Its second.")
    twist: str | None = strawberry.field(description="Its third, after which it ends.")
    good: str | None = strawberry.field(description="How it ends well.")
    bad: str | None = strawberry.field(description="How it does not.")
    choices: list[str] | None = strawberry.field(
        description="A quest's six choices, two for each of its three scenes; the fifth leads to `good`, the sixth to "
        "`bad`."
    )
    slot: Slot | None = strawberry.field(description="Where an item or a cosmetic is worn or kept.")
    tags: list[str] | None = strawberry.field(description="Words to find it by.")

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> DraftFields:
        """The stored fields of a take."""
        told = {name: fields.get(name) for name in FIELD_NAMES}
        return cls(**told | {"slot": Slot(fields["slot"]) if "slot" in fields else None})


FIELD_NAMES = tuple(dict.fromkeys(name for shapes in making.SHAPES.values() for name in shapes))


@strawberry.type(description="One attempt at a draft. Every take is kept.")
class DraftTake:
    number: int = strawberry.field(description="1 for the first.")
    state: DraftTakeState = strawberry.field(description="How far it is.")
    text: str = strawberry.field(
        description="What was written, whole or so far, a field a line. Of a take of one field, that one alone."
    )
    field: str | None = strawberry.field(description="The one field that was written anew; null for the whole.")
    fields: DraftFields | None = strawberry.field(description="The whole thing, as edited; null until it is ready.")
    edited: bool = strawberry.field(description="Whether somebody changed it by hand.")
    source: MakingSource = strawberry.field(description="Who put the words together.")
    model: str = strawberry.field(description="The model's name; empty until it is known.")
    problem: str | None = strawberry.field(description="Why it broke off; null when it did not.")
    created_at: datetime = strawberry.field(description="When it was begun.")

    @classmethod
    def from_row(cls, row: making.DraftTake) -> DraftTake:
        """A stored take."""
        return cls(
            number=row.number,
            state=DraftTakeState(row.state),
            text=row.text,
            field=row.field,
            fields=DraftFields.from_fields(row.fields) if row.fields else None,
            edited=row.edited,
            source=MakingSource(row.source),
            model=row.model,
            problem=row.problem or None,
            created_at=row.created_at,
        )


@strawberry.type(description="Something that is being made from a wish. Only its creator and moderators see it.")
class Draft(Node):
    row: strawberry.Private[making.Draft]
    kind: CreationKind = strawberry.field(description="What it shall be.")
    prompt: str = strawberry.field(description="The wish; empty for a surprise.")
    state: DraftState = strawberry.field(description="How far it is.")
    take: int = strawberry.field(description="The number of the take that counts; 0 before the first.")
    problem: str | None = strawberry.field(description="Why it failed; null when it did not.")
    created_at: datetime = strawberry.field(description="When it was asked for.")

    @classmethod
    def from_row(cls, row: making.Draft) -> Draft:
        """A stored draft."""
        return cls(
            id=global_id("Draft", row.id),
            row=row,
            kind=CreationKind(row.kind),
            prompt=row.prompt,
            state=DraftState(row.state),
            take=row.take,
            problem=row.problem or None,
            created_at=row.created_at,
        )

    @strawberry.field(description="How many drafts are begun before this one, plus one; null unless it waits.")
    async def queue_place(self, info: Info) -> int | None:
        if self.state is not DraftState.WAITING:
            return None
        place: int | None = await info.context.loaders.place_by_draft.load(self.row.id)
        return place

    @strawberry.field(description="The text of the take that counts, whole or so far; empty before the first.")
    async def text(self, info: Info) -> str:
        take = await self._take(info)
        return take.text if take else ""

    @strawberry.field(description="The fields of the take that counts, as edited; null until it is ready.")
    async def fields(self, info: Info) -> DraftFields | None:
        take = await self._take(info)
        return DraftFields.from_fields(take.fields) if take and take.fields else None

    @strawberry.field(description="Every take there is now, the first first.")
    async def takes(self, info: Info) -> list[DraftTake]:
        rows = await info.context.loaders.takes_by_draft.load(self.row.id)
        return [DraftTake.from_row(row) for row in rows]

    @strawberry.field(description="What was published of it; null until then.")
    async def creation(self, info: Info) -> Creation | None:
        if self.row.creation_id is None:
            return None
        row = await info.context.loaders.creation_by_id.load(self.row.creation_id)
        return creation_type(row) if row else None

    async def _take(self, info: Info) -> making.DraftTake | None:
        rows: list[making.DraftTake] = await info.context.loaders.takes_by_draft.load(self.row.id)
        return next((row for row in rows if row.number == self.take), None)


@strawberry.type(
    description="A piece of a take being written; it is not kept. Apply it by cutting that take's text at `offset` and "
    "adding `text`. A late subscriber first gets what it lacks of the text so far."
)
class DraftDelta:
    take: int = strawberry.field(description="The take; when it is another than before, its text begins anew.")
    offset: int = strawberry.field(description="Where the piece goes, in Unicode code points.")
    text: str = strawberry.field(description="The piece.")
    field: str | None = strawberry.field(description="The field it belongs to; null for the break between two.")


@strawberry.type(description="The draft waits to be written, or to be written anew because a take could not be used.")
class DraftWaiting:
    queue_place: int = strawberry.field(description="How many drafts are begun before it, plus one.")


@strawberry.type(description="The draft is whole, or was published meanwhile: the last frame.")
class DraftReady:
    draft: Draft = strawberry.field(description="The draft.")


@strawberry.type(description="The draft will not become whole now: the last frame.")
class DraftFailed:
    draft: Draft = strawberry.field(description="The draft.")
    code: str = strawberry.field(description="What went wrong, for a program.")
    message: str = strawberry.field(description="What went wrong, for a person.")


DraftFrame = Annotated[
    DraftDelta | DraftWaiting | DraftReady | DraftFailed,
    strawberry.union("DraftFrame", description="A piece of a draft, its place in the queue, or its end."),
]


def to_frame(seen: making.DraftSeen) -> DraftDelta | DraftWaiting | DraftReady | DraftFailed:
    """What a watcher saw as its GraphQL type."""
    if isinstance(seen, making.DraftDelta):
        return DraftDelta(take=seen.take, offset=seen.offset, text=seen.text, field=seen.field)
    if isinstance(seen, making.DraftWaits):
        return DraftWaiting(queue_place=seen.place)
    draft = Draft.from_row(seen.draft)
    if draft.state is DraftState.FAILED:
        return DraftFailed(draft=draft, code=errors.EngineFailed.code, message=draft.problem or "It broke off.")
    if draft.state is DraftState.DISCARDED:
        return DraftFailed(draft=draft, code=errors.Conflict.code, message="This draft was thrown away.")
    return DraftReady(draft=draft)


@strawberry.input(description="What to make, and what you wish for.")
class GenerateInput:
    kind: CreationKind = strawberry.field(description="What it shall be.")
    prompt: str | None = strawberry.field(
        default=None, description="The wish, at most 2,000 characters in any language; without one you are surprised."
    )
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Which draft to write again, and how much of it.")
class RetryDraftInput:
    draft_id: strawberry.ID = strawberry.field(description="The draft.")
    field: str | None = strawberry.field(
        default=None,
        description="The one field to write anew, by its name in `DraftFields`; without it the whole. Slot and tags "
        "are not written but drawn: edit them.",
    )
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="The fields to change; what is left out or null stays as it is.")
class DraftChanges:
    name: str | None = strawberry.field(default=None, description="1 to 80 characters.")
    text: str | None = strawberry.field(
        default=None, description="At most 280 characters; of lore 600, of a location 2,000."
    )
    about: str | None = strawberry.field(default=None, description="A location in at most 280 characters.")
    keys: list[str] | None = strawberry.field(
        default=None, description="1 to 8 words or phrases of lore, of 40 characters each, that are not in every line."
    )
    trade: str | None = strawberry.field(default=None, description="An NPC's trade, at most 80 characters.")
    temper: list[str] | None = strawberry.field(default=None, description="An NPC's temper, one to four adjectives.")
    manner: str | None = strawberry.field(default=None, description="How an NPC speaks, at most 200 characters.")
    goal: str | None = strawberry.field(default=None, description="What an NPC wants, at most 280 characters.")
    secret: str | None = strawberry.field(default=None, description="An NPC's secret, at most 500 characters.")
    past: str | None = strawberry.field(default=None, description="An NPC's past, at most 2,000 characters.")
    greeting: str | None = strawberry.field(default=None, description="How an NPC greets, at most 400 characters.")
    start: str | None = strawberry.field(default=None, description="A quest's first scene, at most 600 characters.")
    search: str | None = strawberry.field(default=None, description="Its second, at most 600 characters.")
    twist: str | None = strawberry.field(default=None, description="Its third, at most 600 characters.")
    good: str | None = strawberry.field(default=None, description="How it ends well, at most 600 characters.")
    bad: str | None = strawberry.field(default=None, description="How it does not, at most 600 characters.")
    choices: list[str] | None = strawberry.field(
        default=None, description="A quest's six choices of 80 characters each, those of one scene different."
    )
    slot: Slot | None = strawberry.field(default=None, description="Where an item or a cosmetic is worn or kept.")
    tags: list[str] | None = strawberry.field(default=None, description="At most 8 of 24 characters each.")


@strawberry.input(description="Which draft to edit, and what to change.")
class ReviseDraftInput:
    draft_id: strawberry.ID = strawberry.field(description="The draft, which must be ready.")
    changes: DraftChanges = strawberry.field(description="What is different.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Which take of a draft counts.")
class ChooseDraftTakeInput:
    draft_id: strawberry.ID = strawberry.field(description="The draft.")
    take: int = strawberry.field(description="The take's number; 1 is the first. It must be ready.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Which draft to throw away.")
class DiscardDraftInput:
    draft_id: strawberry.ID = strawberry.field(description="The draft.")
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Which draft to publish.")
class PublishInput:
    draft_id: strawberry.ID = strawberry.field(description="The draft, which must be ready.")
    license: License | None = strawberry.field(
        default=None, description="What others may do with it outside the realm; CC_BY_SA unless told."
    )
    idempotency_key: strawberry.ID | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.type(description="It will be written; follow it with the subscription `draft`.")
class GeneratePayload:
    draft: Draft = strawberry.field(description="The draft.")


@strawberry.type(description="It will be written again; follow it with the subscription `draft`.")
class RetryDraftPayload:
    draft: Draft = strawberry.field(description="The draft.")


@strawberry.type(description="It is changed.")
class ReviseDraftPayload:
    draft: Draft = strawberry.field(description="The draft.")


@strawberry.type(description="Another take counts now.")
class ChooseDraftTakePayload:
    draft: Draft = strawberry.field(description="The draft.")


@strawberry.type(description="It is thrown away.")
class DiscardDraftPayload:
    draft: Draft = strawberry.field(description="The draft.")


@strawberry.type(description="It is in the world.")
class PublishPayload:
    creation: Creation = strawberry.field(description="What you made.")


_Refusals = InvalidInput | NotFound | NotAllowed | SignInRequired | Conflict | IdempotencyMismatch

GenerateResult = Annotated[
    GeneratePayload | InvalidInput | NotAllowed | SignInRequired | Conflict | RateLimited | IdempotencyMismatch,
    strawberry.union("GenerateResult", description="Your draft, or why there is none."),
]
RetryDraftResult = Annotated[
    RetryDraftPayload | _Refusals | RateLimited,
    strawberry.union("RetryDraftResult", description="It will be written again, or why not."),
]
ReviseDraftResult = Annotated[
    ReviseDraftPayload | _Refusals,
    strawberry.union("ReviseDraftResult", description="It is changed, or why not."),
]
ChooseDraftTakeResult = Annotated[
    ChooseDraftTakePayload | _Refusals,
    strawberry.union("ChooseDraftTakeResult", description="It counts now, or why not."),
]
DiscardDraftResult = Annotated[
    DiscardDraftPayload | _Refusals,
    strawberry.union("DiscardDraftResult", description="It is thrown away, or why not."),
]
PublishResult = Annotated[
    PublishPayload | _Refusals,
    strawberry.union("PublishResult", description="What you made, or why it is not in the world."),
]


@strawberry.type
class DraftsQuery:
    @strawberry.field(description="One draft, or null; only its creator and moderators see it.")
    async def draft(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The draft's id.")]
    ) -> Draft | None:
        key = find_id(id, "Draft")
        return (await fetch_drafts(info.context, [key]))[0] if key is not None else None


@strawberry.type
class DraftsMutation:
    @strawberry.mutation(
        description="Have something made from a wish. It is written as a draft that only you see: follow it with the "
        "subscription `draft`, edit it, then `publish` it."
    )
    async def generate(
        self, info: Info, input: Annotated[GenerateInput, strawberry.argument(description="What, and the wish.")]
    ) -> GenerateResult:
        viewer = info.context.require(accounts.Scope.CREATE)
        runtime = info.context.runtime
        kind, prompt = lineage.CreationKind[input.kind.name], input.prompt or ""
        limit = runtime.settings.open_drafts_per_player
        async with runtime.database.transaction() as tx:

            async def generate() -> dict[str, str]:
                draft = await making.generate(tx, runtime.broker, viewer, kind, prompt, limit)
                return {"draft": str(draft.id)}

            params = {"kind": kind.value, "prompt": prompt}
            outcome = await accounts.once(tx, viewer, input.idempotency_key, "generate", params, generate)
        return GeneratePayload(draft=await get_draft(info.context, UUID(outcome["draft"])))

    @strawberry.mutation(
        description="Have a draft written again, the whole or one field; every take is kept. One being written is "
        "stopped first."
    )
    async def retry_draft(
        self, info: Info, input: Annotated[RetryDraftInput, strawberry.argument(description="Which, and how much.")]
    ) -> RetryDraftResult:
        viewer = info.context.require(accounts.Scope.CREATE)
        _, key = parse_id("draftId", input.draft_id, "Draft")

        async def retry(tx: Transaction) -> None:
            await making.retry_draft(tx, info.context.runtime.broker, viewer, key, input.field)

        return RetryDraftPayload(draft=await _change(info, viewer, input, key, "retryDraft", retry, field=input.field))

    @strawberry.mutation(description="Edit a draft that is ready, field by field.")
    async def revise_draft(
        self, info: Info, input: Annotated[ReviseDraftInput, strawberry.argument(description="Which, and what.")]
    ) -> ReviseDraftResult:
        viewer = info.context.require(accounts.Scope.CREATE)
        _, key = parse_id("draftId", input.draft_id, "Draft")
        given = {name: value for name in FIELD_NAMES if (value := getattr(input.changes, name)) is not None}
        changes = {name: value.value if isinstance(value, Slot) else value for name, value in given.items()}

        async def revise(tx: Transaction) -> None:
            await making.revise_draft(tx, info.context.runtime.broker, viewer, key, changes)

        return ReviseDraftPayload(draft=await _change(info, viewer, input, key, "reviseDraft", revise, changes=changes))

    @strawberry.mutation(description="Make one of a draft's takes the one that counts.")
    async def choose_draft_take(
        self, info: Info, input: Annotated[ChooseDraftTakeInput, strawberry.argument(description="Which take.")]
    ) -> ChooseDraftTakeResult:
        viewer = info.context.require(accounts.Scope.CREATE)
        _, key = parse_id("draftId", input.draft_id, "Draft")

        async def choose(tx: Transaction) -> None:
            await making.choose_draft_take(tx, info.context.runtime.broker, viewer, key, input.take)

        draft = await _change(info, viewer, input, key, "chooseDraftTake", choose, take=input.take)
        return ChooseDraftTakePayload(draft=draft)

    @strawberry.mutation(description="Throw a draft away; whatever is being written of it stops.")
    async def discard_draft(
        self, info: Info, input: Annotated[DiscardDraftInput, strawberry.argument(description="Which draft.")]
    ) -> DiscardDraftResult:
        viewer = info.context.require(accounts.Scope.CREATE)
        _, key = parse_id("draftId", input.draft_id, "Draft")

        async def discard(tx: Transaction) -> None:
            await making.discard_draft(tx, info.context.runtime.broker, viewer, key)

        return DiscardDraftPayload(draft=await _change(info, viewer, input, key, "discardDraft", discard))

    @strawberry.mutation(
        description="Let a draft into the world, where it can be met at once; its wish is kept with it."
    )
    async def publish(
        self, info: Info, input: Annotated[PublishInput, strawberry.argument(description="Which draft.")]
    ) -> PublishResult:
        viewer = info.context.require(accounts.Scope.CREATE)
        runtime = info.context.runtime
        _, key = parse_id("draftId", input.draft_id, "Draft")
        terms = lineage.License[input.license.name] if input.license else lineage.License.CC_BY_SA
        async with runtime.database.transaction() as tx:

            async def publish() -> dict[str, str]:
                creation = await making.publish(tx, runtime.broker, viewer, key, terms)
                return {"creation": str(creation.id)}

            params = {"draft": str(key), "license": terms.value}
            outcome = await accounts.once(tx, viewer, input.idempotency_key, "publish", params, publish)
            row = await lineage.get_visible(tx.session, UUID(outcome["creation"]))
        return PublishPayload(creation=creation_type(row))


@strawberry.type
class DraftsSubscription:
    @strawberry.subscription(
        description="A draft as it is written, from an offset on: its place in the queue, the pieces of its text, and "
        "its end, which is the last frame. Only its creator and moderators may follow it."
    )
    async def draft(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The draft.")],
        after_offset: Annotated[
            int, strawberry.argument(description="How much of the text of a take you have, in Unicode code points.")
        ] = 0,
        take: Annotated[
            int | None,
            strawberry.argument(
                description="Which take that is, as its pieces told; another one is told from its beginning. Without "
                "it the one that counts."
            ),
        ] = None,
    ) -> AsyncIterator[DraftFrame]:
        _, key = parse_id("id", id, "Draft")
        viewer = _reader(info.context)
        async with aclosing(making.watch_draft(info.context.runtime, viewer, key, after_offset, take)) as watched:
            async for seen in watched:
                info.context.fresh_loaders()
                yield to_frame(seen)


async def get_draft(context: Context, draft_id: UUID) -> Draft:
    """A draft of the viewer's, as it is now.

    Raises:
        NotFound: there is none.
    """
    async with context.runtime.database.reading() as session:
        row = await making.find_draft(session, context.viewer, draft_id)
    if row is None:
        raise errors.NotFound("There is no such draft.")
    return Draft.from_row(row)


async def fetch_drafts(context: Context, draft_ids: list[UUID]) -> list[Draft | None]:
    """Drafts by id for `node`, aligned with what was asked; None for what the viewer may not see."""
    async with context.runtime.database.reading() as session:
        rows = await making.load_drafts(session, _reader(context), draft_ids)
    return [Draft.from_row(row) if row else None for row in rows]


async def list_open_drafts(
    context: Context, creator_id: UUID, first: int | None, after: str | None
) -> Connection[Draft]:
    """A page of an account's open drafts, the newest first; empty for anybody but itself."""
    viewer = _reader(context)
    place = decode_cursor("after", after, datetime, UUID) if after is not None else None
    page: Page[making.Draft] = Page([])
    if viewer is not None and viewer.account_id == creator_id:
        async with context.runtime.database.reading() as session:
            page = await making.list_drafts(session, creator_id, page_size(first), place)
    return to_connection(page, Draft.from_row, lambda row: encode_cursor(row.created_at, row.id))


async def load_takes_by_draft(runtime: Runtime, draft_ids: list[UUID]) -> list[list[making.DraftTake]]:
    """Batch of `takes_by_draft`."""
    async with runtime.database.reading() as session:
        return await making.load_draft_takes(session, draft_ids)


async def load_place_by_draft(runtime: Runtime, draft_ids: list[UUID]) -> list[int | None]:
    """Batch of `place_by_draft`."""
    async with runtime.database.reading() as session:
        return await making.load_places(session, draft_ids)


async def _change(
    info: Info,
    viewer: accounts.Viewer,
    input: Any,
    draft_id: UUID,
    mutation: str,
    do: Callable[[Transaction], Awaitable[None]],
    **params: Any,
) -> Draft:
    """Do something to a draft, once for each idempotency key; the draft as it is then."""
    async with info.context.runtime.database.transaction() as tx:

        async def change() -> dict[str, str]:
            await do(tx)
            return {"draft": str(draft_id)}

        told = {"draft": str(draft_id), **params}
        await accounts.once(tx, viewer, input.idempotency_key, mutation, told, change)
    return await get_draft(info.context, draft_id)


def _reader(context: Context) -> accounts.Viewer | None:
    """Whoever asks, when the token in use may read."""
    viewer = context.viewer
    return viewer if viewer is not None and accounts.Scope.READ in viewer.scopes else None
