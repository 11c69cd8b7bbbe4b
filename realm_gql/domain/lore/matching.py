"""Lore: what is known in the realm, and which of it a line brings to mind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation, CreationKind
from realm_gql.domain.lore.models import NpcLore

_WORD = re.compile(r"\w+")

LIMIT_PIECES = 1_000
"""How much lore a line is matched against: the oldest, so that what everybody knows comes before what was added."""


@dataclass(frozen=True, slots=True)
class LorePiece:
    """Something that is known; talk that touches one of `keys` brings `text` to mind.

    With `secondary_keys` talk must touch one of those as well. What `is_constant` is always in mind, behind what was
    touched.
    """

    text: str
    keys: tuple[str, ...]
    secondary_keys: tuple[str, ...] = ()
    is_constant: bool = False

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> LorePiece:
        """Read a piece of lore from a creation's stored content."""
        return cls(
            text=content["text"],
            keys=tuple(content["keys"]),
            secondary_keys=tuple(content.get("secondary_keys", ())),
            is_constant=content.get("is_constant", False),
        )

    def to_content(self) -> dict[str, Any]:
        """The piece as it is stored: plain JSON values."""
        content: dict[str, Any] = {"text": self.text, "keys": list(self.keys)}
        if self.secondary_keys:
            content["secondary_keys"] = list(self.secondary_keys)
        if self.is_constant:
            content["is_constant"] = True
        return content


def match_lore(pieces: Sequence[LorePiece], text: str) -> list[LorePiece]:
    """The pieces that a line touches, those it touches with most keys first, each text once.

    A key is found as whole words in any case: ``bell`` is in ``The Bell?`` and not in ``bellows``.
    """
    spoken = _words(text)
    touched = [(_touches(piece, spoken), piece) for piece in pieces]
    ranked = sorted((pair for pair in touched if pair[0] or pair[1].is_constant), key=lambda pair: -pair[0])
    return list({piece.text: piece for _, piece in reversed(ranked)}.values())[::-1]


async def list_lore(session: AsyncSession, npc_id: UUID | None = None) -> list[LorePiece]:
    """What everybody knows, the oldest first, and before it what an NPC knows besides, in the order of its lorebook.

    Args:
        npc_id: whose own lore comes along; None for nobody's.
    """
    known = exists().where(col(NpcLore.lore_id) == col(Creation.id))
    rows = await session.scalars(
        select(col(Creation.content))
        .where(col(Creation.kind) == CreationKind.LORE.value, ~known)
        .order_by(col(Creation.created_at), col(Creation.id))
        .limit(LIMIT_PIECES)
    )
    common = [LorePiece.from_content(content) for content in rows]
    if npc_id is None:
        return common
    return [LorePiece.from_content(creation.content) for _, creation in await list_own_lore(session, npc_id)] + common


async def list_own_lore(session: AsyncSession, npc_id: UUID) -> list[tuple[int, Creation]]:
    """What an NPC knows that is not common knowledge: each piece with its place in the lorebook, in that order."""
    rows = await session.execute(
        select(col(NpcLore.position), Creation)
        .join(Creation, col(Creation.id) == col(NpcLore.lore_id))
        .where(col(NpcLore.npc_id) == npc_id)
        .order_by(col(NpcLore.position), col(NpcLore.lore_id))
        .limit(LIMIT_PIECES)
    )
    return [(position, creation) for position, creation in rows]


def _touches(piece: LorePiece, spoken: str) -> int:
    """How many keys of a piece are spoken; none counts while none of its secondary keys is."""
    if piece.secondary_keys and not _count(piece.secondary_keys, spoken):
        return 0
    return _count(piece.keys, spoken)


def _count(keys: Sequence[str], spoken: str) -> int:
    return sum(words in spoken for key in keys if len(words := _words(key)) > 2)


def _words(text: str) -> str:
    """The words of a text in one case, each between spaces, so that whole words can be found as a substring."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
