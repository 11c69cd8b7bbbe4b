"""How many replies at once, and how much context each: what a machine's memory has room for. Pure.

The memory of a dialogue costs the same whether it is used or not, so it is planned before a model is opened. Where
each reply has its own, most of it is never used: a context is as long as the longest dialogue, and a reply comes to a
fraction of it. So where memory is short, all replies share one.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_PARALLEL = 32
LEAST_CONTEXT_TOKENS = 256
TYPICAL_TOKENS = 1024
"""What a reply comes to: a prompt of 600 to 900 tokens, and the 96 that are said."""
WORTH_SHARING = 2
"""How many times as many replies a shared memory must serve to be preferred: attention looks at everybody's tokens in
it. Measured with eight replies of 300 to 500 tokens, on one thread, a step takes 1.1 times as long for 60 million
parameters, 1.7 where attention has no room for its matrix, and 2.5 times for a million."""
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

    Idle dialogues may take another `parked_bytes`; 0 means that none is kept. All replies share `pool_tokens`, of which
    each may take its context; 0 means that each has its context for itself.
    """

    context_tokens: int
    parallel: int
    dialogue_bytes: int
    parked_bytes: int
    pool_tokens: int = 0


def plan(
    model_bytes: int,
    free_bytes: int,
    bytes_per_token: int,
    context_tokens: int,
    parallel: int,
    most_parallel: int,
    *,
    can_share: bool = False,
) -> Plan:
    """Divide the memory that is free.

    Args:
        model_bytes: the size of the model's file.
        free_bytes: memory that is free now.
        bytes_per_token: what a token of context costs in each dialogue.
        context_tokens: the context each reply should have.
        parallel: replies at once; 0 means as many as there is room for, at most 32.
        most_parallel: more than these the model cannot do.
        can_share: whether replies may share one memory.

    Returns:
        The plan. Each reply has its full context for itself where that fits. Where it does not, all share one memory if
        that serves twice as many typical replies, or if of a given `parallel` none would have context enough for one.
        Else, with a given `parallel`, the context shrinks to what fits, and without one the number of replies does.

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
    wanted = max(LEAST_CONTEXT_TOKENS, -(-context_tokens // LEAST_CONTEXT_TOKENS) * LEAST_CONTEXT_TOKENS)
    most = min(parallel or MOST_PARALLEL, most_parallel)
    each = _whole(room_tokens // (most if parallel else 1))
    pool, typical = _whole(room_tokens), min(wanted, TYPICAL_TOKENS)
    together, apart = min(most, pool // typical), max(1, room_tokens // wanted)
    if can_share and most > 1 and (together >= WORTH_SHARING * apart or each < typical <= pool):
        # A place costs nothing here: a host gets as many as were asked for, and those with long prompts wait for room.
        context, replies, tokens = min(wanted, pool), most if parallel else together, pool
    else:
        context = max(LEAST_CONTEXT_TOKENS, min(wanted, each))
        replies = max(1, min(most, room_tokens // context))
        pool, tokens = 0, context * replies
    dialogues = tokens * per_token
    parked = min(PARKED_LIMIT_BYTES, int(max(0, spare - dialogues) * SHARE_FOR_PARKED))
    return Plan(context, replies, dialogues, parked, pool)


def _whole(tokens: int) -> int:
    return tokens // LEAST_CONTEXT_TOKENS * LEAST_CONTEXT_TOKENS
