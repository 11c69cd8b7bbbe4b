"""Whether a model's words are words at all: small models babble in the right shape. Pure.

Only what nobody writes on purpose is refused, in any language; whether a thing is good is for its maker to say. What
players edit by hand is not looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from realm_gql.domain.lineage.models import CreationKind
from realm_gql.engine.making import SCHEMAS
from realm_gql.errors import InvalidInput

_STOPS = ".!?\u2026\u3002\uff01\uff1f"
_CLOSERS = "'\"\u201d\u2019)"
_SENTENCE_END = re.compile(rf"(?<=[{_STOPS}])[{_CLOSERS}]*\s*")
_BEGINNING = re.compile("\\.\\.\\.|[\"'(\u00bf\u00a1\u00ab\u201e\u201c\u2018\u2026\u2014\u2013-]")
_FEWEST_WORDS = 4
"""A sentence of fewer words may come twice."""


def refuse_babble(kind: CreationKind, value: Mapping[str, Any]) -> None:
    """See that a model's answer is made of words.

    Raises:
        InvalidInput: a text begins in the middle of something, was cut off at its longest, or says one thing twice.
    """
    shapes = SCHEMAS[kind.value.lower()]["properties"]
    said: set[str] = set()
    for field, told in value.items():
        texts = [told] if isinstance(told, str) else told
        longest = shapes[field].get("maxLength") or shapes[field]["items"]["maxLength"]
        for text in map(str.strip, texts):
            if not _begins(text):
                raise InvalidInput(field, f"`{field}` begins in the middle of something.")
            if len(text) >= longest and not _ends(text):
                raise InvalidInput(field, f"`{field}` was cut off.")
        for sentence in _sentences(" ".join(texts)):
            if sentence in said:
                raise InvalidInput(field, f"`{field}` says what was said before.")
            said.add(sentence)


def _begins(text: str) -> bool:
    return bool(text) and (bool(_BEGINNING.match(text)) or unicodedata.category(text[0])[0] in "LNS")


def _ends(text: str) -> bool:
    return text.rstrip(_CLOSERS)[-1:] in tuple(_STOPS)


def _sentences(text: str) -> list[str]:
    told = (" ".join(part.casefold().split()) for part in _SENTENCE_END.split(text))
    return [sentence for sentence in told if len(sentence.split()) >= _FEWEST_WORDS]
