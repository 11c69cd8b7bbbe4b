"""Lore: what is known in the realm, and which of it a line brings to mind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.lineage.models import Creation, CreationKind

_WORD = re.compile(r"\w+")

LIMIT_PIECES = 1_000
"""How much lore a line is matched against: the oldest, so that what everybody knows comes before what was added."""


@dataclass(frozen=True, slots=True)
class LorePiece:
    """Something that is known; talk that touches one of `keys` brings `text` to mind."""

    text: str
    keys: tuple[str, ...]

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> LorePiece:
        """Read a piece of lore from a creation's stored content."""
        return cls(text=content["text"], keys=tuple(content["keys"]))

    def to_content(self) -> dict[str, Any]:
        """The piece as it is stored: plain JSON values."""
        return {"text": self.text, "keys": list(self.keys)}


def match_lore(pieces: Sequence[LorePiece], text: str) -> list[LorePiece]:
    """The pieces that a line touches, those it touches with most keys first, each text once.

    A key is found as whole words in any case: ``bell`` is in ``The Bell?`` and not in ``bellows``.
    """
    spoken = _words(text)
    touched = [(sum(_words(key) in spoken for key in piece.keys if key.strip()), piece) for piece in pieces]
    ranked = sorted((pair for pair in touched if pair[0]), key=lambda pair: -pair[0])
    return list({piece.text: piece for _, piece in reversed(ranked)}.values())[::-1]


async def list_lore(session: AsyncSession) -> list[LorePiece]:
    """The lore of the realm, the oldest first."""
    rows = await session.scalars(
        select(col(Creation.content))
        .where(col(Creation.kind) == CreationKind.LORE.value)
        .order_by(col(Creation.created_at), col(Creation.id))
        .limit(LIMIT_PIECES)
    )
    return [LorePiece.from_content(content) for content in rows]


def _words(text: str) -> str:
    """The words of a text in one case, each between spaces, so that whole words can be found as a substring."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
