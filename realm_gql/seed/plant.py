"""Plants the starter realm: writes what `content.py` reads into the database, once.

What is already there stays as it is, whatever has become of it since; a link is planted with whichever of its ends is
new. So planting again changes nothing, and planting a later version adds what that version brought.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlmodel import col

from realm_gql.domain import lineage, locations, making
from realm_gql.domain.accounts.handles import handle_key
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.items.models import Item
from realm_gql.domain.lineage.models import Creation, CreationKind
from realm_gql.domain.locations.models import LocationExit, Room
from realm_gql.domain.lore import LorePiece
from realm_gql.domain.npcs.models import Npc, NpcBond
from realm_gql.domain.quests import Choice, Ending, Scene, Script
from realm_gql.domain.quests.models import Quest, QuestCast
from realm_gql.seed import content
from realm_gql.seed.content import MOOR_NAMESPACE, Entry, Moor, load_moor, uuid_of
from realm_gql.storage.database import Database, Transaction

MAKER_ID = uuid5(MOOR_NAMESPACE, "account:the-moor")
MAKER_HANDLE = "the-moor"
MAKER_BIO = "The Moor itself. It was here before anybody, and made the first of everything."

FIRST_DAY = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
"""When the first thing of the Moor was made; each next one came a minute later, so that their order never changes."""

PLANTING_LOCK = 0x6D6F6F72
"""The advisory lock that lets one of several PostgreSQL processes plant at a time."""


@dataclass(frozen=True, slots=True)
class PlantReport:
    """What planting did: how many creations were planted now, and how many were there already."""

    planted: int
    kept: int


async def plant(database: Database, moor: Moor | None = None) -> PlantReport:
    """Give a realm its first places and people; whole or not at all.

    Args:
        moor: what to plant; the Moor that is shipped with the realm unless told otherwise.

    Raises:
        StorageUnavailable: the database does not answer.
        ConfigurationError: the realm's signing key is lost.
    """
    moor = moor or load_moor()
    async with database.transaction() as tx:
        if not database.sqlite:
            await tx.session.execute(select(func.pg_advisory_xact_lock(PLANTING_LOCK)))
        fresh = await _missing(tx, moor)
        if fresh:
            await _plant_maker(tx)
            await _plant_creations(tx, moor, fresh)
            await _plant_locations(tx, moor, fresh)
            await _plant_npcs(tx, moor, fresh)
            await _plant_quests(tx, moor, fresh)
            tx.session.add_all(Item(id=item.uuid) for item in moor.items if item.uuid in fresh)
            await lineage.stamp(tx, [entry.uuid for _, entry, _ in _entries(moor) if entry.uuid in fresh])
    return PlantReport(planted=len(fresh), kept=sum(1 for _ in _entries(moor)) - len(fresh))


def standing_room_id(location_id: UUID) -> UUID:
    """The room that a planted location has from the start."""
    return uuid5(location_id, "standing-room")


def own_room_id(npc_id: UUID) -> UUID:
    """The room that a planted remix of an NPC has to itself."""
    return uuid5(npc_id, "room")


async def _missing(tx: Transaction, moor: Moor) -> set[UUID]:
    wanted = {entry.uuid for _, entry, _ in _entries(moor)}
    return wanted - set(await tx.session.scalars(select(col(Creation.id)).where(col(Creation.id).in_(wanted))))


async def _plant_maker(tx: Transaction) -> None:
    if await tx.session.get(Account, MAKER_ID) is None:
        tx.session.add(
            Account(
                id=MAKER_ID,
                handle=MAKER_HANDLE,
                handle_key=handle_key(MAKER_HANDLE),
                is_guest=False,
                bio=MAKER_BIO,
                created_at=FIRST_DAY,
            )
        )
        await tx.session.flush()


async def _plant_creations(tx: Transaction, moor: Moor, fresh: set[UUID]) -> None:
    for number, (kind, entry, stored) in enumerate(_entries(moor)):
        if entry.uuid in fresh:
            tx.session.add(
                Creation(
                    id=entry.uuid,
                    kind=kind.value,
                    name=entry.name,
                    summary=entry.summary,
                    tags=list(entry.tags),
                    creator_id=MAKER_ID,
                    license=entry.license,
                    content=stored,
                    created_at=FIRST_DAY + timedelta(minutes=number),
                )
            )
    await tx.session.flush()


async def _plant_locations(tx: Transaction, moor: Moor, fresh: set[UUID]) -> None:
    for location in moor.locations:
        if location.uuid in fresh:
            room = Room(
                id=standing_room_id(location.uuid),
                location_id=location.uuid,
                name=location.room.name,
                goal=location.room.goal,
                is_standing=True,
                created_at=FIRST_DAY,
            )
            await locations.open_room(tx, room)
        for position, slug in enumerate(location.exits):
            to_id = uuid_of("location", slug)
            if fresh & {location.uuid, to_id}:
                tx.session.add(LocationExit(from_id=location.uuid, to_id=to_id, position=position))
    await tx.session.flush()


async def _plant_npcs(tx: Transaction, moor: Moor, fresh: set[UUID]) -> None:
    creations = {npc.uuid: await tx.session.get_one(Creation, npc.uuid) for npc in moor.npcs if npc.uuid in fresh}
    for position, npc in enumerate(moor.npcs):
        if npc.uuid not in fresh:
            continue
        home_id = uuid_of("location", npc.home)
        room_id = standing_room_id(home_id)
        if npc.remix_of is not None:
            room_id = own_room_id(npc.uuid)
            await locations.open_room(tx, making.private_room(creations[npc.uuid], home_id, room_id))
            await making.derive(tx, creations[npc.uuid], uuid_of("npc", npc.remix_of))
        tx.session.add(Npc(id=npc.uuid, home_id=home_id, room_id=room_id, position=position))
    await tx.session.flush()
    for npc in moor.npcs:
        for position, bond in enumerate(npc.persona.bonds):
            other_id = UUID(bond.npc)
            if fresh & {npc.uuid, other_id}:
                tx.session.add(
                    NpcBond(npc_id=npc.uuid, other_id=other_id, bond=bond.bond, feeling=bond.feeling, position=position)
                )
    await tx.session.flush()


async def _plant_quests(tx: Transaction, moor: Moor, fresh: set[UUID]) -> None:
    for quest in moor.quests:
        if quest.uuid in fresh:
            giver_id, location_id = uuid_of("npc", quest.giver), uuid_of("location", quest.location)
            tx.session.add(Quest(id=quest.uuid, giver_id=giver_id, location_id=location_id))
    await tx.session.flush()
    for quest in moor.quests:
        if quest.uuid in fresh:
            tx.session.add_all(
                QuestCast(quest_id=quest.uuid, npc_id=uuid_of("npc", slug), position=position)
                for position, slug in enumerate(quest.cast)
            )
    await tx.session.flush()


def _entries(moor: Moor) -> Iterable[tuple[CreationKind, Entry, dict[str, object]]]:
    """Every authored creation with its kind and its content, in the order they were made."""
    for location in moor.locations:
        yield CreationKind.LOCATION, location, {"description": location.description}
    for npc in moor.npcs:
        yield CreationKind.NPC, npc, npc.persona.to_content()
    for quest in moor.quests:
        yield CreationKind.QUEST, quest, _script(quest).to_content()
    for item in moor.items:
        yield CreationKind.ITEM, item, {"slot": item.slot}
    for cosmetic in moor.cosmetics:
        yield CreationKind.COSMETIC, cosmetic, {"slot": cosmetic.slot}
    for lore in moor.lore:
        yield CreationKind.LORE, lore, LorePiece(lore.text, lore.keys).to_content()


def _script(quest: content.Quest) -> Script:
    scenes = tuple(
        Scene(
            scene.key,
            scene.text,
            tuple(Choice(choice.key, choice.label, choice.to) for choice in scene.choices),
            Ending(scene.ending.name, scene.ending.tone) if scene.ending else None,
        )
        for scene in quest.scenes
    )
    return Script(start=scenes[0].key, estimated_minutes=quest.estimated_minutes, scenes=scenes)
