"""Making: remixes of anything, with what may be changed and the place a new one gets; character cards in and out."""

from realm_gql.domain.making.cards import (
    MEDIA_TYPES,
    CardFormat,
    Origin,
    Reading,
    draw_placeholder,
    find_origin,
    read_file,
)
from realm_gql.domain.making.changes import CHANGEABLE, CreationChanges, apply_changes
from realm_gql.domain.making.exporting import export_card, file_stem
from realm_gql.domain.making.importing import import_card, publish_card, read_upload
from realm_gql.domain.making.remixing import derive, private_room, remix

__all__ = [
    "CHANGEABLE",
    "MEDIA_TYPES",
    "CardFormat",
    "CreationChanges",
    "Origin",
    "Reading",
    "apply_changes",
    "derive",
    "draw_placeholder",
    "export_card",
    "file_stem",
    "find_origin",
    "import_card",
    "private_room",
    "publish_card",
    "read_file",
    "read_upload",
    "remix",
]
