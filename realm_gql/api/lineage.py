"""Creations and their lineage over GraphQL: what all six kinds have in common, and the edges between them."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Self
from uuid import UUID

import strawberry

from realm_gql.api.context import Context, Info
from realm_gql.api.relay import (
    Connection,
    Cursor,
    Node,
    decode_cursor,
    encode_cursor,
    global_id,
    page_size,
    to_connection,
)
from realm_gql.domain import lineage, media
from realm_gql.errors import InvalidInput
from realm_gql.kit.paging import Page

if TYPE_CHECKING:
    from realm_gql.api.creators import Creator
    from realm_gql.api.provenance import Provenance
    from realm_gql.api.votes import Vote

INT32_MAXIMUM = 2**31 - 1
HOPS_UP = 8
HOPS_DOWN = 3

First = Annotated[int | None, strawberry.argument(description="At most this many; 20 unless told, up to 100.")]
After = Annotated[Cursor | None, strawberry.argument(description="The `endCursor` of the page before.")]
Search = Annotated[str | None, strawberry.argument(description="Part of a name or a summary, in any case.")]


@strawberry.enum(description="The six kinds of creation.")
class CreationKind(Enum):
    NPC = strawberry.enum_value("NPC", description="Somebody who answers when spoken to.")
    QUEST = strawberry.enum_value("QUEST", description="A short story that branches.")
    ITEM = strawberry.enum_value("ITEM", description="A thing that somebody may own.")
    COSMETIC = strawberry.enum_value("COSMETIC", description="A thing that is only worn for its looks.")
    LORE = strawberry.enum_value("LORE", description="Something that is known in the realm.")
    LOCATION = strawberry.enum_value("LOCATION", description="A place that hosts rooms.")


@strawberry.enum(description="How a creation came from another.")
class DerivationKind(Enum):
    REMIX = strawberry.enum_value("REMIX", description="One's own version of one parent.")
    BLEND = strawberry.enum_value("BLEND", description="Put together from several parents.")
    INSPIRED = strawberry.enum_value("INSPIRED", description="Only set off by it.")


@strawberry.enum(description="How a list of creations is sorted.")
class CreationOrder(Enum):
    NEWEST = strawberry.enum_value("NEWEST", description="The newest first.")
    OLDEST = strawberry.enum_value("OLDEST", description="The oldest first.")
    NAME = strawberry.enum_value("NAME", description="By name, as its characters sort.")
    MOST_REMIXED = strawberry.enum_value("MOST_REMIXED", description="Those with most remixes first.")
    MOST_VOTED = strawberry.enum_value("MOST_VOTED", description="Those with most votes first.")


@strawberry.enum(description="What others may do with a creation outside the realm; inside it all may be remixed.")
class License(Enum):
    CC0 = strawberry.enum_value("CC0", description="Anything.")
    CC_BY = strawberry.enum_value("CC_BY", description="Anything, naming its maker.")
    CC_BY_SA = strawberry.enum_value("CC_BY_SA", description="Anything, naming its maker and sharing alike.")


OrderBy = Annotated[CreationOrder | None, strawberry.argument(description="How the list is sorted.")]


@strawberry.interface(
    description="Anything authored: an NPC, a quest, an item, a cosmetic, a piece of lore, a location."
)
class Creation(Node):
    """What all six kinds have; plain fields are told from the row, the rest is loaded when asked for."""

    row: strawberry.Private[lineage.Creation]
    uuid: UUID = strawberry.field(description="Its key, the same in every realm that has it.")
    kind: CreationKind = strawberry.field(description="Which of the six kinds it is.")
    name: str = strawberry.field(description="What it is called; 1 to 80 characters.")
    summary: str = strawberry.field(description="One or two sentences on it; at most 280 characters.")
    tags: list[str] = strawberry.field(description="Words to find it by; at most 8.")
    created_at: datetime = strawberry.field(description="When it was published.")
    license: License = strawberry.field(description="What others may do with it outside the realm.")
    revision: int = strawberry.field(description="1 as it was first published, and one more with each revision.")
    remix_count: int = strawberry.field(description="How many remixes and blends were made straight from it.")
    votes: int = strawberry.field(description="How many people voted for it, guests among them.")

    @classmethod
    def from_row(cls, row: lineage.Creation) -> Self:
        """The creation that a row holds; `row` is of this class's kind."""
        return cls(
            id=global_id(cls.__name__, row.id),
            row=row,
            uuid=row.id,
            kind=CreationKind(row.kind),
            name=row.name,
            summary=row.summary,
            tags=list(row.tags),
            created_at=row.created_at,
            license=License(row.license),
            revision=row.revision,
            remix_count=row.remix_count,
            votes=row.vote_count,
        )

    @strawberry.field(description="Who made it.")
    async def creator(self, info: Info) -> Annotated[Creator, strawberry.lazy("realm_gql.api.creators")]:
        from realm_gql.api.creators import load_creator

        return await load_creator(info.context, self.row.creator_id)

    @strawberry.field(description="What it came from, the primary parent first; empty for an original.")
    async def parents(self, info: Info) -> list[Derivation]:
        rows = await info.context.loaders.parents_by_child.load(self.row.id)
        return [Derivation.from_row(row) for row in rows]

    @strawberry.field(description="What was made straight from it, the oldest first.")
    async def children(self, info: Info, first: First = 20, after: After = None) -> Connection[Creation]:
        key = page_key(self.row.id, first, after)
        return creation_connection(await info.context.loaders.children_by_parent.load(key))

    @strawberry.field(description="Everything it came from up to 64 hops away, the newest first.")
    async def ancestors(self, info: Info, first: First = 20, after: After = None) -> Connection[Creation]:
        key = page_key(self.row.id, first, after)
        return creation_connection(await info.context.loaders.ancestors_by_descendant.load(key))

    @strawberry.field(description="Everything that came from it up to 64 hops away, the oldest first.")
    async def descendants(self, info: Info, first: First = 20, after: After = None) -> Connection[Creation]:
        key = page_key(self.row.id, first, after)
        return creation_connection(await info.context.loaders.descendants_by_ancestor.load(key))

    @strawberry.field(description="What the realm signed of it, so that nobody can change it unnoticed.")
    async def provenance(self, info: Info) -> Annotated[Provenance, strawberry.lazy("realm_gql.api.provenance")]:
        from realm_gql.api.provenance import Provenance

        return Provenance.from_rows(self.row, await info.context.loaders.provenance_by_creation.load(self.row.id))

    @strawberry.field(
        name="lineage",
        description="The neighbourhood in its lineage: the creations around it and the edges between them.",
    )
    async def lineage_around(
        self,
        info: Info,
        up: Annotated[
            int | None, strawberry.argument(description="Hops to what it came from; 8 unless told, up to 64.")
        ] = HOPS_UP,
        down: Annotated[
            int | None, strawberry.argument(description="Hops to what came from it; 3 unless told, up to 64.")
        ] = HOPS_DOWN,
    ) -> Lineage:
        key = lineage.around(self.row.id, HOPS_UP if up is None else up, HOPS_DOWN if down is None else down)
        found = await info.context.loaders.lineage_by_root.load(key)
        return Lineage.from_found(found)

    @strawberry.field(
        description="Who receives which share of an echo earned here: its maker first, then those whose work it came "
        "from, the largest share first."
    )
    async def attribution(self, info: Info) -> list[AttributionShare]:
        shares = await info.context.loaders.attribution_by_creation.load(self.row.id)
        return [AttributionShare.from_share(share) for share in shares]

    @strawberry.field(description="How many echoes were earned here, before they were shared out by `attribution`.")
    async def echoes_earned(self, info: Info) -> int:
        return await info.context.loaders.echoes_by_creation.load(self.row.id)

    @strawberry.field(
        description="Where its picture is, a square PNG: an address from the realm's root. Remixes look like kin."
    )
    async def image_url(
        self,
        info: Info,
        size: Annotated[
            int | None, strawberry.argument(description="Pixels a side, 64 to 1024; 512 unless told.")
        ] = media.SIZE_PX,
    ) -> str:
        size_px = media.check_size(media.SIZE_PX if size is None else size)
        genes = await info.context.loaders.genes_by_creation.load(self.row.id)
        return f"/media/{self.row.id}/{media.fingerprint(genes)}-{size_px}.png"

    @strawberry.field(description="Your vote for it; null when you gave none, or nobody is signed in.")
    async def viewer_vote(self, info: Info) -> Annotated[Vote, strawberry.lazy("realm_gql.api.votes")] | None:
        from realm_gql.api.votes import find_viewer_vote

        return await find_viewer_vote(info.context, self.row.id)


