"""What a remix may change, checked and applied. Pure: the database is `remixing.py`'s business."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from realm_gql.domain.accounts.texts import has_unprintable, is_blank
from realm_gql.domain.lineage.differences import MADE
from realm_gql.domain.lineage.models import Creation, CreationKind, License
from realm_gql.errors import InvalidInput

LIMIT_NAME_CHARS = 80
LIMIT_SUMMARY_CHARS = 280
LIMIT_TAGS = 8
LIMIT_TAG_CHARS = 24
LIMIT_TEMPER = 4
LIMIT_TEMPER_CHARS = 40

LIMIT_PERSONA_CHARS = {
    "trade": 80,
    "manner": 200,
    "backstory": 2_000,
    "goal": 280,
    "secret": 500,
    "greeting": 400,
}
"""The texts of a persona and how long each may be."""
NEEDED = frozenset({"trade", "manner"})
"""The texts of a persona that may not be blank."""

SEVERAL_LINES = frozenset({"backstory", "greeting", "saying"})

LICENSES_AFTER = {
    License.CC0: (License.CC0, License.CC_BY, License.CC_BY_SA),
    License.CC_BY: (License.CC_BY, License.CC_BY_SA),
    License.CC_BY_SA: (License.CC_BY_SA,),
}
"""What a remix may be licensed as, by its parent's license: attribution stays, and share-alike shares alike."""


@dataclass(frozen=True, slots=True)
class CreationChanges:
    """The fields to change; None leaves a field as it is. From `trade` on they are an NPC's alone."""

    name: str | None = None
    summary: str | None = None
    tags: Sequence[str] | None = None
    license: License | None = None
    trade: str | None = None
    temper: Sequence[str] | None = None
    manner: str | None = None
    backstory: str | None = None
    goal: str | None = None
    secret: str | None = None
    greeting: str | None = None


CHANGEABLE = tuple(field.name for field in fields(CreationChanges))
COMMON = frozenset({"name", "summary", "tags", "license"})


def apply_changes(parent: Creation, changes: CreationChanges) -> dict[str, Any]:
    """What a remix of `parent` holds: a copy of it with the changes made.

    Returns:
        Its name, summary, tags, license and content.

    Raises:
        InvalidInput: a change does not fit the kind, is too long, blank, holds control characters, or would take away
            what the parent's license gives.
    """
    _refuse_misfits(CreationKind(parent.kind), changes)
    return {
        "name": parent.name
        if changes.name is None
        else clean_text("name", changes.name, LIMIT_NAME_CHARS, needed=True),
        "summary": parent.summary
        if changes.summary is None
        else clean_text("summary", changes.summary, LIMIT_SUMMARY_CHARS),
        "tags": list(parent.tags)
        if changes.tags is None
        else clean_list("tags", changes.tags, LIMIT_TAGS, LIMIT_TAG_CHARS),
        "license": _license(License(parent.license), changes.license).value,
        "content": _content(parent.content, changes),
    }


def clean_text(field: str, raw: str, limit_chars: int, *, needed: bool = False) -> str:
    """A text as it is kept: without spaces around it.

    Raises:
        InvalidInput: it is too long, holds what cannot be shown, or is blank though it is needed.
    """
    text = raw.strip()
    if has_unprintable(text, allowed="\n" if field in SEVERAL_LINES else ""):
        raise InvalidInput(field, f"`{field}` holds characters that cannot be shown.")
    if len(text) > limit_chars:
        raise InvalidInput(field, f"`{field}` has {len(text)} characters; at most {limit_chars} fit.")
    if needed and is_blank(text):
        raise InvalidInput(field, f"`{field}` cannot be blank.")
    return text


def clean_list(field: str, raw: Sequence[str], limit: int, limit_chars: int) -> list[str]:
    """A list of short texts as it is kept: none blank, none twice.

    Raises:
        InvalidInput: there are too many, or one is blank, too long or holds what cannot be shown.
    """
    if len(raw) > limit:
        raise InvalidInput(field, f"`{field}` has {len(raw)} entries; at most {limit} fit.")
    return list(dict.fromkeys(clean_text(field, text, limit_chars, needed=True) for text in raw))


def _refuse_misfits(kind: CreationKind, changes: CreationChanges) -> None:
    if kind is CreationKind.NPC:
        return
    for field in fields(changes):
        if field.name not in COMMON and getattr(changes, field.name) is not None:
            raise InvalidInput(field.name, f"Only an NPC has `{field.name}`; this is a {kind.value.lower()}.")


def _content(content: dict[str, Any], changes: CreationChanges) -> dict[str, Any]:
    changed = copy.deepcopy(content)
    # How its parent was made is no part of what it is.
    changed.pop(MADE, None)
    for field, limit_chars in LIMIT_PERSONA_CHARS.items():
        raw = getattr(changes, field)
        if raw is not None:
            changed[field] = clean_text(field, raw, limit_chars, needed=field in NEEDED)
    if changes.temper is not None:
        changed["temper"] = clean_list("temper", changes.temper, LIMIT_TEMPER, LIMIT_TEMPER_CHARS)
        if not changed["temper"]:
            raise InvalidInput("temper", "`temper` needs at least one word.")
    return changed


def _license(before: License, after: License | None) -> License:
    if after is None:
        return before
    if after not in LICENSES_AFTER[before]:
        raise InvalidInput("license", f"What is made from a {before.value} creation cannot be {after.value}.")
    return after
