"""The maker that is never without words: things put together from authored lists. Pure, and the same for the same seed.

It answers when no model can, or when the model's answer cannot be used. A part is drawn once for each thing made, so
that its name and its text speak of the same; a wish chooses among the parts it may lean on. The lists are in `words/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, TypeVar

from realm_gql.domain.making.surroundings import Surroundings, words_of
from realm_gql.domain.making.traits import draw_traits, temper_of
from realm_gql.domain.making.wordlists import Entry, Words, read_words
from realm_gql.domain.npcs.telling import tell_place
from realm_gql.engine.making import SCHEMAS

T = TypeVar("T")

_SYMBOL = re.compile(r"\{(\w+)((?:\.\w+)*)\}")
_ARTICLE = re.compile(r"^an? ")
_SMALL = frozenset({
    "a", "an", "and", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "over", "the", "that", "to",
    "under", "with", "where", "without", "v.",
})  # fmt: skip
_PRONOUNS = {
    "she": {"they": "she", "them": "her", "their": "her", "theirs": "hers"},
    "he": {"they": "he", "them": "him", "their": "his", "theirs": "his"},
}
NOWHERE = "the old village"
LONGEST_GIVER_CHARS = 30
"""A longer name would leave too little room for the story."""


def make_from_tables(kind: str, wish: str, seed: int, around: Surroundings) -> dict[str, Any]:
    """One thing of a kind of `engine.making.SCHEMAS`, which it passes.

    Args:
        kind: which, in lower case.
        wish: what the player typed; may be empty, and in any language.
        seed: the same seed makes the same thing, with the same wish in the same place.
        around: what stands around it.
    """
    rng = Random(f"{kind}:{seed}")  # noqa: S311 - the dice of a storyteller
    words = read_words(kind)
    place = words_of(around.place.name) if around.place else frozenset()
    # Where it shall be says nothing of what it shall be, unless nothing else is said.
    drawing = _Drawing(words, rng, (words_of(wish) - place) or words_of(wish), _given(kind, around, rng))
    arc = drawing.arc()
    fields: dict[str, Any] = {}
    for field in SCHEMAS[kind]["properties"]:
        if field == "choices":
            fields[field] = [drawing.tell(label) for label in arc[field]]
        elif field == "temper":
            fields[field] = list(temper_of(draw_traits(seed), rng))
        elif field == "keys":
            fields[field] = drawing.entry("subject").tail.split(", ")
        else:
            ways = (*arc.get(field, ()), *words.fields.get(field, ()))
            told = drawing.tell(rng.choice(ways))
            # The small words of a name that begins the field are not its beginning.
            fields[field] = told if field in ("trade", "manner", "goal") else capital(told)
    return fields


def _given(kind: str, around: Surroundings, rng: Random) -> dict[str, Entry]:
    """The parts that the world gives: where it is, and for a quest who asks for it."""
    given = {"here": Entry(tell_place(around.place.name) if around.place else NOWHERE)}
    known = [
        Entry(who.name, who.pronoun)
        for who in around.neighbours
        if who.pronoun and len(who.name) <= LONGEST_GIVER_CHARS
    ]
    if kind == "quest" and known:
        given["giver"] = rng.choice(known)
    return given


class _Drawing:
    """The parts drawn for one thing."""

    def __init__(self, words: Words, rng: Random, wanted: frozenset[str], given: Mapping[str, Entry]) -> None:
        self._words = words
        self._rng = rng
        self._wanted = wanted
        self._drawn = dict(given)
        self._mentioned: set[str] = set()
        self._who = ""
        """The pronoun of whoever was drawn last, for a story about one alone."""

    def entry(self, name: str) -> Entry:
        """The entry drawn for a part."""
        if name not in self._drawn:
            self._drawn[name] = self._rng.choice(self._candidates(name))
        if self._drawn[name].tail in _PRONOUNS:
            self._who = self._drawn[name].tail
        return self._drawn[name]

    def arc(self) -> Mapping[str, tuple[str, ...]]:
        """A whole story, one that is about what is wished for if there is any; nothing where there are none."""
        arcs = self._words.arcs
        return self._rng.choice(self._likest(arcs, [arc["about"][0] for arc in arcs])) if arcs else {}

    def tell(self, template: str) -> str:
        """A template with its parts drawn and put in."""
        return _SYMBOL.sub(self._put_in, template)

    def _candidates(self, name: str) -> list[Entry]:
        entries = self._words.parts[name]
        if name not in self._words.lean:
            return list(entries)
        return self._likest(entries, [f"{entry.text} {entry.tail}" for entry in entries])

    def _likest(self, things: Sequence[T], told: Sequence[str]) -> list[T]:
        """Those of the things whose words share most with the wish; all of them when none shares any."""
        shared = [len(self._wanted & words_of(text)) for text in told]
        return [thing for thing, count in zip(things, shared, strict=True) if count == max(shared)]

    def _put_in(self, found: re.Match[str]) -> str:
        name, changes = found[1].lower(), found[2].split(".")[1:]
        if name in _PRONOUNS["she"]:
            text = _PRONOUNS[self._who][name]
        else:
            entry = self.entry(name)
            pronoun = next((change for change in changes if change in _PRONOUNS["she"]), "")
            text = _PRONOUNS[entry.tail][pronoun] if pronoun else self.tell(self._mention(name, entry.text, changes))
        for change in changes:
            text = _CHANGES[change](text) if change in _CHANGES else text
        return capital(text) if found[1][0].isupper() else text

    def _mention(self, name: str, text: str, changes: list[str]) -> str:
        """Whoever has been spoken of as ``a girl`` is ``the girl`` from then on."""
        if "title" in changes:
            return text
        if name in self._mentioned:
            return _ARTICLE.sub("the ", text)
        self._mentioned.add(name)
        return text


def capital(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def titled(text: str) -> str:
    """``the hut on stilts`` as a name: ``the Hut on Stilts``."""
    return re.sub(r"[^\s-]+", lambda word: word[0] if word[0] in _SMALL else capital(word[0]), text)


def with_article(text: str) -> str:
    """``a lantern``, ``an oar``."""
    return f"{'an' if text[:1].casefold() in 'aeiou' else 'a'} {text}"


_CHANGES = {
    "a": with_article,
    "title": titled,
    "s": lambda text: f"{text}'s",
    "cap": capital,
}
