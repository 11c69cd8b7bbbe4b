"""What may be said, and whom it is said to."""

from __future__ import annotations

import time
from uuid import UUID

import pytest

from realm_gql.domain.talk.speech import LIMIT_SPEECH_CHARS, addressed, clean_speech
from realm_gql.errors import InvalidInput

MAREN, ALDOUS = UUID(int=1), UUID(int=2)
PRESENT = [(MAREN, "Maren Tidewright"), (ALDOUS, "Brother Aldous")]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\n\n", "\u200b\u200b", "a\x00b", "a\ufffdb", "ring \x1b[31m it", "x" * (LIMIT_SPEECH_CHARS + 1)],
)
def test_a_line_that_cannot_be_used_is_refused_by_its_field(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        clean_speech(text)

    assert refused.value.field == "text"


def test_a_heap_of_marks_is_refused_before_it_costs_time() -> None:
    marks = "\N{COMBINING ACUTE ACCENT}\N{COMBINING GRAVE ACCENT BELOW}"
    assert clean_speech("a" + marks * 15)

    begun = time.process_time()
    with pytest.raises(InvalidInput) as refused:
        clean_speech("a" + marks * 30_000)

    assert refused.value.field == "text"
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "text", ["Hello.", "?", "…", "👋", "Ποιος είσαι;", "你是谁", "x" * LIMIT_SPEECH_CHARS, "one\ntwo"]
)
def test_a_line_in_any_script_is_kept_as_it_is(text: str) -> None:
    assert clean_speech(f"  {text} \n") == text


def test_blank_lines_are_closed_up() -> None:
    assert clean_speech("one\r\n\r\n\r\n\r\ntwo") == "one\n\ntwo"


def test_whoever_is_named_is_meant() -> None:
    assert addressed("And you, ALDOUS?", [(MAREN, "Maren Tidewright"), (ALDOUS, "Aldous")], MAREN) == ALDOUS


def test_part_of_a_word_names_nobody() -> None:
    assert addressed("The aldousness of it.", [(MAREN, "Maren"), (ALDOUS, "Aldous")], None) == MAREN


def test_without_a_name_it_is_said_to_whom_one_last_spoke_with() -> None:
    assert addressed("And then?", PRESENT, ALDOUS) == ALDOUS


def test_whoever_has_left_is_not_spoken_to() -> None:
    assert addressed("And then?", PRESENT, UUID(int=9)) == MAREN


def test_an_empty_room_answers_nothing() -> None:
    assert addressed("Hello?", [], None) is None
