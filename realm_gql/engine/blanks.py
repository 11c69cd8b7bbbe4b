"""Blanks: the facts of a card, said exactly by a model that writes everything but them. Pure; knows no tokenizer.

A small model writes a sentence well and copies a name badly. So a model whose vocabulary has tokens for it never sees
or writes what can be looked up: on the card, in what was said and in its own words, a name, a price or a whole remark
stands as one mark, and whoever shows the reply fills it in. What a player hears is then right for names nobody ever
trained on, and what is not on the card cannot be said, for its token is forbidden. An author's long sentences do not
confuse the model either: it never reads them.

A mark is one character of Unicode's private use area, so that marked text is still text. Training marks its corpus
with this code.

Source: delexicalised generation, as in Wen et al., "Semantically Conditioned LSTM-based Natural Language Generation"
(2015), with marks that are numbered, so that ``known2``, ``bond2`` and ``feeling2`` belong together.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import cycle

from realm_gql.engine.mentions import Finder, find_names, plain_names, short_names, short_things
from realm_gql.engine.port import Fact, Prompt, Role

# How many of each there are. Those of one group are numbered together: the price of `ware2` is `price2`.
_COUNTS = {
    "name": 1, "trade": 1, "home": 1, "goal": 1, "past": 3, "ware": 4, "price": 4, "known": 6, "bond": 6, "feeling": 6,
    "place": 1, "about": 1, "here": 6, "lore": 3, "you": 1, "memory": 1, "heard": 4,
    "thing": 1, "titled": 1, "asked": 1, "theme": 1, "themed": 1, "pet": 1, "tag": 1, "oath": 1,
}  # fmt: skip
_PARTS_OF_KEY = {
    "name": ("name",), "trade": ("trade",), "home": ("home",), "goal": ("goal",), "past": ("past",),
    "sells": ("ware", "price"), "knows": ("known", "bond", "feeling"), "place": ("place",), "about": ("about",),
    "here": ("here",), "lore": ("lore",), "listener": ("you",), "remembers": ("memory",),
    # The words that a manner wants said: what others are called, what an answer ends with, what is sworn by.
    "manner": ("pet", "tag", "oath"),
    # Of what is made: as it stands in a sentence and in a name, as it was wished for, and what it has to do with.
    "wish": ("thing", "titled", "asked", "theme", "themed"),
}  # fmt: skip
# Of these the model reads the words as well: they colour how it speaks.
_READ_KEYS = {"trade", "temper", "manner", "acquaintance", "make", "wish"}
# Players shorten these.
_SHORTENED = {
    "name": short_names, "known": short_names, "here": short_names, "ware": short_things, "home": plain_names,
    "place": plain_names, "you": plain_names,
}  # fmt: skip

NAMES: tuple[str, ...] = tuple(
    f"{part}{number}" if count > 1 else part for part, count in _COUNTS.items() for number in range(1, count + 1)
)
PHRASES = frozenset({"trade", "manner", "goal", "about"})
"""Fields of what is made that are read inside a sentence (`making.SCHEMAS`)."""
MARKS: dict[str, str] = {name: chr(0xE000 + at) for at, name in enumerate(NAMES)}
"""From a blank's name to its mark."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SPACE_BEFORE_MARK = re.compile(" +(?=[\ue000-\uf8ff])")
_SENTENCE_OVER = re.compile("[.!?…]['\"\u201d\u2019)]*\\s*$")
_OPENERS = "([{\u201c\u2018-—/"
# Where a text of compact JSON begins, and the field it belongs to; an entry of a list names none.
_TEXT_BEGINS = re.compile(r'(?:"(\w+)":|[\[,])"$')
_SHORTEST_BROKEN_CHARS = 4


