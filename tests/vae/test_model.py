"""The network is the document's, layer for layer, and the studio's is the document's with four changes."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from lunarcore_studio.vae.blocks import SelfAttention, folded
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.model import LOGVAR_START, LunarVAE

# What lunarcore-architecture.md and lunarcore.md, section 1, say of 16x16x3 at width 64, latent 128.
DOCUMENT_STAGES = {
    "stem": (64, 16, 16),
    "down_half.down": (128, 8, 8),
    "down_half.res": (128, 8, 8),
    "down_half.attention": (128, 8, 8),
    "down_quarter.down": (256, 4, 4),
    "down_quarter.res": (256, 4, 4),
    "down_quarter.attention": (256, 4, 4),
    "down_eighth.down": (512, 2, 2),
    "down_eighth.res": (512, 2, 2),
    "to_mean": (128,),
    "to_logvar": (128,),
    "mean": (128,),
    "from_latent": (2048,),
    "up_quarter.up": (256, 4, 4),
    "up_quarter.res": (512, 4, 4),
    "up_quarter.merge": (256, 4, 4),
    "up_quarter.attention": (256, 4, 4),
    "up_half.up": (128, 8, 8),
    "up_half.res": (256, 8, 8),
    "up_half.merge": (128, 8, 8),
    "up_half.attention": (128, 8, 8),
    "up_full.up": (64, 16, 16),
    "up_full.res": (128, 16, 16),
    "up_full.merge": (64, 16, 16),
    "skip16": (64, 16, 16),
    "skip8": (128, 8, 8),
    "skip4": (256, 4, 4),
    "output": (3, 16, 16),
}


@pytest.fixture(scope="module")
def document() -> LunarVAE:
    torch.manual_seed(0)
    return LunarVAE(VAEConfig.seed())


@pytest.mark.parametrize("count", [2, 3])
def test_every_stage_of_the_document_has_its_shape(document: LunarVAE, count: int) -> None:
    stages = document.eval().stages(torch.zeros(count, 3, 16, 16))
    assert {name: stages[name] for name in DOCUMENT_STAGES} == {
        name: (count, *shape) for name, shape in DOCUMENT_STAGES.items()
    }


def test_about_12_9_million_parameters(document: LunarVAE) -> None:
    assert 12_800_000 < document.parameter_count < 12_950_000
    assert 13_500_000 < LunarVAE(VAEConfig.studio()).parameter_count < 13_900_000


def test_layers_are_those_the_document_names(document: LunarVAE) -> None:
    strided = [m for m in document.modules() if isinstance(m, nn.Conv2d) and m.stride == (2, 2)]
    raised = [m for m in document.modules() if isinstance(m, nn.ConvTranspose2d)]
    for conv in [c for c in strided + raised if isinstance(c, (nn.Conv2d, nn.ConvTranspose2d))]:
        assert (conv.kernel_size, conv.stride, conv.padding) == ((4, 4), (2, 2), (1, 1))
    assert [conv.out_channels for conv in raised] == [256, 128, 64]
    slopes = {m.negative_slope for m in document.modules() if isinstance(m, nn.LeakyReLU)}
    dropouts = sorted({m.p for m in document.modules() if isinstance(m, nn.Dropout)})
    attentions = [m for m in document.modules() if isinstance(m, SelfAttention)]
    assert (slopes, dropouts, len(attentions)) == ({0.2}, [0.1, 0.2], 4)
    for attention in attentions:
        channels = attention.value.out_channels
        assert attention.query.out_channels == attention.key.out_channels == channels // 8
        assert attention.gain.item() == 0


def test_document_output_is_bounded_by_tanh(document: LunarVAE) -> None:
    output = document.eval().decode(100 * torch.randn(4, 128))
    assert output.abs().max() <= 1


@pytest.mark.parametrize("resolution", [8, 16, 32])
@pytest.mark.parametrize("channels", [3, 4])
def test_other_sizes_come_out_as_they_went_in(resolution: int, channels: int) -> None:
    for config in (VAEConfig.seed(8, channels, resolution), VAEConfig.studio(8, channels, resolution)):
        x = torch.zeros(2, channels, resolution, resolution)
        output, posterior = LunarVAE(config)(x)
        assert output.shape == x.shape
        assert posterior.mean.shape == posterior.logvar.shape == (2, 128)


def test_studio_starts_quiet_and_certain() -> None:
    torch.manual_seed(0)
    model = LunarVAE(VAEConfig.studio(16)).eval()
    output, posterior = model(torch.rand(4, 4, 16, 16) * 2 - 1)
    assert output.abs().max() < 0.2
    assert posterior.mean.abs().max() < 0.2
    assert (posterior.logvar - LOGVAR_START).abs().max() < 0.2


def test_attention_at_gain_zero_is_nothing_and_then_mixes_pixels() -> None:
    torch.manual_seed(0)
    attention, x = SelfAttention(16), torch.randn(2, 16, 4, 4)
    assert torch.equal(attention(x), x)
    nn.init.ones_(attention.gain)
    corner = x.clone()
    corner[:, :, 0, 0] += 3
    assert (attention(corner) - attention(x))[:, :, 3, 3].abs().max() > 1e-4


@pytest.mark.parametrize("config", [VAEConfig.seed(8), VAEConfig.studio(8)])
def test_folding_batchnorm_changes_nothing_that_shows(config: VAEConfig) -> None:
    torch.manual_seed(0)
    model, x = LunarVAE(config), torch.rand(32, config.channels, 16, 16) * 2 - 1
    for _ in range(3):
        model(x)
    lean = folded(model)
    assert not any(isinstance(module, nn.BatchNorm2d) for module in lean.modules())
    assert any(isinstance(module, nn.BatchNorm2d) for module in model.modules())
    with torch.no_grad():
        expected, got = model.eval()(x)[0], lean(x)[0]
    assert (expected - got).abs().max() < 1e-4
