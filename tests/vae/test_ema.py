"""The average follows weights and statistics, forgets its start and copies where there is no decay."""

from __future__ import annotations

import pytest
import torch

from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.ema import WeightAverage
from lunarcore_studio.vae.model import LunarVAE


@pytest.fixture
def network() -> LunarVAE:
    torch.manual_seed(0)
    return LunarVAE(VAEConfig.studio(8))


def fill(network: LunarVAE, value: float) -> None:
    with torch.no_grad():
        for tensor in network.state_dict().values():
            tensor.fill_(value)


def test_average_is_the_formula_for_weights_and_statistics(network: LunarVAE) -> None:
    fill(network, 1.0)
    average = WeightAverage(network, decay=0.9)
    fill(network, 2.0)
    average.follow(network, step=1000)
    assert average.model.stem.conv.weight.mean().item() == pytest.approx(1.1)
    assert average.model.state_dict()["stem.norm.running_mean"].mean().item() == pytest.approx(1.1)


def test_the_start_is_soon_forgotten(network: LunarVAE) -> None:
    fill(network, 0.0)
    average = WeightAverage(network, decay=0.995)
    fill(network, 1.0)
    for step in range(1, 31):
        average.follow(network, step)
    assert average.model.stem.conv.weight.min() > 0.99


def test_no_decay_is_a_copy(network: LunarVAE) -> None:
    average = WeightAverage(network, decay=0.0)
    fill(network, 3.0)
    average.follow(network, 1)
    assert torch.equal(average.model.to_mean.weight, network.to_mean.weight)
    assert not average.model.training
    assert not any(parameter.requires_grad for parameter in average.model.parameters())
