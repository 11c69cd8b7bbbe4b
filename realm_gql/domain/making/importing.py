"""Importing a character card: an NPC of the importer's, its lore, and its place in the tree if the card proves one.

What a card says and means is `cards/`; here it meets the database.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from realm_gql.domain import accounts, lineage, lore, npcs, uploads
from realm_gql.domain.lineage.differences import HIDDEN, MADE
from realm_gql.domain.lineage.models import Creation, CreationKind, DerivationKind, License
from realm_gql.domain.making import cards
from realm_gql.domain.making.changes import LICENSES_AFTER, LIMIT_PERSONA_CHARS
from realm_gql.domain.making.remixing import derive, settle_npc
from realm_gql.domain.npcs.models import NpcBond
from realm_gql.errors import InvalidInput, NotFound
from realm_gql.kit.clock import now
from realm_gql.runtime import Runtime
from realm_gql.storage.database import Transaction

IMPORT_CAPACITY = 300.0
IMPORT_RESTORE_PER_S = 0.1
"""So many creations by import at once, and one more every ten seconds, for each account. A character is one, and so is
each piece of its lore."""

_LICENSES = (
    (re.compile(r"\s*(?:cc[ -]?0|public domain)\b", re.IGNORECASE), License.CC0),
    (re.compile(r"\s*cc[ -]?by[ -]sa\b", re.IGNORECASE), License.CC_BY_SA),
    (re.compile(r"\s*cc[ -]?by\b(?![ -]?(?:nc|nd|sa))", re.IGNORECASE), License.CC_BY),
)


@dataclass(frozen=True, slots=True)
class _Root:
    """A creation of the realm that a card comes from, and how."""

    creation: Creation
    kind: DerivationKind


@dataclass(frozen=True, slots=True)
class _Book:
    """What becomes of a lorebook, each piece with its place in it: lore to publish, and lore of the realm come back."""

    fresh: dict[int, cards.LoreText]
    known: dict[int, Creation]

    @property
    def taken(self) -> frozenset[int]:
        return frozenset((*self.fresh, *self.known))


async def read_upload(runtime: Runtime, viewer: accounts.Viewer, upload_id: UUID) -> cards.Reading:
    """Read the card in a file that the viewer sent; what is no card is thrown away, so that it is read once.

    To be called before the transaction that publishes it, so that nobody's change waits for it.

    Raises:
        NotFound: there is no such file of the viewer's.
        InvalidInput: it is no card that can be used.
    """
    async with runtime.heavy_work:
        raw = await uploads.read_upload(runtime, viewer, upload_id)
        try:
            return await asyncio.to_thread(cards.read_file, raw)
        except InvalidInput:
            with suppress(NotFound):  # somebody tried it in the same moment, or its hour was over
                await uploads.discard(runtime, viewer, upload_id)
            raise


async def import_card(tx: Transaction, viewer: accounts.Viewer, raw: bytes, home_id: UUID | None = None) -> Creation:
    """Bring a character card into the realm as an NPC of one's own.

    Reading the file takes time that a transaction should not: whoever can, reads it before with `read_upload`, and
    calls `publish_card`.

    Args:
        viewer: who imports it.
        raw: the file, PNG, APNG, JSON or CHARX.
        home_id: the location it comes to live at; None is where its parent lives, or the realm's first location.

    Returns:
        The NPC, published.

    Raises:
        InvalidInput: the file is no card that can be used, or the home is no location; nothing is made.
        NotFound: there is no such home.
        Conflict: what it comes from was never signed.
        RateLimited: the account imports too much, too fast.
    """
    return await publish_card(tx, viewer, await asyncio.to_thread(cards.read_file, raw), home_id)


async def publish_card(
    tx: Transaction, viewer: accounts.Viewer, reading: cards.Reading, home_id: UUID | None = None
) -> Creation:
    """As `import_card`, of a card that has been read."""
    book = await _sort_lore(tx, reading)
    await accounts.spend(
        tx,
        f"import:{viewer.account_id}",
        IMPORT_CAPACITY,
        IMPORT_RESTORE_PER_S,
        "You import faster than anybody can read; wait a little.",
        amount=1.0 + len(book.fresh),
    )
    roots = await _find_roots(tx, reading.mark)
    home = await _find_home(tx, home_id, roots)
    character = reading.character
    creation = Creation(
        kind=CreationKind.NPC.value,
        name=character.name,
        summary=character.summary,
        tags=list(character.tags),
        license=_license(reading, roots).value,
        creator_id=viewer.account_id,
        created_at=now(),
        content={},
    )
    remarks = _remarks(reading, roots)
    creation.content = await asyncio.to_thread(_content, creation.id, reading, book.taken, remarks)
    if reading.mark is not None and roots and roots[0].creation.id == reading.mark.itself.uuid:
        # It is a remix of that one, and keeps as every remix does what no card tells: its secret, its traits.
        creation.content |= _untold(roots[0].creation.content, creation.content)
    tx.session.add(creation)
    await tx.session.flush()
    for position, root in enumerate(roots):
        await derive(tx, creation, root.creation.id, root.kind, position)
    await settle_npc(tx, creation, home, await _bonds(tx, creation))
    pieces = await _publish_lore(tx, creation, reading, book)
    await lineage.stamp(tx, [creation.id, *pieces])
    return creation


async def _sort_lore(tx: Transaction, reading: cards.Reading) -> _Book:
    """Which entries of a card's lorebook are new lore, and which are lore of the realm that came back unchanged."""
    here = await _find_claimed_lore(tx, reading)
    private = await lore.load_private(tx.session, [creation.id for creation in here.values()])
    book = _Book({}, {})
    for place, told in reading.lore.items():
        creation = here.get(place)
        if creation is None or not cards.says_the_same(reading.entries[place], creation):
            book.fresh[place] = told
        elif creation.id in private and creation not in book.known.values():
            book.known[place] = creation
        # Common knowledge needs no second piece that says the same: it stays on the card alone.
    return book


