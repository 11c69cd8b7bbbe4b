"""From a quest's texts to its script: a start, a search, a twist, an ending that is good and one that is not. Pure.

Two choices lead on from each scene; what was chosen before the twist decides what comes of it, not where it leads,
since each text was written to follow the one before. Of the last two choices the first ends well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from realm_gql.domain.making.surroundings import words_of
from realm_gql.domain.quests.branching import Choice, Ending, Scene, Script

SCENES = ("start", "search", "twist")
FIRST, SECOND = "first", "second"
"""The keys of the two choices of a scene."""
_WORDS_A_MINUTE = 60
"""With time to think: slower than reading, faster than talking."""
_STEM_CHARS = 4


def script_of(fields: Mapping[str, Any], glad: tuple[str, str], grave: tuple[str, str]) -> Script:
    """The script of a quest.

    Args:
        fields: its texts and its six choices.
        glad: the name of the good ending and its tone.
        grave: those of the bad one.
    """
    labels: Sequence[str] = fields["choices"]
    ways = (("search", "search"), ("twist", "twist"), ("good", "bad"))
    scenes = [
        Scene(key, fields[key], tuple(_choices(labels[2 * at : 2 * at + 2], ways[at]))) for at, key in enumerate(SCENES)
    ]
    endings = [Scene(key, fields[key], ending=Ending(*told)) for key, told in (("good", glad), ("bad", grave))]
    told_words = sum(len(fields[key].split()) for key in (*SCENES, "good"))
    return Script("start", max(2, round(told_words / _WORDS_A_MINUTE)), (*scenes, *endings))


def ordered(choices: Sequence[str], good: str, bad: str) -> list[str]:
    """A model's choices with the one that ends well before the one that does not.

    Nobody told it which is which: the one that shares more words with an ending is the one that leads there.
    """
    one, other = choices[-2:]
    straight = _shared(one, good) + _shared(other, bad)
    crossed = _shared(one, bad) + _shared(other, good)
    return [*choices[:-2], other, one] if crossed > straight else list(choices)


def _choices(labels: Sequence[str], ways: tuple[str, str]) -> list[Choice]:
    return [Choice(key, label, to) for key, label, to in zip((FIRST, SECOND), labels, ways, strict=False)]


def _shared(label: str, text: str) -> int:
    return len({word[:_STEM_CHARS] for word in words_of(label)} & {word[:_STEM_CHARS] for word in words_of(text)})
