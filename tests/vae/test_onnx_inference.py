"""ONNX Runtime's pictures are torch's, within one level of 255, for every network that a config asks for."""

from __future__ import annotations

import sys
from typing import Literal

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from torch import nn

from lunarcore_studio.vae.codec import Axes, Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.edits import edit, interpolate
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.onnx_inference import OnnxInference
from lunarcore_studio.vae.torch_inference import TorchInference

LEVEL = 1 / 255
Sprites = NDArray[np.uint8]


def lively(config: VAEConfig, seed: int = 0) -> LunarVAE:
    """A network in which nothing is left at a start value that would hide it: no zero gain, null or bias."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = LunarVAE(config).eval().requires_grad_(False)
        for name, parameter in model.named_parameters():
            if name.endswith(("gain", "null0", "null1", "null2", "bias")):
                parameter.copy_(0.5 * torch.randn_like(parameter))
            elif name.startswith(("to_mean", "to_picture", "eigen")):
                parameter.copy_(torch.randn_like(parameter) / parameter[0].numel() ** 0.5)
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                assert module.running_mean is not None
                assert module.running_var is not None
                module.running_mean.copy_(0.1 * torch.randn(module.num_features))
                module.running_var.copy_(0.5 + torch.rand(module.num_features))
    return model


def noise(count: int, side: int, seed: int = 0) -> Sprites:
    return np.random.default_rng(seed).integers(0, 256, (count, side, side, 4), dtype=np.uint8)


def pair(config: VAEConfig, seed: int = 0) -> tuple[Codec, Codec]:
    """The same network by ONNX Runtime and by torch."""
    model = lively(config, seed)
    fast, plain = Codec(model, fast=True), Codec(model)
    assert isinstance(fast._network, OnnxInference)
    assert isinstance(plain._network, TorchInference)
    return fast, plain


def assert_alike(fast: Codec, plain: Codec, sprites: Sprites, detail: float) -> None:
    codes = fast.encode(sprites), plain.encode(sprites)
    np.testing.assert_allclose(codes[0].mean, codes[1].mean, atol=1e-3, rtol=1e-3)
    np.testing.assert_allclose(codes[0].logvar, codes[1].logvar, atol=1e-3, rtol=1e-3)
    pictures = [c.decode(k.mean, k.skips, detail) for c, k in zip((fast, plain), codes, strict=True)]
    assert np.ptp(pictures[1]) > 0.1
    np.testing.assert_allclose(pictures[0], pictures[1], atol=LEVEL)
    latent = [c.decode(k.mean) for c, k in zip((fast, plain), codes, strict=True)]
    np.testing.assert_allclose(latent[0], latent[1], atol=LEVEL)


@settings(max_examples=20, deadline=None)
@given(
    kind=st.sampled_from(("seed", "studio")),
    width=st.integers(1, 5).map(lambda quarter: 4 * quarter),
    channels=st.sampled_from((3, 4)),
    side=st.sampled_from((8, 16, 32)),
    count=st.integers(1, 3),
    detail=st.floats(0, 1),
    seed=st.integers(0, 99),
)
def test_pictures_are_torchs(
    kind: Literal["seed", "studio"],
    width: int,
    channels: int,
    side: int,
    count: int,
    detail: float,
    seed: int,
) -> None:
    config = getattr(VAEConfig, kind)(width=width, channels=channels, resolution=side)
    assert_alike(*pair(config, seed), noise(count, side, seed), detail)


@pytest.mark.parametrize(("width", "side"), [pytest.param(128, 8, marks=pytest.mark.slow), (64, 16)])
def test_wide_networks_too(width: int, side: int) -> None:
    assert_alike(*pair(VAEConfig.studio(width=width, resolution=side)), noise(2, side), 0.5)


@pytest.fixture(scope="module")
def both() -> tuple[Codec, Codec]:
    """A small studio network by ONNX Runtime and by torch."""
    return pair(VAEConfig.studio(width=8))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("backend", [0, 1])
def test_a_reconstruction_is_a_code_and_two_decodes(
    both: tuple[Codec, Codec], count: int, backend: int
) -> None:
    codec, sprites = both[backend], noise(count, 16)
    code, detail, latent = codec.reconstruct(sprites)
    assert np.array_equal(code.mean, codec.encode(sprites).mean)
    assert detail.shape == latent.shape == (count, 16, 16, 4)
    np.testing.assert_allclose(detail, codec.decode(code.mean, code.skips), atol=1e-5)
    np.testing.assert_allclose(latent, codec.decode(code.mean), atol=1e-5)
    assert np.abs(detail - latent).max() > LEVEL


def test_detail_zero_is_latent_mode_to_the_bit(both: tuple[Codec, Codec]) -> None:
    code = both[0].encode(noise(2, 16))
    assert np.array_equal(both[0].decode(code.mean, code.skips, 0.0), both[0].decode(code.mean))


def test_one_sprite_lends_its_skips_to_more_codes_than_one_pass_takes(both: tuple[Codec, Codec]) -> None:
    moves = np.random.default_rng(1).normal(size=(140, 128)).astype(np.float32)
    pictures = []
    for codec in both:
        code = codec.encode(noise(1, 16))
        pictures.append(codec.decode(code.mean + moves, code.skips))
    np.testing.assert_allclose(*pictures, atol=LEVEL)


def test_more_sprites_than_one_pass_takes(both: tuple[Codec, Codec]) -> None:
    sprites = noise(130, 16)
    codes = [codec.encode(sprites) for codec in both]
    pictures = [c.decode(k.mean, k.skips) for c, k in zip(both, codes, strict=True)]
    np.testing.assert_allclose(*pictures, atol=LEVEL)
    lone = codes[0].one(129)
    np.testing.assert_allclose(both[0].decode(lone.mean, lone.skips)[0], pictures[1][129], atol=LEVEL)


def test_edits_and_strips_are_torchs(both: tuple[Codec, Codec]) -> None:
    a, b = noise(2, 16)
    moves = np.random.default_rng(2).normal(size=(3, 128)).astype(np.float32)
    np.testing.assert_allclose(*(edit(codec, a, moves, 0.7) for codec in both), atol=2 * LEVEL)
    strips = [interpolate(codec, a, b, 5, "sphere") for codec in both]
    np.testing.assert_allclose(*strips, atol=2 * LEVEL)


def test_no_sprites_no_pictures(both: tuple[Codec, Codec]) -> None:
    for codec in both:
        code = codec.encode(noise(0, 16))
        assert code.mean.shape == code.logvar.shape == (0, 128)
        assert codec.decode(code.mean, code.skips).shape == (0, 16, 16, 4)


def test_without_onnx_runtime_torch_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    codec = Codec(lively(VAEConfig.studio(width=4)), fast=True)
    assert isinstance(codec._network, TorchInference)
    assert codec.reconstruct(noise(1, 16))[1].shape == (1, 16, 16, 4)


def test_other_devices_are_torchs() -> None:
    codec = Codec(lively(VAEConfig.studio(width=4)), "meta", Axes.plain(128), fast=True)
    assert isinstance(codec._network, TorchInference)