async def _find_claimed_lore(tx: Transaction, reading: cards.Reading) -> dict[int, Creation]:
    """The lore of the realm that entries say they are, as far as their fingerprints fit."""
    claims = {place: mark for place in reading.lore if (mark := cards.read_entry_mark(reading.entries[place]))}
    rows = await lineage.load_visible(tx.session, [uuid for uuid, _ in claims.values()])
    return {
        place: row
        for (place, (_, claimed)), row in zip(claims.items(), rows, strict=True)
        if row is not None and row.kind == CreationKind.LORE.value and cards.fingerprint(row) == claimed
    }


async def _find_roots(tx: Transaction, mark: cards.Mark | None) -> list[_Root]:
    """Where in the tree a card has its place: what it says it came from, if that is here and its fingerprint fits."""
    if mark is None:
        return []
    claims = cards.hash_of(mark)
    rows = await lineage.load_visible(tx.session, list(claims))
    fitting = {
        row.id: row
        for row in rows
        if row is not None and row.kind == CreationKind.NPC.value and cards.fingerprint(row) == claims[row.id]
    }
    return [_Root(fitting[uuid], kind) for uuid, kind in cards.attach(mark, fitting)]


async def _find_home(tx: Transaction, home_id: UUID | None, roots: list[_Root]) -> UUID | None:
    """Where the NPC comes to live; None in a realm without a place."""
    if home_id is not None:
        home = await lineage.get_visible(tx.session, home_id)
        if home.kind != CreationKind.LOCATION.value:
            raise InvalidInput("homeId", "`homeId` must be the id of a location.")
        return home.id
    for root in roots:
        _, parent = await npcs.find_npc(tx.session, root.creation.id)
        if parent.home_id is not None:
            return parent.home_id
    first = await lineage.list_creations(tx.session, CreationKind.LOCATION, lineage.CreationOrder.OLDEST, 1)
    return first.items[0].id if first.items else None


async def _bonds(tx: Transaction, creation: Creation) -> list[NpcBond]:
    """Those an NPC's persona says it knows, as far as they are here."""
    told = {UUID(bond.npc): bond for bond in npcs.Persona.from_content(creation.content).bonds}
    here = await npcs.load_npcs(tx.session, list(told))
    return [
        NpcBond(npc_id=creation.id, other_id=other.id, bond=bond.bond, feeling=bond.feeling, position=position)
        for position, (other, bond) in enumerate(zip(here, told.values(), strict=True))
        if other is not None
    ]


