"""NPCs over GraphQL: who they are, where they live, whom they know. Their secret never leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from realm_gql.api.cards import CardFormat, ImportedCard, card_url
from realm_gql.api.context import Info
from realm_gql.api.lineage import (
    After,
    Creation,
    CreationOrder,
    First,
    OrderBy,
    Search,
    creation_connection,
    find_of_kind,
    list_kind,
    page_key,
)
from realm_gql.api.relay import Connection, find_id
from realm_gql.domain import lineage, making, npcs

if TYPE_CHECKING:
    from realm_gql.api.locations import Location
    from realm_gql.api.quests import Quest
    from realm_gql.api.rooms import Room


@strawberry.type(description="Something an NPC sells.")
class Ware:
    name: str = strawberry.field(description="What it is.")
    price: str = strawberry.field(description="What it costs, in words: `4 silver`.")


@strawberry.type(description="What another NPC is to this one.")
class Relation:
    row: strawberry.Private[npcs.NpcBond]
    bond: str = strawberry.field(description="What the other is to this one: `sister`.")
    feeling: str = strawberry.field(description="How this one feels about it: `misses her`.")

    @strawberry.field(description="The other.")
    async def npc(self, info: Info) -> Npc:
        return Npc.from_row(await info.context.loaders.creation_by_id.load(self.row.other_id))


@strawberry.type(description="Who an NPC is, as its author wrote it.")
class Persona:
    row: strawberry.Private[lineage.Creation]
    trade: str = strawberry.field(description="What it lives by.")
    temper: list[str] = strawberry.field(description="One to four adjectives.")
    manner: str = strawberry.field(description="How it speaks, as one concrete rule.")
    backstory: str = strawberry.field(description="What made it so.")
    greeting: str = strawberry.field(description="How it greets a stranger.")
    wares: list[Ware] = strawberry.field(description="What it sells.")

    @classmethod
    def from_row(cls, row: lineage.Creation) -> Persona:
        """The part of a persona that may be told."""
        persona = npcs.Persona.from_content(row.content)
        return cls(
            row=row,
            trade=persona.trade,
            temper=list(persona.temper),
            manner=persona.manner,
            backstory=persona.backstory,
            greeting=persona.greeting,
            wares=[Ware(name=ware.name, price=ware.price) for ware in persona.wares],
        )

    @strawberry.field(description="Whom it knows, in the order its author gave.")
    async def relations(self, info: Info) -> list[Relation]:
        rows = await info.context.loaders.bonds_by_npc.load(self.row.id)
        return [Relation(row=row, bond=row.bond, feeling=row.feeling) for row in rows]


@strawberry.type(description="Somebody of the realm who answers when spoken to, in words a language model writes live.")
class Npc(Creation):
    @strawberry.field(description="Who it is.")
    def persona(self) -> Persona:
        return Persona.from_row(self.row)

    @strawberry.field(description="Where it lives; null when nowhere.")
    async def home(self, info: Info) -> Annotated[Location, strawberry.lazy("realm_gql.api.locations")] | None:
        from realm_gql.api.locations import Location

        npc = await info.context.loaders.npc_by_id.load(self.row.id)
        if npc is None or npc.home_id is None:
            return None
        return Location.from_row(await info.context.loaders.creation_by_id.load(npc.home_id))

    @strawberry.field(description="The room it is in now: enter it to speak with it. Null when it cannot be met.")
    async def room(self, info: Info) -> Annotated[Room, strawberry.lazy("realm_gql.api.rooms")] | None:
        npc = await info.context.loaders.npc_by_id.load(self.row.id)
        if npc is None or npc.room_id is None:
            return None
        room: Room | None = await info.context.loaders.room_by_id.load(npc.room_id)
        return room

    @strawberry.field(description="What it wants; null when nothing.")
    def goal(self) -> str | None:
        return npcs.Persona.from_content(self.row.content).goal or None

    @strawberry.field(description="The quests it gives, the newest first.")
    async def quests(
        self, info: Info, first: First = 20, after: After = None
    ) -> Connection[Annotated[Quest, strawberry.lazy("realm_gql.api.quests")]]:
        from realm_gql.api.quests import Quest

        page = await info.context.loaders.quests_by_giver.load(page_key(self.row.id, first, after))
        return creation_connection(page, Quest.from_row)

    @strawberry.field(
        description="Where to fetch it as a character card, for programs such as SillyTavern: an address from the "
        "realm's root. It has the lore that only this NPC knows and its lineage inside, and never its secret."
    )
    def character_card_url(
        self,
        format: Annotated[CardFormat, strawberry.argument(description="Which kind of file.")] = CardFormat.PNG,
    ) -> str:
        return card_url(self.row.id, format)

    @strawberry.field(description="The character card it came from, or what it is a remix of did; null when none.")
    def imported_card(self) -> ImportedCard | None:
        origin = making.find_origin(self.row.content)
        return ImportedCard.from_origin(origin) if origin else None


@strawberry.type
class NpcsQuery:
    @strawberry.field(description="All NPCs.")
    async def npcs(
        self,
        info: Info,
        first: First = 20,
        after: After = None,
        order_by: OrderBy = CreationOrder.NEWEST,
        search: Search = None,
    ) -> Connection[Npc]:
        return await list_kind(info, Npc, lineage.CreationKind.NPC, first, after, order_by, search)

    @strawberry.field(description="One NPC, or null.")
    async def npc(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The NPC's id.")]
    ) -> Npc | None:
        key = find_id(id, "Npc")
        if key is None:
            return None
        row = await find_of_kind(info.context, key, lineage.CreationKind.NPC)
        return Npc.from_row(row) if row else None
