"""A GGUF loaded through llama.cpp: its words, its template, its context. Lives in the child process alone.

A wrong size or index aborts the process inside C++, so every number that reaches it comes from this package and is
checked against the context's own limits.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np

from realm_gql.engine.blanks import MARKS, NAMES
from realm_gql.engine.hearing import Hearing
from realm_gql.engine.llama_cpp.gguf import GgufModel, UnusableModel
from realm_gql.engine.llama_cpp.loading import Tell
from realm_gql.engine.llama_cpp.sizing import LEAST_CONTEXT_TOKENS, Plan
from realm_gql.engine.llama_cpp.template import ChatTemplate
from realm_gql.engine.port import Sampling
from realm_gql.engine.rendering import PromptStyle
from realm_gql.engine.sampling import (
    DRY_ALLOWED_TOKENS,
    DRY_BASE,
    DRY_BREAKERS,
    DRY_MULTIPLIER,
    DRY_TOKENS,
    GGUF_TEMPERATURE,
    PENALTY_TOKENS,
    NotANumber,
    bounded,
)

DEFAULT_CONTEXT_TOKENS = 4096
PREFILL_TOKENS = 512
WANT = b"<|want:"
HEARING_WEIGHT = 0.5
"""Both opinions are on the same line, so they are not independent: the second counts half."""
HEARING_LIMIT_BYTES = 8 * 1024 * 1024
ATTENTION_LIMIT_BYTES = 384 * 1024 * 1024

_ATTR_UNKNOWN, _ATTR_UNUSED, _ATTR_CONTROL = 1, 2, 8


class BrokenGrammar(Exception):
    """A reply cannot be held to this grammar."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How a model is to be opened: threads to compute with, tokens of context per reply, replies at once; 0 chooses."""

    threads: int
    context_tokens: int
    parallel: int


