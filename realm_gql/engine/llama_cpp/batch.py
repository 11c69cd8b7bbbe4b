"""One llama.cpp batch, filled through numpy views: a Python loop over its fields would cost more than a small model.

Knows rows, not replies. Source for the layout: `llama_batch` in llama.h.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
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
        self._rows = 0

    def clear(self) -> None:
        """Begin a new step."""
        self._rows = 0

    @property
    def room(self) -> int:
        """How many rows are still free."""
        return self._capacity - self._rows

    def add(self, tokens: Sequence[int], first_position: int, sequence: int, wants_logits: bool) -> int:
        """Add a run of tokens of one sequence.

        Returns:
            The row of the last token, at which to sample when it `wants_logits`.
        """
        start, end = self._rows, self._rows + len(tokens)
        if not tokens or end > self._capacity:
            raise DecodeFailed(f"{len(tokens)} rows do not fit a batch of {self._capacity}")
        self._tokens[start:end] = tokens
        self._positions[start:end] = np.arange(first_position, first_position + len(tokens))
        self._sequences[start:end] = sequence
        self._wants_logits[start:end] = 0
        self._wants_logits[end - 1] = wants_logits
        self._rows = end
        return end - 1

    def decode(self, context: Any) -> None:
        """Compute the step.

        Raises:
            DecodeFailed: the context is full, or the batch is not one it can take.
        """
        self._batch.n_tokens = self._rows
        code = int(self._lib.llama_decode(context, self._batch))
        if code:
            raise DecodeFailed(f"llama.cpp gave up a step with code {code}")
