"""The network: a small Llama (RMSNorm, SwiGLU, interleaved RoPE, tied embeddings). No data, no training here."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812 (the usual name)
from torch import Tensor, nn

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a model; `context` is the longest sequence in tokens."""

    vocab: int
    width: int = 192
    layers: int = 3
    heads: int = 3
    hidden: int = 512
    context: int = 1536
    theta: float = 10_000.0
    epsilon: float = 1e-5


class RmsNorm(nn.Module):
    """Root-mean-square normalisation with a learned scale."""

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x, (x.shape[-1],), self.weight, self.epsilon)


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn neighbouring pairs of a head by their position, as llama.cpp does for the architecture `llama`."""
    even, odd = x.unflatten(-1, (-1, 2)).unbind(-1)
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)


class Block(nn.Module):
    """Attention and a gated feed-forward, each behind a norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attn_norm = RmsNorm(shape.width, shape.epsilon)
        self.ffn_norm = RmsNorm(shape.width, shape.epsilon)
        self.qkv = nn.Linear(shape.width, 3 * shape.width, bias=False)
        self.attn_out = nn.Linear(shape.width, shape.width, bias=False)
        self.gate_up = nn.Linear(shape.width, 2 * shape.hidden, bias=False)
        self.down = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, kept: Tensor | None = None) -> Tensor:
        """All places of `x`, or of the last block those `kept` alone: places in the flattened batch, as one row."""
        batch, length, width = x.shape
        q, k, v = (
            part.view(batch, length, self.heads, -1).transpose(1, 2)
            for part in self.qkv(self.attn_norm(x)).chunk(3, -1)
        )
        mixed = F.scaled_dot_product_attention(rotate(q, cos, sin), rotate(k, cos, sin), v, is_causal=True)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        if kept is not None:
            x, mixed = x.flatten(0, 1)[kept], mixed.flatten(0, 1)[kept]
        x = x + self.attn_out(mixed)
        gate, up = self.gate_up(self.ffn_norm(x)).chunk(2, -1)
        return x + self.down(F.silu(gate) * up)


class Llama(nn.Module):
    """The voice. Called with targets it returns the mean loss of the learned ones, and computes nothing for the others.

    `weights` is how much each token of the vocabulary counts in it.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocab, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = RmsNorm(shape.width, shape.epsilon)
        size = shape.width // shape.heads
        turns = torch.outer(
            torch.arange(shape.context).float(), shape.theta ** -(torch.arange(0, size, 2).float() / size)
        )
        self.register_buffer("cos", turns.cos(), persistent=False)
        self.register_buffer("sin", turns.sin(), persistent=False)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                residual = name.endswith(("attn_out.weight", "down.weight"))
                nn.init.normal_(parameter, std=0.02 / (math.sqrt(2 * shape.layers) if residual else 1.0))

    def forward(self, ids: Tensor, targets: Tensor | None = None, weights: Tensor | None = None) -> Tensor:
        length = ids.shape[1]
        places = None if targets is None else (targets != IGNORED).flatten().nonzero().flatten()
        x = self.embedding(ids)
        for block in self.blocks:
            kept = places if block is self.blocks[-1] else None
            x = block(x, self.cos[:length], self.sin[:length], kept)
        logits = F.linear(self.norm(x), self.embedding.weight)
        if targets is None or places is None:
            return logits
        return F.cross_entropy(logits, targets.flatten()[places], weight=weights)
