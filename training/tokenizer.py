"""The voice's own tokenizer: byte-level BPE trained on the corpus. Encoding mirrors how the engine feeds a prompt."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from realm_gql.engine.blanks import MARKS
from realm_gql.engine.making import TELLINGS
from realm_gql.engine.rendering import Message
from training.corpus.intents import INTENTS
from training.corpus.rows import make_row
from training.garbling import garble

OUT = Path(__file__).parent / "out"
PATH = OUT / "tokenizer.json"
BOS, START, END, PAD = "<|bos|>", "<|im_start|>", "<|im_end|>", "<|pad|>"
SPECIALS = (BOS, START, END, PAD)
BLANKS = {ord(mark): f"<|{name}|>" for name, mark in MARKS.items()}
"""From a blank's mark to the token it is for the voice: a table for `str.translate`."""
WANTS = tuple(f"<|want:{kind}|>" for kind in (*INTENTS, *TELLINGS))
"""What a reply says first, to nobody: what it takes the line before it for. The engine shows none of it."""
COUNT_DIALOGUES = 20_000
ASK_DROPOUT = 0.1
"""How often a merge is left out where a player's line is learned from (BPE dropout, Provilkov et al. 2020): a word that
comes in pieces of many sorts is known again when it is misspelt, and a word never seen by its pieces."""
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
    # The names of roles stand in every prompt: each is to be one token.
    contents = (text for seed in seeds for message in make_row(seed) for text in (message.role, message.content))
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
    tokenizer: Tokenizer,
    talks: Sequence[Sequence[Message]],
    learn_asks: bool = False,
    noise: Random | None = None,
) -> list[tuple[list[int], list[int]]]:
    """Token ids and targets of whole conversations; a target of -100 is not learned: the card, and most often the asks.

    Template text, contents and blanks are tokenized apart, as the engine does, so that no token spans two of them. With
    `noise`, players' lines come in odd pieces and are now and then garbled.
    """
    encoded = iter(_encode(tokenizer, [message for talk in talks for message in talk], noise is not None))
    ids_of = {text: tokenizer.token_to_id(text) for text in SPECIALS}
    newline = tokenizer.encode("\n").ids
    wants = range(tokenizer.token_to_id(WANTS[0]), tokenizer.token_to_id(WANTS[-1]) + 1)
    words = range(len(SPECIALS) + len(BLANKS), wants.start)
    roles = {role: [ids_of[START], *tokenizer.encode(f"{role}\n").ids] for role in ("system", "user", "assistant")}
    rows = []
    for talk in talks:
        ids, learned = [ids_of[BOS]], [False]
        contents = [next(encoded) for _ in talk]
        garbled = garble(contents, words, wants, noise) if noise else set[int]()
        for at, (message, content) in enumerate(zip(talk, contents, strict=True)):
            is_reply = message.role == "assistant"
            learn = is_reply or (learn_asks and message.role == "user" and at not in garbled)
            ids += [*roles[message.role], *content, ids_of[END], *newline]
            # A drill has no answer, and none must be learned to be empty.
            ends = learn and not (len(content) == 1 and content[0] in wants)
            learned += [False] * len(roles[message.role])
            # What a garbled line wants is not to be seen from it.
            learned += [learn and not (is_reply and at - 1 in garbled and token in wants) for token in content]
            learned += [ends] + [False] * len(newline)
        targets = [token if learn else -100 for token, learn in zip(ids[1:], learned[1:], strict=True)]
        rows.append((ids[:-1], targets))
    return rows


def _encode(tokenizer: Tokenizer, messages: Sequence[Message], drop_merges: bool) -> list[list[int]]:
    """The tokens of every message."""
    ids: list[list[int]] = [[]] * len(messages)
    for asks in (False, True):
        at = [number for number, message in enumerate(messages) if (message.role == "user") == asks]
        tokenizer.model.dropout = ASK_DROPOUT if asks and drop_merges else None
        texts = [messages[number].content.translate(BLANKS) for number in at]
        for number, encoding in zip(at, tokenizer.encode_batch(texts, add_special_tokens=False), strict=True):
            ids[number] = encoding.ids
    tokenizer.model.dropout = None
    return ids


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Train the tokenizer of the embedded voice.")
    parser.add_argument("--vocab", type=int, default=4096, help="number of tokens")
    print(train_tokenizer(parser.parse_args().vocab).get_vocab_size(), "tokens")
