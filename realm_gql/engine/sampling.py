"""How the next token is drawn, for each purpose, and what keeps a model from repeating itself. Pure.

Why each value is what it is: `docs/engine.md`.

Numbers from elsewhere are put within their bounds here, for llama.cpp does not check them: one that is no number leaves
it without a token to draw, and that ends its process.
"""

from __future__ import annotations

import math
from dataclasses import replace

from realm_gql.engine.port import Sampling

TALK = Sampling()
"""For what an NPC says; how warm is the model's own matter: its file says it, else its adapter does."""
MAKING = Sampling(temperature=0.3)
"""For what is made after a schema: cooler than talk with a stranger's model, for its fields must agree."""

GGUF_TEMPERATURE = 0.7
"""For talk with a GGUF that says nothing of it (``realm.temperature``)."""
REMOTE_TEMPERATURE = 0.8
"""For talk with a model behind a server."""

PENALTY_TOKENS = 64
DRY_MULTIPLIER, DRY_BASE, DRY_ALLOWED_TOKENS, DRY_TOKENS = 0.8, 1.75, 2, 512
"""Against a model that repeats itself: what would go on repeating a run of tokens is made unlikely, the longer the run
the more. Source: DRY, by p-e-w, as in llama.cpp #9702. Our own voice goes without: its manners repeat on purpose."""
DRY_BREAKERS = ("\n", ":", '"', "*")

LEAST_TEMPERATURE, HIGHEST_TEMPERATURE = 0.01, 2.0
"""What is cooler is greedy: divided by less, a logit would be no number any more."""
_LARGEST_COUNT = 2**31 - 1
_PENALTIES = (0.1, 10.0)
# llama.cpp takes the last 32-bit number to mean a seed of its own choice.
_SEEDS = 2**32 - 1


class NotANumber(Exception):
    """A sampling holds what is no number; the message names it."""


def bounded(sampling: Sampling) -> Sampling:
    """`sampling` with every value where a sampler can follow it.

    A temperature that is hardly any is greedy, a negative `top_k` or `min_p` off; a seed of any size is one of 32 bits.

    Raises:
        NotANumber: a value is NaN or infinite.
    """
    numbers = {
        "temperature": sampling.temperature, "min_p": sampling.min_p, "repeat_penalty": sampling.repeat_penalty,
    }  # fmt: skip
    for name, number in numbers.items():
        if number is not None and not math.isfinite(number):
            raise NotANumber(f"the {name} is {number}")
    warmth = sampling.temperature
    return replace(
        sampling,
        temperature=None if warmth is None else 0.0 if warmth < LEAST_TEMPERATURE else min(warmth, HIGHEST_TEMPERATURE),
        top_k=min(max(sampling.top_k, 0), _LARGEST_COUNT),
        min_p=_within(sampling.min_p, 0.0, 1.0),
        repeat_penalty=_within(sampling.repeat_penalty, *_PENALTIES),
        seed=sampling.seed % _SEEDS,
    )


def _within(number: float, least: float, most: float) -> float:
    return min(max(number, least), most)
