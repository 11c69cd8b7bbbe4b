"""From a card's texts to plain words: macros filled in, markup and tokens of models taken out, cut at a sentence.

Only what becomes a persona or lore passes here; what the card itself says is kept as it is. A text stays data whatever
it says: prompts tokenize it without special tokens (`engine/llama_cpp/prompting.py`), and this is the second lock.
"""

from __future__ import annotations

import re

from realm_gql.domain.accounts.texts import has_unprintable

SPOKEN_USER = "traveller"
"""What ``{{user}}`` is called in a line that is said to them."""
TOLD_USER = "the traveller"
"""What ``{{user}}`` is called in a line that is said of them."""

_MACRO = re.compile(r"\{\{([^{}]{0,2000})\}\}")
_BOT = re.compile(r"<(?:bot|char)>", re.IGNORECASE)
_USER = re.compile(r"<user>", re.IGNORECASE)
# What a page would not show either goes with everything inside.
_HIDDEN = [(re.compile("<!--"), re.compile("-->"))] + [
    (re.compile(rf"<{name}\b[^<>]{{0,2000}}>", re.IGNORECASE), re.compile(rf"</{name}\s{{0,20}}>", re.IGNORECASE))
    for name in ("style", "script", "head", "svg")
]
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\([^()]{0,2000}\)")
_MARKS = re.compile(r"\*{1,3}|_{2,3}|~~|`{1,3}|^\s{0,3}#{1,6}\s|^\s{0,3}>\s?", re.MULTILINE)
# A space, never nothing: what stands around a token must not become one when it is gone.
_TOKEN = re.compile(
    r"<\|[^<>|]{0,100}\|?>?|\|>|</?s>|<<?/?SYS>>?|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS)\]"
    r"|<(?:start|end)_of_turn>|<(?:bos|eos|unk|pad)>|\uff5c",
    re.IGNORECASE,
)
# What somebody does while they speak: a span of several words, or one that begins or ends a line.
_DEED = re.compile(
    r"^\s{0,8}\*(?!\*)[^*\n]{1,500}\*(?!\*)|(?<!\*)\*(?!\*)[^*\n]{1,500}\*(?!\*)\s{0,8}$"
    r"|(?<!\*)\*[^*\n\s]{1,100}\s[^*\n]{1,500}\*(?!\*)",
    re.MULTILINE,
)
_SPACES = re.compile(r"[ \t\f\v\u00a0]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_SENTENCE = re.compile("(?<=[.!?…])[\"'”\u2019)*]?\\s+")


def fill_macros(text: str, char: str, user: str) -> str:
    """A text with its macros filled in; what only a program can know is left out.

    Args:
        char: what ``{{char}}`` becomes.
        user: what ``{{user}}`` becomes.

    Source: Character Card V3, curly braced syntaxes.
    """

    def fill(found: re.Match[str]) -> str:
        return _macro(found[1].strip(), char, user)

    filled = _MACRO.sub(fill, text)
    return _USER.sub(lambda _: user, _BOT.sub(lambda _: char, filled))


def plain(text: str, char: str, user: str) -> str:
    """A text as people read it: macros filled in, no markup, no control characters, no tokens of any model.

    Lines stay lines, with at most one blank one between them.
    """
    text = fill_macros(text.replace("\r\n", "\n").replace("\r", "\n"), char, user)
    text = _printable(text)
    if "<" in text:
        for opening, closing in _HIDDEN:
            text = _without(text, opening, closing)
        text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _LINK.sub(r"\1", _IMAGE.sub("", text)) if "](" in text else text
    text = _TOKEN.sub(" ", _MARKS.sub("", text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def spoken(text: str, char: str) -> str:
    """What somebody says aloud, plain: without what they do between asterisks, unless they do nothing else."""
    said = plain(_DEED.sub(" ", text), char, SPOKEN_USER)
    return said if any(map(str.isalpha, said)) else plain(text, char, SPOKEN_USER)


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())


def shorten(text: str, limit_chars: int) -> str:
    """A text of at most `limit_chars` characters: whole sentences where one fits, else words and an ellipsis."""
    if len(text) <= limit_chars:
        return text
    end = 0
    for found in _SENTENCE.finditer(text[: limit_chars + 1]):
        end = found.start() + len(found[0].rstrip())
    if end >= limit_chars // 3:
        return text[:end].strip()
    words = text[:limit_chars].rsplit(None, 1)
    return (words[0] if len(words) == 2 else text[: limit_chars - 1]).strip() + "…"


def _printable(text: str) -> str:
    """A text without what cannot be shown. Each character is looked at once, however often it comes."""
    bad = [character for character in set(text) if has_unprintable(character, allowed="\n\t")]
    return text.translate(dict.fromkeys(map(ord, bad))) if bad else text


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """A text without what stands between two marks, in one pass: a lazy pattern would look for each end to the end."""
    kept: list[str] = []
    at = 0
    while (begin := opening.search(text, at)) and (end := closing.search(text, begin.end())):
        kept.append(text[at : begin.start()])
        at = end.end()
    return "".join((*kept, text[at:]))


def _macro(macro: str, char: str, user: str) -> str:
    name, colon, value = macro.partition(":")
    name = name.strip().casefold()
    if name == "char":
        return char
    if name == "user":
        return user
    if colon and name in ("random", "pick"):
        # The first: a persona is not drawn anew each time it is read.
        return value.replace("\\,", "\0").split(",")[0].replace("\0", ",").strip()
    if colon and name == "reverse":
        return value.strip()[::-1]
    return ""