@strawberry.type(description="What one maker receives of what a creation earns.")
class AttributionShare:
    row: strawberry.Private[lineage.Share]
    units: int = strawberry.field(description="Of 10,000; the units of a creation's shares sum to exactly that.")
    share: float = strawberry.field(description="The same as a fraction of 1.")

    @classmethod
    def from_share(cls, share: lineage.Share) -> AttributionShare:
        """The share that the domain reckoned."""
        return cls(row=share, units=share.units, share=share.units / lineage.UNITS)

    @strawberry.field(description="Who receives it.")
    async def creator(self, info: Info) -> Annotated[Creator, strawberry.lazy("realm_gql.api.creators")]:
        from realm_gql.api.creators import load_creator

        return await load_creator(info.context, self.row.creator_id)

    @strawberry.field(description="For what: the creation itself, or one that it came from.")
    async def creation(self, info: Info) -> Creation:
        creation: Creation = creation_type(await info.context.loaders.creation_by_id.load(self.row.creation_id))
        return creation


@strawberry.type(description="A field that a derivation changed, as people read it; lists are joined into one line.")
class FieldChange:
    field: str = strawberry.field(description="The field's name, as in the schema.")
    before: str | None = strawberry.field(description="What the parent has; null when nothing.")
    after: str | None = strawberry.field(description="What the child has; null when nothing.")


