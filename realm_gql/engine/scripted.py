"""The authored voice: speaks the lines an NPC's author wrote. No model, no process, nothing that can fail."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncGenerator, Sequence

from realm_gql.engine.port import (
    AuthoredLine,
    EngineState,
    EngineStatus,
    GenerationRequest,
    Piece,
    Prompt,
    Role,
    Source,
)
from realm_gql.errors import EngineUnavailable

NAME = "authored lines"

# For an NPC whose author left it no line at all.
_WORDLESS = (
    "{speaker} looks at you for a long moment, and keeps the words back.",
    "{speaker} shakes their head. Not now; ask again when the wind has turned.",
    "{speaker} nods slowly, as if that were answer enough.",
)


class ScriptedEngine:
    """Answers with the authored line that fits best what was asked, word by word."""

    async def start(self) -> None:
        """There is nothing to load."""

    async def stop(self) -> None:
        """There is nothing to let go of."""

    def status(self) -> EngineStatus:
        """Always ready."""
        return EngineStatus(EngineState.READY, NAME)

    async def stream(self, request: GenerationRequest) -> AsyncGenerator[Piece]:
        """Say one authored line.

        Raises:
            EngineUnavailable: what was asked for is not a line.
        """
        if request.schema is not None:
            raise EngineUnavailable("No model can write this now. Try again in a moment.")
        text = choose_line(request.prompt, request.authored)
        so_far = request.prompt.reply_so_far
        if so_far and text.startswith(so_far):
            text = text[len(so_far) :]
        elif so_far:
            text = f"… {text}"
        for word in re.findall(r"\s*\S+", text):
            # Gives way between words, so that a stop reaches it as it reaches a model.
            await asyncio.sleep(0)
            yield Piece(word, Source.AUTHORED, NAME)


def choose_line(prompt: Prompt, authored: Sequence[AuthoredLine]) -> str:
    """The authored line that fits the last thing the listener said.

    A line whose keys match comes first, then one without keys, then any; one already said comes last. The same prompt
    always gets the same line.
    """
    asked = next((line.text for line in reversed(prompt.lines) if line.role is Role.LISTENER), "")
    said = {line.text for line in prompt.lines if line.role is Role.SPEAKER}
    matching = [line.text for line in authored if any(_mentions(asked, key) for key in line.keys)]
    keyless = [line.text for line in authored if not line.keys]
    wordless = [text.format(speaker=prompt.speaker) for text in _WORDLESS]
    groups = (matching, keyless) if authored else (wordless,)
    for fresh in (True, False):
        for group in groups:
            candidates = [text for text in group if not (fresh and text in said)]
            if candidates:
                return candidates[_draw(prompt, len(candidates))]
    # Only lines with keys, and none fits: a wordless gesture is truer than an answer to another question.
    return wordless[_draw(prompt, len(wordless))]


def _mentions(text: str, key: str) -> bool:
    words = re.escape(" ".join(key.casefold().split()))
    return bool(words) and re.search(rf"(?<!\w){words}(?!\w)", " ".join(text.casefold().split())) is not None


def _draw(prompt: Prompt, count: int) -> int:
    digest = hashlib.blake2b(repr(prompt).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % count
