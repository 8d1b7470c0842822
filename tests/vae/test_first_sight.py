"""What is seen before torch is there is what the codec shows afterwards."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from lunarcore_studio.files import paths
from lunarcore_studio.files.model_folder import read_model_folder
from lunarcore_studio.vae import checkpoint
from lunarcore_studio.vae.codec import Axes, Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.first_sight import FirstSight
from lunarcore_studio.vae.model import LunarVAE

LEVEL = 1 / 255


def as_files(config: VAEConfig) -> dict[str, bytes]:
    bank = np.zeros((1, config.latent), np.float32)
    return checkpoint.pack(LunarVAE(config).eval(), Axes.plain(config.latent), bank, {}, half=True)


def assert_alike(files: dict[str, bytes]) -> None:
    model, *_ = checkpoint.unpack(files)
    side = model.config.resolution
    sprite = np.random.default_rng(1).integers(0, 256, (1, side, side, 4), np.uint8)
    mean, *pictures = FirstSight(files).reconstruct(sprite)
    code, *expected = Codec(model).reconstruct(sprite)
    np.testing.assert_allclose(mean, code.mean, atol=1e-3, rtol=1e-3)
    np.testing.assert_allclose(pictures, expected, atol=LEVEL)


@pytest.mark.parametrize(
    "config", [VAEConfig.studio(8), VAEConfig.studio(4, 3, 8), VAEConfig.seed(4), VAEConfig.studio(4, 4, 32)]
)
def test_it_draws_what_the_codec_draws(config: VAEConfig) -> None:
    assert_alike(as_files(config))


def test_the_shipped_model_too() -> None:
    assert_alike(read_model_folder(paths.shipped_model()))


def test_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="sprites of 16x16"):
        FirstSight(as_files(VAEConfig.studio(4))).reconstruct(np.zeros((1, 8, 8, 4), np.uint8))


def test_damaged_files_are_refused() -> None:
    files = as_files(VAEConfig.studio(4))
    flipped = bytearray(files["weights.safetensors"])
    flipped[-1] ^= 1
    with pytest.raises(checkpoint.CheckpointError):
        FirstSight(files | {"weights.safetensors": bytes(flipped)})


def test_torch_is_not_loaded_for_it() -> None:
    script = """
import sys
from lunarcore_studio.files import paths
from lunarcore_studio.files.model_folder import read_model_folder
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae.first_sight import FirstSight
_, detail, _ = FirstSight(read_model_folder(paths.shipped_model())).reconstruct(draw_sprites(1, 3))
print(detail.shape, "torch" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "(1, 16, 16, 4) False"
