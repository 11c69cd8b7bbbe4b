"""Locations over GraphQL: where one can go, the rooms there, and who lives there. Rooms themselves are `rooms.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from realm_gql.api.context import Info
from realm_gql.api.lineage import After, Creation, CreationOrder, First, OrderBy, Search, find_of_kind, list_kind
from realm_gql.api.relay import Connection, find_id
from realm_gql.domain import lineage

if TYPE_CHECKING:
    from realm_gql.api.npcs import Npc
    from realm_gql.api.rooms import Room


@strawberry.type(description="A place of the realm. It hosts rooms, and its exits lead to other places.")
class Location(Creation):
    @strawberry.field(description="What one sees on coming in.")
    def description(self) -> str:
        text: str = self.row.content["description"]
        return text

    @strawberry.field(description="The places one can walk to from here, at most 100.")
    async def exits(self, info: Info) -> list[Location]:
        rows = await info.context.loaders.exits_by_location.load(self.row.id)
        return [Location.from_row(row) for row in rows]

    @strawberry.field(description="The rooms it hosts, the standing one first.")
    async def rooms(self, info: Info) -> list[Annotated[Room, strawberry.lazy("realm_gql.api.rooms")]]:
        rooms: list[Room] = await info.context.loaders.rooms_by_location.load(self.row.id)
        return rooms

    @strawberry.field(description="The NPCs who live here, those who have lived here longest first, at most 100.")
    async def npcs(self, info: Info) -> list[Annotated[Npc, strawberry.lazy("realm_gql.api.npcs")]]:
        from realm_gql.api.npcs import Npc

        rows = await info.context.loaders.npcs_by_location.load(self.row.id)
        return [Npc.from_row(row) for row in rows]


@strawberry.type
class LocationsQuery:
    @strawberry.field(description="All locations.")
    async def locations(
        self,
        info: Info,
        first: First = 20,
        after: After = None,
        order_by: OrderBy = CreationOrder.NEWEST,
        search: Search = None,
    ) -> Connection[Location]:
        return await list_kind(info, Location, lineage.CreationKind.LOCATION, first, after, order_by, search)

    @strawberry.field(description="One location, or null.")
    async def location(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The location's id.")]
    ) -> Location | None:
        key = find_id(id, "Location")
        if key is None:
            return None
        row = await find_of_kind(info.context, key, lineage.CreationKind.LOCATION)
        return Location.from_row(row) if row else None