class Model(GgufModel):
    """An opened model and its one context, for `parallel` sequences, as many as memory has room for.

    It is split evenly between them, or they share its `pool_tokens`, as the plan says; 0 is split.

    `tell` learns how far the loading is; an `OSError` that it raises ends the loading.

    Raises:
        UnusableModel: the file is missing, broken or of a kind this llama.cpp does not know.
    """

    def __init__(self, path: Path, limits: Limits, tell: Tell = lambda _share: None) -> None:
        super().__init__(path, tell)
        self._check_kind(path)
        self.is_recurrent = bool(
            self.lib.llama_model_is_recurrent(self._handle) or self.lib.llama_model_is_hybrid(self._handle)
        )
        self.window_tokens = int(self.lib.llama_model_n_swa(self._handle))
        self.vocab_tokens = int(self.lib.llama_vocab_n_tokens(self._vocab))
        self.plan = self._plan(path, limits)
        self.parallel = self.plan.parallel
        self.batch_tokens = self.parallel + PREFILL_TOKENS
        self.context = self._open_context(limits)
        self.memory = self.lib.llama_get_memory(self.context)
        if not self.memory:
            raise UnusableModel(f"The model {path.name} does not write text. Choose a chat model.")
        # Of a shared memory llama.cpp would let one sequence take everything, whatever the model was trained for.
        self.context_tokens = min(self.plan.context_tokens, int(self.lib.llama_n_ctx_seq(self.context)))
        self.pool_tokens = int(self.lib.llama_n_ctx(self.context)) if self.plan.pool_tokens else 0
        self.temperature = self._own_temperature()
        self.style = PromptStyle.CARD if self.meta("realm.prompt_style") == "card" else PromptStyle.PROSE
        # What reads cards makes only what it was taught to; anything else is told what to make in sentences.
        self.makes = self.style is PromptStyle.PROSE or self.meta("realm.makes") == "true"
        self.template = self._read_template()
        self.looks_back_tokens = DRY_TOKENS if self.style is PromptStyle.PROSE else 1
        self._pieces: dict[int, bytes] = {}
        self._ends: dict[int, bool] = {}
        self.blanks = self._find_blanks()
        self.wants = self._find_wants()
        self._hearing = self._read_hearing(path)
        self._tokens_of_marks = {MARKS[name]: token for token, name in self.blanks.items()}
        self._muted = self._find_muted()

    def tokenize(self, text: str, special: bool) -> list[int]:
        """The tokens of `text`; only with `special` can they be control tokens, but for the marks of blanks."""
        if not self._tokens_of_marks:
            return list(self._tokenize(text, special))
        tokens: list[int] = []
        for part in re.split(f"([{''.join(self._tokens_of_marks)}])", text):
            mark = self._tokens_of_marks.get(part)
            tokens += [mark] if mark is not None else self._tokenize(part, special) if part else ()
        return tokens

    def opening(self, tokens: list[int]) -> list[int]:
        """`tokens` with the token in front that begins a text, where the vocabulary asks for it."""
        bos = int(self.lib.llama_vocab_bos(self._vocab))
        if bos < 0 or not self.lib.llama_vocab_get_add_bos(self._vocab) or tokens[:1] == [bos]:
            return tokens
        return [bos, *tokens]

    def piece(self, token: int) -> bytes:
        """The bytes a token stands for; none for a control token. May be part of a code point."""
        known = self._pieces.get(token)
        if known is None:
            known = self._pieces[token] = self._token_bytes(token, special=False)
        return known

    def is_end(self, token: int) -> bool:
        """Whether a token ends a reply."""
        known = self._ends.get(token)
        if known is None:
            known = self._ends[token] = bool(self.lib.llama_vocab_is_eog(self._vocab, token))
        return known

    def new_sampler(self, sampling: Sampling, blanks: Collection[str] = (), grammar: str = "") -> Any:
        """A chain that draws tokens, of those for blanks only these; free it with `free_sampler`.

        Raises:
            BrokenGrammar: `grammar` is no GBNF.
        """
        lib = self.lib
        muted = self._muted + [token for token, name in self.blanks.items() if name not in blanks]
        chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())

        def add(sampler: Any) -> None:
            lib.llama_sampler_chain_add(chain, sampler)

        if grammar:
            # It comes first: what is cut away before it could leave nothing that it allows, and that ends the process.
            follow = lib.llama_sampler_init_grammar(self._vocab, grammar.encode(), b"root")
            if not follow:
                lib.llama_sampler_free(chain)
                raise BrokenGrammar(self.first_error())
            add(follow)
        if muted:
            bias = (lib.llama_logit_bias * len(muted))(*((token, float("-inf")) for token in muted))
            add(lib.llama_sampler_init_logit_bias(self.vocab_tokens, len(muted), bias))
        if sampling.repeat_penalty != 1.0:
            penalties = (sampling.repeat_penalty, 0.0, 0.0)
            add(lib.llama_sampler_init_penalties(self.vocab_tokens, PENALTY_TOKENS, *penalties))
        if self.style is PromptStyle.PROSE and not grammar:
            add(lib.llama_sampler_clone(self._dry))
        temperature = self.temperature if sampling.temperature is None else sampling.temperature
        if temperature <= 0:
            add(lib.llama_sampler_init_greedy())
            return chain
        if sampling.top_k > 0:
            add(lib.llama_sampler_init_top_k(min(sampling.top_k, self.vocab_tokens)))
        if sampling.min_p > 0:
            add(lib.llama_sampler_init_min_p(sampling.min_p, 1))
        add(lib.llama_sampler_init_temp(temperature))
        add(lib.llama_sampler_init_dist(sampling.seed))
        return chain

    def likeliest_want(self, row: int, line: str) -> int:
        """The token for what `line` is taken for: no dice are thrown for it, since it decides about all that follows.

        A model that has a second opinion in its file is told it; of no line there is none.
        """
        scores = self.logits(row)[self.wants]
        if self._hearing and line:
            scores = scores + HEARING_WEIGHT * self._hearing.log_shares(line)
        return self.wants[int(np.argmax(scores))]

    def draw(self, chain: Any, row: int) -> int:
        """The next token of a reply that may say anything."""
        return int(self.lib.llama_sampler_sample(chain, self.context, row))

    def draw_allowed(self, chain: Any, row: int) -> int | None:
        """The next token of a reply that follows a grammar; None when the vocabulary has none that it allows.

        A chain that is left to itself draws one all the same, and that it then takes it ends the process.
        """
        candidates = np.zeros(self.vocab_tokens, self.lib.llama_token_data)
        candidates["id"] = np.arange(self.vocab_tokens)
        candidates["logit"] = self.logits(row)
        drawn = self._apply(chain, candidates)
        chosen = drawn.selected
        left = np.ctypeslib.as_array(drawn.data, (drawn.size,))
        if not 0 <= chosen < drawn.size or not np.isfinite(left["logit"][chosen]):
            return None
        token = int(left["id"][chosen])
        self.lib.llama_sampler_accept(chain, token)
        return token

    def logits(self, row: int) -> Any:
        """How likely each token is at a row that wanted to know; a view that holds until the next step."""
        values = self.lib.llama_get_logits_ith(self.context, row)
        return np.ctypeslib.as_array(values, (self.vocab_tokens,))

    def check_numbers(self, row: int) -> None:
        """See that a row holds numbers: what is none leaves nothing to draw.

        Raises:
            UnusableModel: it does not.
        """
        if not np.isfinite(self.logits(row)).all():
            raise UnusableModel(f"The model {self._file} is broken: it computes no numbers. Choose another file.")

    def _apply(self, sampler: Any, candidates: Any) -> Any:
        data = candidates.ctypes.data_as(ctypes.POINTER(self.lib.llama_token_data))
        drawn = self.lib.llama_token_data_array(data, len(candidates), -1, False)
        self.lib.llama_sampler_apply(sampler, ctypes.byref(drawn))
        return drawn

    def remind_sampler(self, chain: Any, tokens: list[int], names: Collection[str] = ()) -> None:
        """Let a chain know what was written before, but for `names`: they may be said again."""
        accept = self.lib.llama_sampler_accept
        for token in without_runs(tokens, [run for name in names for run in self._spellings(name)]):
            accept(chain, token)

    def resume_grammar(self, chain: Any, tokens: list[int]) -> None:
        """Let a chain with a grammar know what was written of this reply.

        Raises:
            BrokenGrammar: the grammar does not allow it; to tell the chain would end the process.
        """
        grammar = self.lib.llama_sampler_chain_get(chain, 0)
        for token in tokens:
            one = np.zeros(1, self.lib.llama_token_data)
            one["id"] = token
            self._apply(grammar, one)
            if not np.isfinite(one["logit"][0]):
                raise BrokenGrammar("what was written before does not follow it")
            self.lib.llama_sampler_accept(chain, token)

    def _spellings(self, name: str) -> list[list[int]]:
        """A name's tokens at the start of a line and after a word."""
        return [list(self._tokenize(text, False)) for text in (name, f" {name}")] if name else []

    @cached_property
    def _dry(self) -> Any:
        """What samplers against repetition are copied from: to make one anew is to search the whole vocabulary."""
        spelled = (ctypes.c_char_p * len(DRY_BREAKERS))(*(text.encode() for text in DRY_BREAKERS))
        return self.lib.llama_sampler_init_dry(
            self._vocab, DRY_MULTIPLIER, DRY_BASE, DRY_ALLOWED_TOKENS, DRY_TOKENS, spelled, len(spelled)
        )

    def free_sampler(self, chain: Any) -> None:
        """Let go of a chain."""
        self.lib.llama_sampler_free(chain)

    def _own_temperature(self) -> float:
        """What the file asks for (``realm.temperature``): a very small model writes well only when it is held short."""
        try:
            warmth = bounded(Sampling(temperature=float(self.meta("realm.temperature")))).temperature
        except (ValueError, NotANumber):
            return GGUF_TEMPERATURE
        return GGUF_TEMPERATURE if warmth is None else warmth

    def _check_kind(self, path: Path) -> None:
        """Refuse what llama.cpp would load and then abort on: no vocabulary, an encoder, an embedding model."""
        lib = self.lib
        no_words = lib.llama_vocab_type(self._vocab) == lib.LLAMA_VOCAB_TYPE_NONE
        if no_words or lib.llama_model_has_encoder(self._handle) or not lib.llama_model_has_decoder(self._handle):
            raise UnusableModel(f"The model {path.name} does not write text. Choose a chat model.")

    def _plan(self, path: Path, limits: Limits) -> Plan:
        lib = self.lib
        trained = int(lib.llama_model_n_ctx_train(self._handle)) or DEFAULT_CONTEXT_TOKENS
        wanted = min(trained, limits.context_tokens or DEFAULT_CONTEXT_TOKENS)
        most = int(lib.llama_max_parallel_sequences())
        return self.plan_memory(path, wanted, limits.parallel, most, self._can_share())

    def _can_share(self) -> bool:
        """Whether the memory of several sequences may lie in one pool of cells.

        A recurrent memory has no cells. In a pool, cells that a sliding window has left are given to others, and what
        an idle dialogue loses so must be read again. And some models turn positions by how large the context is: they
        would take a large pool for long dialogues.
        """
        original = self.meta(f"{self.meta('general.architecture')}.rope.scaling.original_context_length")
        return not (self.is_recurrent or self.window_tokens or original)

    def _open_context(self, limits: Limits) -> Any:
        pooled = self.plan.pool_tokens > 0
        wanted = self.plan.pool_tokens or self.plan.context_tokens
        while wanted >= LEAST_CONTEXT_TOKENS:
            params = self.lib.llama_context_default_params()
            params.n_ctx = wanted if pooled else wanted * self.parallel
            params.n_seq_max = self.parallel
            params.n_batch = params.n_ubatch = self.batch_tokens
            params.n_outputs_max = self.parallel
            params.n_threads = params.n_threads_batch = max(1, limits.threads)
            params.kv_unified = pooled
            params.flash_attn_type = self._flash_attention(wanted)
            params.no_perf = True
            context = self.lib.llama_init_from_model(self._handle, params)
            if context:
                return context
            wanted //= 2
        raise UnusableModel(f"There is not enough memory to open the model: {self.first_error()}.")

    def _flash_attention(self, reach_tokens: int) -> int:
        """Whether attention is computed without its matrix: only where that matrix would not fit.

        It is as wide as the memory that a row looks at: one reply's, or all of a pool, where it must also be no larger
        than the pool itself, for memory is short there.

        On a CPU the plain way decodes 1.3 (half a billion parameters) to 3.5 times (a million) as fast, and reads
        prompts at 0.7 to 0.85 of the speed; a dialogue is mostly written, and its persona is read once.
        """
        heads = int(self.lib.llama_model_n_head(self._handle))
        matrix_bytes = 4 * heads * reach_tokens * self.batch_tokens
        pool_bytes = self.plan.dialogue_bytes if self.plan.pool_tokens else ATTENTION_LIMIT_BYTES
        fits = matrix_bytes <= min(ATTENTION_LIMIT_BYTES, pool_bytes)
        return int(self.lib.LLAMA_FLASH_ATTN_TYPE_DISABLED if fits else self.lib.LLAMA_FLASH_ATTN_TYPE_AUTO)

    def _read_template(self) -> ChatTemplate:
        source = self.lib.llama_model_chat_template(self._handle, None) or b""
        bos, eos = (
            int(token) for token in (self.lib.llama_vocab_bos(self._vocab), self.lib.llama_vocab_eos(self._vocab))
        )
        return ChatTemplate(
            source.decode(errors="replace"),
            self._token_bytes(bos, special=True).decode(errors="replace") if bos >= 0 else "",
            self._token_bytes(eos, special=True).decode(errors="replace") if eos >= 0 else "",
        )

    def _token_bytes(self, token: int, special: bool) -> bytes:
        buffer = ctypes.create_string_buffer(64)
        size = int(self.lib.llama_token_to_piece(self._vocab, token, cast(Any, buffer), 64, 0, special))
        if size < 0:
            buffer = ctypes.create_string_buffer(-size)
            size = int(self.lib.llama_token_to_piece(self._vocab, token, cast(Any, buffer), -size, 0, special))
        return buffer.raw[: max(size, 0)]

    def _find_blanks(self) -> dict[int, str]:
        """The tokens this model has for blanks: control tokens such as ``<|ware1|>``."""
        if self.style is not PromptStyle.CARD:
            return {}
        found = {}
        for name in NAMES:
            tokens = self._tokenize(f"<|{name}|>", True)
            if len(tokens) == 1 and self.lib.llama_vocab_get_attr(self._vocab, tokens[0]) & _ATTR_CONTROL:
                found[tokens[0]] = name
        return found

    def _find_wants(self) -> list[int]:
        """The tokens with which this model's replies begin: what it takes the line for, such as ``<|want:price|>``."""
        if self.style is not PromptStyle.CARD:
            return []
        return [
            token
            for token in range(self.vocab_tokens)
            if self.lib.llama_vocab_get_attr(self._vocab, token) & _ATTR_CONTROL
            and self._token_bytes(token, special=True).startswith(WANT)
        ]

    def _read_hearing(self, path: Path) -> Hearing | None:
        text = self.meta("realm.hearing", HEARING_LIMIT_BYTES)
        if not text or not self.wants:
            return None
        try:
            hearing = Hearing.read(text)
        except ValueError as error:
            raise UnusableModel(f"The model {path.name} is broken: {error}. Choose another file.") from error
        if len(hearing.bias) != len(self.wants):
            raise UnusableModel(f"The model {path.name} hears other wants than it has. Choose another file.")
        return hearing

    def _find_muted(self) -> list[int]:
        """Every token that may never be drawn: neither text, nor a blank, nor an end."""
        unspeakable = _ATTR_UNKNOWN | _ATTR_UNUSED | _ATTR_CONTROL
        attributes = self.lib.llama_vocab_get_attr
        return [
            token
            for token in range(self.vocab_tokens)
            if attributes(self._vocab, token) & unspeakable and token not in self.blanks and not self.is_end(token)
        ]


def without_runs(tokens: list[int], runs: Collection[list[int]]) -> list[int]:
    """`tokens` without any of `runs`, the longer ones first."""
    ordered = sorted((run for run in runs if run), key=len, reverse=True)
    firsts = {run[0] for run in ordered}
    if firsts.isdisjoint(tokens):
        return tokens
    kept, at = [], 0
    while at < len(tokens):
        starts = tokens[at] in firsts
        run = next((run for run in ordered if tokens[at : at + len(run)] == run), None) if starts else None
        if run is None:
            kept.append(tokens[at])
        at += len(run) if run else 1
    return kept
