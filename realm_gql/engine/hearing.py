"""What a player's line wants, heard from its words and letters alone: a second opinion for a small voice. Pure.

A small model reads a whole card and knows few words; a linear classifier over many thousand pieces of words knows
nothing of the card. They err in different places, so their opinions are multiplied: the classifier's log-probabilities
are added to the model's logits before the first token of a reply, which says what the line is taken for.

The weights travel in the model's file (`realm.hearing`), in eight bits each. Training makes them with this code
(`training/hearing.py`).

Source: n-grams hashed into buckets, as in Joulin et al., "Bag of Tricks for Efficient Text Classification" (2016);
products of experts, Hinton (2002).
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

WORD_BUCKETS, BUCKETS = 1 << 14, 1 << 15
"""How many there are for words, and in all."""
LETTERS = range(2, 6)
"""How many letters a piece of a word has."""
LIMIT_CHARS = 400
LIMIT_BYTES = 16 * 1024 * 1024
"""More than the weights for 500 wants."""
_WORD = re.compile(r"[\w']+|[?!.,]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
SLOT = "slot"
"""What a blank is read as, whichever it is."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """The classifier: `weights` of shape (`BUCKETS`, wants), each worth `scale`; `bias` of shape (wants,)."""

    weights: NDArray[np.int8]
    scale: float
    bias: NDArray[np.float32]

    @classmethod
    def read(cls, text: str) -> Hearing:
        """Read it back from what `written` gave.

        Raises:
            ValueError: it is no such text.
        """
        try:
            raw = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), LIMIT_BYTES)
        except zlib.error as error:
            raise ValueError(f"the weights of the hearing cannot be unpacked: {error}") from error
        wants = int(np.frombuffer(raw, "<i4", 1)[0])
        if wants < 1 or len(raw) != 8 + 4 * wants + BUCKETS * wants:
            raise ValueError("the weights of the hearing are not as many as they should be")
        scale = float(np.frombuffer(raw, "<f4", 1, 4)[0])
        bias = np.frombuffer(raw, "<f4", wants, 8)
        return cls(np.frombuffer(raw, np.int8, offset=8 + 4 * wants).reshape(BUCKETS, wants), scale, bias)

    def written(self) -> str:
        """All of it as text, for the metadata of a file."""
        head = np.array([len(self.bias)], "<i4").tobytes() + np.array([self.scale], "<f4").tobytes()
        raw = head + self.bias.astype("<f4").tobytes() + self.weights.tobytes()
        return base64.b64encode(zlib.compress(raw, 9)).decode()

    def log_shares(self, line: str) -> NDArray[np.float32]:
        """How likely each want is, of shape (wants,), as natural logarithms."""
        scores = self.bias.copy()
        for buckets in buckets_of(line):
            scores += self.weights[buckets].sum(0, dtype=np.int32) * (self.scale * weight_of(len(buckets)))
        scores -= scores.max()
        shares: NDArray[np.float32] = scores - np.log(np.exp(scores).sum())
        return shares


def buckets_of(line: str) -> tuple[list[int], list[int]]:
    """The buckets of a line's words and of their letters, each once; the same on every machine."""
    words = _WORD.findall(_PRIVATE.sub(f" {SLOT} ", line[:LIMIT_CHARS]).casefold())
    said = {zlib.crc32(piece.encode()) % WORD_BUCKETS for piece in _words(words)}
    spelt = {WORD_BUCKETS + zlib.crc32(piece.encode()) % (BUCKETS - WORD_BUCKETS) for piece in _letters(words)}
    return sorted(said), sorted(spelt)


def weight_of(pieces: int) -> float:
    """What each of so many pieces counts: their vector has length 1, so that words count as much as letters."""
    return float(1 / max(1, pieces) ** 0.5)


def _words(words: Sequence[str]) -> Iterator[str]:
    """Words, and pairs of them."""
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(["", *words, ""]))


def _letters(words: Sequence[str]) -> Iterator[str]:
    """The runs of letters in words, with their edges."""
    for word in words:
        edged = f" {word} "
        for size in LETTERS:
            yield from (edged[at : at + size] for at in range(len(edged) - size + 1))
