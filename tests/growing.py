"""Worlds of any size for tests: creations of every kind, joined as the real ones are."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from realm_gql.domain import lineage
from realm_gql.domain.accounts.models import Account, Scope
from realm_gql.domain.accounts.viewers import Viewer
from realm_gql.domain.events.models import Stream
from realm_gql.domain.items.models import Item
from realm_gql.domain.lineage.models import Creation, Derivation
from realm_gql.domain.locations.models import LocationExit, Room
from realm_gql.domain.models import METADATA
from realm_gql.domain.npcs.models import Npc, NpcBond
from realm_gql.domain.npcs.persona import Persona, Saying, Ware
from realm_gql.domain.quests.models import Quest, QuestCast
from realm_gql.domain.reputation.models import MINT, LedgerEntry, LedgerLine
from realm_gql.storage.database import SQLITE_FILE, Database
from realm_gql.storage.keys import KEY_FILE

NAMES = UUID("0b5e7a11-0000-5000-8000-000000000000")
START = datetime(2026, 1, 1, tzinfo=UTC)
PERSONA = Persona(
    trade="ferryman",
    temper=("dry", "patient"),
    manner="counts aloud",
    backstory="Came down the river.",
    goal="to cross once more",
    secret="cannot swim",
    greeting="One silver, two legs.",
    wares=(Ware("a crossing", "1 silver"),),
    sayings=(Saying("Hm."),),
)
SCRIPT: dict[str, Any] = {
    "start": "a",
    "estimated_minutes": 3,
    "scenes": [
        {
            "key": "a",
            "text": "A fork.",
            "choices": [{"key": "l", "label": "Left", "to": "b"}, {"key": "r", "label": "Right", "to": "c"}],
            "ending": None,
        },
        {"key": "b", "text": "Home.", "choices": [], "ending": {"name": "Home", "tone": "glad"}},
        {"key": "c", "text": "Lost.", "choices": [], "ending": {"name": "Lost", "tone": "grave"}},
    ],
}
CONTENT: dict[str, dict[str, Any]] = {
    "NPC": PERSONA.to_content(),
    "QUEST": SCRIPT,
    "ITEM": {"slot": "HAND"},
    "COSMETIC": {"slot": "HEAD"},
    "LORE": {"text": "The bell rings at noon.", "keys": ["bell", "noon"]},
    "LOCATION": {"description": "Grass and wind."},
}


def copy_realm(seeded: Path, folder: Path) -> None:
    """Copy a realm's database and its signing key into a data folder.

    Args:
        seeded: the realm's SQLite file; the key lies beside it.
    """
    shutil.copy(seeded, folder / SQLITE_FILE)
    shutil.copy(seeded.with_name(KEY_FILE), folder / KEY_FILE)


def key_of(kind: str, number: int) -> UUID:
    """The UUID of the n-th thing of a kind in every grown world."""
    return uuid5(NAMES, f"{kind}:{number}")


def viewer_of(number: int = 0) -> Viewer:
    """The n-th account of a grown world, asking with a token that may do everything."""
    account_id = key_of("account", number)
    return Viewer(account_id, key_of("token", number), frozenset(Scope), f"player-{number}", True, False, frozenset())


def creation(kind: str, number: int, **fields: Any) -> dict[str, Any]:
    """The row of a creation."""
    row = {
        "id": key_of(kind, number),
        "kind": kind,
        "name": f"{kind.title()} {number:04}",
        "summary": f"The one numbered {number}.",
        "tags": ["grown"],
        "creator_id": key_of("account", 0),
        "license": "CC_BY_SA",
        "content": CONTENT[kind],
        "created_at": START + timedelta(minutes=number),
        "revision": 1,
        "remix_count": 0,
    }
    return row | fields


async def grow(database: Database, size: int, accounts: int = 3, stamped: bool = True) -> None:
    """A world of `size` creations of each kind, all of them connected.

    NPCs derive from one another as a ternary tree; each place has a standing room, each NPC a home and one vote, which
    brought its maker all of 100 echoes, each quest a cast.
    Every creation has its provenance, unless it is not wanted for the time it takes.
    """
    numbers = range(size)
    async with database.transaction() as tx:
        await _add(
            tx.session,
            Account,
            [
                {"id": key_of("account", n), "handle": f"player-{n}", "handle_key": f"player-{n}", "roles": []}
                for n in range(accounts)
            ],
        )
        rows = [creation(kind, n, creator_id=key_of("account", n % accounts)) for kind in CONTENT for n in numbers]
        await _add(tx.session, Creation, rows)
        rooms = [Room(id=key_of("room", n), location_id=key_of("LOCATION", n), name=f"Room {n}") for n in numbers]
        await _add(tx.session, Stream, [{"id": room.stream_id} for room in rooms])
        await _add(tx.session, Room, [room.model_dump() | {"is_standing": True} for room in rooms])
        await _add(tx.session, LocationExit, _ring("from_id", "to_id", "LOCATION", size))
        await _add(
            tx.session,
            Npc,
            [
                {"id": key_of("NPC", n), "home_id": key_of("LOCATION", n // 2), "room_id": key_of("room", n // 2)}
                for n in numbers
            ],
        )
        bonds = _ring("npc_id", "other_id", "NPC", size)
        await _add(tx.session, NpcBond, [bond | {"bond": "friend", "feeling": "warm"} for bond in bonds])
        await _add(
            tx.session,
            Quest,
            [
                {"id": key_of("QUEST", n), "giver_id": key_of("NPC", n // 2), "location_id": key_of("LOCATION", n)}
                for n in numbers
            ],
        )
        await _add(
            tx.session,
            QuestCast,
            [
                {"quest_id": key_of("QUEST", n), "npc_id": key_of("NPC", (n + step) % size), "position": step}
                for n in numbers
                for step in range(2)
            ],
        )
        await _add(
            tx.session,
            Item,
            [{"id": key_of("ITEM", n), "owner_id": key_of("account", n % accounts)} for n in numbers],
        )
        await derive(tx.session, [(n, (n - 1) // 3) for n in numbers if n])
        await _add(
            tx.session,
            LedgerEntry,
            [
                {"id": key_of("entry", n), "reason": "VOTE", "signal": f"vote:{n}", "cause": f"vote:{n}", "number": 1}
                | {"creation_id": key_of("NPC", n), "created_at": START + timedelta(minutes=n)}
                for n in numbers
            ],
        )
        await _add(
            tx.session,
            LedgerLine,
            [
                {"id": key_of(f"line {amount}", n), "entry_id": key_of("entry", n), "account_id": account_id}
                | {"creation_id": key_of("NPC", n), "amount": amount, "created_at": START + timedelta(minutes=n)}
                for n in numbers
                for account_id, amount in ((MINT, -100), (key_of("account", n % accounts), 100))
            ],
        )
        if stamped:
            await lineage.stamp(tx, [row["id"] for row in rows])


async def clear(database: Database) -> None:
    """Throw away every row."""
    async with database.transaction() as tx:
        for table in reversed(METADATA.sorted_tables):
            await tx.session.execute(delete(table))


async def derive(session: AsyncSession, edges: list[tuple[int, int]], kind: str = "NPC") -> None:
    """Edges (child, parent) between creations of one kind that are there."""
    position: dict[int, int] = {}
    rows = []
    for child, parent in edges:
        position[child] = position.get(child, -1) + 1
        rows.append(
            {
                "child_id": key_of(kind, child),
                "parent_id": key_of(kind, parent),
                "kind": "REMIX",
                "position": position[child],
                "created_at": START + timedelta(minutes=child),
            }
        )
    await _add(session, Derivation, rows)


async def add_npcs(database: Database, count: int) -> None:
    """NPCs alone, nowhere, and the account that made them: enough for a lineage."""
    async with database.transaction() as tx:
        account = {"id": key_of("account", 0), "handle": "player-0", "handle_key": "player-0", "roles": []}
        await _add(tx.session, Account, [account])
        await _add(tx.session, Creation, [creation("NPC", n) for n in range(count)])
        await _add(tx.session, Npc, [{"id": key_of("NPC", n)} for n in range(count)])


def _ring(here: str, there: str, kind: str, size: int) -> list[dict[str, Any]]:
    return [
        {here: key_of(kind, n), there: key_of(kind, (n + step) % size), "position": position}
        for n in range(size)
        for position, step in enumerate((1, 2))
    ]


async def _add(session: AsyncSession, table: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        await session.execute(insert(table), rows)
