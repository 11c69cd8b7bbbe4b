"""The embedding port: how the realm asks what a text is about, as a vector, so that texts can be compared. Optional.

Texts are data, and nothing is written in front of them: models that want a prefix such as ``query:`` do without.

Adapters: `llama_cpp` (a GGUF in a supervised child process of its own), `openai_embedding` (any OpenAI-compatible
server). Only `app.py` may name them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul
from typing import Protocol

from realm_gql.engine.port import EngineStatus

Vector = tuple[float, ...]

LIMIT_TEXTS = 64
"""The most texts of one call."""
LIMIT_TEXT_CHARS = 4_000
"""The longest text, in code points."""


class UnfitTexts(ValueError):
    """These texts are too many, too long, blank or no Unicode; the caller has to split, cut or leave out."""


class Embedder(Protocol):
    """Turns texts into vectors of unit length; texts about the same have vectors that point the same way.

    Vectors of different models cannot be compared, not even where their `dimensions` agree: whoever stores them stores
    the model's name from `status` too.
    """

    async def start(self) -> None:
        """Begin loading; returns at once, and does nothing when it has begun before.

        Never raises for a bad model: see `status`.
        """

    async def stop(self) -> None:
        """Let go of the model and everything it holds."""

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of texts.

        Args:
            texts: at most 64, each of at most 4,000 code points and not blank. Of one that is longer than the model
                reads, its beginning counts.

        Returns:
            One vector a text, in their order, each of `dimensions` numbers and of length 1.

        Raises:
            UnfitTexts: the texts are not as said above; the model was not asked.
            EngineUnavailable: no model can answer.
            EngineBusy: too many calls wait already.
            EngineFailed: the model died of these texts, answered with what are no vectors, or ran out of time.
        """

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has; 0 until the model told."""

    def status(self) -> EngineStatus:
        """How the model is now; `parallel` says nothing here."""


def check_texts(texts: Sequence[str]) -> None:
    """See that texts may be handed to a model.

    Raises:
        UnfitTexts: too many, too long, blank, or with half a surrogate pair.
    """
    if len(texts) > LIMIT_TEXTS:
        raise UnfitTexts(f"{len(texts)} texts are too many for one call: at most {LIMIT_TEXTS}.")
    for number, text in enumerate(texts):
        if len(text) > LIMIT_TEXT_CHARS:
            raise UnfitTexts(f"Text {number} has {len(text):,} characters: at most {LIMIT_TEXT_CHARS:,}.")
        if not text.strip():
            raise UnfitTexts(f"Text {number} is blank: it is about nothing.")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise UnfitTexts(f"Text {number} is no Unicode: {error.reason}.") from None


def unit(vector: Sequence[float]) -> Vector:
    """The same direction, of length 1.

    Raises:
        ValueError: it has no direction: all of it is zero, or some of it is no number.
    """
    length = math.hypot(*vector)
    if not math.isfinite(length) or length == 0.0:
        raise ValueError("a vector without direction")
    return tuple(number / length for number in vector)


def similarity(one: Vector, other: Vector) -> float:
    """How much two texts are about the same, by their unit vectors: 1 is the same, 0 nothing to do with each other.

    Source: cosine similarity; of unit vectors it is their inner product.

    Returns:
        From -1 to 1.

    Raises:
        ValueError: the vectors are of different models.
    """
    if len(one) != len(other):
        raise ValueError(f"vectors of {len(one)} and {len(other)} numbers cannot be compared")
    return max(-1.0, min(1.0, math.fsum(map(mul, one, other))))
