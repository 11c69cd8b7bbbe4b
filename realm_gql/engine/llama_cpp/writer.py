"""Continuous batching: many replies written at once, one step at a time. Knows slots and tokens, no process or pipe.

Each slot is a sequence of the context. Every step decodes one token of each running reply, plus as much of the prompts
that are being read as the machine can compute in `BETWEEN_TOKENS_S`, so that a long prompt never stalls those who
already speak. Where each slot has its own memory llama.cpp splits a step whose sequence ids have holes or are out of
order, so running slots are kept side by side.

A prompt begins with the longest beginning that any slot holds, running or not: it is copied, not computed. So the
second player at an NPC never waits for its persona to be read again. What a slot loses to another dialogue is parked.

Who gets the next place is the queue's to say (`queueing.py`). Whatever is not a turn never holds every place: some are
kept free, and where there is only one, it is given up to a turn and goes on afterwards.

Where all slots share one memory a place alone is not enough: who has no room waits at the door (`door.py`), and idle
slots give up what they hold, the longest idle first. Whatever is not a turn never holds all of that memory either.
"""

from __future__ import annotations

import codecs
import time
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from realm_gql.engine.blanks import Blanks
from realm_gql.engine.llama_cpp.batch import Batch, DecodeFailed
from realm_gql.engine.llama_cpp.door import Door, Room
from realm_gql.engine.llama_cpp.model import PREFILL_TOKENS, BrokenGrammar, Model
from realm_gql.engine.llama_cpp.parking import GAIN_TOKENS, Parking
from realm_gql.engine.llama_cpp.prompting import PromptTooLong, tokenize_prompt
from realm_gql.engine.llama_cpp.protocol import ENDED, MOST_TOKENS
from realm_gql.engine.llama_cpp.queueing import FairQueue, limit_others
from realm_gql.engine.port import Prompt, Purpose, Role, Sampling
from realm_gql.engine.spoken import Spoken

BETWEEN_TOKENS_S = 0.03
"""How long those who speak may wait for their next token because of a prompt; a reader does not notice it."""
STEP_S = 0.4
"""How long a step takes when nobody speaks yet: on a slow machine it must stay a sign of life."""
FIRST_TOKENS_PER_S = 40.0
SMALLEST_CHUNK_TOKENS = 8
BEFORE_CHARS = 16
ALL_ROOM = Room(MOST_TOKENS, MOST_TOKENS)
"""Where each slot has its own memory, nothing has to wait for any."""
DOES_NOT_FIT = "The reply does not fit the model's context any more."


class ForeignTokens(Exception):
    """What was written of a reply cannot be gone on with by this model."""


