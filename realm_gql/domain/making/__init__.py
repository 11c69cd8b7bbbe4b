"""Making: things made from a wish, by a model or from tables, as drafts until they are published; remixes; and cards.

A draft is asked for, written by a worker while its creator watches, edited, asked for again, and published. A remix is
published at once, and so is who comes in as a character card.
"""

from realm_gql.domain.making.cards import (
    MEDIA_TYPES,
    CardFormat,
    Origin,
    Reading,
    find_origin,
    read_file,
)
from realm_gql.domain.making.changes import CHANGEABLE, CreationChanges, apply_changes
from realm_gql.domain.making.claims import claim_and_begin, load_places, release_orphans
from realm_gql.domain.making.drafts import (
    WORK_TOPIC,
    choose_draft_take,
    discard_draft,
    edit_draft,
    find_draft,
    forget_drafts,
    generate,
    list_drafts,
    load_draft_takes,
    load_drafts,
    retry_draft,
)
from realm_gql.domain.making.exporting import export_card, file_stem
from realm_gql.domain.making.fields import SHAPES, check
from realm_gql.domain.making.importing import import_card, publish_card, read_upload
from realm_gql.domain.making.models import Draft, DraftState, DraftTake, DraftTakeState, MadeBy
from realm_gql.domain.making.publishing import publish
from realm_gql.domain.making.remixing import derive, private_room, remix
from realm_gql.domain.making.watching import DraftDelta, DraftEnded, DraftSeen, DraftWaits, watch_draft
from realm_gql.domain.making.writing import write_draft

__all__ = [
    "CHANGEABLE",
    "MEDIA_TYPES",
    "SHAPES",
    "WORK_TOPIC",
    "CardFormat",
    "CreationChanges",
    "Draft",
    "DraftDelta",
    "DraftEnded",
    "DraftSeen",
    "DraftState",
    "DraftTake",
    "DraftTakeState",
    "DraftWaits",
    "MadeBy",
    "Origin",
    "Reading",
    "apply_changes",
    "check",
    "choose_draft_take",
    "claim_and_begin",
    "derive",
    "discard_draft",
    "edit_draft",
    "export_card",
    "file_stem",
    "find_draft",
    "find_origin",
    "forget_drafts",
    "generate",
    "import_card",
    "list_drafts",
    "load_draft_takes",
    "load_drafts",
    "load_places",
    "private_room",
    "publish",
    "publish_card",
    "read_file",
    "read_upload",
    "release_orphans",
    "remix",
    "retry_draft",
    "watch_draft",
    "write_draft",
]
