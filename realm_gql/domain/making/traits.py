"""Temperament in five numbers, and the words it is told in. Pure.

Numbers steer a small model badly, and words well: a temper is told to models, the numbers are for code.

Source: the Big Five, as in Costa and McCrae's revised NEO inventory; which adjective leans to which side is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random

TRAITS = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")

_HIGH_AND_LOW: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "openness": (
        ("curious", "fanciful", "inventive", "dreamy", "wondering", "whimsical"),
        ("plain", "stubborn", "literal", "old-fashioned", "practical", "narrow"),
    ),
    "conscientiousness": (
        ("exact", "dutiful", "careful", "punctual", "patient", "thrifty"),
        ("careless", "scattered", "idle", "forgetful", "hasty", "untidy"),
    ),
    "extraversion": (
        ("loud", "merry", "talkative", "bold", "brisk", "warm"),
        ("quiet", "shy", "solitary", "reserved", "soft-spoken", "sly"),
    ),
    "agreeableness": (
        ("kind", "generous", "gentle", "forgiving", "tender", "courteous"),
        ("sharp", "gruff", "contrary", "proud", "blunt", "dry"),
    ),
    "neuroticism": (
        ("anxious", "brooding", "restless", "flustered", "sleepless", "mournful"),
        ("calm", "steady", "placid", "unhurried", "cheerful", "unshaken"),
    ),
}
_SIDE_OF_WORD = {
    word: (trait, high)
    for trait, (highs, lows) in _HIGH_AND_LOW.items()
    for high, words in ((True, highs), (False, lows))
    for word in words
}
_HIGH, _LOW = 0.75, 0.25
"""Where a trait lies at least, or at most, that a word says somebody has or lacks."""
MOST_WORDS = 3


def draw_traits(seed: int) -> dict[str, float]:
    """Five numbers from 0 to 1 in hundredths, drawn about the middle."""
    rng = Random(f"traits:{seed}")  # noqa: S311 - the dice of a storyteller
    return {trait: round((rng.random() + rng.random()) / 2, 2) for trait in TRAITS}


def temper_of(traits: Mapping[str, float], rng: Random) -> tuple[str, ...]:
    """Two or three words for the traits that lie furthest from the middle."""
    telling = sorted(TRAITS, key=lambda trait: -abs(traits[trait] - 0.5))[: rng.randint(2, MOST_WORDS)]
    return tuple(rng.choice(_HIGH_AND_LOW[trait][traits[trait] < 0.5]) for trait in telling)


def lean_to(traits: Mapping[str, float], temper: Iterable[str]) -> dict[str, float]:
    """The traits as far as needed on the side that the words of a temper say; words that say nothing change nothing."""
    leaning = dict(traits)
    for word in temper:
        if (side := _SIDE_OF_WORD.get(word.casefold())) is not None:
            trait, high = side
            leaning[trait] = max(leaning[trait], _HIGH) if high else min(leaning[trait], _LOW)
    return leaning
