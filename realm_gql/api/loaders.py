"""The DataLoaders of one operation: every relation of the graph is one statement a level, however many rows it has.

Each batch opens its own short read session, so nothing is held between batches. The nouns that need more than a read
keep their batches in their own file.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from realm_gql.api import drafts, rooms, talk
from realm_gql.domain import accounts, items, lineage, locations, making, media, npcs, quests, reputation, votes
from realm_gql.domain import talk as domain_talk
from realm_gql.kit.paging import Page
from realm_gql.runtime import Runtime

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")

MadeKey = tuple[lineage.PageKey, lineage.CreationKind | None]

LIMIT_BATCH = 10_000
"""Keys in a statement; both databases take some 32,000."""


class Loaders:
    """One DataLoader for each relation, named `<thing>_by_<key>`."""

    def __init__(self, runtime: Runtime) -> None:
        read = partial(_reading, runtime)
        own = partial(_owning, runtime)
        self.account_by_id: DataLoader[UUID, Any] = read(accounts.load_accounts)
        self.creation_by_id: DataLoader[UUID, Any] = read(lineage.load_visible)
        self.creations_by_creator: DataLoader[MadeKey, Page[lineage.Creation]] = own(load_creations_by_creator)
        self.parents_by_child: DataLoader[UUID, list[lineage.Derivation]] = read(lineage.load_parents)
        self.children_by_parent: DataLoader[lineage.PageKey, Page[lineage.Creation]] = read(lineage.load_children)
        self.ancestors_by_descendant: DataLoader[lineage.PageKey, Page[lineage.Creation]] = read(lineage.load_ancestors)
        self.descendants_by_ancestor: DataLoader[lineage.PageKey, Page[lineage.Creation]] = read(
            lineage.load_descendants
        )
        self.lineage_by_root: DataLoader[lineage.LineageKey, lineage.Lineage] = read(lineage.load_lineages)
        self.provenance_by_creation: DataLoader[UUID, lineage.Provenance | None] = read(lineage.load_provenances)
        self.attribution_by_creation: DataLoader[UUID, list[lineage.Share]] = read(lineage.load_attributions)
        self.echoes_by_creation: DataLoader[UUID, int] = read(reputation.load_earned)
        self.echoes_by_player: DataLoader[UUID, int] = read(reputation.load_balances)
        self.ledger_by_player: DataLoader[lineage.PageKey, Page[reputation.Line]] = read(reputation.load_lines)
        self.vote_by_key: DataLoader[votes.VoteKey, votes.Vote | None] = read(votes.load_votes)
        self.receipt_by_vote: DataLoader[votes.VoteKey, votes.VoteReceipt] = read(votes.load_receipts)
        self.npc_by_id: DataLoader[UUID, npcs.Npc | None] = read(npcs.load_npcs)
        self.bonds_by_npc: DataLoader[UUID, list[npcs.NpcBond]] = read(npcs.load_bonds)
        self.npcs_by_location: DataLoader[UUID, list[lineage.Creation]] = read(npcs.load_npcs_by_home)
        self.npcs_by_room: DataLoader[UUID, list[lineage.Creation]] = read(npcs.load_npcs_by_room)
        self.quest_by_id: DataLoader[UUID, quests.Quest | None] = read(quests.load_quests)
        self.quests_by_giver: DataLoader[lineage.PageKey, Page[lineage.Creation]] = read(quests.load_quests_by_giver)
        self.cast_by_quest: DataLoader[UUID, list[lineage.Creation]] = read(quests.load_cast)
        self.genes_by_creation: DataLoader[UUID, Any] = read(media.load_genes)
        self.item_by_id: DataLoader[UUID, items.Item | None] = read(items.load_items)
        self.items_by_owner: DataLoader[UUID, list[lineage.Creation]] = read(items.load_items_by_owner)
        self.exits_by_location: DataLoader[UUID, list[lineage.Creation]] = read(locations.load_exits)
        self.players_by_room: DataLoader[UUID, list[UUID]] = read(locations.load_players_by_room)
        self.room_by_id: DataLoader[UUID, Any] = own(rooms.load_rooms)
        self.rooms_by_location: DataLoader[UUID, list[rooms.Room]] = own(rooms.load_rooms_by_location)
        self.open_turns_by_room: DataLoader[UUID, list[domain_talk.Turn]] = own(talk.load_open_turns_by_room)
        self.takes_by_turn: DataLoader[UUID, list[domain_talk.Take]] = own(talk.load_takes_by_turn)
        self.takes_by_draft: DataLoader[UUID, list[making.DraftTake]] = own(drafts.load_takes_by_draft)
        self.place_by_draft: DataLoader[UUID, int | None] = own(drafts.load_place_by_draft)


async def load_creations_by_creator(runtime: Runtime, keys: list[MadeKey]) -> list[Page[lineage.Creation]]:
    """Batch of `creations_by_creator`: a statement for each kind that is asked for."""
    found: dict[MadeKey, Page[lineage.Creation]] = {}
    async with runtime.database.reading() as session:
        for kind in dict.fromkeys(kind for _, kind in keys):
            wanted = [page for page, of_kind in keys if of_kind is kind]
            pages = await lineage.load_creations_by_creator(session, wanted, kind)
            found.update(zip(((page, kind) for page in wanted), pages, strict=True))
    return [found[key] for key in keys]


def _reading(runtime: Runtime, load: Callable[[Any, Sequence[K]], Awaitable[Sequence[R]]]) -> DataLoader[K, R]:
    """A loader whose batch is a reading of the domain."""

    async def batch(keys: list[K]) -> Sequence[R]:
        async with runtime.database.reading() as session:
            return await load(session, keys)

    return DataLoader(load_fn=batch, max_batch_size=LIMIT_BATCH)


def _owning(runtime: Runtime, load: Callable[[Runtime, list[K]], Awaitable[Sequence[R]]]) -> DataLoader[K, R]:
    """A loader whose batch is a noun's own."""
    return DataLoader(load_fn=partial(load, runtime), max_batch_size=LIMIT_BATCH)
