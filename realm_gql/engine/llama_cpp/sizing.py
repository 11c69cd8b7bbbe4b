"""How many replies at once, and how much context each: what a machine's memory has room for. Pure.

The memory of a dialogue costs the same whether it is used or not, so it is planned before a model is opened.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_PARALLEL = 32
LEAST_CONTEXT_TOKENS = 256
SHARE_FOR_DIALOGUES = 0.25
"""Of the memory that is free beside the model; the rest is for everything else on the machine."""
WORKING_BYTES = 64 * 1024 * 1024
SHARE_FOR_PARKED = 0.125
"""Of the memory that is free beside the model and its dialogues: for dialogues that have no place."""
PARKED_LIMIT_BYTES = 1024**3
_GB = 1_000_000_000


class DoesNotFit(Exception):
    """The machine has no room; the message says what would fit."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a model is opened: `context_tokens` for each of `parallel` replies, `dialogue_bytes` in all.

    Idle dialogues may take another `parked_bytes`; 0 means that none is kept.
    """

    context_tokens: int
    parallel: int
    dialogue_bytes: int
    parked_bytes: int


def plan(
    model_bytes: int, free_bytes: int, bytes_per_token: int, context_tokens: int, parallel: int, most_parallel: int
) -> Plan:
    """Divide the memory that is free.

    Args:
        model_bytes: the size of the model's file.
        free_bytes: memory that is free now.
        bytes_per_token: what a token of context costs in each dialogue.
        context_tokens: the context each reply should have.
        parallel: replies at once; 0 means as many as there is room for, at most 32.
        most_parallel: more than these the model cannot do.

    Returns:
        The plan. With a given `parallel` the context shrinks to what fits, else the number of replies does.

    Raises:
        DoesNotFit: there is not even room for one reply with 256 tokens.
    """
    per_token = max(1, bytes_per_token)
    spare = free_bytes - model_bytes - WORKING_BYTES
    if spare < per_token * LEAST_CONTEXT_TOKENS:
        largest = max(0, free_bytes - WORKING_BYTES) / 1.2 / _GB
        raise DoesNotFit(
            f"needs {model_bytes / _GB:.1f} GB of memory and {free_bytes / _GB:.1f} GB are free. "
            f"A model of up to {largest:.1f} GB would fit"
        )
    room_tokens = max(LEAST_CONTEXT_TOKENS, int(spare * SHARE_FOR_DIALOGUES / per_token))
    # llama.cpp pads each sequence to 256: what is wanted is rounded up, and what there is room for down.
    wanted = -(-context_tokens // LEAST_CONTEXT_TOKENS) * LEAST_CONTEXT_TOKENS
    room_each = room_tokens // max(1, parallel) // LEAST_CONTEXT_TOKENS * LEAST_CONTEXT_TOKENS
    context = max(LEAST_CONTEXT_TOKENS, min(wanted, room_each))
    replies = max(1, min(parallel or MOST_PARALLEL, most_parallel, room_tokens // context))
    dialogues = context * replies * per_token
    parked = min(PARKED_LIMIT_BYTES, int(max(0, spare - dialogues) * SHARE_FOR_PARKED))
    return Plan(context, replies, dialogues, parked)
