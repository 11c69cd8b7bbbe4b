"""Muon in single precision: momentum, made orthogonal. PyTorch's own works in bfloat16, which few CPUs are quick at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_ROUNDS = 5


def orthogonalise(batch: Tensor) -> Tensor:
    """Bring the singular values of each matrix near one by Newton-Schulz iteration."""
    a, b, c = _COEFFICIENTS
    tall = batch.shape[-2] > batch.shape[-1]
    x = batch.mT if tall else batch
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(_ROUNDS):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """Muon for matrices; its step is as large as AdamW's at the same rate.

    Args:
        matrices: the parameters, two-dimensional.
        lr: the learning rate.
        momentum: the share of the old direction that stays.
        weight_decay: decoupled decay, times the rate.
    """

    def __init__(
        self, matrices: Iterable[Tensor], lr: float, momentum: float = 0.95, weight_decay: float = 0.1
    ) -> None:
        super().__init__(list(matrices), {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:
        """Take one step; matrices of one shape are worked on together."""
        for group in self.param_groups:
            shapes: dict[torch.Size, list[Tensor]] = {}
            for parameter in group["params"]:
                shapes.setdefault(parameter.shape, []).append(parameter)
            for same in shapes.values():
                self._step_together(same, group)

    def _step_together(self, parameters: list[Tensor], group: dict[str, Any]) -> None:
        directions = []
        for parameter in parameters:
            assert parameter.grad is not None
            held = self.state[parameter].setdefault("held", torch.zeros_like(parameter))
            held.lerp_(parameter.grad, 1 - group["momentum"])
            directions.append(parameter.grad.lerp(held, group["momentum"]))
        rows, columns = parameters[0].shape
        size = group["lr"] * 0.2 * max(rows, columns) ** 0.5
        for parameter, direction in zip(parameters, orthogonalise(torch.stack(directions)), strict=True):
            parameter.mul_(1 - group["lr"] * group["weight_decay"]).sub_(direction, alpha=size)
