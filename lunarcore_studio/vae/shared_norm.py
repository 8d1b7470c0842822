"""BatchNorm over the sprites of all processes, on CPUs as well as GPUs; runs on the training thread.

torch's own SyncBatchNorm knows GPUs only. Count, sum and sum of squares of every channel are added up in
float64 over the processes, once forward and once backward.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.ranks import SumOverRanks


class SharedBatchNorm(nn.BatchNorm2d):
    """`nn.BatchNorm2d` whose statistics in training are those of all processes together. `apart`: not now."""

    apart = False

    def forward(self, input: Tensor) -> Tensor:
        """(N, C, H, W) -> the same, normalised; every process must call it as often as the others."""
        if self.apart or not self.training:
            return super().forward(input)
        x = input.float()
        variance, mean = torch.var_mean(x, (0, 2, 3), correction=0)
        count = torch.full_like(mean[:1], x.numel() // x.shape[1], dtype=torch.float64)
        wide_mean, wide_square = mean.double(), variance.double() + mean.double().square()
        sums = torch.cat([count, count * wide_mean, count * wide_square])
        together: Tensor = SumOverRanks.apply(sums)  # type: ignore[no-untyped-call]
        total, channels = together[0], len(mean)
        mean = together[1 : 1 + channels] / total
        variance = together[1 + channels :] / total - mean.square()
        self._follow(mean.detach(), variance.detach() * (total.detach() / (total.detach() - 1)))
        assert self.weight is not None
        scale = self.weight * (variance + self.eps).rsqrt().float()
        shift = self.bias - mean.float() * scale
        return (x * scale[:, None, None] + shift[:, None, None]).to(input.dtype)

    @torch.no_grad()
    def _follow(self, mean: Tensor, variance: Tensor) -> None:
        assert self.running_mean is not None
        assert self.running_var is not None
        assert self.num_batches_tracked is not None
        assert self.momentum is not None
        self.num_batches_tracked.add_(1)
        self.running_mean.lerp_(mean.float(), self.momentum)
        self.running_var.lerp_(variance.float(), self.momentum)


def share_norms(model: nn.Module) -> None:
    """Put a SharedBatchNorm with the same weights and statistics in place of every BatchNorm of `model`."""
    for parent in model.modules():
        for name, norm in parent.named_children():
            if isinstance(norm, nn.BatchNorm2d):
                shared = SharedBatchNorm(norm.num_features, norm.eps, norm.momentum)
                shared.weight, shared.bias = norm.weight, norm.bias
                shared.running_mean, shared.running_var = norm.running_mean, norm.running_var
                shared.num_batches_tracked = norm.num_batches_tracked
                setattr(parent, name, shared.train(norm.training))


@contextmanager
def norms_apart(model: nn.Module) -> Iterator[None]:
    """Within, every process' norms see its own sprites alone, so that it may fail by itself."""
    shared = [module for module in model.modules() if isinstance(module, SharedBatchNorm)]
    for norm in shared:
        norm.apart = True
    try:
        yield
    finally:
        for norm in shared:
            norm.apart = False
