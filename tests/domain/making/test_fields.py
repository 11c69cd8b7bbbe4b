"""The fields of what is made: a model's are tidied, anybody's are checked, and nothing slips by."""

from __future__ import annotations

from typing import Any

import pytest
from drafting import THINGS
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.domain.accounts.texts import has_unprintable
from realm_gql.domain.lineage import CreationKind
from realm_gql.domain.making.fields import SHAPES, check, fit, one_line, says_something, tidy, written_fields
from realm_gql.domain.making.scripting import script_of
from realm_gql.domain.quests import list_faults
from realm_gql.engine.making import SCHEMAS
from realm_gql.errors import InvalidInput

EXTRA = {"ITEM": {"slot": "HAND"}, "COSMETIC": {"slot": "HEAD"}}


def whole(kind: str, **changes: Any) -> dict[str, Any]:
    """The fields of a whole thing, with changes."""
    return tidy(CreationKind(kind), THINGS[kind]) | EXTRA.get(kind, {}) | {"tags": []} | changes


@pytest.mark.parametrize("kind", list(THINGS))
def test_a_sound_thing_is_kept_as_it_is(kind: str) -> None:
    assert check(CreationKind(kind), whole(kind)) == whole(kind)


@pytest.mark.parametrize("kind", list(CreationKind))
def test_every_field_that_is_written_has_room_here(kind: CreationKind) -> None:
    schema = SCHEMAS[kind.lower()]["properties"]
    assert written_fields(kind) == tuple(schema)
    assert list(SHAPES[kind])[: len(schema)] == list(schema)


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("ITEM", {"name": " \u200b "}, "name"),
        ("ITEM", {"name": "two\nlines"}, "name"),
        ("ITEM", {"text": "\u202egnikool"}, "text"),
        ("ITEM", {"slot": "head"}, "slot"),
        ("ITEM", {"slot": ""}, "slot"),
        ("COSMETIC", {"text": "x" * 281}, "text"),
        ("LOCATION", {"about": ""}, "about"),
        ("LOCATION", {"keys": ["x"]}, "keys"),
        ("LORE", {"keys": []}, "keys"),
        ("LORE", {"keys": ["the"]}, "keys"),
        ("LORE", {"keys": ["of"]}, "keys"),
        ("LORE", {"keys": ["fog"] * 9}, "keys"),
        ("NPC", {"name": "…!"}, "name"),
        ("NPC", {"temper": []}, "temper"),
        ("NPC", {"temper": ["a", "b", "c", "d", "e"]}, "temper"),
        ("NPC", {"greeting": ""}, "greeting"),
        ("NPC", {"secret": "x" * 501}, "secret"),
        ("QUEST", {"choices": ["one", "two"]}, "choices"),
        ("QUEST", {"choices": ["Go", "go", "c", "d", "e", "f"]}, "choices"),
        ("QUEST", {"choices": ["a", "b", "c", "d", "e", " "]}, "choices"),
        ("QUEST", {"twist": ""}, "twist"),
        ("QUEST", {"tags": ["x" * 25]}, "tags"),
    ],
)
def test_what_cannot_be_met_in_the_world_is_refused(kind: str, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check(CreationKind(kind), whole(kind, **changes))

    assert refused.value.field == field


def test_what_is_missing_is_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        check(CreationKind.LORE, {"name": "A Law", "text": "It holds."})

    assert refused.value.field == "keys"


def test_keys_of_any_writing_will_do() -> None:
    kept = check(CreationKind.LORE, whole("LORE", keys=["鐘", "Колокол", "eel", "EEL", "ox cart"]))

    assert kept["keys"] == ["鐘", "колокол", "eel", "ox cart"]
    assert not says_something("of")


def test_what_a_model_wrote_is_made_to_fit() -> None:
    long = "It hums. " * 40
    written = {"name": " A\n lamp\x07 ", "text": long.strip()}

    assert tidy(CreationKind.ITEM, written) == {"name": "A lamp", "text": ("It hums. " * 31).strip()}
    assert tidy(CreationKind.LORE, {"keys": ["The", "Eel", "eel", " ", "fog "]}) == {"keys": ["eel", "fog"]}
    assert tidy(CreationKind.QUEST, {"choices": ["Go", "Go"]}) == {"choices": ["Go", "Go"]}


@pytest.mark.parametrize(
    ("text", "limit", "fitted"),
    [
        ("short", 10, "short"),
        ("One. Two. Three.", 12, "One. Two."),
        ('He said "No." And went.', 16, 'He said "No."'),
        ("One. A very long second sentence", 20, "One. A very long…"),
        ("no sentence at all here", 12, "no sentence…"),
        ("x" * 30, 10, "x" * 9 + "…"),
    ],
)
def test_a_text_is_cut_where_it_hurts_least(text: str, limit: int, fitted: str) -> None:
    assert fit(text, limit) == fitted
    assert len(fit(text, limit)) <= limit


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_whatever_comes_is_one_line_of_what_can_be_shown(text: str, limit: int) -> None:
    line = fit(one_line(text), limit)

    assert len(line) <= limit
    assert not has_unprintable(line)
    assert line == " ".join(line.split())


_TEXT = st.text(max_size=400)


@given(
    st.fixed_dictionaries(
        {
            **dict.fromkeys(("name", "text", "start", "search", "twist", "good", "bad"), _TEXT),
            "choices": st.lists(_TEXT, min_size=6, max_size=6),
        }
    )
)
def test_a_quest_is_refused_or_can_be_played(written: dict[str, Any]) -> None:
    try:
        kept = check(CreationKind.QUEST, tidy(CreationKind.QUEST, written))
    except InvalidInput:
        return
    assert list_faults(script_of(kept, ("Home", "glad"), ("Lost", "grave"))) == []
