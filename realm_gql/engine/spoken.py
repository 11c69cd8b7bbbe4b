"""What is spoken out of what a model writes: no name in front, no second turn, no control characters.

Pure text work shared by the adapters of real models. Nothing here knows tokens, processes or HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence

from realm_gql.engine.port import Prompt

# A model whose vocabulary lacks the markers of its template spells them out.
MARKERS = ("<|im_end|>", "<|im_start|>")
REPEAT_CHARS = 12


def find_stops(prompt: Prompt) -> tuple[str, ...]:
    """The strings at which a reply is over: a blank line, or somebody's next turn."""
    return ("\n\n", f"\n{prompt.listener}:", f"\n{prompt.speaker}:", *MARKERS)


class Spoken:
    """Turns raw text, as it arrives, into what may be shown at once.

    Text that could still become a stop string, or the artefact of a leading name, is held back until it is decided.

    Args:
        stops: the reply ends before the first of these.
        leads: dropped, without regard to case, when the text begins with one; such as ``Maren:``.
        after_space: the text shown so far ends in white space, so none may begin this one.
    """

    def __init__(self, stops: Sequence[str], leads: Sequence[str] = (), after_space: bool = True) -> None:
        self.ended = False
        self._stops = tuple(stop for stop in stops if stop)
        self._leads = [lead.casefold() for lead in leads if lead]
        self._leading = True
        self._skip_space = after_space
        self._held = ""

    @classmethod
    def for_prompt(cls, prompt: Prompt) -> Spoken:
        """The filter for a reply to `prompt`."""
        so_far = prompt.reply_so_far
        # Some models begin again instead of going on; a few words in common may be chance.
        repeated = so_far.strip() if len(so_far) >= REPEAT_CHARS else ""
        return cls(find_stops(prompt), (f"{prompt.speaker}:", repeated), not so_far or so_far[-1].isspace())

    def feed(self, text: str) -> str:
        """Take what was written next; returns what may be shown now, which may be nothing."""
        if self.ended:
            return ""
        self._held += _clean(text)
        if self._leading and not self._settle_lead(at_end=False):
            return ""
        found = [at for stop in self._stops if (at := self._held.find(stop)) >= 0]
        if found:
            self.ended = True
            shown, self._held = self._held[: min(found)].rstrip(), ""
            return shown
        keep = self._undecided()
        shown, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return shown

    def finish(self) -> str:
        """The writing is over; returns what was held back and turned out to be speech."""
        if self.ended:
            return ""
        if self._leading:
            self._settle_lead(at_end=True)
        self.ended = True
        shown, self._held = self._held.rstrip(), ""
        return shown

    def _settle_lead(self, at_end: bool) -> bool:
        if self._skip_space:
            self._held = self._held.lstrip()
        body = self._held.lstrip().casefold()
        if not body:
            return False
        for lead in self._leads:
            if body.startswith(lead):
                self._leads.remove(lead)
                self._held = self._held.lstrip()[len(lead) :]
                return self._settle_lead(at_end)
            if lead.startswith(body) and not at_end:
                return False
        self._leading = False
        return True

    def _undecided(self) -> int:
        """How many characters at the end could still become a stop, or be white space before one."""
        text = self._held
        longest = len(text) - len(text.rstrip())
        for stop in self._stops:
            for size in range(min(len(stop) - 1, len(text)), longest, -1):
                if text.endswith(stop[:size]):
                    longest = size
                    break
        return longest


def _clean(text: str) -> str:
    """Without control characters; the joiner between emoji stays, and all white space but line ends is a space."""
    if text.isprintable():
        return text
    kept = (" " if char.isspace() and char != "\n" else char for char in text)
    return "".join(char for char in kept if char.isprintable() or char in "\n\u200d")
