"""How players mention what a card names: shortened, in any case, or by a name that is on no card. Pure text work."""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORTEST_CHARS = 3
"""A shorter text is left as it is: too many words are spelled like it."""
LIMIT_NAME_WORDS = 4

_WORD = "[\\w'\u2019-]"
_ARTICLE = re.compile(r"^(?:a|an|the|some) ", re.IGNORECASE)
_AFTER_HEAD = re.compile(r"[,:]| (?:with|for|of|by|from|in|on|at|to|until|and) ")
_TITLES_TEXT = """
    old widow captain sister brother gran uncle aunt master mother father little long black blind mad reeve
    saint sir lady lord king queen the of at to and von de la
"""
_TITLES = frozenset(_TITLES_TEXT.split())
# A capital letter inside a sentence makes a name; at its beginning it takes two, the first of which is no opener.
_CAPITALS = re.compile(f"\\b[A-Z]{_WORD}*[a-z](?: (?:of |the |de )?[A-Z]{_WORD}*[a-z])*")
_OPENING = re.compile("(?:^|[.!?…:]['\"\u201d\u2019)]*)\\s*$")
_NOT_NAMES_TEXT = """
    i i'm i'll i've i'd is are was were do does did who whom whose what where when why how which have has had
    can could will would should may might must tell show give say ask know you your my our his her the a an and
    but so or if then well oh ah please hello hi hey good evening morning day night thanks thank yes no not ok
    okay let any there this that these those they we he she it it's that's what's who's where's how's here's
    from about at in on for with by to of as goodbye farewell
"""
_NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())


def plain_names(text: str) -> Iterator[str]:
    """A name with and without its article."""
    yield text
    yield _ARTICLE.sub("", text)


def short_names(text: str) -> Iterator[str]:
    """What somebody may be called: ``Captain Ambrose Vell``, ``Ambrose``, ``Vell``."""
    yield text
    for word in re.findall(f"{_WORD}+", text):
        if word[0].isupper() and word.casefold() not in _TITLES:
            yield word


def short_things(text: str) -> Iterator[str]:
    """What a thing may be called: ``a dozen turves, dry``, ``dozen turves``, ``turves``."""
    yield from plain_names(text)
    head = _AFTER_HEAD.split(_ARTICLE.sub("", text))[0]
    yield head
    yield head.split(" ")[-1]


def find_names(line: str) -> Iterator[str]:
    """The names in a line, as far as capital letters tell: ``Do you know Zanvoth Ulmi?`` has ``Zanvoth Ulmi``."""
    for found in _CAPITALS.finditer(line):
        words = found[0].split(" ")
        while words and words[0].replace("\u2019", "'").casefold() in _NOT_NAMES:
            words.pop(0)
        may_be_word = len(words) == 1 and found[0] == words[0] and _OPENING.search(line[: found.start()])
        if words and not may_be_word:
            yield " ".join(words[:LIMIT_NAME_WORDS])


class Finder:
    """Finds texts in a text, the longest first, and puts their marks there; a first letter may be a capital one."""

    def __init__(self, marks: dict[str, str], ignore_case: bool) -> None:
        texts = sorted((text for text in marks if len(text) >= SHORTEST_CHARS), key=len, reverse=True)
        self._marks = {text.casefold(): marks[text] for text in texts}
        found = "|".join(f"(?i:{re.escape(text[0])}){re.escape(text[1:])}" for text in texts)
        self._pattern = re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE if ignore_case else re.NOFLAG)

    def mark(self, text: str) -> str:
        """`text` with a mark wherever one of the texts stood."""
        return self._pattern.sub(lambda found: self._marks[found[0].casefold()], text) if self._marks else text
