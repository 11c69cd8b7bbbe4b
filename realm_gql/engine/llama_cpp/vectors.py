"""A GGUF that turns texts into vectors: its context, its pooling, its batches. Lives in the child process alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from realm_gql.engine.llama_cpp.batch import Batch, DecodeFailed
from realm_gql.engine.llama_cpp.gguf import PIECE_CHARS, GgufModel, UnusableModel
from realm_gql.engine.llama_cpp.loading import Tell

BATCH_TOKENS = 512
"""A text is pooled within one batch, so this is also the longest text. What is remembered is a sentence or two; a batch
that small answers within seconds on any machine."""
BATCH_TEXTS = 16


class VectorModel(GgufModel):
    """An opened model and one context that many texts share, each a sequence of its own.

    `tell` learns how far the loading is; an `OSError` that it raises ends the loading.

    Raises:
        UnusableModel: the file is missing, broken, too large, or makes no vectors of texts.
    """

    def __init__(self, path: Path, threads: int, tell: Tell) -> None:
        super().__init__(path, tell)
        lib = self.lib
        self._only_encodes = self._check_kind(path)
        trained = int(lib.llama_model_n_ctx_train(self._handle)) or BATCH_TOKENS
        memory = self.plan_memory(path, BATCH_TOKENS, 1, 1)
        self._batch_tokens = memory.context_tokens
        self.text_tokens = min(trained, self._batch_tokens)
        """The longest text; what is longer is cut to it."""
        self.dimensions = int(lib.llama_model_n_embd_out(self._handle))
        self._context = self._open_context(path, threads)
        self._memory = lib.llama_get_memory(self._context)
        self._batch = Batch(lib, self._batch_tokens)
        self._warm_up(path)

    def embed_some(self, texts: Sequence[str]) -> list[list[float]]:
        """Unit vectors of as many of `texts` as one batch holds, from the first on; at least one.

        Raises:
            DecodeFailed: the model refuses the batch, or makes no vector of a text.
        """
        self._batch.clear()
        if self._memory:
            self.lib.llama_memory_clear(self._memory, False)
        count = 0
        for text in texts[:BATCH_TEXTS]:
            tokens = self._cut(self._tokenize_piece(text[:PIECE_CHARS], special=False, whole=True))
            if count and len(tokens) > self._batch.room:
                break
            self._batch.add_whole(tokens, count)
            count += 1
        if self._only_encodes:
            self._batch.encode(self._context)
        else:
            self._batch.decode(self._context)
        return [self._vector(number) for number in range(count)]

    def _warm_up(self, path: Path) -> None:
        """Touch every weight once, and see that a vector comes of it."""
        try:
            self.embed_some(["A word."])
        except DecodeFailed as failure:
            raise UnusableModel(f"The model {path.name} makes no vectors of texts: {failure}.") from failure

    def _cut(self, tokens: list[int]) -> list[int]:
        """`tokens` without what is too much before the control tokens that close a text: some models look there."""
        closing = 0
        while closing < len(tokens) and self.lib.llama_vocab_is_control(self._vocab, tokens[-1 - closing]):
            closing += 1
        kept = self.text_tokens - closing
        return tokens if len(tokens) <= self.text_tokens else tokens[:kept] + tokens[len(tokens) - closing :]

    def _vector(self, sequence: int) -> list[float]:
        row = self.lib.llama_get_embeddings_seq(self._context, sequence)
        if not row:
            raise DecodeFailed("there is no vector of a text")
        # The row lies in the context's memory and is written over by the next batch.
        vector = np.array(np.ctypeslib.as_array(row, (self.dimensions,)), np.float64)
        length = float(np.linalg.norm(vector))
        if not np.isfinite(length) or length == 0.0:
            raise DecodeFailed("the vector of a text has no direction")
        return [float(number) for number in vector / length]

    def _check_kind(self, path: Path) -> bool:
        """Refuse what makes no vectors of texts; returns whether the model encodes and does not decode."""
        lib = self.lib
        encodes, decodes = lib.llama_model_has_encoder(self._handle), lib.llama_model_has_decoder(self._handle)
        no_words = lib.llama_vocab_type(self._vocab) == lib.LLAMA_VOCAB_TYPE_NONE
        if no_words or encodes == decodes or self._pooling() == lib.LLAMA_POOLING_TYPE_RANK:
            raise UnusableModel(f"The model {path.name} makes no vectors of texts. Choose an embedding model.")
        return bool(encodes)

    def _pooling(self) -> int:
        """How the file wants the vectors of its tokens made into one; where it does not say, their mean is taken."""
        said = self.meta(f"{self.meta('general.architecture')}.pooling_type")
        pooling = int(said) if said.isdecimal() else self.lib.LLAMA_POOLING_TYPE_NONE
        return int(self.lib.LLAMA_POOLING_TYPE_MEAN if pooling == self.lib.LLAMA_POOLING_TYPE_NONE else pooling)

    def _open_context(self, path: Path, threads: int) -> Any:
        params = self.lib.llama_context_default_params()
        params.n_ctx = params.n_batch = params.n_ubatch = self._batch_tokens
        params.n_seq_max = BATCH_TEXTS
        # One pool of tokens: the texts of a batch are of every length.
        params.kv_unified = True
        params.embeddings = True
        params.pooling_type = self._pooling()
        params.n_threads = params.n_threads_batch = max(1, threads)
        params.no_perf = True
        context = self.lib.llama_init_from_model(self._handle, params)
        if not context:
            raise UnusableModel(f"The model {path.name} cannot be opened: {self.first_error()}.")
        return context
