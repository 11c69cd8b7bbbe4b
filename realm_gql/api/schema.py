"""The roll call: every noun's part of the schema, and how the parts are put together. No resolver of a noun lives here.

`schema.graphql` is printed from this; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import merge_types

from realm_gql.api.accounts import AccountsMutation, AccountsQuery, fetch_players, fetch_tokens
from realm_gql.api.cards import CardsMutation
from realm_gql.api.context import Context, Info
from realm_gql.api.drafts import DraftsMutation, DraftsQuery, DraftsSubscription, fetch_drafts
from realm_gql.api.items import Cosmetic, Item, ItemsQuery
from realm_gql.api.lineage import LineageQuery, fetch_creations
from realm_gql.api.locations import Location, LocationsQuery
from realm_gql.api.lore import Lore, LoreQuery
from realm_gql.api.making import MakingMutation
from realm_gql.api.npcs import Npc, NpcsQuery
from realm_gql.api.problems import EXCEPTION_HANDLERS, PROBLEMS
from realm_gql.api.quests import Quest, QuestsQuery
from realm_gql.api.realm import RealmQuery
from realm_gql.api.relay import PAGE_SIZE_MAXIMUM, Node, parse_id
from realm_gql.api.rooms import RoomsMutation, RoomsQuery, fetch_rooms
from realm_gql.api.scalars import SCALARS
from realm_gql.api.talk import TalkMutation, TalkQuery, TalkSubscription, fetch_turns
from realm_gql.api.votes import VotesMutation
from realm_gql.errors import InvalidInput

Fetch = Callable[[Context, list[UUID]], Awaitable[Sequence[Any]]]

FETCHES: dict[str, Fetch] = {
    "Npc": fetch_creations,
    "Quest": fetch_creations,
    "Item": fetch_creations,
    "Cosmetic": fetch_creations,
    "Lore": fetch_creations,
    "Location": fetch_creations,
    "Room": fetch_rooms,
    "Turn": fetch_turns,
    "Draft": fetch_drafts,
    "Player": fetch_players,
    "Token": fetch_tokens,
}
"""How the nodes of each kind are fetched, one statement a kind; what the viewer may not see comes back as None."""


@strawberry.type
class NodeQuery:
    @strawberry.field(description="Anything by its id; null when it does not exist or the viewer may not see it.")
    async def node(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The id of anything.")]
    ) -> Node | None:
        return (await fetch_nodes(info.context, [id]))[0]

    @strawberry.field(description="Many things by their ids, in the order asked for; null for what is not there.")
    async def nodes(
        self, info: Info, ids: Annotated[list[strawberry.ID], strawberry.argument(description="At most 100 ids.")]
    ) -> list[Node | None]:
        if len(ids) > PAGE_SIZE_MAXIMUM:
            raise InvalidInput("ids", f"Ask for at most {PAGE_SIZE_MAXIMUM} ids at once.")
        return await fetch_nodes(info.context, ids)


async def fetch_nodes(context: Context, ids: Sequence[str]) -> list[Node | None]:
    """Anything by global ids, aligned with what was asked; None for what is unknown, hidden or no id at all."""
    asked = [_kind_and_key(raw) for raw in ids]
    found: dict[tuple[str, UUID], Node | None] = {}
    for kind, fetch in FETCHES.items():
        keys = list({name[1]: None for name in asked if name is not None and name[0] == kind})
        if keys:
            for key, node in zip(keys, await fetch(context, keys), strict=True):
                # An id that names another kind than its row has is no id of that row.
                found[kind, key] = node if type(node).__name__ == kind else None
    return [found[name] if name is not None else None for name in asked]


def _kind_and_key(raw: str) -> tuple[str, UUID] | None:
    try:
        return parse_id("id", raw, *FETCHES)
    except InvalidInput:
        return None


QUERIES = (
    RealmQuery,
    NodeQuery,
    AccountsQuery,
    NpcsQuery,
    QuestsQuery,
    ItemsQuery,
    LoreQuery,
    LocationsQuery,
    LineageQuery,
    RoomsQuery,
    TalkQuery,
    DraftsQuery,
)
MUTATIONS = (
    AccountsMutation,
    RoomsMutation,
    TalkMutation,
    MakingMutation,
    DraftsMutation,
    CardsMutation,
    VotesMutation,
)
SUBSCRIPTIONS = (TalkSubscription, DraftsSubscription)
TYPES: tuple[type, ...] = (Npc, Quest, Item, Cosmetic, Lore, Location, *PROBLEMS)
"""What clients meet only behind an interface."""


def build_schema() -> strawberry.Schema:
    """The whole schema."""
    query, mutation, subscription = (
        merge_types(name, parts) for name, parts in zip(ROOTS, (QUERIES, MUTATIONS, SUBSCRIPTIONS), strict=True)
    )
    for root, description in zip((query, mutation, subscription), ROOTS.values(), strict=True):
        root.__strawberry_definition__.description = description  # type: ignore[attr-defined]  # merge_types takes none
    return strawberry.Schema(
        query,
        mutation,
        subscription,
        types=TYPES,
        config=StrawberryConfig(scalar_map=SCALARS),
        exception_handlers=EXCEPTION_HANDLERS,
    )


ROOTS = {
    "Query": "What can be asked.",
    "Mutation": "What can be changed. Every change answers with its payload or with a problem.",
    "Subscription": "What can be followed as it happens, over graphql-transport-ws.",
}


def print_schema() -> str:
    """The schema as `schema.graphql` holds it."""
    return build_schema().as_str() + "\n"
