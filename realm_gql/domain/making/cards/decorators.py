"""Decorators: the lines ``@@name value`` at the top of a lorebook entry, which tell a program how to use it.

They are taken off before anybody reads the text, and kept in the entry as they are. What each one asks for is for the
program that knows it; the realm follows none. Source: Character Card V3, decorators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DECORATOR = re.compile(r"(@@@?)\s*([A-Za-z_][\w-]{0,60})[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class Decorator:
    """One decorator. A fallback (``@@@``) counts only for a program that does not know the one before it."""

    name: str
    value: str
    is_fallback: bool = False


def split_decorators(content: str) -> tuple[tuple[Decorator, ...], str]:
    """Take an entry's decorators off.

    Returns:
        The decorators in their order, and the text below them without space around it.
    """
    decorators: list[Decorator] = []
    lines = content.split("\n")
    begin = 0
    for number, line in enumerate(lines):
        found = _DECORATOR.fullmatch(line.strip())
        if found is not None:
            decorators.append(Decorator(found[2], found[3].strip(), found[1] == "@@@"))
            begin = number + 1
        elif line.strip():
            break
    return tuple(decorators), "\n".join(lines[begin:]).strip()


def text_of(content: str) -> str:
    """What an entry says, without its decorators."""
    return split_decorators(content)[1]
