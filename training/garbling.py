"""Players' lines made unintelligible, for training: a reply follows from what it takes a line for, not from its words.

A line never seen in training is full of words whose meaning the voice half knows. When it has understood one all the
same, it must answer it as it answers any other, and not be led astray by the odd words. So some lines are garbled
before a reply that is given its want, and the want itself is not learned there.
"""

from __future__ import annotations

from random import Random

GARBLED_SHARE = 0.15


def garble(contents: list[list[int]], words: range, wants: range, rng: Random) -> set[int]:
    """Replace most `words` of some lines in place: of those before a reply that has a want and more.

    Args:
        contents: the tokens of a conversation's messages: the card, then a line and a reply in turn.
        words: the tokens that are neither blanks nor control tokens.
        wants: the tokens that say what a reply takes a line for.
        rng: decides which.

    Returns:
        The places of those lines.
    """
    replies = range(2, len(contents), 2)
    garbled = {
        at - 1 for at in replies if len(contents[at]) > 1 and contents[at][0] in wants and rng.random() < GARBLED_SHARE
    }
    for at in garbled:
        share = rng.uniform(0.5, 1.0)
        contents[at] = [
            rng.choice(words) if token in words and rng.random() < share else token for token in contents[at]
        ]
    return garbled