class Blanks:
    """What the blanks of one prompt stand for.

    Args:
        prompt: the prompt; of each fact, `Fact.said` is what fills its blanks.
        known: the names of the blanks the model has; others are not used.
    """

    def __init__(self, prompt: Prompt, known: Collection[str] = NAMES) -> None:
        self._prompt = prompt
        self._known = frozenset(known)
        self._texts: dict[str, str] = {}
        numbers: Counter[str] = Counter()
        self._marks_of_fact = [self._take(fact, numbers) for fact in _facts(prompt)]
        self._heard: dict[str, str] = {}
        self._hear(line.text for line in prompt.lines if line.role is Role.LISTENER)

    @property
    def texts(self) -> dict[str, str]:
        """The blanks a reply may use, and what each stands for."""
        return {_NAME_OF_MARK[mark]: text for mark, text in self._texts.items()}

    def card(self) -> str:
        """The prompt's facts with their blanks: what a model reads that has tokens for them."""
        lines = []
        for fact, marks in zip(_facts(self._prompt), self._marks_of_fact, strict=True):
            words = f" {fact.text}" if fact.key in _READ_KEYS else ""
            if marks or words:
                lines.append(f"{fact.key}:{marks}{words}")
        return "\n".join(lines)

    def mark_asked(self, text: str) -> str:
        """What a player said, with the blanks it mentions, however short the mention."""
        marked = self._asked.mark(_PRIVATE.sub("", text))
        for heard, mark in self._heard.items():
            marked = re.sub(rf"\b{re.escape(heard)}\b", mark, marked)
        return tighten(marked)

    def mark_said(self, text: str) -> str:
        """What the speaker said, with the blanks it was filled from."""
        return tighten(self._said.mark(_PRIVATE.sub("", text)))

    def resume(self, text: str) -> tuple[str, str]:
        """A broken-off reply: its marked text, and what is still to be shown of a blank it broke off in."""
        for mark, filler in sorted(self._texts.items(), key=lambda pair: -len(pair[1])):
            for size in range(len(filler) - 1, _SHORTEST_BROKEN_CHARS - 1, -1):
                begun = filler[:size].casefold()
                if text.casefold().endswith(begun) and not text[: len(text) - size][-1:].isalnum():
                    return self.mark_said(text[: len(text) - size].rstrip()) + mark, filler[size:]
        return self.mark_said(text), ""

    def fill(self, name: str, before: str) -> str:
        """What blank `name` stands for where it follows `before`: spaced, with a capital at a sentence's beginning."""
        text = self._texts.get(MARKS[name], "")
        if not before or _SENTENCE_OVER.search(before) or before.endswith("\n"):
            text = text[:1].upper() + text[1:]
        joined = not before or before[-1].isspace() or before[-1] in _OPENERS or re.search(r"(?:^|\s)['\"]$", before)
        return text if joined else f" {text}"

    def fill_json(self, name: str, before: str) -> str:
        """What blank `name` stands for inside a text of compact JSON: escaped, spaced, with a capital where one begins.

        What is no sentence keeps its small letter: an entry of a list, a field of `PHRASES`.
        """
        begins = _TEXT_BEGINS.search(before)
        if not begins:
            told = self.fill(name, before)
        else:
            told = self._texts.get(MARKS[name], "")
            if begins[1] and begins[1] not in PHRASES:
                told = told[:1].upper() + told[1:]
        return json.dumps(told, ensure_ascii=False)[1:-1]

    def filled(self, marked: str) -> str:
        """Marked text with every blank filled in."""
        shown = ""
        for part in re.split("([\ue000-\uf8ff])", marked):
            shown += self.fill(_NAME_OF_MARK[part], shown) if part in _NAME_OF_MARK else part
        return shown

    @cached_property
    def _asked(self) -> Finder:
        return Finder(self._mentions(), ignore_case=True)

    @cached_property
    def _said(self) -> Finder:
        return Finder({text: mark for mark, text in reversed(self._texts.items())}, ignore_case=False)

    def _take(self, fact: Fact, numbers: Counter[str]) -> str:
        marks = ""
        for part, text in zip(cycle(_PARTS_OF_KEY.get(fact.key, ())), fact.said, strict=False):
            numbers[part] += 1
            name = part if _COUNTS[part] == 1 else f"{part}{numbers[part]}"
            if text and numbers[part] <= _COUNTS[part] and name in self._known:
                self._texts[MARKS[name]] = text
                marks += MARKS[name]
        return marks

    def _hear(self, lines: Iterable[str]) -> None:
        """Names a player said that stand nowhere on the card; the newest take the place of the oldest."""
        number = 0
        for line in lines:
            for heard in find_names(self._asked.mark(line)):
                name = f"heard{number % _COUNTS['heard'] + 1}"
                if name in self._known and heard not in self._heard:
                    mark = MARKS[name]
                    self._heard = {text: other for text, other in self._heard.items() if other != mark} | {heard: mark}
                    self._texts[mark] = heard
                    number += 1

    def _mentions(self) -> dict[str, str]:
        """Every way a player may mention a blank; what comes first on the card has the better right to a short form."""
        forms: dict[str, str] = {}
        for mark, text in self._texts.items():
            shorten = _SHORTENED.get(_NAME_OF_MARK[mark].rstrip("0123456789"))
            for form in shorten(text) if shorten else ():
                forms.setdefault(form, mark)
        return forms


_NAME_OF_MARK = {mark: name for name, mark in MARKS.items()}


def tighten(marked: str) -> str:
    """Marked text without the spaces before its marks: filling in a blank brings its own."""
    return _SPACE_BEFORE_MARK.sub("", marked)


def _facts(prompt: Prompt) -> Sequence[Fact]:
    return (*prompt.persona, *prompt.scene, *prompt.memory)
