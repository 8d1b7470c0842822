"""Detail 0 is latent mode to the bit, detail 1 the skips as they are, and between them a straight way."""

from __future__ import annotations

import pytest
import torch

from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.skip_gate import SkipGate, Skips

SIDES, CHANNELS = (16, 8, 4), (2, 3, 4)


@pytest.fixture
def gate() -> SkipGate:
    gate = SkipGate(CHANNELS, SIDES, learned=True)
    for index, parameter in enumerate(gate.parameters()):
        torch.nn.init.constant_(parameter, index + 1.0)
    return gate


@pytest.fixture
def skips() -> Skips:
    torch.manual_seed(0)
    return tuple(torch.randn(5, c, s, s) for c, s in zip(CHANNELS, SIDES, strict=True))


@pytest.mark.parametrize("detail", [0, 0.0, torch.zeros(5, 1), torch.zeros(5, 3)])
def test_no_detail_is_no_skips(gate: SkipGate, skips: Skips, detail: float | torch.Tensor) -> None:
    for absent, given in zip(gate(None, 1.0, 5), gate(skips, detail, 5), strict=True):
        assert torch.equal(absent, given)


@pytest.mark.parametrize("detail", [1, 1.0, torch.ones(5, 1)])
def test_full_detail_is_the_skips(gate: SkipGate, skips: Skips, detail: float | torch.Tensor) -> None:
    for given, through in zip(skips, gate(skips, detail, 5), strict=True):
        torch.testing.assert_close(through, given)


def test_between_is_the_straight_way(gate: SkipGate, skips: Skips) -> None:
    for given, through, null in zip(skips, gate(skips, 0.25, 5), gate.parameters(), strict=True):
        torch.testing.assert_close(through, 0.75 * null + 0.25 * given)


def test_each_sprite_and_level_has_its_own_detail(gate: SkipGate, skips: Skips) -> None:
    detail = torch.ones(5, 3)
    detail[2, 1] = 0
    through = gate(skips, detail, 5)
    torch.testing.assert_close(through[1][2], torch.full((3, 8, 8), 2.0))
    torch.testing.assert_close(through[1][3], skips[1][3])
    torch.testing.assert_close(through[0][2], skips[0][2])


def test_one_sprite_serves_many_codes(gate: SkipGate, skips: Skips) -> None:
    lone = tuple(skip[:1] for skip in skips)
    for detail in (0.0, 0.5, 1.0):
        assert [level.shape[0] for level in gate(lone, detail, 7)] == [7, 7, 7]


def test_network_without_gate_takes_absent_skips_for_nothing() -> None:
    torch.manual_seed(0)
    model = LunarVAE(VAEConfig.seed(8)).eval()
    assert not list(model.gate.parameters())
    z = torch.randn(3, 128)
    zeros = tuple(torch.zeros_like(skip) for skip in model.encode(torch.zeros(3, 3, 16, 16)).skips)
    torch.testing.assert_close(model.decode(z), model.decode(z, zeros))


def test_null_features_are_learned() -> None:
    model = LunarVAE(VAEConfig.studio(8))
    model.decode(torch.randn(2, 128)).sum().backward()  # type: ignore[no-untyped-call]
    assert all(null.grad is not None and null.grad.abs().sum() > 0 for null in model.gate.parameters())
