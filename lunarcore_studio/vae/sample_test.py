"""Can a small network tell samples from sprites? The measure of `sample`; any thread that is not the hand's.

A classifier two-sample test (Lopez-Paz and Oquab 2017): the accuracy, on pictures that it did not learn from,
of a classifier that has to tell drawn samples from held-out sprites. 0.5 is perfect, 1 is told at a glance.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lunarcore_studio.pixels.color import premultiply
from lunarcore_studio.vae.prior import chance_untouched

FOLDS: Final = 3
EPOCHS: Final = 15
BATCH: Final = 64
MOST: Final = 600
RATE: Final = 6e-3
LEAST: Final = 2 * FOLDS

Pixels = NDArray[np.uint8]


def accuracy(sprites: Pixels, samples: Pixels, seed: int = 0) -> float:
    """How often a classifier is right about unseen pictures, 0..1: the mean of three folds.

    sprites, samples: straight RGBA uint8 (N, R, R, 4); up to 600 of each, as many of one as of the other,
    drawn by `seed`. The same for the same pictures; about fifteen seconds of one core for 600.
    Raises ValueError for fewer than six of either.
    """
    count = min(len(sprites), len(samples), MOST)
    if count < LEAST:
        raise ValueError(f"A test of samples needs {LEAST} sprites and as many samples.")
    rng = np.random.default_rng(seed)
    both = [premultiply(each[rng.permutation(len(each))[:count]]) for each in (sprites, samples)]
    pictures = torch.from_numpy(np.concatenate(both)).permute(0, 3, 1, 2).contiguous() * 2 - 1
    is_sprite = (torch.arange(2 * count) < count).float()
    fold = torch.arange(2 * count) % count % FOLDS
    rights = []
    with chance_untouched():
        for each in range(FOLDS):
            torch.manual_seed(seed * FOLDS + each)
            network = _learned(pictures[fold != each], is_sprite[fold != each])
            rights.append(_share_right(network, pictures[fold == each], is_sprite[fold == each]))
    return float(np.mean(rights))


def _network() -> nn.Sequential:
    layers: list[nn.Module] = []
    for into, out, stride in ((4, 32, 1), (32, 64, 2), (64, 64, 2)):
        convolution = nn.Conv2d(into, out, 3, stride, 1, bias=False)
        layers += [convolution, nn.BatchNorm2d(out), nn.ReLU()]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 1))


def _learned(pictures: Tensor, is_sprite: Tensor) -> nn.Sequential:
    """A classifier of pictures (N, 4, R, R), which are mirrored half of the time."""
    network = _network().train()
    steps = max(1, EPOCHS * len(pictures) // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.2)
    for _ in range(steps):
        rows = torch.randint(len(pictures), (BATCH,))
        is_flipped = (torch.rand(BATCH) < 0.5)[:, None, None, None]
        shown = torch.where(is_flipped, pictures[rows].flip(3), pictures[rows])
        with torch.enable_grad():
            loss = nn.functional.binary_cross_entropy_with_logits(network(shown)[:, 0], is_sprite[rows])
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
        optimiser.step()
        schedule.step()
    return network.eval()


@torch.no_grad()
def _share_right(network: nn.Sequential, pictures: Tensor, is_sprite: Tensor) -> float:
    says_sprite = network(pictures)[:, 0] > 0
    return float((says_sprite == (is_sprite > 0.5)).double().mean())
