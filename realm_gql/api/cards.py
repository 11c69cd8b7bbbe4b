"""Character cards over GraphQL: bringing one in, where to fetch one, and what is told of the card an NPC came from.

The files themselves go over plain HTTP: `web/uploads.py` takes them, `web/cards.py` gives them.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from realm_gql.api.context import Info
from realm_gql.api.lineage import Creation, creation_type
from realm_gql.api.problems import (
    Conflict,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    RateLimited,
    SignInRequired,
)
from realm_gql.api.relay import parse_id
from realm_gql.domain import accounts, lineage, making, uploads
from realm_gql.domain.accounts import Viewer
from realm_gql.errors import InvalidInput as BadInput
from realm_gql.errors import NotFound as Gone
from realm_gql.runtime import Runtime


@strawberry.enum(description="The files a character card comes in.")
class CardFormat(Enum):
    PNG = strawberry.enum_value("PNG", description="A picture with the card inside, of V3 and of V2.")
    JSON = strawberry.enum_value("JSON", description="The card alone, of V3.")
    CHARX = strawberry.enum_value("CHARX", description="An archive of the card, of V3, and its picture.")


@strawberry.type(
    description="The character card an NPC came from. All of it is a stranger's text: show it as text, never as a page."
)
class ImportedCard:
    spec: str = strawberry.field(description="Which specification it said to follow: `chara_card_v2`.")
    creator: str = strawberry.field(description="Who it says made it; empty when it does not.")
    character_version: str = strawberry.field(description="Its maker's own version of it; may be empty.")
    creator_notes: str = strawberry.field(description="What its maker tells whoever uses it. No model ever reads it.")
    license: str = strawberry.field(description="What it says others may do with it, in its words; may be empty.")
    sources: list[str] = strawberry.field(description="Where it says it comes from: ids and addresses.")
    remarks: list[str] = strawberry.field(description="What the realm noticed when it came in, a sentence each.")

    @classmethod
    def from_origin(cls, origin: making.Origin) -> ImportedCard:
        """The card as the domain tells of it."""
        return cls(
            spec=origin.spec,
            creator=origin.creator,
            character_version=origin.character_version,
            creator_notes=origin.creator_notes,
            license=origin.license,
            sources=list(origin.sources),
            remarks=list(origin.remarks),
        )


@strawberry.input(description="Which file to bring in as an NPC.")
class ImportCardInput:
    upload_id: strawberry.ID = strawberry.field(
        description="What `POST /uploads` answered: send the file there first, as the body, with your token."
    )
    home_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The location it comes to live at; unless told, where its parent lives, or the realm's first.",
    )
    idempotency_key: strawberry.ID | None = strawberry.field(
        default=None,
        description="A key of your own: the same key within a day does the thing once and answers the same.",
    )


@strawberry.type(description="Who came in.")
class ImportCardPayload:
    creation: Creation = strawberry.field(description="The NPC, published; its `parents` tell what it came from.")
    remarks: list[str] = strawberry.field(description="What you should know of the card, a sentence each.")


ImportCardResult = Annotated[
    ImportCardPayload
    | InvalidInput
    | NotFound
    | NotAllowed
    | SignInRequired
    | RateLimited
    | Conflict
    | IdempotencyMismatch,
    strawberry.union("ImportCardResult", description="Who came in, or why nobody did."),
]


@strawberry.type
class CardsMutation:
    @strawberry.mutation(
        description="Bring a character card in as an NPC of yours, published at once: PNG, APNG, JSON or CHARX, of V1, "
        "V2 or V3. Its lorebook becomes lore that only it knows; one that was exported here finds its tree again."
    )
    async def import_card(
        self, info: Info, input: Annotated[ImportCardInput, strawberry.argument(description="Which file.")]
    ) -> ImportCardResult:
        viewer = info.context.require(accounts.Scope.CREATE)
        upload_id = _parse_upload_id(input.upload_id)
        home_id = parse_id("homeId", input.home_id, "Location")[1] if input.home_id is not None else None
        # Read before the transaction: nobody else's change waits for it. The second time of a key the file is gone.
        read = await _read(info.context.runtime, viewer, upload_id)
        async with info.context.runtime.database.transaction() as tx:

            async def make() -> dict[str, str]:
                if not isinstance(read, making.Reading):
                    raise read
                await uploads.use_up(tx, info.context.runtime, viewer, upload_id)
                return {"creation": str((await making.publish_card(tx, viewer, read, home_id)).id)}

            params = {"uploadId": input.upload_id, "homeId": input.home_id}
            outcome = await accounts.once(tx, viewer, input.idempotency_key, "importCard", params, make)
            row = await lineage.get_visible(tx.session, UUID(outcome["creation"]))
        origin = making.find_origin(row.content)
        return ImportCardPayload(creation=creation_type(row), remarks=list(origin.remarks) if origin else [])


def card_url(uuid: UUID, card_format: CardFormat) -> str:
    """Where an NPC's card is to be had, from the realm's root."""
    return f"/cards/{uuid}.{card_format.name.casefold()}"


async def _read(runtime: Runtime, viewer: Viewer, upload_id: UUID) -> making.Reading | Gone | BadInput:
    """The card in an upload, or why there is none."""
    try:
        return await making.read_upload(runtime, viewer, upload_id)
    except (Gone, BadInput) as error:
        return error


def _parse_upload_id(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError:
        raise BadInput("uploadId", "`uploadId` is what POST /uploads answered.") from None
