"""JSON from strangers, read within bounds, and written again. Knows no card: what the values mean is `json_cards.py`.

What other readers would take for something else is refused (a key twice, NaN, numbers beyond any double); halves of
surrogate pairs, which careless programs leave where they cut an emoji, become U+FFFD.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from realm_gql.errors import InvalidInput

Json = Any
"""A JSON value: None, bool, int, float, str, list or dict of them."""

LIMIT_JSON_BYTES = 5 * 1024 * 1024
"""As much as RisuAI lets a card have."""
LIMIT_MARKS = 200_000
"""Commas and brackets; each value costs its reader some hundred bytes of memory."""
LIMIT_DEPTH = 64
LIMIT_NUMBER_CHARS = 100

_HALF = re.compile("[\ud800-\udfff]")

CARD = "card"
"""What the errors call the file as a whole."""


def parse_json(raw: bytes) -> Json:
    """Read a JSON document.

    Args:
        raw: UTF-8, with or without a byte order mark.

    Raises:
        InvalidInput: it is too large, too deep, no JSON, or means different things to different readers.
    """
    if len(raw) > LIMIT_JSON_BYTES:
        raise InvalidInput(CARD, f"The card's text has {len(raw):,} bytes; at most {LIMIT_JSON_BYTES:,} fit.")
    # Counted before anything is built: five megabytes of brackets would become hundreds of megabytes of lists.
    if sum(raw.count(mark) for mark in (b",", b"[", b"{")) > LIMIT_MARKS:
        raise InvalidInput(CARD, f"The card's text holds more than {LIMIT_MARKS:,} values.")
    try:
        read = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_without_repetition,
            parse_constant=_refuse_constant,
            parse_int=_read_int,
            parse_float=_read_float,
        )
    except UnicodeDecodeError:
        raise InvalidInput(CARD, "The card's text is not UTF-8.") from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise InvalidInput(CARD, f"The card's text is not JSON: {error}.") from None
    return _mended(read)


def write_json(value: Json, *, indent: int | None = None) -> str:
    """A JSON value as text, without spaces unless `indent` asks for lines."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def mend_text(text: str) -> str:
    """A text that can be written as UTF-8: halves of surrogate pairs become U+FFFD."""
    if text.isascii() or _HALF.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _mended(root: Json) -> Json:
    """The same value without halves of characters, when it is no deeper than `LIMIT_DEPTH`."""
    holder: list[Json] = [root]
    waiting: list[tuple[list[Json] | dict[str, Json], int]] = [(holder, 0)]
    while waiting:
        within, depth = waiting.pop()
        if depth > LIMIT_DEPTH:
            raise _too_deep()
        if isinstance(within, dict) and any(mend_text(key) != key for key in within):
            mended = _without_repetition([(mend_text(key), value) for key, value in within.items()])
            within.clear()
            within.update(mended)
        places: Any = within.items() if isinstance(within, dict) else enumerate(within)
        for place, value in list(places):
            if isinstance(value, str):
                within[place] = mend_text(value)
            elif isinstance(value, list | dict):
                waiting.append((value, depth + 1))
    return holder[0]


def _without_repetition(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    read = dict(pairs)
    if len(read) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise InvalidInput(CARD, f"The card's text says `{mend_text(key)[:60]}` twice in one place.")
            seen.add(key)
    return read


def _refuse_constant(name: str) -> None:
    raise InvalidInput(CARD, f"The card's text holds {name}, which is no number.")


def _read_int(digits: str) -> int:
    if len(digits) > LIMIT_NUMBER_CHARS:
        raise _too_long()
    return int(digits)


def _read_float(digits: str) -> float:
    if len(digits) > LIMIT_NUMBER_CHARS:
        raise _too_long()
    number = float(digits)
    if not math.isfinite(number):
        raise _too_long()
    return number


def _too_deep() -> InvalidInput:
    return InvalidInput(CARD, f"The card's text is nested more than {LIMIT_DEPTH} levels deep.")


def _too_long() -> InvalidInput:
    return InvalidInput(CARD, "The card's text holds a number that is too large to be one.")
