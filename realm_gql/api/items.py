"""Items and cosmetics over GraphQL."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry.scalars import JSON

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


@strawberry.enum(description="What a power is for.")
class PowerKind(Enum):
    LIGHT = strawberry.enum_value("LIGHT", description="To see by.")
    WARMTH = strawberry.enum_value("WARMTH", description="Against the cold.")
    TIDE = strawberry.enum_value("TIDE", description="For knowing the water.")
    FOG = strawberry.enum_value("FOG", description="For finding the way in fog.")
    TRUTH = strawberry.enum_value("TRUTH", description="Against lies.")
    MEMORY = strawberry.enum_value("MEMORY", description="Against forgetting.")
    LUCK = strawberry.enum_value("LUCK", description="For better odds.")
    PASSAGE = strawberry.enum_value("PASSAGE", description="For getting through.")
    PLENTY = strawberry.enum_value("PLENTY", description="For making do.")
    PEACE = strawberry.enum_value("PEACE", description="Against quarrels.")
    SONG = strawberry.enum_value("SONG", description="For music.")
    GUARD = strawberry.enum_value("GUARD", description="Against harm.")


@strawberry.type(description="Something an item can do.")
class Power:
    kind: PowerKind = strawberry.field(description="What it is for.")
    strength: int = strawberry.field(description="How strong it is, 1 to 3.")
    text: str = strawberry.field(description="What it does, read after the item's name: `opens a way`.")


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

    @strawberry.field(description="What it can do; those of the starter realm do nothing.")
    def powers(self) -> list[Power]:
        return [
            Power(kind=PowerKind(power.kind.value), strength=power.strength, text=power.told)
            for power in items.powers_of(self.row.content)
        ]


@strawberry.type(description="A thing that is only worn for its looks.")
class Cosmetic(Creation):
    @strawberry.field(description="Where it is worn.")
    def slot(self) -> Slot:
        return Slot(items.slot_of(self.row.content).value)

    @strawberry.field(description="What its picture is drawn from: a remix inherits all but one or two of them.")
    async def genes(self, info: Info) -> JSON:
        genes = await info.context.loaders.genes_by_creation.load(self.row.id)
        return JSON(genes.to_content())


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
