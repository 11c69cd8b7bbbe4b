"""A card's file, read and understood in one go: what an import rests on before it meets the database."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from realm_gql.domain.making.cards.files import read_card
from realm_gql.domain.making.cards.json_cards import write_entry
from realm_gql.domain.making.cards.keeping import keep
from realm_gql.domain.making.cards.lore import LoreText, read_lore
from realm_gql.domain.making.cards.mapping import Character, read_character
from realm_gql.domain.making.cards.marks import Mark, read_mark
from realm_gql.domain.making.cards.models import Card, LoreEntry
from realm_gql.domain.making.cards.values import write_json
from realm_gql.errors import InvalidInput

LIMIT_LORE = 200
"""How many entries of a lorebook become lore; a larger one is refused rather than cut."""
LIMIT_LORE_CHARS = 256 * 1024
LIMIT_KEPT_LORE_CHARS = 512 * 1024
"""What the entries in use say, their text and everything else."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A card, the realm's mark on it, who it tells of, and what becomes of each entry of its lorebook in use."""

    card: Card
    mark: Mark | None
    character: Character
    lore: dict[int, LoreText]

    @property
    def entries(self) -> tuple[LoreEntry, ...]:
        """Every entry of its lorebook."""
        return self.card.character_book.entries if self.card.character_book else ()


def read_file(raw: bytes) -> Reading:
    """Read a card's file, and what becomes of it.

    Takes up to a second for the largest and worst: run it in a thread, and before a transaction begins.

    Args:
        raw: the whole file.

    Raises:
        InvalidInput: it is too large, damaged, hostile or no card; `field` is ``card`` or the field of the card.
    """
    return read(read_card(raw))


def read(card: Card) -> Reading:
    """As `read_file`, of a card that has been read.

    Raises:
        InvalidInput: nothing of its name can be shown, or its lorebook or what must be kept of it is too large.
    """
    mark = read_mark(card.extensions)
    entries = card.character_book.entries if card.character_book else ()
    _check_book([entry for entry in entries if entry.enabled])
    lore = {place: told for place, entry in enumerate(entries) if (told := read_lore(entry, card.called))}
    character = read_character(card, mark)
    # What could not be stored is refused now, while nobody waits for it.
    keep(UUID(int=0), card, character, mark, lore.keys()).to_content()
    return Reading(card, mark, character, lore)


def _check_book(in_use: list[LoreEntry]) -> None:
    if len(in_use) > LIMIT_LORE:
        raise InvalidInput(
            "character_book.entries",
            f"The lorebook has {len(in_use):,} entries in use; at most {LIMIT_LORE} can be taken in with a card.",
        )
    said_chars = sum(len(entry.content) for entry in in_use)
    kept_chars = sum(len(write_json(write_entry(entry))) for entry in in_use)
    for size_chars, limit_chars in ((said_chars, LIMIT_LORE_CHARS), (kept_chars, LIMIT_KEPT_LORE_CHARS)):
        if size_chars > limit_chars:
            raise InvalidInput(
                "character_book",
                f"The lorebook has {size_chars:,} characters; at most {limit_chars:,} can be taken in with a card.",
            )
