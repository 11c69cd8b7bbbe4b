"""The voice's own tokenizer: byte-level BPE trained on the corpus. Encoding mirrors how the engine feeds a prompt."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from realm_gql.engine.blanks import MARKS
from realm_gql.engine.making import TELLINGS
from realm_gql.engine.rendering import Message
from training.corpus.intents import INTENTS
from training.corpus.rows import make_row

OUT = Path(__file__).parent / "out"
PATH = OUT / "tokenizer.json"
BOS, START, END, PAD = "<|bos|>", "<|im_start|>", "<|im_end|>", "<|pad|>"
SPECIALS = (BOS, START, END, PAD)
BLANKS = {ord(mark): f"<|{name}|>" for name, mark in MARKS.items()}
"""From a blank's mark to the token it is for the voice: a table for `str.translate`."""
WANTS = tuple(f"<|want:{kind}|>" for kind in (*INTENTS, *TELLINGS))
"""What a reply says first, to nobody: what it takes the line before it for. The engine shows none of it."""
COUNT_DIALOGUES = 20_000
_MARK = re.compile(f"[{''.join(MARKS.values())}]")


def train_tokenizer(vocab_size: int, path: Path = PATH) -> Tokenizer:
    """Learn `vocab_size` tokens from the corpus, those of `WANTS` beside them, and write them to `path`."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=[*SPECIALS, *BLANKS.values()],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    seeds = range(-COUNT_DIALOGUES, 0)
    contents = (message.content for seed in seeds for message in make_row(seed))
    texts = (text for content in contents for text in _MARK.split(content) if text)
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.add_special_tokens(list(WANTS))
    path.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(path))
    return tokenizer


def load_tokenizer(path: Path = PATH) -> Tokenizer:
    """Read the tokenizer back."""
    return Tokenizer.from_file(str(path))


def encode_dialogues(
    tokenizer: Tokenizer, talks: Sequence[Sequence[Message]], learn_asks: bool = False
) -> list[tuple[list[int], list[int]]]:
    """Token ids and targets of whole conversations; a target of -100 is not learned: the card, and most often the asks.

    Template text, contents and blanks are tokenized apart, as the engine does, so that no token spans two of them.
    """
    contents = [message.content.translate(BLANKS) for talk in talks for message in talk]
    encoded = iter(tokenizer.encode_batch(contents, add_special_tokens=False))
    ids_of = {text: tokenizer.token_to_id(text) for text in SPECIALS}
    newline = tokenizer.encode("\n").ids
    first_want = tokenizer.token_to_id(WANTS[0])
    roles = {role: [ids_of[START], *tokenizer.encode(f"{role}\n").ids] for role in ("system", "user", "assistant")}
    rows = []
    for talk in talks:
        ids, learned = [ids_of[BOS]], [False]
        for message in talk:
            content = next(encoded).ids
            spoken = message.role == "assistant" or (learn_asks and message.role == "user")
            part = [*roles[message.role], *content, ids_of[END], *newline]
            ids += part
            # A drill has no answer, and none must be learned to be empty.
            ends = spoken and not (len(content) == 1 and content[0] >= first_want)
            learned += [False] * len(roles[message.role]) + [spoken] * len(content) + [ends] + [False] * len(newline)
        targets = [token if learn else -100 for token, learn in zip(ids[1:], learned[1:], strict=True)]
        rows.append((ids[:-1], targets))
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Train the tokenizer of the embedded voice.")
    parser.add_argument("--vocab", type=int, default=4096, help="number of tokens")
    print(train_tokenizer(parser.parse_args().vocab).get_vocab_size(), "tokens")
