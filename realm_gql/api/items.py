"""Items and cosmetics over GraphQL."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from realm_gql.api.context import Info
from realm_gql.api.lineage import After, Creation, CreationOrder, First, OrderBy, Search, list_kind
from realm_gql.api.relay import Connection
from realm_gql.domain import items, lineage

if TYPE_CHECKING:
    from realm_gql.api.accounts import Player


@strawberry.enum(description="Where something is worn or kept.")
class Slot(Enum):
    HEAD = strawberry.enum_value("HEAD", description="On the head.")
    NECK = strawberry.enum_value("NECK", description="Round the neck.")
    BACK = strawberry.enum_value("BACK", description="On the back.")
    HAND = strawberry.enum_value("HAND", description="In or on a hand.")
    BODY = strawberry.enum_value("BODY", description="On the body.")
    FEET = strawberry.enum_value("FEET", description="On the feet.")
    POCKET = strawberry.enum_value("POCKET", description="In a pocket.")


@strawberry.type(description="A thing that somebody may own.")
class Item(Creation):
    @strawberry.field(description="Who owns it; null when nobody does.")
    async def owner(self, info: Info) -> Annotated[Player, strawberry.lazy("realm_gql.api.accounts")] | None:
        from realm_gql.api.accounts import Player

        item = await info.context.loaders.item_by_id.load(self.row.id)
        if item is None or item.owner_id is None:
            return None
        return Player.from_account(await info.context.loaders.account_by_id.load(item.owner_id))

    @strawberry.field(description="Where it is worn or kept.")
    def slot(self) -> Slot:
        return Slot(items.slot_of(self.row.content).value)


@strawberry.type(description="A thing that is only worn for its looks.")
class Cosmetic(Creation):
    @strawberry.field(description="Where it is worn.")
    def slot(self) -> Slot:
        return Slot(items.slot_of(self.row.content).value)


@strawberry.type
class ItemsQuery:
    @strawberry.field(description="All items.")
    async def items(
        self,
        info: Info,
        first: First = 20,
        after: After = None,
        order_by: OrderBy = CreationOrder.NEWEST,
        search: Search = None,
    ) -> Connection[Item]:
        return await list_kind(info, Item, lineage.CreationKind.ITEM, first, after, order_by, search)

    @strawberry.field(description="All cosmetics.")
    async def cosmetics(
        self,
        info: Info,
        first: First = 20,
        after: After = None,
        order_by: OrderBy = CreationOrder.NEWEST,
        search: Search = None,
    ) -> Connection[Cosmetic]:
        return await list_kind(info, Cosmetic, lineage.CreationKind.COSMETIC, first, after, order_by, search)
