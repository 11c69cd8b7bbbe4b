"""From chat messages to segments of template text and of data, by the chat template that came with a model.

A template is a stranger's program: it runs sandboxed, bounded in size and time, and only ever sees placeholders. What
players and authors wrote takes the placeholders' places afterwards, so it can never become template text.
"""

from __future__ import annotations

import re
import resource
import secrets
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import FrameType

from jinja2 import Template
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from realm_gql.engine.rendering import Message

LIMIT_TEMPLATE_CHARS = 64 * 1024
LIMIT_RENDERED_CHARS = 256 * 1024
REMEMBERED_WORDINGS = 64
LIMIT_RENDER_S = 1.0
"""Computing time, not the clock's: a process that was stopped or had to wait has not looped."""
LIMIT_RENDER_BYTES = 256 * 1024 * 1024
"""Memory a template may take; a single multiplication of a text could otherwise take all there is."""

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a prompt: template text, or data from message `message`."""

    text: str
    message: int | None = None


class _Unfit(Exception):
    """The template cannot word these messages."""


class ChatTemplate:
    """Words messages as the model was taught; falls back to ChatML when its own template cannot.

    Args:
        source: the Jinja template in the model's file; empty means ChatML.
        bos: the text of the token that begins a text.
        eos: the text of the token that ends one.
    """

    def __init__(self, source: str, bos: str, eos: str) -> None:
        self._bos = bos
        self._eos = eos
        self._placeholder = f"realm{secrets.token_hex(8)}x"
        self._sources = [source, CHATML] if 0 < len(source) <= LIMIT_TEMPLATE_CHARS else [CHATML]
        self._compiled: dict[str, Template] = {}
        # All that a template sees of messages are their roles: talks of one length are worded alike.
        self._render = lru_cache(REMEMBERED_WORDINGS)(self._render_anew)
        # Once in advance: what takes too long, or cannot be compiled, is found before anybody waits for it.
        self.segments([Message("system", ""), Message("user", "")])

    def segments(self, messages: Sequence[Message]) -> list[Segment]:
        """The messages as one prompt that ends where the assistant's reply begins."""
        for source in tuple(self._sources):
            for wording in (list(messages), _without_system(messages)):
                try:
                    return self._split(self._render(source, tuple(message.role for message in wording)), wording)
                except _Unfit:
                    continue
        raise AssertionError("ChatML words any messages")

    def _render_anew(self, source: str, roles: tuple[str, ...]) -> str:
        messages = [{"role": role, "content": self._mark(number)} for number, role in enumerate(roles)]
        trusted = source is CHATML
        try:
            with nullcontext() if trusted else _limited():
                stream = self._compile(source).generate(
                    messages=messages,
                    bos_token=self._bos,
                    eos_token=self._eos,
                    add_generation_prompt=True,
                    raise_exception=_refuse,
                    strftime_now=lambda _format: "",
                )
                rendered = ""
                for part in stream:
                    rendered += part
                    if len(rendered) > LIMIT_RENDERED_CHARS and not trusted:
                        raise _Unfit("too long")
        except TimeoutError as error:
            self._sources = [CHATML]
            raise _Unfit("it takes too long") from error
        except Exception as error:
            # A stranger's program may fail in any way there is: RuntimeError by a global of Jinja's, SyntaxError by
            # what it is compiled to.
            raise _Unfit(f"{type(error).__name__}: {error}") from error
        return rendered

    def _compile(self, source: str) -> Template:
        if source not in self._compiled:
            environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
            self._compiled[source] = environment.from_string(source)
        return self._compiled[source]

    def _split(self, rendered: str, messages: Sequence[Message]) -> list[Segment]:
        parts = re.split(rf"{self._placeholder}(\d+)x", rendered)
        if [int(number) for number in parts[1::2]] != list(range(len(messages))):
            raise _Unfit("it left a message out, or said one twice")
        segments = []
        for at, text in enumerate(parts):
            if at % 2:
                segments.append(Segment(messages[int(text)].content.strip(), int(text)))
            elif text:
                segments.append(Segment(text))
        return segments

    def _mark(self, number: int) -> str:
        return f"{self._placeholder}{number}x"


def _without_system(messages: Sequence[Message]) -> list[Message]:
    """For templates that know no system message: it goes in front of what the user says first."""
    if len(messages) < 2 or messages[0].role != "system":
        return list(messages)
    first = Message(messages[1].role, f"{messages[0].content}\n\n{messages[1].content}")
    return [first, *messages[2:]]


def _refuse(message: str) -> None:
    raise _Unfit(message)


@contextmanager
def _limited() -> Iterator[None]:
    """Gives up what computes for more than `LIMIT_RENDER_S`, and fails what takes more than `LIMIT_RENDER_BYTES`."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    handler = signal.signal(signal.SIGPROF, give_up)
    room = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_room_bytes(room), room[1]))
    signal.setitimer(signal.ITIMER_PROF, LIMIT_RENDER_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, room)
        signal.signal(signal.SIGPROF, handler)


def _room_bytes(room: tuple[int, int]) -> int:
    """The address space this process may have while a template runs; what it may have anyway where /proc is missing."""
    try:
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return room[0]
    wanted = used + LIMIT_RENDER_BYTES
    return wanted if room[0] == resource.RLIM_INFINITY else min(wanted, room[0])
