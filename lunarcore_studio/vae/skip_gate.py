"""Let one network work with its skips, without them and in between; runs wherever the model runs.

The document's skips at full resolution carry the whole picture, so its latent collapses (authority 0.001).
The gate cures that: a learned null feature can stand in for each skip, and in training often does.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

Skips = tuple[Tensor, ...]


class SkipGate(nn.Module):
    """Blend each skip with its null feature: null + detail * (skip - null).

    channels: the channels of the skips, finest first. With `learned` off (the document's network, which
    knows no absent skip) null is plain zero and a skip at full detail passes untouched.
    """

    def __init__(self, channels: tuple[int, ...], sides: tuple[int, ...], learned: bool) -> None:
        super().__init__()
        self.sides = sides
        nulls = [torch.zeros(1, count, 1, 1) for count in channels]
        for index, null in enumerate(nulls):
            if learned:
                self.register_parameter(f"null{index}", nn.Parameter(null))
            else:
                self.register_buffer(f"null{index}", null, persistent=False)

    def forward(self, skips: Skips | None, detail: float | Tensor, count: int) -> Skips:
        """The features to decode `count` sprites with, finest first.

        skips: (n, C, H, W) each with n = count or 1, or None for latent mode. detail: one number in [0, 1],
        or (N, 1) or (N, levels), a number for each sprite (and level).
        """
        nulls = [getattr(self, f"null{index}") for index in range(len(self.sides))]
        if skips is None or (isinstance(detail, (int, float)) and detail == 0):
            return tuple(
                null.expand(count, -1, side, side) for null, side in zip(nulls, self.sides, strict=True)
            )
        if isinstance(detail, (int, float)) and detail == 1:
            return tuple(skip.expand(count, -1, -1, -1) for skip in skips)
        shares = torch.as_tensor(detail, dtype=skips[0].dtype, device=skips[0].device)
        shares = shares.expand(count, len(skips)) if shares.dim() < 2 else shares.expand(-1, len(skips))
        return tuple(
            null.to(skip.dtype) + shares[:, level, None, None, None].to(skip.dtype) * (skip - null)
            for level, (skip, null) in enumerate(zip(skips, nulls, strict=True))
        )
