"""What the shipped model must be worth, on starter sprites that were kept out of its training."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from lunarcore_studio.files import paths
from lunarcore_studio.files.model_folder import read_model_folder
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae import checkpoint
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import WIDTH, VAEConfig
from lunarcore_studio.vae.metrics import evaluate

SEED_NOBODY_TRAINS_ON = 1_000_003
HALF_PRECISION_LIMIT = 30 * 2**20


@pytest.fixture(scope="module")
def codec() -> Codec:
    model, axes, bank, _ = checkpoint.unpack(read_model_folder(paths.shipped_model()))
    return Codec(model, "cpu", axes, bank)


@pytest.fixture(scope="module")
def metrics(codec: Codec) -> dict[str, Any]:
    return evaluate(codec, draw_sprites(192, SEED_NOBODY_TRAINS_ON))


def test_the_latent_has_authority(metrics: dict[str, Any]) -> None:
    assert metrics["detail"]["authority"] >= 0.95
    assert metrics["latent"]["authority"] >= 0.95


def test_detail_mode_redraws_pixels_exactly(metrics: dict[str, Any]) -> None:
    assert metrics["detail"]["exact"] >= 0.999


def test_latent_mode_is_far_beyond_a_pca(metrics: dict[str, Any]) -> None:
    assert metrics["latent"]["psnr_db"] >= metrics["pca_psnr_db"] + 4
    assert 1 - metrics["latent"]["exact"] <= 0.6 * (1 - metrics["pca_exact"])


def test_it_is_the_network_that_training_makes_with_ordered_axes(codec: Codec) -> None:
    assert codec.config == VAEConfig.studio(WIDTH)
    effect = codec.axes.effect
    assert effect[0] > 0
    assert (effect[:-1] >= effect[1:]).all()


def test_it_has_a_prior_that_knows_the_families_of_its_sprites() -> None:
    prior = checkpoint.unpack_whole(read_model_folder(paths.shipped_model()))[4]
    assert prior is not None
    assert "potion" in prior.config.tags


def test_its_card_names_the_command_that_made_it_and_it_fits_in_git() -> None:
    folder = paths.shipped_model()
    card = json.loads((folder / "model.json").read_text())["card"]
    assert card["trained_on"]["source"].startswith("starter:")
    assert card["trained_on"]["artist_seed"] != SEED_NOBODY_TRAINS_ON
    assert sum(path.stat().st_size for path in paths.models_dir().rglob("*")) < HALF_PRECISION_LIMIT


def test_to_open_it_torch_does_not_import_its_compiler() -> None:
    code = (
        "import sys, lunarcore_studio\n"
        "lunarcore_studio.LunarCore.load(device='cpu')\n"
        "sys.exit('torch._dynamo' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0