@strawberry.type(description="The edge that a creation has to one it came from.")
class Derivation:
    row: strawberry.Private[lineage.Derivation]
    kind: DerivationKind = strawberry.field(description="How the child came from the parent.")
    created_at: datetime = strawberry.field(description="When the child was made.")

    @classmethod
    def from_row(cls, row: lineage.Derivation) -> Derivation:
        """The edge that a row holds."""
        return cls(row=row, kind=DerivationKind(row.kind), created_at=row.created_at)

    @strawberry.field(description="What it came from.")
    async def parent(self, info: Info) -> Creation:
        parent: Creation = creation_type(await info.context.loaders.creation_by_id.load(self.row.parent_id))
        return parent

    @strawberry.field(description="What came from it.")
    async def child(self, info: Info) -> Creation:
        child: Creation = creation_type(await info.context.loaders.creation_by_id.load(self.row.child_id))
        return child

    @strawberry.field(description="What the child changed, field by field. What is secret is not shown.")
    async def diff(self, info: Info) -> list[FieldChange]:
        parent, child = await info.context.loaders.creation_by_id.load_many([self.row.parent_id, self.row.child_id])
        changes = lineage.diff(parent, child)
        return [FieldChange(field=change.field, before=change.before, after=change.after) for change in changes]


@strawberry.type(description="A part of the graph of what came from what.")
class Lineage:
    nodes: list[Creation] = strawberry.field(description="The creations, the one asked about first, then the nearest.")
    edges: list[Derivation] = strawberry.field(description="Every derivation between two of the nodes.")
    truncated: bool = strawberry.field(description="Whether there were more than 500 nodes; the nearest are told.")

    @classmethod
    def from_found(cls, found: lineage.Lineage) -> Lineage:
        """The lineage that the domain found."""
        return cls(
            nodes=[creation_type(row) for row in found.nodes],
            edges=[Derivation.from_row(row) for row in found.edges],
            truncated=found.truncated,
        )


