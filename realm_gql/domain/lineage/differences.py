"""What a creation changed of what it came from, field by field. Pure: both ends are kept, so no diff is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from realm_gql.domain.lineage.models import Creation

HIDDEN = frozenset({"secret"})
"""Fields of a content that nobody may read, so nobody may learn that they changed either."""

MADE = "made"
"""The field of a content that says how the creation was made, such as by which model: told apart, never as a change."""

CHARACTER_CARD = "character_card"
"""The field of a content that keeps what a character card said besides: for programs, and long."""

GENES = "genes"
"""The field of a content that keeps what its picture is drawn from: seen in the picture, never told as a change."""

UNSHOWN = HIDDEN | {MADE, CHARACTER_CARD, GENES}
"""Fields of a content that are told in no diff."""

REFERENCES = frozenset({"npc"})
"""Keys that hold ids for machines; the name beside them is what people read."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as people read it; None where there was nothing."""

    field: str
    before: str | None
    after: str | None


def diff(parent: Creation, child: Creation) -> list[FieldChange]:
    """What `child` changed of `parent`: name, summary, tags and license first, then its kind's own fields.

    Lists read as one line, their entries joined; a secret is never shown.
    """
    pairs: list[tuple[str, Any, Any]] = [
        ("name", parent.name, child.name),
        ("summary", parent.summary, child.summary),
        ("tags", parent.tags, child.tags),
        ("license", parent.license, child.license),
    ]
    pairs += [
        (_camel(key), parent.content.get(key), child.content.get(key))
        for key in dict.fromkeys((*parent.content, *child.content))
        if key not in UNSHOWN
    ]
    return [FieldChange(field, _shown(before), _shown(after)) for field, before, after in pairs if before != after]


def _shown(value: Any) -> str | None:
    """A value as people read it."""
    if value is None or value in ("", [], {}):
        return None
    if isinstance(value, dict):
        parts = [_shown(part) for key, part in value.items() if key not in REFERENCES]
        return ": ".join(part for part in parts if part)
    if isinstance(value, list):
        between = ", " if all(isinstance(part, str) for part in value) else "; "
        return between.join(shown for part in value if (shown := _shown(part)))
    return str(value)


def _camel(key: str) -> str:
    head, *rest = key.split("_")
    return head + "".join(word.capitalize() for word in rest)
