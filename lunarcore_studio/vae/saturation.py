"""Know what a clamp at use forgives: the output's error where it matters; runs wherever the model runs.

Half of the values of pixel art lie at an end of [-1, 1]: no alpha, full alpha, black. What is clamped at use
may overshoot there at no cost, and a model that may is a better one. A linear model of 128 numbers whose
output is clamped describes unseen sprites 2.5 to 4 dB better than one whose output has to hit the ends.
"""

from __future__ import annotations

from torch import Tensor


def shortfall(target: Tensor, output: Tensor) -> Tensor:
    """target - output, but 0 where the target is an end of [-1, 1] and the output beyond it; float32.

    Of like shape, target in [-1, 1]. The slope is that of the difference, and 0 where it is 0.
    """
    missing = target - output.float()
    forgiven = ((target >= 1) & (missing < 0)) | ((target <= -1) & (missing > 0))
    return missing.masked_fill(forgiven, 0.0)
