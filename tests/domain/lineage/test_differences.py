"""What a derivation changed, field by field."""

from __future__ import annotations

from typing import Any

from growing import CONTENT, creation

from realm_gql.domain.lineage import Creation, FieldChange, diff


def _creation(content: dict[str, Any] | None = None, **fields: Any) -> Creation:
    return Creation(**creation("NPC", 0, **fields) | {"content": CONTENT["NPC"] | (content or {})})


def test_what_is_the_same_is_not_told() -> None:
    assert diff(_creation(), _creation()) == []


def test_common_fields_are_told_first_and_lists_as_one_line() -> None:
    child = _creation({"temper": ["wry"]}, name="Wren", tags=["a", "b"], license="CC_BY")

    assert diff(_creation(), child) == [
        FieldChange("name", "Npc 0000", "Wren"),
        FieldChange("tags", "grown", "a, b"),
        FieldChange("license", "CC_BY_SA", "CC_BY"),
        FieldChange("temper", "dry, patient", "wry"),
    ]


def test_what_was_added_or_taken_away_has_nothing_on_the_other_side() -> None:
    child = _creation({"goal": "", "wares": [{"name": "rope", "price": "2 copper"}, {"name": "salt", "price": "1"}]})

    assert diff(_creation({"wares": []}), child) == [
        FieldChange("goal", "to cross once more", None),
        FieldChange("wares", None, "rope: 2 copper; salt: 1"),
    ]


def test_a_secret_is_not_told_nor_that_it_changed() -> None:
    assert diff(_creation(), _creation({"secret": "can swim"})) == []


def test_what_is_kept_of_a_card_is_not_told() -> None:
    assert diff(_creation(), _creation({"character_card": {"card": "{}"}})) == []


def test_ids_inside_a_content_are_not_read_to_people() -> None:
    bond = {"npc": "1234", "name": "Maren", "bond": "sister", "feeling": "misses her"}

    (change,) = diff(_creation(), _creation({"bonds": [bond]}))

    assert change == FieldChange("bonds", None, "Maren: sister: misses her")


def test_fields_are_named_as_in_the_schema() -> None:
    before = _creation({"estimated_minutes": 3})

    assert diff(before, _creation({"estimated_minutes": 4})) == [FieldChange("estimatedMinutes", "3", "4")]
