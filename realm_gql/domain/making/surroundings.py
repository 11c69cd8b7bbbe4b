"""What stands around a thing that is made: the place, who lives there, what is told, what its maker made before. Pure.

How it is read from the world is `looking.py`; how it becomes part of the thing is `planning.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from realm_gql.domain.talk.prompts import clip
from realm_gql.engine.port import Fact

LIMIT_NEIGHBOURS = 6
LIMIT_LORE = 2
LIMIT_OWN = 2
LIMIT_FACT_CHARS = 200

_COMMON = frozenset({
    "the", "and", "for", "with", "that", "this", "from", "who", "whose", "what", "which", "make", "made", "want",
    "like", "one", "some", "something", "somebody", "someone", "please", "about", "into", "over", "under", "you",
    "your", "are", "was", "has", "have", "her", "his", "its", "not", "but", "all", "any",
})  # fmt: skip
_SHORTEST_WORD_CHARS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A location as far as making cares; `id` is its creation's UUID as text."""

    id: str
    name: str
    summary: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An NPC who lives there; `pronoun` is ``she``, ``he``, or empty when nobody says."""

    id: str
    name: str
    trade: str
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All of it; everything may be missing, as in an empty realm."""

    place: Place | None = None
    neighbours: tuple[Neighbour, ...] = ()
    lore: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


def nearest(wish: str, places: Sequence[Place], whereabouts: str | None) -> Place | None:
    """The place that a wish belongs to.

    Args:
        wish: what the player typed.
        places: the places there are, the oldest first.
        whereabouts: the id of the place where the player is, if any.

    Returns:
        The place whose whole name the wish says; else where the player is; else the one that shares most words with the
        wish; else the oldest. None when there are none.
    """
    wanted = words_of(wish)
    named = [place for place in places if (name := words_of(place.name)) and name <= wanted]
    if named:
        return max(named, key=lambda place: len(words_of(place.name)))
    here = next((place for place in places if place.id == whereabouts), None)
    if here is not None or not places:
        return here
    return max(places, key=lambda place: len(wanted & words_of(" ".join((place.name, place.summary, *place.tags)))))


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say something, in one case."""
    found = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(word for word in found if len(word) >= _SHORTEST_WORD_CHARS and word not in _COMMON)


def to_facts(around: Surroundings) -> tuple[Fact, ...]:
    """What a model is told of it: at most eleven lines of 200 characters."""
    facts = []
    if around.place is not None:
        facts += [Fact("place", around.place.name), Fact("about", around.place.summary)]
    facts += [Fact("near", f"{who.name}, {who.trade}") for who in around.neighbours[:LIMIT_NEIGHBOURS]]
    facts += [Fact("lore", text) for text in around.lore[:LIMIT_LORE]]
    facts += [Fact("made before, not to be repeated", told) for told in around.own[:LIMIT_OWN]]
    return tuple(Fact(fact.key, clip(fact.text, LIMIT_FACT_CHARS)) for fact in facts if fact.text)