@dataclass(slots=True)
class Ask:
    """A reply that was asked for and has no slot yet.

    `written` are the tokens it has from a process that died, or from a place it gave up; `grammar` is GBNF that it must
    follow, if any.
    """

    id: int
    prompt: Prompt
    max_tokens: int
    sampling: Sampling
    written: tuple[int, ...] = ()
    grammar: str = ""
    purpose: Purpose = Purpose.TURN
    party: str = ""
    asked_at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Begun:
    """A reply that got a place: how long it waited for it, and how much of its prompt must be read or was there.

    What was there was copied from a slot, or restored from a parked dialogue.
    """

    purpose: Purpose
    waited_s: float
    read_tokens: int
    copied_tokens: int
    restored_tokens: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one step added to a reply; `end` is None while it goes on, `ENDED`, or why it failed."""

    id: int
    text: str
    end: str | None = None
    token: int | None = None


@dataclass(slots=True)
class _Reply:
    ask: Ask
    prompt_tokens: list[int]
    most_tokens: int
    """How much of a memory it may come to take."""
    tokens_left: int
    wants: bool
    """Whether it begins with what it takes the line for, which is still to be chosen."""
    silent: bool
    """Whether nothing of it was said yet."""
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

    @property
    def id(self) -> int:
        return self.ask.id

    @property
    def is_turn(self) -> bool:
        return self.ask.purpose is Purpose.TURN


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
        self._waiting: FairQueue[Ask] = FairQueue()
        self._door: Door[_Reply] = Door()
        self._parking = Parking(model, model.plan.parked_bytes)
        self._copying: set[int] = set()
        """The sequences between which memory is copied with the next step."""
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
        return len(self._waiting) > 0 or len(self._door) > 0 or self.active > 0

    def ask(self, ask: Ask) -> None:
        """Queue a reply."""
        if ask.written:
            self._waiting.push_first(ask.id, ask, ask.purpose)
        else:
            self._waiting.push(ask.id, ask, ask.purpose, ask.party, self._longest_tokens(ask))

    def stop(self, reply_id: int) -> None:
        """Forget a reply; the next step is made without it."""
        self._waiting.remove(reply_id)
        if (reply := self._door.remove(reply_id)) is not None:
            self._model.free_sampler(reply.sampler)
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
            self._copying.clear()
        except DecodeFailed as failure:
            return said + self._give_up(f"The model failed: {failure} ({self._model.first_error()}).")
        self._learn_speed(read, time.monotonic() - started)
        return said + [self._sample(slot, row) for slot, row in rows]

    def _admit(self) -> list[Said]:
        refused: list[Said] = []
        self.begun = []
        self._make_way()
        while any(slot.reply is None for slot in self._slots) and (reply := self._next_reply(refused)) is not None:
            self._give_place(reply)
        return refused

    def _next_reply(self, refused: list[Said]) -> _Reply | None:
        """The next reply that may have a free place, and has room; asks that cannot be answered are `refused`."""
        room = self._room()
        while (reply := self._door.pop(room)) is None:
            if (ask := self._next_ask()) is None:
                return None
            try:
                reply = self._begin(ask)
            except PromptTooLong:
                refused.append(Said(ask.id, "", "The model's context is too small for any prompt."))
            except BrokenGrammar as broken:
                refused.append(Said(ask.id, "", f"The model cannot be held to this grammar: {broken}."))
            except ForeignTokens as foreign:
                refused.append(Said(ask.id, "", str(foreign)))
            else:
                self._door.push(ask.id, reply, reply.most_tokens, reply.is_turn)
        return reply

    def _room(self) -> Room:
        """What is left of the memory that all share when every running reply has come to its end."""
        pool = self._model.pool_tokens
        if not pool:
            return ALL_ROOM
        running = [slot.reply for slot in self._slots if slot.reply is not None]
        others = [reply.most_tokens for reply in running if not reply.is_turn]
        others_tokens = limit_others(pool) - sum(others) if len(others) < limit_others(len(self._slots)) else 0
        return Room(pool - sum(reply.most_tokens for reply in running), others_tokens)

    def _give_place(self, reply: _Reply) -> None:
        ask, tokens = reply.ask, reply.prompt_tokens
        usable = [self._parking.usable(slot.held, tokens) for slot in self._slots]
        number = self._choose_slot(usable)
        slot = self._slots[number]
        self._admitted += 1
        slot.used_at = self._admitted
        slot.reply = reply
        source = _longest(usable, number)
        # What the prompt begins with is given up last: once it was copied, the copy keeps what both hold.
        self._make_room(tokens, spared=source if usable[source] >= GAIN_TOKENS else None)
        usable = [min(count, len(other.held)) for count, other in zip(usable, self._slots, strict=True)]
        restored = self._reuse(number, tokens, usable)
        self._make_room(tokens)
        held = len(slot.held)
        waited_s = time.monotonic() - ask.asked_at
        self.begun.append(Begun(ask.purpose, waited_s, len(tokens) - held, held - restored, restored))

    def _make_room(self, coming: list[int], spared: int | None = None) -> None:
        """Let idle slots give up what they hold, until every running reply can come to its end in a shared memory.

        Each slot counts with all of its tokens, though what was copied takes room once only: to count that would be to
        follow who holds what together with whom, for a few more replies at once. `coming` is what the room is for.
        """
        if not self._model.pool_tokens:
            return
        running = sum(slot.reply.most_tokens for slot in self._slots if slot.reply is not None)
        idle = [number for number, slot in enumerate(self._slots) if slot.reply is None and slot.held]
        over = running + sum(len(self._slots[number].held) for number in idle) - self._model.pool_tokens
        for number in sorted(idle, key=lambda number: self._slots[number].used_at):
            if over <= 0:
                return
            if number != spared:
                over -= len(self._slots[number].held)
                self._park(number, coming)
                self._forget(number, 0)
                self._slots[number].held = []

    def _make_way(self) -> None:
        """Where there is one place only, take it from what is no turn while a turn waits."""
        slot = self._slots[0]
        reply = slot.reply
        if len(self._slots) > 1 or reply is None or reply.is_turn or not self._waiting.waits(Purpose.TURN):
            return
        written = reply.ask.written
        if reply.next_token is not None:
            written = (*slot.held[len(reply.prompt_tokens) - len(written) :], reply.next_token)
        self._release(slot)
        again = replace(reply.ask, written=written, asked_at=time.monotonic())
        self._waiting.push_first(again.id, again, again.purpose)

    def _next_ask(self) -> Ask | None:
        """What is asked for next, of what may have a free place."""
        others = sum(slot.reply is not None and not slot.reply.is_turn for slot in self._slots)
        if not self._door.takes_turns:
            return None
        if others < limit_others(len(self._slots)) and self._door.takes_others:
            return self._waiting.pop()
        turn = self._waiting.pop((Purpose.TURN,))
        return turn or (self._waiting.pop() if len(self._slots) == 1 else None)

    def _context_tokens(self, ask: Ask) -> int:
        """How much of a memory a reply may take: what is no turn never all of one that is shared."""
        most, pool = self._model.context_tokens, self._model.pool_tokens
        return min(most, limit_others(pool)) if pool and ask.purpose is not Purpose.TURN else most

    def _longest_tokens(self, ask: Ask) -> int:
        return max(1, min(ask.max_tokens, self._context_tokens(ask) // 2))

    def _begin(self, ask: Ask) -> _Reply:
        model, prompt, written = self._model, ask.prompt, list(ask.written)
        max_tokens, context_tokens = self._longest_tokens(ask), self._context_tokens(ask)
        # The file may be another one than the tokens are from, or have less context, when the model is loaded again.
        if not all(0 <= token < model.vocab_tokens for token in written):
            raise ForeignTokens("The model was exchanged in the middle of the reply.")
        tokens_left = max_tokens - sum(token not in model.wants for token in written)
        if tokens_left <= 0:
            raise ForeignTokens(DOES_NOT_FIT)
        blanks = Blanks(prompt, model.blanks.values()) if model.blanks else None
        so_far = prompt.reply_so_far.rstrip()
        tokens = tokenize_prompt(model, prompt, context_tokens - max_tokens, blanks)
        wants = bool(model.wants) and not (prompt.reply_so_far or written or ask.grammar)
        # What a line is taken for does not count as a token of the reply; the last token is said, and never decoded.
        most_tokens = len(tokens) + len(written) + wants + tokens_left - 1
        if most_tokens > context_tokens:
            raise ForeignTokens(DOES_NOT_FIT)
        reply = _Reply(
            ask,
            prompt_tokens=tokens + written,
            most_tokens=most_tokens,
            tokens_left=tokens_left,
            wants=wants,
            silent=not prompt.reply_so_far and set(written) <= set(model.wants),
            sampler=self._new_sampler(ask, tokens, blanks),
            # JSON is read by programs: nothing in it is anybody's next turn.
            spoken=Spoken(()) if ask.grammar else Spoken.for_prompt(prompt),
            blanks=blanks,
            before=so_far,
            pending=blanks.resume(so_far)[1] if blanks else "",
            must_end=bool(ask.grammar),
            decoder=codecs.getincrementaldecoder("utf-8")("strict" if ask.grammar else "replace"),
        )
        for token in written:
            # Said once more, to nobody: what is held back, and how the decoder stands, depends on all of it.
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

    def _choose_slot(self, usable: list[int]) -> int:
        """A free slot that the prompt goes on from, else the one that has been idle for longest.

        `usable` is how much of the prompt each slot holds.
        """
        free = [number for number, slot in enumerate(self._slots) if slot.reply is None]
        continued = max(free, key=usable.__getitem__)
        if 0 < usable[continued] == len(self._slots[continued].held):
            return continued
        return min(free, key=lambda number: self._slots[number].used_at)

    def _reuse(self, number: int, tokens: list[int], usable: list[int]) -> int:
        """Let slot `number` begin with as much of the prompt as any slot or parked dialogue holds.

        Returns:
            How many tokens were restored from a parked dialogue.
        """
        slot = self._slots[number]
        # A restore takes effect at once: what is to be copied from here would be another dialogue's.
        parked = None if number in self._copying else self._parking.find(tokens, max(usable), self._free_tokens(number))
        if usable[number] < len(slot.held):
            self._park(number, tokens)
        if parked is not None:
            restored = self._parking.restore(parked, number, tokens)
            slot.held = tokens[:restored]
            usable[number] = 0
            if restored:
                return restored
        source = _longest(usable, number)
        # The last token is always decoded again: sampling needs its logits.
        keep = min(usable[source], len(tokens) - 1)
        if source != number and keep > 0:
            if keep >= GAIN_TOKENS:
                # Who is copied from is of use: a persona that many prompts share outlasts a dialogue that ended later.
                self._slots[source].used_at = self._admitted
            self._copy(source, number)
        if not self._forget(number, keep):
            # A recurrent memory cannot be cut in the middle.
            self._forget(number, 0)
            keep = 0
        slot.held = tokens[:keep]
        return 0

    def _free_tokens(self, number: int) -> int:
        """How much slot `number` may hold at this moment, when what it holds is given up."""
        pool = self._model.pool_tokens
        taken = sum(len(slot.held) for other, slot in enumerate(self._slots) if other != number)
        return pool - taken if pool else self._model.context_tokens

    def _park(self, number: int, coming: list[int]) -> None:
        """Set aside what a slot holds, before what is `coming` takes its place."""
        others = [slot.held for other, slot in enumerate(self._slots) if other != number]
        self._parking.park(number, self._slots[number].held, [*others, coming])

    def _pack_slots(self) -> None:
        """Close holes between running slots by copying the last one's memory down; idle ones outside keep theirs.

        The rows of a step that all look into one memory are computed together, whichever sequences they are of: there
        holes cost nothing, and to close them would take the memory of idle slots for nothing.
        """
        if self._model.pool_tokens:
            return
        while True:
            running = [number for number, slot in enumerate(self._slots) if slot.reply is not None]
            holes = [number for number in range(running[0], running[-1]) if number not in running] if running else []
            if not holes:
                return
            source, target = running[-1], holes[0]
            self._park(target, self._slots[source].held)
            self._copy(source, target)
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
        """The tokens each slot adds: a running reply its last one; prompts share a chunk, the oldest turn most of it.

        Every slot adds at least one, for the ids in a batch may have no holes.
        """
        chunks: dict[int, list[int]] = {}
        prompts = []
        for number, slot in running:
            reply = _reply(slot)
            if reply.next_token is not None:
                chunks[number] = [reply.next_token]
            else:
                prompts.append((not reply.is_turn, reply.id, number, slot))
        spare = max(0, self._chunk_tokens(BETWEEN_TOKENS_S if chunks else STEP_S) - len(prompts))
        for _, _, number, slot in sorted(prompts, key=lambda prompt: prompt[:2]):
            rest = _reply(slot).prompt_tokens[len(slot.held) :]
            chunks[number] = rest[: 1 + spare]
            spare -= len(chunks[number]) - 1
        return chunks

    def _sample(self, slot: _Slot, row: int) -> Said:
        reply, model = _reply(slot), self._model
        if reply.wants:
            reply.wants = False
            reply.next_token = model.likeliest_want(row, _last_heard(reply))
            return Said(reply.id, "", token=reply.next_token)
        token = model.draw_allowed(reply.sampler, row) if reply.must_end else model.draw(reply.sampler, row)
        if token is None:
            return self._end(slot, "", "The model has no words that follow this grammar.")
        ends = model.is_end(token)
        if ends and reply.silent and not reply.must_end:
            token = self._likeliest_word(row)
            ends = model.is_end(token)
        reply.silent = False
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
            fill = reply.blanks.fill_json if reply.ask.grammar else reply.blanks.fill
            text += fill(name, reply.before + text)
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

    def _copy(self, source: int, target: int) -> None:
        """Let one sequence hold what another does; llama.cpp moves the data when it decodes next.

        In a memory that all share there is nothing to move: at once, both hold the same.
        """
        self._forget(target, 0)
        self._model.lib.llama_memory_seq_cp(self._model.memory, source, target, -1, -1)
        if not self._model.pool_tokens:
            self._copying |= {source, target}

    def _forget(self, sequence: int, keep: int) -> bool:
        return bool(self._model.lib.llama_memory_seq_rm(self._model.memory, sequence, keep, -1))

    def _chunk_tokens(self, target_s: float) -> int:
        return max(SMALLEST_CHUNK_TOKENS, min(PREFILL_TOKENS, int(self._read_per_s * target_s)))

    def _learn_speed(self, read: int, step_s: float) -> None:
        if read >= SMALLEST_CHUNK_TOKENS:
            self._read_per_s = (self._read_per_s + read / max(step_s, 1e-6)) / 2


def _last_heard(reply: _Reply) -> str:
    """What the listener said last, with its blanks; empty when nothing was said."""
    lines = reply.ask.prompt.lines
    if not lines or lines[-1].role is not Role.LISTENER:
        return ""
    return reply.blanks.mark_asked(lines[-1].text) if reply.blanks else lines[-1].text


def _longest(usable: list[int], number: int) -> int:
    """The slot that holds most of a prompt; `number` among equals."""
    return max(range(len(usable)), key=lambda other: (usable[other], other == number))


def _reply(slot: _Slot) -> _Reply:
    assert slot.reply is not None, "only running slots take part in a step"  # noqa: S101 - an invariant, never input
    return slot.reply
