"""Lore over GraphQL: what is known in the realm."""

from __future__ import annotations

import strawberry

from realm_gql.api.context import Info
from realm_gql.api.lineage import After, Creation, CreationOrder, First, OrderBy, Search, list_kind
from realm_gql.api.relay import Connection
from realm_gql.domain import lineage, lore


@strawberry.type(
    description="Something that is known in the realm: talk that touches one of its keys brings it to mind."
)
class Lore(Creation):
    @strawberry.field(description="What is known.")
    def text(self) -> str:
        return lore.LorePiece.from_content(self.row.content).text

    @strawberry.field(description="The words that bring it to mind, whole and in any case.")
    def keys(self) -> list[str]:
        return list(lore.LorePiece.from_content(self.row.content).keys)

    @strawberry.field(description="Words of which one must be touched besides; empty when its keys are enough.")
    def secondary_keys(self) -> list[str]:
        return list(lore.LorePiece.from_content(self.row.content).secondary_keys)

    @strawberry.field(description="Whether it is always in mind, touched or not.")
    def is_constant(self) -> bool:
        return lore.LorePiece.from_content(self.row.content).is_constant


@strawberry.type
class LoreQuery:
    @strawberry.field(description="All lore.")
    async def lore(
        self,
        info: Info,
        first: First = 20,
        after: After = None,
        order_by: OrderBy = CreationOrder.NEWEST,
        search: Search = None,
    ) -> Connection[Lore]:
        return await list_kind(info, Lore, lineage.CreationKind.LORE, first, after, order_by, search)
