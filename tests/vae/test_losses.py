"""The losses are their formulas."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.distributions import Normal, kl_divergence

from lunarcore_studio.vae.batches import Batches, indexed
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.losses import PALETTE_TEMPERATURE, divergence, palette_error
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.objective import Objective, draw_chance
from lunarcore_studio.vae.plan import RECIPES


def test_divergence_is_that_of_the_two_normals() -> None:
    torch.manual_seed(0)
    mean, logvar = torch.randn(5, 7), torch.randn(5, 7)
    expected = kl_divergence(Normal(mean, (logvar / 2).exp()), Normal(0.0, 1.0)).sum(1)
    torch.testing.assert_close(divergence(mean, logvar), expected)
    assert float(divergence(torch.zeros(1, 9), torch.zeros(1, 9))) == 0


@pytest.mark.parametrize("config", [VAEConfig.seed(8), VAEConfig.studio(8)])
def test_kl_does_not_depend_on_the_batch_size(config: VAEConfig) -> None:
    torch.manual_seed(0)
    model = LunarVAE(config).eval()
    objective = Objective(model, RECIPES["seed"], torch.float32)
    rng = np.random.default_rng(0)
    sprite = rng.integers(0, 256, (1, 16, 16, 4), np.uint8)
    few, many = (
        Batches(np.repeat(sprite, count, 0), config.channels, count, 0, False, torch.device("cpu")).deal(0)
        for count in (2, 12)
    )
    with torch.no_grad():
        kl = [
            objective.terms(batch, draw_chance(len(batch.target), 128, RECIPES["seed"], 0))["kl"]
            for batch in (few, many)
        ]
    torch.testing.assert_close(*kl)


def palette_case(colors: int) -> tuple[torch.Tensor, ...]:
    rng = np.random.default_rng(colors)
    inks = rng.permutation(256)[:colors].astype(np.uint8)
    sprites = np.repeat(rng.choice(inks, (3, 1, 8, 8)), 4, axis=1)
    sprites.reshape(3, 4, 64)[:, :, :colors] = inks[:64]
    return torch.from_numpy(sprites).float() / 127.5 - 1, *map(torch.from_numpy, indexed(sprites))


def test_palette_error_is_the_cross_entropy_of_the_formula() -> None:
    target, colors, counts, index = palette_case(5)
    torch.manual_seed(0)
    output, palette = torch.randn_like(target), colors.float() / 127.5 - 1
    expected = []
    for n in range(3):
        for y in range(8):
            for x in range(8):
                distance = (output[n, :, y, x] - palette[n, : counts[n]]).pow(2).sum(1)
                expected.append(-(-distance / PALETTE_TEMPERATURE).log_softmax(0)[int(index[n, y, x])])
    got = palette_error(output, palette, counts.long(), index.long())
    torch.testing.assert_close(got, torch.stack(expected).mean())


def test_palette_error_rewards_the_right_colour() -> None:
    target, colors, counts, index = palette_case(5)
    palette = colors.float() / 127.5 - 1
    right = palette_error(target, palette, counts.long(), index.long())
    grey = palette_error(torch.zeros_like(target), palette, counts.long(), index.long())
    assert right < grey


def test_sprites_of_too_many_colours_are_skipped() -> None:
    rng = np.random.default_rng(0)
    busy = rng.integers(0, 256, (1, 4, 32, 32), np.uint8)
    colors, counts, index = map(torch.from_numpy, indexed(busy))
    assert counts.tolist() == [0]
    assert float(palette_error(torch.rand(1, 4, 32, 32), colors.float(), counts.long(), index.long())) == 0
