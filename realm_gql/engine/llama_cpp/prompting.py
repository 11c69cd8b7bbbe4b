"""From a prompt's parts to tokens that fit a context. Uses a model's words and template; decodes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from realm_gql.engine.blanks import Blanks
from realm_gql.engine.llama_cpp.template import ChatTemplate, Segment
from realm_gql.engine.port import Prompt
from realm_gql.engine.rendering import PromptStyle, render_messages


class PromptTooLong(Exception):
    """Not even the bare template fits the context."""


class Words(Protocol):
    """What prompting needs of a model."""

    style: PromptStyle
    template: ChatTemplate

    def tokenize(self, text: str, special: bool) -> list[int]:
        """The tokens of `text`; only with `special` can they be control tokens."""

    def opening(self, tokens: list[int]) -> list[int]:
        """`tokens` with the token in front that begins a text, where the vocabulary asks for it."""


@dataclass(slots=True)
class _Run:
    tokens: list[int]
    is_data: bool


def tokenize_prompt(words: Words, prompt: Prompt, limit_tokens: int, blanks: Blanks | None = None) -> list[int]:
    """The tokens a reply to `prompt` follows, at most `limit_tokens`.

    When it is too long the oldest lines of the conversation go first, whole; the persona stays. When the last line
    alone is too long it is cut, then what stands before it. `blanks` are those of the prompt, for a model that has any.

    Raises:
        PromptTooLong: the context has no room for any prompt.
    """
    runs = _runs(words, prompt, blanks)
    if _size(runs) > limit_tokens and len(prompt.lines) > 1:
        runs = _with_fewer_lines(words, prompt, limit_tokens, blanks)
    _clip(runs, limit_tokens)
    return [token for run in runs for token in run.tokens]


def _with_fewer_lines(words: Words, prompt: Prompt, limit_tokens: int, blanks: Blanks | None) -> list[_Run]:
    """Leaves out as few of the oldest lines as it can; found by halving, for rendering is not free."""
    fewest, most = 1, len(prompt.lines) - 1
    while fewest < most:
        middle = (fewest + most) // 2
        if _size(_runs(words, replace(prompt, lines=prompt.lines[middle:]), blanks)) <= limit_tokens:
            most = middle
        else:
            fewest = middle + 1
    return _runs(words, replace(prompt, lines=prompt.lines[most:]), blanks)


def _runs(words: Words, prompt: Prompt, blanks: Blanks | None) -> list[_Run]:
    segments = words.template.segments(render_messages(prompt, words.style, blanks))
    runs = [_tokenize(words, segment) for segment in segments]
    runs[0].tokens = words.opening(runs[0].tokens)
    if so_far := prompt.reply_so_far.rstrip():
        so_far = blanks.resume(so_far)[0] if blanks else so_far
        runs.append(_Run(words.tokenize(so_far, special=False), is_data=False))
    return runs


def _tokenize(words: Words, segment: Segment) -> _Run:
    is_data = segment.message is not None
    return _Run(words.tokenize(segment.text, special=not is_data), is_data)


def _clip(runs: list[_Run], limit_tokens: int) -> None:
    for run in reversed(runs):
        over = _size(runs) - limit_tokens
        if over <= 0:
            return
        if run.is_data:
            del run.tokens[max(0, len(run.tokens) - over) :]
    if not 0 < _size(runs) <= limit_tokens:
        raise PromptTooLong


def _size(runs: list[_Run]) -> int:
    return sum(len(run.tokens) for run in runs)
