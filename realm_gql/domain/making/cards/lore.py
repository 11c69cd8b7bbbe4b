"""From a lorebook's entries to lore of the realm, and back. Which creations they become is `importing.py`'s to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from realm_gql.domain.accounts.texts import is_blank
from realm_gql.domain.lineage.differences import CHARACTER_CARD
from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.lore.matching import LorePiece
from realm_gql.domain.making.cards.decorators import text_of
from realm_gql.domain.making.cards.json_cards import read_entry, write_entry
from realm_gql.domain.making.cards.marks import EXTENSION, VERSION, digest, fingerprint
from realm_gql.domain.making.cards.models import LoreEntry
from realm_gql.domain.making.cards.texts import TOLD_USER, one_line, plain, shorten
from realm_gql.domain.making.cards.values import parse_json, write_json
from realm_gql.domain.making.changes import LIMIT_NAME_CHARS, LIMIT_SUMMARY_CHARS
from realm_gql.errors import InvalidInput

CONTENT_KEY = CHARACTER_CARD
"""Where a creation's content keeps what a card said that the realm has no place for."""

LIMIT_TEXT_CHARS = 2_000
LIMIT_READ_CHARS = 20_000
LIMIT_KEYS = 20
LIMIT_KEY_CHARS = 60

_SIGNS = frozenset("\\*+?^$()[]{}|")


@dataclass(frozen=True, slots=True)
class LoreText:
    """A piece of lore as the realm has it, not published yet."""

    name: str
    summary: str
    piece: LorePiece


def read_lore(entry: LoreEntry, char: str) -> LoreText | None:
    """What an entry says; None for one that is switched off or says nothing.

    Patterns are no keys of the realm: a stranger's pattern can take for ever. They stay on the card; words that are
    only called patterns, as SillyTavern calls all of them, are words.

    Args:
        char: what ``{{char}}`` becomes.
    """
    text = shorten(plain(text_of(entry.content)[:LIMIT_READ_CHARS], char, TOLD_USER), LIMIT_TEXT_CHARS)
    if not entry.enabled or is_blank(text):
        return None
    keys = _keys(entry, entry.keys, char)
    piece = LorePiece(
        text=text,
        keys=keys,
        secondary_keys=_keys(entry, entry.secondary_keys or (), char) if entry.selective else (),
        is_constant=bool(entry.constant),
    )
    called = (entry.name, entry.comment, *keys, text)
    names = (one_line(shorten(one_line(plain(raw, char, TOLD_USER)), LIMIT_NAME_CHARS)) for raw in called if raw)
    name = next(name for name in names if not is_blank(name))
    return LoreText(name, shorten(one_line(text), LIMIT_SUMMARY_CHARS), piece)


def keep_entry(entry: LoreEntry, lore: LoreText) -> dict[str, Any]:
    """The content of the creation that an entry becomes: the lore, and the entry as it was.

    The entry is kept as JSON text, not as JSON: databases put keys in another order and refuse some characters.
    """
    bare = replace(entry, extensions={key: value for key, value in entry.extensions.items() if key != EXTENSION})
    kept = {"entry": write_json(write_entry(bare)), "read_as": digest([lore.name, lore.piece.to_content()])}
    return {**lore.piece.to_content(), CONTENT_KEY: kept}


def compose_entry(creation: Creation) -> LoreEntry:
    """The entry that a piece of lore is on a card: as it was where it is still the same, with the realm's mark."""
    piece = LorePiece.from_content(creation.content)
    entry, is_same = _kept_entry(creation, piece)
    if not is_same:
        entry = replace(
            entry,
            keys=piece.keys,
            content=piece.text,
            name=creation.name,
            comment=creation.name,
            selective=bool(piece.secondary_keys),
            secondary_keys=piece.secondary_keys,
            constant=piece.is_constant,
        )
    mark = {"version": VERSION, "uuid": str(creation.id), "hash": fingerprint(creation)}
    return replace(entry, extensions={**entry.extensions, EXTENSION: mark})


def read_entry_mark(entry: LoreEntry) -> tuple[UUID, str] | None:
    """Which creation an entry says it is, and the fingerprint it says that has; None when it says nothing usable."""
    mark = entry.extensions.get(EXTENSION)
    try:
        return (UUID(mark["uuid"]), str(mark["hash"])) if isinstance(mark, Mapping) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def says_the_same(entry: LoreEntry, creation: Creation) -> bool:
    """Whether an entry is the one that a creation would be on a card."""
    theirs, ours = write_entry(entry), write_entry(compose_entry(creation))
    for written in (theirs, ours):
        # Programs number entries anew, and add what they would assume anyway.
        for name in ("extensions", "id", "use_regex", "insertion_order", "position", "priority"):
            written.pop(name, None)
    return all(digest(theirs.get(name)) == digest(value) for name, value in ours.items())


def _kept_entry(creation: Creation, piece: LorePiece) -> tuple[LoreEntry, bool]:
    kept = creation.content.get(CONTENT_KEY)
    if not isinstance(kept, Mapping):
        return LoreEntry(), False
    try:
        entry = read_entry(parse_json(str(kept.get("entry")).encode()))
    except InvalidInput:
        return LoreEntry(), False
    return entry, kept.get("read_as") == digest([creation.name, piece.to_content()])


def has_patterns(entry: LoreEntry) -> bool:
    """Whether an entry is found by patterns as well, or by them alone."""
    return any(_is_pattern(entry, key) for key in (*entry.keys, *(entry.secondary_keys or ())))


def _keys(entry: LoreEntry, raw: tuple[str, ...], char: str) -> tuple[str, ...]:
    keys = (one_line(plain(key, char, TOLD_USER)) for key in raw if not _is_pattern(entry, key))
    fitting = (key for key in keys if len(key) <= LIMIT_KEY_CHARS and not is_blank(key))
    return tuple(dict.fromkeys(fitting))[:LIMIT_KEYS]


def _is_pattern(entry: LoreEntry, key: str) -> bool:
    """Whether a key is a pattern: between slashes, or with a pattern's signs where the entry says it may be one."""
    between_slashes = key.startswith("/") and "/" in key[1:]
    return between_slashes or (entry.use_regex is True and not _SIGNS.isdisjoint(key))
