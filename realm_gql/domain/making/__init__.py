"""Making: things made from a wish, by a model or from tables, as drafts until they are published; and remixes.

A draft is asked for, written by a worker while its creator watches, edited, asked for again, and published.
"""

from realm_gql.domain.making.changes import CHANGEABLE, CreationChanges, apply_changes
from realm_gql.domain.making.claims import claim_and_begin, load_places, release_orphans
from realm_gql.domain.making.drafts import (
    WORK_TOPIC,
    choose_draft_take,
    discard_draft,
    find_draft,
    forget_drafts,
    generate,
    list_drafts,
    load_draft_takes,
    load_drafts,
    retry_draft,
    revise_draft,
)
from realm_gql.domain.making.fields import SHAPES, check
from realm_gql.domain.making.models import Draft, DraftState, DraftTake, DraftTakeState, MadeBy
from realm_gql.domain.making.publishing import publish
from realm_gql.domain.making.remixing import derive, private_room, remix
from realm_gql.domain.making.watching import DraftDelta, DraftEnded, DraftSeen, DraftWaits, watch_draft
from realm_gql.domain.making.writing import write_draft

__all__ = [
    "CHANGEABLE",
    "SHAPES",
    "WORK_TOPIC",
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
    "apply_changes",
    "check",
    "choose_draft_take",
    "claim_and_begin",
    "derive",
    "discard_draft",
    "find_draft",
    "forget_drafts",
    "generate",
    "list_drafts",
    "load_draft_takes",
    "load_drafts",
    "load_places",
    "private_room",
    "publish",
    "release_orphans",
    "remix",
    "retry_draft",
    "revise_draft",
    "watch_draft",
    "write_draft",
]
