"""Continuous batching: many replies written at once, one step at a time. Knows slots and tokens, no process or pipe.

Each slot is a sequence of the context. Every step decodes one token of each running reply, plus as much of the prompts
that are being read as the machine can compute in `BETWEEN_TOKENS_S`, so that a long prompt never stalls those who
already speak. llama.cpp splits a step whose sequence ids have holes or are out of order, so running slots are kept
packed from zero.

A prompt begins with the longest beginning that any slot holds, running or not: it is copied, not computed. So the
second player at an NPC never waits for its persona to be read again.
"""

from __future__ import annotations

import codecs
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from realm_gql.engine.blanks import Blanks
from realm_gql.engine.llama_cpp.batch import Batch, DecodeFailed
from realm_gql.engine.llama_cpp.model import PREFILL_TOKENS, BrokenGrammar, Model
from realm_gql.engine.llama_cpp.prompting import PromptTooLong, tokenize_prompt
from realm_gql.engine.llama_cpp.protocol import ENDED
from realm_gql.engine.port import Prompt, Sampling
from realm_gql.engine.spoken import Spoken

BETWEEN_TOKENS_S = 0.03
"""How long those who speak may wait for their next token because of a prompt; a reader does not notice it."""
STEP_S = 0.4
"""How long a step takes when nobody speaks yet: on a slow machine it must stay a sign of life."""
FIRST_TOKENS_PER_S = 40.0
SMALLEST_CHUNK_TOKENS = 8
BEFORE_CHARS = 16


class ForeignTokens(Exception):
    """What was written of a reply cannot be gone on with by this model."""


