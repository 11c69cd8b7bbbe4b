"""Making over GraphQL: remix."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import strawberry

from realm_gql.api.context import Info
from realm_gql.api.lineage import Creation, License, creation_type
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
from realm_gql.domain import accounts, lineage, making

KINDS = ("Npc", "Quest", "Item", "Cosmetic", "Lore", "Location")


@strawberry.input(description="The fields to change; what is left out or null stays as it is.")
class CreationChanges:
    name: str | None = strawberry.field(default=None, description="A new name, 1 to 80 characters.")
    summary: str | None = strawberry.field(default=None, description="A new summary, at most 280 characters.")
    tags: list[str] | None = strawberry.field(default=None, description="New tags, at most 8 of 24 characters each.")
    license: License | None = strawberry.field(
        default=None, description="Another license, as far as the parent's allows: share-alike shares alike."
    )
    trade: str | None = strawberry.field(default=None, description="An NPC's trade, at most 80 characters.")
    temper: list[str] | None = strawberry.field(default=None, description="An NPC's temper, one to four adjectives.")
    manner: str | None = strawberry.field(default=None, description="How an NPC speaks, at most 200 characters.")
    backstory: str | None = strawberry.field(default=None, description="An NPC's past, at most 2,000 characters.")
    goal: str | None = strawberry.field(default=None, description="What an NPC wants, at most 280 characters.")
    secret: str | None = strawberry.field(
        default=None, description="What an NPC keeps to itself, at most 500 characters; no query tells it."
    )
    greeting: str | None = strawberry.field(default=None, description="How an NPC greets, at most 400 characters.")


@strawberry.input(description="What to remix, and what to change of it.")
class RemixInput:
    creation_id: strawberry.ID = strawberry.field(description="Any creation.")
    changes: CreationChanges | None = strawberry.field(default=None, description="What is different in yours.")
    idempotency_key: strawberry.ID | None = strawberry.field(
        default=None,
        description="A key of your own: the same key within a day does the thing once and answers the same.",
    )


@strawberry.type(description="What you made.")
class RemixPayload:
    creation: Creation = strawberry.field(description="The remix, published; its `parents` tell what it came from.")


RemixResult = Annotated[
    RemixPayload | InvalidInput | NotFound | NotAllowed | SignInRequired | RateLimited | Conflict | IdempotencyMismatch,
    strawberry.union("RemixResult", description="Your remix, or why there is none."),
]


@strawberry.type
class MakingMutation:
    @strawberry.mutation(
        description="Make your own version of anything, published at once. Its lineage is kept for ever."
    )
    async def remix(
        self, info: Info, input: Annotated[RemixInput, strawberry.argument(description="What, and what is different.")]
    ) -> RemixResult:
        viewer = info.context.require(accounts.Scope.CREATE)
        _, creation_id = parse_id("creationId", input.creation_id, *KINDS)
        changes = _changes(input.changes)
        async with info.context.runtime.database.transaction() as tx:

            async def make() -> dict[str, str]:
                child = await making.remix(tx, viewer, creation_id, changes)
                return {"creation": str(child.id)}

            params = {"creationId": input.creation_id, "changes": _told(changes)}
            outcome = await accounts.once(tx, viewer, input.idempotency_key, "remix", params, make)
            row = await lineage.get_visible(tx.session, UUID(outcome["creation"]))
        return RemixPayload(creation=creation_type(row))


def _changes(changes: CreationChanges | None) -> making.CreationChanges:
    if changes is None:
        return making.CreationChanges()
    told = _told(changes)
    if changes.license is not None:
        told["license"] = lineage.License[changes.license.name]
    return making.CreationChanges(**told)


def _told(changes: CreationChanges | making.CreationChanges) -> dict[str, Any]:
    """The fields that are changed at all."""
    return {name: value for name in making.CHANGEABLE if (value := getattr(changes, name)) is not None}
