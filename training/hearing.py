"""Teaches the voice's second opinion on what a line wants (`engine/hearing.py`): a minute on one core.

python -m training.hearing [--epochs N]    writes `out/hearing.txt`, which `training.export` puts into the file
"""

from __future__ import annotations

import argparse
import re
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn import EmbeddingBag
from torch.nn.functional import cross_entropy

from realm_gql.engine.hearing import BUCKETS, SLOT, Hearing, buckets_of, weight_of
from training.corpus.asks import asks_written
from training.corpus.intents import INTENTS
from training.tokenizer import OUT, WANTS

PATH = OUT / "hearing.txt"
BATCH = 256
RATE, DECAY = 0.05, 1e-6


def read_asks() -> list[tuple[str, int]]:
    """Every way of asking, and the number of its want."""
    number = {want[len("<|want:") : -len("|>")]: at for at, want in enumerate(WANTS)}
    asks = [
        (re.sub(r"{\w+}", f" {SLOT} ", ask), number[intent])
        for intent, told in INTENTS.items()
        for ask in sorted({*told.asks, *asks_written(intent)})
    ]
    Random(0).shuffle(asks)
    return asks


def teach(asks: list[tuple[str, int]], epochs: int, seed: int = 0) -> Hearing:
    """Learn the weights by softmax regression."""
    torch.manual_seed(seed)
    rng = Random(seed)
    bag = EmbeddingBag(BUCKETS, len(WANTS), mode="sum", sparse=False)
    torch.nn.init.zeros_(bag.weight)
    bias = torch.zeros(len(WANTS), requires_grad=True)
    optimizer = torch.optim.Adam([*bag.parameters(), bias], lr=RATE)
    batches = epochs * (len(asks) // BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, batches)
    heard = [buckets_of(line) for line, _ in asks]
    for _ in range(epochs):
        order = rng.sample(range(len(asks)), len(asks))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[start : start + BATCH]
            scores = bag(*_packed([heard[at] for at in chosen])) + bias
            wanted = torch.tensor([asks[at][1] for at in chosen])
            loss = cross_entropy(scores, wanted) + DECAY * bag.weight.square().sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return _rounded(bag.weight.detach().numpy(), bias.detach().numpy())


def _packed(lines: list[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    """What `EmbeddingBag` takes: buckets in a row, where each line begins, and what each counts."""
    flat = [bucket for line in lines for buckets in line for bucket in buckets]
    counts = [weight_of(len(buckets)) for line in lines for buckets in line for _ in buckets]
    begins = np.cumsum([0, *(sum(map(len, line)) for line in lines[:-1])])
    return torch.tensor(flat), torch.tensor(begins), torch.tensor(counts)


def _rounded(weights: np.ndarray, bias: np.ndarray) -> Hearing:
    scale = float(np.abs(weights).max()) / 127
    return Hearing(np.round(weights / scale).astype(np.int8), scale, bias.astype(np.float32))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=8)
    hearing = teach(read_asks(), parser.parse_args().epochs)
    PATH.write_text(hearing.written())
    print(PATH.stat().st_size, "bytes")
