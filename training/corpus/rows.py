"""What the voice is trained on: conversations, drills, things made from a wish, and a few tellings."""

from __future__ import annotations

from random import Random

from realm_gql.engine.blanks import Blanks
from realm_gql.engine.rendering import Message
from training.corpus.dialogue import make_dialogue, make_drill
from training.corpus.made import make_making, make_telling

_OF = 24
_MAKING, _TELLING, _DRILL = 4, 5, 13
"""Of so many rows, where those end that are things made, tellings and drills; the others are talk."""


WANT_SHARE = 0.8
"""How many replies begin with what they take the line for: not all, for what was said before is served without it."""


def make_row(seed: int) -> list[Message]:
    """Row number `seed` of the corpus; the same number gives the same row."""
    at = seed % _OF
    if at < _MAKING:
        return make_making(seed)
    if at < _TELLING:
        kind, messages = make_telling(seed)
        return [*messages[:-1], _wanting(messages[-1], kind)]
    if at < _DRILL:
        cast, lines = make_drill(seed)
        asks = [(Message("user", ask), _wanting(Message("assistant", ""), key)) for key, ask in lines]
        return [Message("system", Blanks(cast.prompt([])).card()), *(message for pair in asks for message in pair)]
    dialogue = make_dialogue(seed)
    rng = Random(f"want {seed}")
    messages = dialogue.messages()
    for number, turn in enumerate(dialogue.turns):
        if not turn.goes_on and rng.random() < WANT_SHARE:
            messages[2 * number + 2] = _wanting(messages[2 * number + 2], turn.intent)
    return messages


def _wanting(message: Message, kind: str) -> Message:
    return Message(message.role, f"<|want:{kind}|>{message.content}")
