"""What the shipped model must be worth, on starter sprites that were kept out of its training."""

from __future__ import annotations

import json

import pytest

from lunarcore_studio.files import paths
from lunarcore_studio.files.model_folder import read_model_folder
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae import checkpoint
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.metrics import evaluate

SEED_NOBODY_TRAINS_ON = 1_000_003
HALF_PRECISION_LIMIT = 30 * 2**20


@pytest.fixture(scope="module")
def codec() -> Codec:
    model, axes, bank, _ = checkpoint.unpack(read_model_folder(paths.shipped_model()))
    return Codec(model, "cpu", axes, bank)


def test_the_latent_has_authority(codec: Codec) -> None:
    metrics = evaluate(codec, draw_sprites(192, SEED_NOBODY_TRAINS_ON))
    assert metrics["detail"]["authority"] >= 0.7
    assert metrics["latent"]["authority"] >= 0.95


def test_it_is_the_studio_network_at_full_width_with_ordered_axes(codec: Codec) -> None:
    assert (codec.config.width, codec.config.latent, codec.config.channels) == (64, 128, 4)
    effect = codec.axes.effect
    assert effect[0] > 0
    assert (effect[:-1] >= effect[1:]).all()


def test_its_card_names_the_command_that_made_it_and_it_fits_in_git() -> None:
    folder = paths.shipped_model()
    card = json.loads((folder / "model.json").read_text())["card"]
    assert card["trained_on"]["source"].startswith("starter:")
    assert card["trained_on"]["artist_seed"] != SEED_NOBODY_TRAINS_ON
    assert sum(path.stat().st_size for path in paths.models_dir().rglob("*")) < HALF_PRECISION_LIMIT
