"""What a remix may change: checked field by field, without a database."""

from __future__ import annotations

from typing import Any

import pytest
from growing import creation

from realm_gql.domain.lineage import Creation, License
from realm_gql.domain.making import CreationChanges, apply_changes
from realm_gql.errors import InvalidInput


def _parent(kind: str = "NPC", **fields: Any) -> Creation:
    return Creation(**creation(kind, 0, **fields))


def test_nothing_changed_is_a_copy() -> None:
    parent = _parent()

    fresh = apply_changes(parent, CreationChanges())

    assert fresh == {
        "name": parent.name,
        "summary": parent.summary,
        "tags": parent.tags,
        "license": "CC_BY_SA",
        "content": parent.content,
    }
    assert fresh["content"] is not parent.content
    assert fresh["tags"] is not parent.tags


def test_changes_are_made_and_the_rest_stays() -> None:
    parent = _parent()
    changes = CreationChanges(
        name="  Wren  ", tags=["ferry", "ferry", " night "], temper=["wry"], goal="", secret="can"
    )

    fresh = apply_changes(parent, changes)

    assert (fresh["name"], fresh["tags"]) == ("Wren", ["ferry", "night"])
    assert fresh["content"] == parent.content | {"temper": ["wry"], "goal": "", "secret": "can"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (CreationChanges(name=""), "name"),
        (CreationChanges(name=" \t"), "name"),
        (CreationChanges(name="x" * 81), "name"),
        (CreationChanges(name="a\x00b"), "name"),
        (CreationChanges(name="a\ud800"), "name"),
        (CreationChanges(name="two\nlines"), "name"),
        (CreationChanges(name="\u200b"), "name"),
        (CreationChanges(name="\u202eneraM"), "name"),
        (CreationChanges(tags=["\u200b"]), "tags"),
        (CreationChanges(summary="x" * 281), "summary"),
        (CreationChanges(summary="a\x1b[31m"), "summary"),
        (CreationChanges(tags=["x"] * 9), "tags"),
        (CreationChanges(tags=["x" * 25]), "tags"),
        (CreationChanges(tags=[" "]), "tags"),
        (CreationChanges(trade=""), "trade"),
        (CreationChanges(trade="x" * 81), "trade"),
        (CreationChanges(temper=[]), "temper"),
        (CreationChanges(temper=list("abcde")), "temper"),
        (CreationChanges(temper=["x" * 41]), "temper"),
        (CreationChanges(manner=" "), "manner"),
        (CreationChanges(manner="x" * 201), "manner"),
        (CreationChanges(backstory="x" * 2001), "backstory"),
        (CreationChanges(goal="x" * 281), "goal"),
        (CreationChanges(secret="x" * 501), "secret"),
        (CreationChanges(greeting="x" * 401), "greeting"),
        (CreationChanges(license=License.CC_BY), "license"),
        (CreationChanges(license=License.CC0), "license"),
    ],
)
def test_a_change_that_cannot_be_made_names_its_field(changes: CreationChanges, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        apply_changes(_parent(), changes)

    assert refused.value.field == field


@pytest.mark.parametrize("kind", ["QUEST", "ITEM", "COSMETIC", "LORE", "LOCATION"])
@pytest.mark.parametrize("field", ["trade", "manner", "backstory", "goal", "secret", "greeting"])
def test_what_only_an_npc_has_fits_no_other_kind(kind: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        apply_changes(_parent(kind), CreationChanges(**{field: "something"}))

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("CC0", License.CC_BY_SA, True),
        ("CC0", License.CC_BY, True),
        ("CC_BY", License.CC_BY_SA, True),
        ("CC_BY", License.CC0, False),
        ("CC_BY_SA", License.CC_BY_SA, True),
        ("CC_BY_SA", License.CC_BY, False),
    ],
)
def test_a_license_never_takes_away_what_the_parents_gives(before: str, after: License, allowed: bool) -> None:
    parent = _parent(license=before)

    if allowed:
        assert apply_changes(parent, CreationChanges(license=after))["license"] == after.value
    else:
        with pytest.raises(InvalidInput):
            apply_changes(parent, CreationChanges(license=after))


def test_every_authored_text_keeps_to_the_same_bounds() -> None:
    from realm_gql.domain.making.changes import LIMIT_PERSONA_CHARS
    from realm_gql.seed.content import load_moor

    for npc in load_moor().npcs:
        assert len(npc.name) <= 80
        assert len(npc.tags) <= 8
        assert {
            field for field, limit in LIMIT_PERSONA_CHARS.items() if len(getattr(npc.persona, field)) > limit
        } == set()
