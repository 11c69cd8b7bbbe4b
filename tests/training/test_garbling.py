"""Lines made unintelligible for training."""

from __future__ import annotations

from random import Random

from training.garbling import GARBLED_SHARE, garble

WORDS, WANTS, BLANK = range(60, 4000), range(4000, 4090), 7
CARD, LINE = [60, 61], [BLANK, *range(100, 120)]


def test_lines_before_a_reply_with_its_want_are_garbled_now_and_then_but_for_blanks() -> None:
    rng, garbled, kept = Random(1), 0, 0
    for _ in range(2_000):
        contents = [CARD, list(LINE), [WANTS[3], 70, 71]]
        places = garble(contents, WORDS, WANTS, rng)
        garbled += places == {1}
        kept += sum(new == old for new, old in zip(contents[1], LINE, strict=True)) if places else 0
        assert (contents[1] != LINE) == (places == {1})
        assert contents[1][0] == BLANK
        assert len(contents[1]) == len(LINE)
        assert contents[0] == CARD
        assert contents[2] == [WANTS[3], 70, 71]

    assert abs(garbled / 2_000 - GARBLED_SHARE) < 0.03
    assert 0.1 < kept / (garbled * len(LINE)) < 0.4


def test_lines_that_are_answered_without_a_want_or_with_nothing_else_stay() -> None:
    rng = Random(2)
    for reply in ([70, 71], [WANTS[0]], []):
        for _ in range(100):
            contents = [CARD, list(LINE), reply]
            assert garble(contents, WORDS, WANTS, rng) == set()
            assert contents[1] == LINE


def test_the_same_chance_garbles_the_same() -> None:
    first, again = ([CARD, list(LINE), [WANTS[0], 70]] for _ in range(2))

    assert garble(first, WORDS, WANTS, Random(5)) == garble(again, WORDS, WANTS, Random(5))
    assert first == again
