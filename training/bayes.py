"""Telling texts apart by their words: a naive Bayes classifier over words and pairs of words. Knows no voice.

Source: multinomial naive Bayes with Laplace smoothing, as in Manning et al., "Information Retrieval", ch. 13.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

_PRIVATE = re.compile("[\ue000-\uf8ff]")


def features(text: str) -> list[str]:
    """Words, marks and pairs of them; a blank is left out, for its words are the card's."""
    words = re.findall(r"[a-z']+|[.!?,;:]", _PRIVATE.sub(" ", text).casefold())
    return words + [f"{one} {other}" for one, other in pairwise(["^", *words, "$"])]


class Bayes:
    """Learns which class has which words, from texts of each class."""

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        self._counts = {key: Counter(part for text in said for part in features(text)) for key, said in texts.items()}
        self._sums = {key: counts.total() for key, counts in self._counts.items()}
        self._known = len(set().union(*self._counts.values()))

    def classify(self, texts: Iterable[str]) -> str:
        """The class that all these texts together most likely come from."""
        parts = [part for text in texts for part in features(text)]

        def likelihood(key: str) -> float:
            counts, total = self._counts[key], self._sums[key] + self._known
            return sum(math.log((counts[part] + 1) / total) for part in parts)

        return max(self._counts, key=likelihood)
