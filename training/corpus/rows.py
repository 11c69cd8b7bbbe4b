"""What the voice is trained on: most rows are conversations, some are things made from a wish, a few are tellings."""

from __future__ import annotations

from realm_gql.engine.rendering import Message
from training.corpus.dialogue import make_dialogue
from training.corpus.made import make_making, make_telling

_OF = 24
_MAKING, _TELLING = 5, 6
"""Of so many rows, those before the first are things made, the one after them a telling; the others talk."""


def make_row(seed: int) -> list[Message]:
    """Row number `seed` of the corpus; the same number gives the same row."""
    at = seed % _OF
    if at < _MAKING:
        return make_making(seed)
    return make_telling(seed) if at < _TELLING else make_dialogue(seed).messages()
