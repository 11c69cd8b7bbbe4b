"""What players say and what is plainly answered, intent by intent. How a manner colours an answer is in `styles.py`.

A block's lines starting with ``?`` are the player's, the others the speaker's. Slots in braces are blanks of the card
(`name`, `atrade`, `home`, `place`, `goal`, `past`, `wares`, `ware`, `price`, `other`, `bond`, `feeling`, `lore`, `mem`,
`others`, `you`), a name the player says (`who`), or words of the player's line alone (`thing`, `topic`, `low` and those
of `intents_open.py`). A line with a slot the card leaves empty is not used.
"""

from __future__ import annotations

from dataclasses import dataclass

from training.corpus import intents_card, intents_open, intents_talk


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing a player may want: ways to ask it and plain ways to answer."""

    key: str
    asks: tuple[str, ...]
    says: tuple[str, ...]


def read_blocks(text: str) -> dict[str, Intent]:
    """Read intents from the text format above; a block starts with ``== key``."""
    intents = {}
    for block in text.strip().split("== ")[1:]:
        key, *lines = [line.strip() for line in block.strip().splitlines() if line.strip()]
        asks = tuple(line[1:].strip() for line in lines if line.startswith("?"))
        says = tuple(line for line in lines if not line.startswith("?"))
        asks = tuple(part.strip() for ask in asks for part in ask.split(" | "))
        intents[key] = Intent(key, asks, says)
    return intents


INTENTS: dict[str, Intent] = {
    **read_blocks(intents_card.BLOCKS),
    **read_blocks(intents_talk.BLOCKS),
    **read_blocks(intents_open.BLOCKS),
}
