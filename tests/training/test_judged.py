"""Judgements of people who read what the voice says."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.judged import Judged, read_judged

VOICE = "ab" * 32


def test_a_judgement_is_read_with_its_shares(tmp_path: Path) -> None:
    path = tmp_path / "judged.txt"
    entries = ("+ name\n> your name?\n< I am Ogdru.", "- name\n> and yours?\n< Two groats.", "+ joke\n> hm\n< Ha.")
    path.write_text("\n\n".join((f"# voice {VOICE}", *entries)) + "\n")

    judgement = read_judged(path)

    assert judgement.voice == VOICE
    assert judgement.entries[1] == Judged("name", "> and yours?\n< Two groats.", good=False)
    assert judgement.share_good == pytest.approx(2 / 3)
    assert judgement.shares() == {"name": (1, 2), "joke": (1, 1)}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("+ name\n> a\n< b", "which voice"),
        (f"# voice {VOICE}\n\nname\n> a\n< b", "an entry is"),
        (f"# voice {VOICE}\n\n+ name", "an entry is"),
        (f"# voice {VOICE}\n\n+\n> a\n< b", "an entry is"),
    ],
)
def test_what_is_no_judgement_says_what_it_lacks(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "judged.txt"
    path.write_text(text)

    with pytest.raises(ValueError, match=why):
        read_judged(path)
