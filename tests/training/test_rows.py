"""What the voice is trained on, row by row."""

from __future__ import annotations

import re
from collections import Counter

from realm_gql.engine.making import TELLINGS
from training.corpus.dialogue import DRILL_LINES
from training.corpus.intents import INTENTS
from training.corpus.rows import WANT_SHARE, make_row

ROWS = [make_row(seed) for seed in range(480)]
WANT = re.compile(r"<\|want:(\w+)\|>")


def test_a_seed_gives_the_same_row() -> None:
    assert [make_row(seed) for seed in range(48)] == ROWS[:48]


def test_rows_are_talk_drills_and_things_made_and_told() -> None:
    kinds: Counter[str] = Counter()
    for card, *lines in ROWS:
        made = re.search("make: (\\w+)", card.content)
        answers = [line.content for line in lines if line.role == "assistant"]
        drilled = all(WANT.fullmatch(answer) for answer in answers)
        kinds["telling" if made and made[1] in TELLINGS else "making" if made else "drill" if drilled else "talk"] += 1

    assert kinds == {"making": 80, "telling": 20, "drill": 160, "talk": 220}


def test_a_drill_says_what_each_of_many_lines_wants() -> None:
    _, *lines = ROWS[5]
    wants = [WANT.fullmatch(line.content) for line in lines[1::2]]

    assert len(wants) == DRILL_LINES
    assert {want[1] for want in wants if want} <= set(INTENTS)
    assert all(line.content for line in lines[::2])


def test_many_replies_begin_with_what_the_line_wants_and_some_do_not() -> None:
    talk = [row for number, row in enumerate(ROWS) if number % 24 >= 13]
    replies = [message.content for row in talk for message in row if message.role == "assistant"]
    wanting = [match[1] for reply in replies if (match := WANT.match(reply))]

    assert WANT_SHARE - 0.1 <= len(wanting) / len(replies) <= WANT_SHARE
    assert set(wanting) <= set(INTENTS)
    assert not any(WANT.search(reply, 1) for reply in replies)
