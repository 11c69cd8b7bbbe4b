"""Idle dialogues, set aside: what a slot held before another dialogue took it. Lives in the child process alone.

A realm has more dialogues than a context has sequences. Before a sequence is overwritten its state is copied into
memory of our own, and put back when a prompt goes on from it. 400 tokens of the embedded voice (0.8 MB) are copied out
in 0.3 ms and put back in 0.3 ms; to read them takes 32 ms (one thread of a busy Zen 3).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from realm_gql.engine.llama_cpp.model import Model

LEAST_TOKENS = 64
"""A dialogue shorter than this is read again as quickly."""
GAIN_TOKENS = 32
"""What must be lost for a dialogue to be parked, and won for it to be restored: less is not worth moving its memory."""
_TOKEN_BYTES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Parked:
    """A dialogue without a sequence: its tokens, and the state a sequence had that held them."""

    key: bytes
    tokens: list[int]
    state: NDArray[np.uint8]


class Parking:
    """The dialogues that were set aside, in at most `limit_bytes`; the one unused for longest goes first."""

    def __init__(self, model: Model, limit_bytes: int) -> None:
        self._model = model
        self._limit_bytes = limit_bytes
        self._parked: dict[bytes, Parked] = {}
        """By their tokens as bytes, which are compared faster than lists; the one unused for longest comes first."""
        self.used_bytes = 0

    def usable(self, held: list[int], tokens: list[int]) -> int:
        """How much of the memory of `held` serves `tokens`; one that is recurrent cannot be cut, and serves whole."""
        common = common_tokens(held, tokens)
        return common if not self._model.is_recurrent or common == len(held) < len(tokens) else 0

    def park(self, sequence: int, tokens: list[int], elsewhere: Iterable[list[int]]) -> None:
        """Copy the state of `sequence`, which holds `tokens`, unless it is to be had from what is held `elsewhere`."""
        window = self._model.window_tokens
        # Of a sliding window only what it still covers is copied: cut back later, it would have holes.
        if len(tokens) < LEAST_TOKENS or (window and len(tokens) > window):
            return
        if any(self._makes_up_for(held, tokens) for held in elsewhere):
            return
        key = _key(tokens)
        if known := next((parked for parked in self._parked.values() if self._covers(parked.key, key)), None):
            self._refresh(known)
            return
        lib, context = self._model.lib, self._model.context
        size = int(lib.llama_state_seq_get_size(context, sequence))
        if not 0 < size <= self._limit_bytes:
            return
        for covered in [parked for parked in self._parked.values() if self._covers(key, parked.key)]:
            self._drop(covered)
        while self.used_bytes + size > self._limit_bytes:
            self._drop(next(iter(self._parked.values())))
        state = np.empty(size, np.uint8)
        if int(lib.llama_state_seq_get_data(context, _pointer(state), size, sequence)) == size:
            self._parked[key] = Parked(key, list(tokens), state)
            self.used_bytes += size

    def _makes_up_for(self, held: list[int], tokens: list[int]) -> bool:
        """Whether the memory of `held` serves all of `tokens`, but for what is not worth moving a memory."""
        need = max(1, len(tokens) - GAIN_TOKENS + 1)
        if self._model.is_recurrent:
            return need <= len(held) < len(tokens) and held == tokens[: len(held)]
        return held[:need] == tokens[:need]

    def find(self, tokens: list[int], beyond: int, room_tokens: int) -> Parked | None:
        """The parked dialogue that begins with most of `tokens`, if that is clearly more than the first `beyond`.

        What is longer than `room_tokens` is left out: it is put back whole, before what is not wanted of it is cut.
        """
        prompt, best, need = _key(tokens), None, beyond + GAIN_TOKENS
        for parked in self._parked.values():
            if len(parked.tokens) <= room_tokens and parked.key.startswith(prompt[: need * _TOKEN_BYTES]):
                reach = min(self.usable(parked.tokens, tokens), len(tokens) - 1)
                if reach >= need:
                    best, need = parked, reach + 1
        if best is not None:
            self._refresh(best)
        return best

    def restore(self, parked: Parked, sequence: int, tokens: list[int]) -> int:
        """Let `sequence` hold what `parked` and `tokens` both begin with.

        Returns:
            How many tokens that is; 0 when it failed, and then the sequence is empty.
        """
        lib, memory = self._model.lib, self._model.memory
        # The last token is always decoded again: sampling needs its logits.
        keep = min(common_tokens(parked.tokens, tokens), len(tokens) - 1)
        state = parked.state
        done = lib.llama_state_seq_set_data(self._model.context, _pointer(state), state.size, sequence)
        if done and lib.llama_memory_seq_rm(memory, sequence, keep, -1):
            if len(parked.tokens) - keep < GAIN_TOKENS:
                self._drop(parked)
            return keep
        lib.llama_memory_seq_rm(memory, sequence, 0, -1)
        self._model.first_error()  # asked for, so that a later failure is not explained with this one
        self._drop(parked)
        return 0

    def _covers(self, key: bytes, other: bytes) -> bool:
        """Whether the dialogue with `key` makes up for the `other`, but for what is not worth moving a memory."""
        return key == other if self._model.is_recurrent else key.startswith(other[: -(GAIN_TOKENS - 1) * _TOKEN_BYTES])

    def _refresh(self, parked: Parked) -> None:
        self._parked[parked.key] = self._parked.pop(parked.key)

    def _drop(self, parked: Parked) -> None:
        if dropped := self._parked.pop(parked.key, None):
            self.used_bytes -= dropped.state.size


def common_tokens(one: list[int], other: list[int]) -> int:
    """How many tokens both begin with; found by halving, for lists are compared faster than their elements."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def _key(tokens: list[int]) -> bytes:
    return np.asarray(tokens, np.int32).tobytes()


def _pointer(state: NDArray[np.uint8]) -> Any:
    return state.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