@strawberry.type
class LineageQuery:
    @strawberry.field(description="Anything authored, by its key; null when there is none.")
    async def creation(
        self, info: Info, uuid: Annotated[UUID, strawberry.argument(description="The key, as `uuid` tells it.")]
    ) -> Creation | None:
        row = await info.context.loaders.creation_by_id.load(uuid)
        return creation_type(row) if row else None


def creation_type(row: lineage.Creation) -> Any:
    """The creation that a row holds, as the one of the six types it is."""
    # The six types are told from this module's interface, so they are known only once all are loaded.
    from realm_gql.api.items import Cosmetic, Item
    from realm_gql.api.locations import Location
    from realm_gql.api.lore import Lore
    from realm_gql.api.npcs import Npc
    from realm_gql.api.quests import Quest

    types: dict[str, type[Creation]] = {
        "NPC": Npc,
        "QUEST": Quest,
        "ITEM": Item,
        "COSMETIC": Cosmetic,
        "LORE": Lore,
        "LOCATION": Location,
    }
    return types[row.kind].from_row(row)


async def fetch_creations(context: Context, ids: list[UUID]) -> list[Creation | None]:
    """Creations of any kind by key, aligned with what was asked."""
    rows = await context.loaders.creation_by_id.load_many(ids)
    return [creation_type(row) if row else None for row in rows]


async def find_of_kind(context: Context, key: UUID, kind: lineage.CreationKind) -> lineage.Creation | None:
    """The creation of that key, when it is of that kind."""
    row = await context.loaders.creation_by_id.load(key)
    return row if row is not None and row.kind == kind.value else None


def page_key(parent: UUID, first: int | None, after: str | None) -> lineage.PageKey:
    """Which page of a parent's list of creations is asked for.

    Raises:
        InvalidInput: `first` or `after` cannot be used.
    """
    return lineage.PageKey(parent, page_size(first), read_place(after, lineage.CreationOrder.NEWEST))


def read_place(after: str | None, order: lineage.CreationOrder) -> tuple[Any, ...] | None:
    """The place in a list sorted so that a cursor stands for.

    Raises:
        InvalidInput: it is no cursor of such a list.
    """
    if after is None:
        return None
    if order is lineage.CreationOrder.NAME:
        return decode_cursor("after", after, str, UUID)
    if order in (lineage.CreationOrder.MOST_REMIXED, lineage.CreationOrder.MOST_VOTED):
        place = decode_cursor("after", after, int, UUID)
        if not 0 <= place[0] <= INT32_MAXIMUM:
            raise InvalidInput("after", "`after` is not a cursor of this list.")
        return place
    return decode_cursor("after", after, datetime, UUID)


def creation_connection(
    page: Page[lineage.Creation],
    node: Any = creation_type,
    order: lineage.CreationOrder = lineage.CreationOrder.NEWEST,
) -> Connection[Any]:
    """A page of creations as clients see it.

    Args:
        node: makes the GraphQL object of a row; any of the six unless told.
        order: how the list is sorted; what its cursors are made of.
    """
    return to_connection(page, node, lambda row: encode_cursor(*lineage.place_of(row, order)))


async def list_kind(
    info: Info,
    node: type[Creation],
    kind: lineage.CreationKind,
    first: int | None,
    after: str | None,
    order_by: CreationOrder | None,
    search: str | None,
) -> Connection[Any]:
    """A page of all creations of one kind, as the root fields list them."""
    order = lineage.CreationOrder[(order_by or CreationOrder.NEWEST).name]
    size, place = page_size(first), read_place(after, order)
    async with info.context.runtime.database.reading() as session:
        page = await lineage.list_creations(session, kind, order, size, place, search)
    return creation_connection(page, node.from_row, order)


async def list_made_by(
    info: Info, account_id: UUID, kind: CreationKind | None, first: int | None, after: str | None
) -> Connection[Creation]:
    """A page of what an account made, the newest first; of one kind, or of all."""
    wanted = lineage.CreationKind[kind.name] if kind else None
    key = (page_key(account_id, first, after), wanted)
    return creation_connection(await info.context.loaders.creations_by_creator.load(key))