@dataclass(slots=True)
class Ask:
    """A reply that was asked for and has no slot yet.

    `written` are the tokens it has from a process that died; `grammar` is GBNF that it must follow, if any.
    """

    id: int
    prompt: Prompt
    max_tokens: int
    sampling: Sampling
    written: tuple[int, ...] = ()
    grammar: str = ""
    asked_at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Begun:
    """A reply that got a place: how long it waited for it, and how much of its prompt must be read or was copied."""

    waited_s: float
    read_tokens: int
    copied_tokens: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one step added to a reply; `end` is None while it goes on, `ENDED`, or why it failed."""

    id: int
    text: str
    end: str | None = None
    token: int | None = None


@dataclass(slots=True)
class _Reply:
    id: int
    prompt_tokens: list[int]
    tokens_left: int
    continues: bool
    sampler: Any
    spoken: Spoken
    decoder: codecs.IncrementalDecoder
    """In speech, invalid bytes such as a code point cut by the token limit become U+FFFD; in JSON they are an error."""
    blanks: Blanks | None
    before: str
    """What the next blank will follow."""
    pending: str = ""
    """The rest of a blank in which the reply broke off; shown before what is written next."""
    must_end: bool = False
    """Whether the reply is worth nothing unless it comes to its end."""
    next_token: int | None = None


@dataclass(slots=True, eq=False)
class _Slot:
    """A sequence of the context: the tokens its memory holds, and the reply written into it, if any.

    Compared by identity: two empty slots are not the same sequence.
    """

    held: list[int] = field(default_factory=list)
    reply: _Reply | None = None
    used_at: int = 0


class Writer:
    """Writes replies with one model."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._batch = Batch(model.lib, model.batch_tokens)
        self._slots = [_Slot() for _ in range(model.parallel)]
        self._waiting: deque[Ask] = deque()
        self._read_per_s = FIRST_TOKENS_PER_S
        """How many tokens of prompts this machine reads in a second, by the last steps."""
        self._admitted = 0
        self.begun: list[Begun] = []
        """The replies that the last step gave a place."""

    @property
    def active(self) -> int:
        """How many replies have a slot."""
        return sum(slot.reply is not None for slot in self._slots)

    @property
    def has_work(self) -> bool:
        """Whether a step would do anything."""
        return bool(self._waiting) or self.active > 0

    def ask(self, ask: Ask) -> None:
        """Queue a reply."""
        self._waiting.append(ask)

    def stop(self, reply_id: int) -> None:
        """Forget a reply; the next step is made without it."""
        self._waiting = deque(ask for ask in self._waiting if ask.id != reply_id)
        for slot in self._slots:
            if slot.reply is not None and slot.reply.id == reply_id:
                self._release(slot)

    def warm_up(self) -> None:
        """Touch every weight once, so that the first reply does not wait for the disk.

        Raises:
            UnusableModel: what it computes are no numbers.
        """
        self._batch.clear()
        row = self._batch.add([0], 0, 0, wants_logits=True)
        self._batch.decode(self._model.context)
        self._model.check_numbers(row)
        # A vocabulary that cannot spell what it has no word for ends the process: now, rather than at somebody's line.
        self._model.tokenize("\x01\U0010ffff", special=False)
        self._forget(0, 0)

    def step(self) -> list[Said]:
        """Advance every reply; returns what was said."""
        said = self._admit()
        self._pack_slots()
        if not self.active:
            return said
        started = time.monotonic()
        try:
            rows, read = self._fill()
            self._batch.decode(self._model.context)
        except DecodeFailed as failure:
            return said + self._give_up(f"The model failed: {failure} ({self._model.first_error()}).")
        self._learn_speed(read, time.monotonic() - started)
        return said + [self._sample(slot, row) for slot, row in rows]

    def _admit(self) -> list[Said]:
        refused = []
        self.begun = []
        while self._waiting and any(slot.reply is None for slot in self._slots):
            ask = self._waiting.popleft()
            try:
                reply = self._begin(ask)
            except PromptTooLong:
                refused.append(Said(ask.id, "", "The model's context is too small for any prompt."))
                continue
            except BrokenGrammar as broken:
                refused.append(Said(ask.id, "", f"The model cannot be held to this grammar: {broken}."))
                continue
            except ForeignTokens as foreign:
                refused.append(Said(ask.id, "", str(foreign)))
                continue
            slot = self._choose_slot(reply.prompt_tokens)
            self._reuse(slot, reply.prompt_tokens)
            self._admitted += 1
            slot.used_at = self._admitted
            copied = len(slot.held)
            waited_s = time.monotonic() - ask.asked_at
            self.begun.append(Begun(waited_s, len(reply.prompt_tokens) - copied, copied))
            slot.reply = reply
        return refused

    def _begin(self, ask: Ask) -> _Reply:
        model, prompt, written = self._model, ask.prompt, list(ask.written)
        max_tokens = max(1, min(ask.max_tokens, model.context_tokens // 2))
        # The file may be another one than the tokens are from, or have less context, when the model is loaded again.
        if not all(0 <= token < model.vocab_tokens for token in written):
            raise ForeignTokens("The model was exchanged in the middle of the reply.")
        if len(written) >= max_tokens:
            raise ForeignTokens("The reply does not fit the model's context any more.")
        # JSON is read by programs: it has no blanks, and nothing in it is anybody's next turn.
        blanks = Blanks(prompt, model.blanks.values()) if model.blanks and not ask.grammar else None
        so_far = prompt.reply_so_far.rstrip()
        tokens = tokenize_prompt(model, prompt, model.context_tokens - max_tokens, blanks)
        reply = _Reply(
            ask.id,
            prompt_tokens=tokens + written,
            tokens_left=max_tokens,
            continues=bool(prompt.reply_so_far or written),
            sampler=self._new_sampler(ask, tokens, blanks),
            spoken=Spoken(()) if ask.grammar else Spoken.for_prompt(prompt),
            blanks=blanks,
            before=so_far,
            pending=blanks.resume(so_far)[1] if blanks else "",
            must_end=bool(ask.grammar),
            decoder=codecs.getincrementaldecoder("utf-8")("strict" if ask.grammar else "replace"),
        )
        for token in written:
            # Said once more, to nobody: what is held back, and how the decoder stands, depends on all of it.
            reply.tokens_left -= 1
            reply.spoken.feed(self._text(reply, token))
        return reply

    def _new_sampler(self, ask: Ask, tokens: list[int], blanks: Blanks | None) -> Any:
        """A sampler that knows what was written before."""
        model, written = self._model, list(ask.written)
        sampler = model.new_sampler(ask.sampling, blanks.texts if blanks else (), ask.grammar)
        if not ask.grammar:
            names = (ask.prompt.speaker, ask.prompt.listener)
            model.remind_sampler(sampler, (tokens + written)[-model.looks_back_tokens :], names)
            return sampler
        try:
            # A grammar begins where the reply does; what keeps a model from repeating itself looks further back.
            model.resume_grammar(sampler, written)
        except BrokenGrammar:
            model.free_sampler(sampler)
            raise
        return sampler

    def _choose_slot(self, tokens: list[int]) -> _Slot:
        """A free slot that the prompt goes on from, else the one that has been idle for longest."""
        free = [slot for slot in self._slots if slot.reply is None]
        continued = max(free, key=lambda slot: _common(slot.held, tokens))
        if continued.held and _common(continued.held, tokens) == len(continued.held):
            return continued
        return min(free, key=lambda slot: slot.used_at)

    def _reuse(self, slot: _Slot, tokens: list[int]) -> None:
        """Let `slot` begin with as much of the prompt as any slot holds."""
        source = max(self._slots, key=lambda other: (_common(other.held, tokens), other is slot))
        # The last token is always decoded again: sampling needs its logits.
        keep = min(_common(source.held, tokens), len(tokens) - 1)
        number = self._slots.index(slot)
        if source is not slot and keep > 0:
            self._forget(number, 0)
            self._model.lib.llama_memory_seq_cp(self._model.memory, self._slots.index(source), number, -1, -1)
        if not self._forget(number, keep):
            # A recurrent memory cannot be cut in the middle.
            self._forget(number, 0)
            keep = 0
        slot.held = tokens[:keep]

    def _pack_slots(self) -> None:
        """Close holes between running slots by copying the last one's memory down."""
        while True:
            running = [number for number, slot in enumerate(self._slots) if slot.reply is not None]
            holes = [number for number, slot in enumerate(self._slots) if slot.reply is None]
            if not running or not holes or holes[0] > running[-1]:
                return
            source, target = running[-1], holes[0]
            self._forget(target, 0)
            self._model.lib.llama_memory_seq_cp(self._model.memory, source, target, -1, -1)
            self._forget(source, 0)
            self._slots[target], self._slots[source] = self._slots[source], _Slot()

    def _fill(self) -> tuple[list[tuple[_Slot, int]], int]:
        """Put the step together; returns the slots to sample, each with its row, and how much of prompts is read."""
        self._batch.clear()
        rows, read = [], 0
        running = [(number, slot) for number, slot in enumerate(self._slots) if slot.reply is not None]
        chunks = self._share_out(running)
        for number, slot in running:
            tokens = chunks[number]
            read += len(tokens) if _reply(slot).next_token is None else 0
            position = len(slot.held)
            slot.held += tokens
            complete = len(slot.held) >= len(_reply(slot).prompt_tokens)
            row = self._batch.add(tokens, position, number, wants_logits=complete)
            if complete:
                rows.append((slot, row))
        return rows, read

    def _share_out(self, running: list[tuple[int, _Slot]]) -> dict[int, list[int]]:
        """The tokens each slot adds: a running reply its last one; prompts share a chunk, the oldest the most of it.

        Every slot adds at least one, for the ids in a batch may have no holes.
        """
        chunks: dict[int, list[int]] = {}
        prompts = []
        for number, slot in running:
            reply = _reply(slot)
            if reply.next_token is not None:
                chunks[number] = [reply.next_token]
            else:
                prompts.append((reply.id, number, slot))
        spare = max(0, self._chunk_tokens(BETWEEN_TOKENS_S if chunks else STEP_S) - len(prompts))
        for _, number, slot in sorted(prompts, key=lambda prompt: prompt[0]):
            rest = _reply(slot).prompt_tokens[len(slot.held) :]
            chunks[number] = rest[: 1 + spare]
            spare -= len(chunks[number]) - 1
        return chunks

    def _sample(self, slot: _Slot, row: int) -> Said:
        reply, model = _reply(slot), self._model
        token = model.draw_allowed(reply.sampler, row) if reply.must_end else model.draw(reply.sampler, row)
        if token is None:
            return self._end(slot, "", "The model has no words that follow this grammar.")
        ends = model.is_end(token)
        if ends and reply.next_token is None and not reply.continues and not reply.must_end:
            token = self._likeliest_word(row)
            ends = model.is_end(token)
        if ends:
            return self._end(slot, reply.pending + reply.decoder.decode(b"", final=True))
        reply.next_token = token
        reply.tokens_left -= 1
        try:
            text = self._text(reply, token)
        except UnicodeDecodeError:
            return self._end(slot, "", "The model wrote what is no text.")
        if reply.tokens_left == 0:
            return self._end(slot, text, "The answer does not fit its length." if reply.must_end else ENDED)
        shown = reply.spoken.feed(text)
        if not reply.spoken.ended:
            return Said(reply.id, shown, token=token)
        self._release(slot)
        return Said(reply.id, shown, ENDED)

    def _text(self, reply: _Reply, token: int) -> str:
        """What a token adds to a reply: its piece, or what its blank stands for."""
        name = self._model.blanks.get(token)
        is_last = reply.tokens_left == 0 or name is not None
        text = reply.pending + reply.decoder.decode(self._model.piece(token), final=is_last)
        reply.pending = ""
        if name is not None and reply.blanks is not None:
            text += reply.blanks.fill(name, reply.before + text)
        reply.before = (reply.before + text)[-BEFORE_CHARS:]
        return text

    def _likeliest_word(self, row: int) -> int:
        """The best first token of a reply that is no end: an NPC that is spoken to says something."""
        order = np.argsort(self._model.logits(row))[::-1]
        return next((int(token) for token in order if self._model.piece(int(token)).strip()), int(order[0]))

    def _end(self, slot: _Slot, text: str, end: str = ENDED) -> Said:
        reply = _reply(slot)
        shown = reply.spoken.feed(text) + reply.spoken.finish()
        self._release(slot)
        return Said(reply.id, shown, end)

    def _release(self, slot: _Slot) -> None:
        self._model.free_sampler(_reply(slot).sampler)
        slot.reply = None

    def _give_up(self, why: str) -> list[Said]:
        failed = [Said(slot.reply.id, "", why) for slot in self._slots if slot.reply is not None]
        for number, slot in enumerate(self._slots):
            if slot.reply is not None:
                self._release(slot)
            self._forget(number, 0)
            slot.held = []
        return failed

    def _forget(self, sequence: int, keep: int) -> bool:
        return bool(self._model.lib.llama_memory_seq_rm(self._model.memory, sequence, keep, -1))

    def _chunk_tokens(self, target_s: float) -> int:
        return max(SMALLEST_CHUNK_TOKENS, min(PREFILL_TOKENS, int(self._read_per_s * target_s)))

    def _learn_speed(self, read: int, step_s: float) -> None:
        if read >= SMALLEST_CHUNK_TOKENS:
            self._read_per_s = (self._read_per_s + read / max(step_s, 1e-6)) / 2


def _reply(slot: _Slot) -> _Reply:
    assert slot.reply is not None, "only running slots take part in a step"  # noqa: S101 - an invariant, never input
    return slot.reply


def _common(one: list[int], other: list[int]) -> int:
    """How many tokens both begin with; found by halving, for lists are compared faster than their elements."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least
