"""What training minimises: squared error, the code's cost in nats, the wrong colour of a sprite's own.

Runs wherever the model runs; everything here is float32, whatever the convolutions compute in.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from lunarcore_studio.vae.device import full_precision
from lunarcore_studio.vae.saturation import shortfall

# Squared distance in [-1, 1]^C at which a colour is e times less likely than a hit (lunarcore.md, 3).
PALETTE_TEMPERATURE = 0.1


def reconstruction_error(output: Tensor, target: Tensor) -> Tensor:
    """Mean squared error of pictures (N, C, R, R) in [-1, 1], a scalar."""
    return functional.mse_loss(output.float(), target)


def saturating_error(output: Tensor, target: Tensor) -> Tensor:
    """The same of pictures clamped at use: what the clamp takes away is no error (see saturation)."""
    return shortfall(target, output).square().mean()


def divergence(mean: Tensor, logvar: Tensor) -> Tensor:
    """KL(q || N(0, 1)) in nats of each sprite, mean and logvar (N, L) -> (N,): a sum over the code.

    The document sums over the batch too; the trainer takes this sum's mean over the batch instead, so that
    the KL weight means the same at every batch size.
    """
    mean, logvar = mean.float(), logvar.float()
    return -0.5 * (1 + logvar - mean.pow(2) - logvar.exp()).sum(dim=1)


def palette_error(output: Tensor, colors: Tensor, counts: Tensor, index: Tensor) -> Tensor:
    """Cross-entropy of each pixel's true colour under softmax(-|o - P_k|^2 / 0.1), a scalar mean in nats.

    output: (N, C, R, R) in [-1, 1].   colors: (N, K, C) float32 distinct colours of each sprite, padded.
    counts: (N,) how many are real; a sprite with 0 is skipped (it has more colours than fit).
    index: (N, R, R) int64, the true colour of each pixel.   Source: lunarcore.md, section 3.
    """
    chosen = counts > 0
    if not bool(chosen.any()):
        return output.new_zeros((), dtype=torch.float32)
    if not bool(chosen.all()):
        output, colors, counts, index = output[chosen], colors[chosen], counts[chosen], index[chosen]
    with full_precision(output):
        pixels = output.float().flatten(2).transpose(1, 2)  # (n, RR, C)
        absent = torch.arange(colors.shape[1], device=counts.device) >= counts[:, None]  # (n, K)
        # |o|^2 is the same for every k, so it drops out of the softmax; |P_k|^2 is known once for all pixels.
        offset = (colors.pow(2).sum(2) / -PALETTE_TEMPERATURE).masked_fill(absent, -torch.inf)  # (n, K)
        ways = colors.transpose(1, 2)  # (n, C, K)
        scores = torch.baddbmm(offset[:, None], pixels, ways, alpha=2 / PALETTE_TEMPERATURE)  # (n, RR, K)
        return functional.cross_entropy(scores.flatten(0, 1), index.flatten())
