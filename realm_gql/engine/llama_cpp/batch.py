"""One llama.cpp batch, filled through numpy views: a Python loop over its fields would cost more than a small model.

Knows rows, not replies. Source for the layout: `llama_batch` in llama.h.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np


class DecodeFailed(Exception):
    """The model refused a batch; nothing of it may be trusted."""


class Batch:
    """Rows for one step; `capacity` rows at most, each of one sequence."""

    def __init__(self, lib: Any, capacity: int) -> None:
        self._lib = lib
        self._batch = lib.llama_batch_init(capacity, 0, 1)
        view = np.ctypeslib.as_array
        self._tokens = view(self._batch.token, (capacity,))
        self._positions = view(self._batch.pos, (capacity,))
        self._wants_logits = view(self._batch.logits, (capacity,))
        view(self._batch.n_seq_id, (capacity,))[:] = 1
        # `seq_id` is a list of lists: each row is pointed once at its place in one flat array of ours.
        self._sequences = np.zeros(capacity, np.int32)
        rows = view(ctypes.cast(self._batch.seq_id, ctypes.POINTER(ctypes.c_size_t)), (capacity,))
        rows[:] = self._sequences.ctypes.data + self._sequences.itemsize * np.arange(capacity)
        self._capacity = capacity
        self.clear()

    def clear(self) -> None:
        """Begin a new step."""
        self._rows: list[int] = []
        self._row_positions: list[int] = []
        self._row_sequences: list[int] = []
        self._row_logits: list[bool] = []

    @property
    def room(self) -> int:
        """How many rows are still free."""
        return self._capacity - len(self._rows)

    def add(self, tokens: Sequence[int], first_position: int, sequence: int, wants_logits: bool) -> int:
        """Add a run of tokens of one sequence.

        Returns:
            The row of the last token, at which to sample when it `wants_logits`.
        """
        count = len(tokens)
        if not count or count > self.room:
            raise DecodeFailed(f"{count} rows do not fit a batch of {self._capacity}")
        self._rows += tokens
        self._row_positions += range(first_position, first_position + count)
        self._row_sequences += [sequence] * count
        self._row_logits += [False] * (count - 1) + [wants_logits]
        return len(self._rows) - 1

    def add_whole(self, tokens: Sequence[int], sequence: int) -> None:
        """Add a text that is read from its first token on and wants an output at every one: its vector is made of them.

        Raises:
            DecodeFailed: there is no room for it.
        """
        self.add(tokens, 0, sequence, wants_logits=True)
        self._row_logits[-len(tokens) :] = [True] * len(tokens)

    def decode(self, context: Any) -> None:
        """Compute the step.

        Raises:
            DecodeFailed: the context is full, or the batch is not one it can take.
        """
        self._run(self._lib.llama_decode, context)

    def encode(self, context: Any) -> None:
        """Compute the step with a model that only encodes.

        Raises:
            DecodeFailed: the batch is not one it can take.
        """
        self._run(self._lib.llama_encode, context)

    def _run(self, compute: Callable[[Any, Any], int], context: Any) -> None:
        count = self._batch.n_tokens = len(self._rows)
        # One assignment a field for the whole step; one for each of its replies would be most of the step's overhead.
        self._tokens[:count] = self._rows
        self._positions[:count] = self._row_positions
        self._sequences[:count] = self._row_sequences
        self._wants_logits[:count] = self._row_logits
        code = int(compute(context, self._batch))
        if code:
            raise DecodeFailed(f"llama.cpp gave up a step with code {code}")
