"""Keep a running average of the weights, which is what is used and stored; runs on the training thread.

The average follows BatchNorm's statistics too: they belong to weights of about the same age.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.model import LunarVAE


class WeightAverage:
    """`model` is an eval-mode copy of the trained network that follows it with `decay` a step.

    Early on the decay is lower, (1 + n) / (10 + n), so that the start is soon forgotten. Decay 0 copies.
    """

    def __init__(self, source: LunarVAE, decay: float) -> None:
        self.decay = decay
        self.model = copy.deepcopy(source).eval().requires_grad_(False)

    @torch.no_grad()
    def follow(self, source: nn.Module, step: int) -> None:
        """Take in the weights after step `step` (from 1)."""
        decay = min(self.decay, (1 + step) / (10 + step)) if self.decay else 0.0
        ours, theirs = _floats(self.model), _floats(source)
        torch._foreach_lerp_(ours, theirs, 1 - decay)


def _floats(module: nn.Module) -> list[Tensor]:
    tensors = [*module.parameters(), *module.buffers()]
    return [tensor.detach() for tensor in tensors if tensor.is_floating_point()]
