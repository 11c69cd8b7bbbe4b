"""Character cards, the pure part: files of V1, V2 and V3 read and written, and what of them becomes an NPC and lore.

What a stranger's file says is data, bounded and refused with the field's name where it cannot be used. The database is
`importing.py`'s and `exporting.py`'s business, one floor up.
"""

from realm_gql.domain.making.cards.files import LIMIT_FILE_BYTES, MEDIA_TYPES, read_card, write_card
from realm_gql.domain.making.cards.keeping import (
    Kept,
    Origin,
    compose_card,
    find_kept,
    find_origin,
    find_origin_mark,
    has_files,
    keep,
    told_license,
)
from realm_gql.domain.making.cards.lore import (
    CONTENT_KEY,
    LoreText,
    compose_entry,
    has_patterns,
    keep_entry,
    read_entry_mark,
    read_lore,
    says_the_same,
)
from realm_gql.domain.making.cards.mapping import TOLD, Character, digest_field, read_character
from realm_gql.domain.making.cards.marks import (
    EXTENSION,
    LIMIT_HOPS,
    Hop,
    Mark,
    attach,
    fingerprint,
    hash_of,
    read_mark,
    write_mark,
)
from realm_gql.domain.making.cards.models import Card, CardFormat, Lorebook, LoreEntry, Spec
from realm_gql.domain.making.cards.reading import Reading, read, read_file

__all__ = [
    "CONTENT_KEY",
    "EXTENSION",
    "LIMIT_FILE_BYTES",
    "LIMIT_HOPS",
    "MEDIA_TYPES",
    "TOLD",
    "Card",
    "CardFormat",
    "Character",
    "Hop",
    "Kept",
    "LoreEntry",
    "LoreText",
    "Lorebook",
    "Mark",
    "Origin",
    "Reading",
    "Spec",
    "attach",
    "compose_card",
    "compose_entry",
    "digest_field",
    "find_kept",
    "find_origin",
    "find_origin_mark",
    "fingerprint",
    "has_files",
    "has_patterns",
    "hash_of",
    "keep",
    "keep_entry",
    "read",
    "read_card",
    "read_character",
    "read_entry_mark",
    "read_file",
    "read_lore",
    "read_mark",
    "says_the_same",
    "told_license",
    "write_card",
    "write_mark",
]
