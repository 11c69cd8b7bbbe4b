"""What may be shown of what a model writes, however it is cut into pieces."""

from __future__ import annotations

import pytest

from realm_gql.engine.spoken import Spoken
from tests.engine.asking import request


def _show(text: str, size: int, spoken: Spoken) -> tuple[str, list[str]]:
    shown = [spoken.feed(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join([*shown, spoken.finish()]), shown


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("The river is high.", "The river is high."),
        ("  \n The river is high. \n", "The river is high."),
        ("The river.\nAnd the moor.", "The river.\nAnd the moor."),
        ("The river.\n\nAnd more.", "The river."),
        ("The river.\nWenna: No!", "The river."),
        ("The river.\nMaren: And?", "The river."),
        ("Maren: The river.", "The river."),
        ("MAREN:The river.", "The river."),
        ("Maren is my name.", "Maren is my name."),
        ("The river.<|im_end|>\n<|im_start|>user", "The river."),
        ("The <|im_ river", "The <|im_ river"),
        ("The\x00 ri\x1b[0mver\u202e\ud800.", "The ri[0mver."),
        ("A\tB\u00a0C", "A B C"),
        ("🧑\u200d🌾!", "🧑\u200d🌾!"),
        ("", ""),
        ("\n\n\n", ""),
    ],
)
def test_only_speech_is_shown(written: str, said: str, size: int) -> None:
    assert _show(written, size, Spoken.for_prompt(request().prompt))[0] == said


def test_text_is_shown_as_soon_as_it_cannot_become_a_stop() -> None:
    spoken = Spoken.for_prompt(request().prompt)

    assert [spoken.feed(part) for part in ("The ", "river", "\n", "Wen", "dy")] == ["The", " river", "", "", "\nWendy"]


def test_nothing_is_shown_after_the_end() -> None:
    spoken = Spoken.for_prompt(request().prompt)

    assert spoken.feed("Aye.\n\nNo") == "Aye."
    assert spoken.ended
    assert spoken.feed("more") == spoken.finish() == ""


@pytest.mark.parametrize(
    ("so_far", "written", "said"),
    [
        ("The river is", " high.", " high."),
        ("The river is ", " high.", "high."),
        ("The river is", "The river is high.", " high."),
        ("The", "The end.", "The end."),
    ],
)
def test_a_broken_off_reply_is_gone_on_with_and_not_repeated(so_far: str, written: str, said: str) -> None:
    spoken = Spoken.for_prompt(request(reply_so_far=so_far).prompt)

    assert _show(written, 3, spoken)[0] == said
