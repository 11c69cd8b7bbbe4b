"""Training on CPU or GPU: seeded, resumable, with a schedule that ends when its minutes end.

Players' lines are learned too at first, so that their words are known; later only the replies are.

Every row is one conversation from its start, padded to the longest of its batch; batches hold rows of like length.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.corpus.rows import make_row
from training.model import IGNORED, Llama, Shape
from training.muon import Muon
from training.tokenizer import OUT, WANTS, encode_dialogues, load_tokenizer

CHECKPOINT = OUT / "echo.pt"
CHUNK_DIALOGUES = 1_000
WARMUP_STEPS = 40
DECAY_SHARE = 0.35
CHECKPOINT_EVERY_S = 60.0
WANT_WEIGHT = 5.0


def draw_batches(
    tokenizer: Tokenizer,
    first_seed: int,
    context: int,
    batch_tokens: int,
    device: str,
    learns_asks: Callable[[], bool],
) -> Iterator[tuple[Tensor, Tensor, int]]:
    """Endless batches of fresh conversations; yields ids, targets and the next unused seed."""
    seed = first_seed
    while True:
        numbers = range(seed, seed + CHUNK_DIALOGUES)
        talks = [make_row(at) for at in numbers]
        encoded = encode_dialogues(tokenizer, talks, learns_asks(), random.Random(seed))
        # A conversation is never cropped: one that the context has no room for is left out (a few in ten thousand).
        rows = sorted((row for row in encoded if len(row[0]) <= context), key=lambda row: len(row[0]))
        batches: list[list[tuple[list[int], list[int]]]] = [[]]
        for row in rows:
            if batches[-1] and (len(batches[-1]) + 1) * len(row[0]) > batch_tokens:
                batches.append([])
            batches[-1].append(row)
        random.Random(seed).shuffle(batches)
        seed += CHUNK_DIALOGUES
        for batch in batches:
            longest = max(len(ids) for ids, _ in batch)
            ids = torch.zeros(len(batch), longest, dtype=torch.long)
            targets = torch.full((len(batch), longest), IGNORED)
            for at, (row_ids, row_targets) in enumerate(batch):
                ids[at, : len(row_ids)] = torch.tensor(row_ids)
                targets[at, : len(row_targets)] = torch.tensor(row_targets)
            yield ids.to(device), targets.to(device), seed


def weigh_tokens(tokenizer: Tokenizer, vocab: int) -> Tensor:
    """How much each token counts in the loss: what a line is taken for decides about all that follows it."""
    weights = torch.ones(vocab)
    weights[[tokenizer.token_to_id(want) for want in WANTS]] = WANT_WEIGHT
    return weights


def rate_at(share: float, step: int, peak: float) -> float:
    """The learning rate after `share` of the time: warm-up, a plateau, then a straight line to nearly nothing."""
    return peak * min(1.0, (step + 1) / WARMUP_STEPS) * (0.02 + 0.98 * min(1.0, max(0.0, 1 - share) / DECAY_SHARE))


def build_optimizers(model: Llama, rate: float) -> list[torch.optim.Optimizer]:
    """Muon for the matrices inside the blocks, AdamW for the embedding and the norms, at one learning rate."""
    inner = [parameter for parameter in model.blocks.parameters() if parameter.dim() == 2]
    vectors = [parameter for parameter in model.parameters() if parameter.dim() < 2]
    return [
        Muon(inner, lr=rate),
        torch.optim.AdamW(
            [{"params": [model.embedding.weight]}, {"params": vectors, "weight_decay": 0.0}],
            lr=rate, betas=(0.9, 0.95), weight_decay=0.1, fused=True,
        ),
    ]  # fmt: skip


def save(path: Path, model: Llama, optimizers: Sequence[torch.optim.Optimizer], seed: int, step: int) -> None:
    """Write a checkpoint in one move, so that a reader never sees half of it."""
    part = path.with_suffix(".part")
    kept = [optimizer.state_dict() for optimizer in optimizers]
    state = {"shape": asdict(model.shape), "model": model.state_dict(), "optimizers": kept}
    torch.save(state | {"seed": seed, "step": step}, part)
    part.replace(path)


def train(arguments: argparse.Namespace) -> None:
    """Train for `--minutes`, or go on from a checkpoint for that long."""
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = load_tokenizer()
    shape = Shape(-(-tokenizer.get_vocab_size() // 32) * 32)
    state = torch.load(CHECKPOINT, weights_only=True) if arguments.resume else None
    model = Llama(Shape(**state["shape"]) if state else shape).to(device)
    optimizers = build_optimizers(model, arguments.rate)
    for block in model.blocks:
        block.compile(dynamic=True)
    seed, step = arguments.seed, 0
    if state:
        model.load_state_dict(state["model"])
        for optimizer, kept in zip(optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        seed, step = state["seed"], state["step"]
    print(f"{sum(parameter.numel() for parameter in model.parameters()):,} parameters on {device}", flush=True)
    began_s = saved_s = time.monotonic()
    tokens, recent, total_s = 0, 0.0, arguments.minutes * 60

    def learns_asks() -> bool:
        return bool(time.monotonic() - began_s < arguments.asks_share * total_s)

    weights = weigh_tokens(tokenizer, model.shape.vocab).to(device)
    batches = draw_batches(tokenizer, seed, model.shape.context, arguments.batch_tokens, device, learns_asks)
    for ids, targets, seed in batches:
        elapsed_s = time.monotonic() - began_s
        if elapsed_s > total_s:
            break
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate_at(elapsed_s / total_s, step, arguments.rate)
        loss = model(ids, targets, weights)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        step, tokens = step + 1, tokens + ids.numel()
        recent = loss.item() if not recent else 0.97 * recent + 0.03 * loss.item()
        if step % 25 == 0:
            print(
                f"step {step} {elapsed_s:.0f} s {tokens / 1e6:.2f}M tokens {tokens / elapsed_s:.0f}/s "
                f"loss {recent:.3f}",
                flush=True,
            )
        if time.monotonic() - saved_s > CHECKPOINT_EVERY_S:
            save(CHECKPOINT, model, optimizers, seed, step)
            saved_s = time.monotonic()
    save(CHECKPOINT, model, optimizers, seed, step)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=45.0, help="how long to train")
    parser.add_argument("--rate", type=float, default=3e-3, help="peak learning rate")
    parser.add_argument("--batch-tokens", type=int, default=4096, help="tokens in a batch, padding included")
    parser.add_argument("--asks-share", type=float, default=0.3, help="share of the time in which asks are learned too")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads")
    parser.add_argument("--seed", type=int, default=0, help="seed of weights and corpus")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    train(parser.parse_args())
