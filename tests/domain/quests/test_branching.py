"""Quests branch soundly: every fault is named, and what is stored reads back."""

from __future__ import annotations

import pytest
from growing import SCRIPT

from realm_gql.domain.quests import Choice, Ending, Scene, Script, list_faults

HOME = Scene("home", "Home.", ending=Ending("Home", "glad"))
LOST = Scene("lost", "Lost.", ending=Ending("Lost", "grave"))


def _to(*keys: str) -> tuple[Choice, ...]:
    return tuple(Choice(key, f"Go {key}", key) for key in keys)


def _script(*scenes: Scene) -> Script:
    return Script(scenes[0].key, 3, scenes)


def test_a_sound_quest_has_no_fault() -> None:
    assert list_faults(_script(Scene("fork", "A fork.", _to("home", "lost")), HOME, LOST)) == []


def test_a_way_back_is_no_fault_while_an_ending_can_be_reached() -> None:
    loop = Scene("hill", "A hill.", _to("fork", "lost"))

    assert list_faults(_script(Scene("fork", "A fork.", _to("home", "hill")), loop, HOME, LOST)) == []


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        (_script(Scene("fork", "", _to("home", "lost")), HOME, LOST, HOME), "The scene home is told twice."),
        (Script("gone", 3, (HOME, LOST)), "It starts at gone, which is not there."),
        (_script(Scene("fork", "", _to("home", "sea")), HOME, LOST), "fork leads to sea, which is not there."),
        (_script(Scene("fork", "", _to("home", "home", "lost")), HOME, LOST), "In fork the choice home comes twice."),
        (_script(Scene("fork", "", _to("home", "lost", "pit")), Scene("pit", ""), HOME, LOST), "pit is a dead end."),
        (
            _script(Scene("fork", "", _to("home", "lost")), Scene("home", "", _to("lost"), HOME.ending), LOST),
            "home is an ending and still offers choices.",
        ),
        (_script(Scene("fork", "", _to("home")), HOME, LOST), "Nothing leads to lost."),
        (
            _script(Scene("fork", "", _to("home", "lost", "mill")), Scene("mill", "", _to("mill")), HOME, LOST),
            "From mill no ending can be reached.",
        ),
        (_script(Scene("fork", "", _to("home")), HOME), "It needs at least two endings."),
    ],
)
def test_each_fault_is_named(script: Script, fault: str) -> None:
    assert fault in list_faults(script)


def test_what_is_stored_reads_back() -> None:
    assert Script.from_content(SCRIPT).to_content() == SCRIPT
