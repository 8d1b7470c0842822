"""The metrics are what cli.md says, and are right where the right answer is known."""

from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.typing import NDArray

from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.metrics import BEST_DB, evaluate, exact_shares, mean_psnr, wrong_beside_pca
from lunarcore_studio.vae.model import LunarVAE

Sprites = NDArray[np.uint8]
KEYS = {"sprites", "detail", "latent", "pca_psnr_db", "pca_exact", "kl_nats", "active_dims"}


def test_keys_are_the_contract(codec: Codec, unseen: Sprites) -> None:
    told = evaluate(codec, unseen)
    assert set(told) == KEYS
    assert set(told["detail"]) == set(told["latent"]) == {"psnr_db", "exact", "authority"}
    assert told["sprites"] == 12
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_values_are_in_their_ranges(codec: Codec, unseen: Sprites) -> None:
    told = evaluate(codec, unseen)
    assert 0 <= told["latent"]["exact"] <= 1
    assert 0.5 < told["latent"]["authority"] < 1.5
    assert 5 < told["pca_psnr_db"] < 40
    assert 0 < told["active_dims"] <= 128
    assert told["kl_nats"] > 10


def test_psnr_of_a_known_error(codec: Codec, unseen: Sprites) -> None:
    seen = codec.as_seen(unseen)
    assert mean_psnr(codec, seen, unseen) == BEST_DB
    off = seen + np.float32(0.1)
    assert mean_psnr(codec, off, unseen) == pytest.approx(20, abs=1e-4)


def test_exact_is_the_share_after_snapping(codec: Codec, unseen: Sprites) -> None:
    seen = codec.as_seen(unseen)
    near = np.clip(seen + np.random.default_rng(0).uniform(-0.02, 0.02, seen.shape), 0, 1).astype(np.float32)
    assert exact_shares(codec, near, unseen).tolist() == [1.0] * 12
    half = near.copy()
    visible = unseen[..., 3] > 0
    half[visible] = 0
    expected = 1 - visible.mean(axis=(1, 2))
    np.testing.assert_allclose(exact_shares(codec, half, unseen), expected)


def test_a_dead_latent_has_no_authority(unseen: Sprites) -> None:
    model = LunarVAE(VAEConfig.seed(8))
    for parameter in model.from_latent.parameters():
        parameter.data.zero_()
    told = evaluate(Codec(model), unseen)
    assert told["latent"]["authority"] == told["detail"]["authority"] == 0
    assert told["pca_psnr_db"] is told["pca_exact"] is wrong_beside_pca(told) is None


def test_the_pca_is_snapped_as_the_model_is(codec: Codec, unseen: Sprites) -> None:
    told, fitted = evaluate(codec, unseen), codec.pca(unseen)
    assert fitted is not None
    assert told["pca_exact"] == exact_shares(codec, fitted, unseen).mean()
    assert 0.3 < told["pca_exact"] < 1


def test_wrong_pixels_are_counted_beside_those_of_the_pca() -> None:
    assert wrong_beside_pca({"latent": {"exact": 0.9}, "pca_exact": 0.8}) == pytest.approx(0.5)
    assert wrong_beside_pca({"latent": {"exact": 0.9}, "pca_exact": 1.0}) is None
    assert wrong_beside_pca({"latent": {"exact": 0.9}, "pca_psnr_db": 20.0}) is None


def test_one_sprite_has_nothing_to_swap_with(codec: Codec, unseen: Sprites) -> None:
    assert evaluate(codec, unseen[:1])["latent"]["authority"] is None


def test_no_sprites_are_refused(codec: Codec) -> None:
    with pytest.raises(ValueError, match="no sprites"):
        evaluate(codec, np.zeros((0, 16, 16, 4), np.uint8))