async def _publish_lore(tx: Transaction, npc: Creation, reading: cards.Reading, book: _Book) -> list[UUID]:
    """Publish what an NPC's card told besides, inspired by the NPC and known to it alone; returns what is new."""
    pieces = {place: _lore(npc, place, reading.entries[place], told) for place, told in book.fresh.items()}
    tx.session.add_all(pieces.values())
    await tx.session.flush()
    for piece in pieces.values():
        await derive(tx, piece, npc.id, DerivationKind.INSPIRED)
    await lore.learn(tx, npc.id, {creation.id: place for place, creation in (pieces | book.known).items()})
    return [piece.id for piece in pieces.values()]


def _content(of: UUID, reading: cards.Reading, taken: frozenset[int], remarks: tuple[str, ...]) -> dict[str, Any]:
    """The content of the NPC that a card becomes: its persona, and what is kept of the card."""
    kept = cards.keep(of, reading.card, reading.character, reading.mark, taken, remarks)
    return {**reading.character.persona.to_content(), cards.CONTENT_KEY: kept.to_content()}


def _untold(parent: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """What a creation is that its card says nothing of; how it was made is no part of that."""
    return {key: value for key, value in parent.items() if key in HIDDEN or (key not in told and key != MADE)}


def _lore(npc: Creation, place: int, entry: cards.LoreEntry, told: cards.LoreText) -> Creation:
    return Creation(
        kind=CreationKind.LORE.value,
        name=told.name,
        summary=told.summary,
        tags=[],
        license=npc.license,
        creator_id=npc.creator_id,
        # Each a moment later than the last: an ancestor is older than what came from it, and the book keeps its order.
        created_at=npc.created_at + timedelta(microseconds=place + 1),
        content=cards.keep_entry(entry, told),
    )


def _license(reading: cards.Reading, roots: list[_Root]) -> License:
    """What others may do with it: what the card says, as far as what it came from allows; share-alike else."""
    wanted = _told_license(reading.card) or License.CC_BY_SA
    if reading.mark is not None:
        wanted = License(reading.mark.itself.license)
    allowed = (LICENSES_AFTER[License(root.creation.license)] for root in roots)
    return wanted if all(wanted in licenses for licenses in allowed) else License.CC_BY_SA


def _told_license(card: cards.Card) -> License | None:
    told = cards.told_license(card)
    return next((found for pattern, found in _LICENSES if pattern.match(told)), None)


def _remarks(reading: cards.Reading, roots: list[_Root]) -> tuple[str, ...]:
    """What whoever imports a card should know of it."""
    card, mark = reading.card, reading.mark
    remarks: list[str] = []
    if roots:
        names = ", ".join(f"“{root.creation.name}”" for root in roots)
        remarks.append(f"It comes from {names}, and stands in that tree.")
    elif mark is not None:
        remarks.append(
            f"It says that it is “{mark.itself.name}”, which is not here or not as the card says: it begins a tree of "
            "its own."
        )
    if card.is_newer:
        remarks.append(f"It is of version {card.spec_version}: what only that version knows is kept, and not used.")
    if len(card.description) > LIMIT_PERSONA_CHARS["backstory"]:
        remarks.append("Its description is longer than an NPC keeps in mind; the whole is kept, and exported again.")
    if card.system_prompt or card.post_history_instructions:
        remarks.append("Its instructions to models are kept, and never used here.")
    if cards.has_files(card):
        remarks.append("The pictures, sounds and other files inside it were not taken in.")
    if any(cards.has_patterns(entry) for entry in reading.entries):
        remarks.append("Some of its lore is found by patterns; the realm looks for words, and keeps the patterns.")
    if (told := cards.told_license(card)) and _told_license(card) is None:
        remarks.append(f"Of its license it says “{told}”, which the realm does not know: ask its maker before sharing.")
    return tuple(remarks)
