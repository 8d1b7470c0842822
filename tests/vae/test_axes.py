"""Sliders are ordered by what they do, in sigma, and end where they change the picture by a like amount."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.vae.axes import REACH, fit_axes, step_effect, training_codes
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan

Sprites = NDArray[np.uint8]


def test_axes_are_unit_directions_by_size_of_effect(codec: Codec) -> None:
    axes = codec.axes
    assert axes.directions.shape == (128, 128)
    np.testing.assert_allclose(np.linalg.norm(axes.directions, axis=1), 1, atol=1e-5)
    assert (np.diff(axes.effect) <= 0).all()
    assert axes.effect[0] > 0
    assert all(getattr(axes, name).dtype == np.float32 for name in ("directions", "sigma", "reach", "effect"))


def test_sigma_is_that_of_the_training_codes(codec: Codec, sprites: Sprites) -> None:
    codes, bank = training_codes(codec, sprites, seed=0)
    assert codes.shape == (48, 128)
    np.testing.assert_allclose((codes @ codec.axes.directions.T).std(axis=0), codec.axes.sigma, rtol=1e-3)
    assert np.array_equal(bank, codes)


def test_ends_change_the_picture_alike_within_the_limits(codec: Codec) -> None:
    axes = codec.axes
    assert axes.reach.min() >= REACH[0]
    assert axes.reach.max() <= REACH[1]
    inside = (axes.reach > REACH[0]) & (axes.reach < REACH[1])
    assert inside.sum() >= 3
    ends = (axes.reach * axes.effect)[inside]
    np.testing.assert_allclose(ends, ends[0], rtol=1e-3)


def test_effect_is_what_one_sigma_changes(codec: Codec, sprites: Sprites) -> None:
    codes, _ = training_codes(codec, sprites, seed=0)
    strongest = step_effect(codec, codes, codec.axes.sigma[0] * codec.axes.directions[0])
    weakest = step_effect(codec, codes, codec.axes.sigma[-1] * codec.axes.directions[-1])
    assert strongest > 5 * weakest


def test_only_as_many_as_asked(codec: Codec, sprites: Sprites) -> None:
    codes, _ = training_codes(codec, sprites, seed=0)
    few = fit_axes(codec, codes, 7)
    assert few.directions.shape == (7, 128)
    np.testing.assert_allclose(few.effect, codec.axes.effect[:7], rtol=0.2)


def test_quick_axes_agree_with_the_fitted_ones_before_training(sprites: Sprites, unseen: Sprites) -> None:
    trainer = Trainer(TrainingPlan(VAEConfig.studio(width=8), steps=4, precision="float32"), sprites, unseen)
    quick, fitted = trainer.quick_codec(), trainer.codec()
    assert quick.bank.shape == (48, 128)
    np.testing.assert_allclose(quick.axes.sigma[:8], 1, atol=0.35)
    used = quick.axes.effect > 0.002
    assert 20 < used.sum() < 128
    first = set(quick.axes.directions[:8].argmax(axis=1).tolist())
    assert len(first & set(fitted.axes.directions[:8].argmax(axis=1).tolist())) >= 6
    np.testing.assert_allclose(np.linalg.norm(quick.axes.directions, axis=1), 1)
    assert quick.axes.reach.min() == 2 < quick.axes.reach.max() <= REACH[1]
    before = quick.decode(quick.bank[:2])
    list(trainer)
    np.testing.assert_array_equal(before, quick.decode(quick.bank[:2]))


def test_quick_axes_of_a_network_without_an_eigen_path(sprites: Sprites) -> None:
    plan = TrainingPlan(VAEConfig.seed(width=8), "seed", steps=4, precision="float32")
    axes = Trainer(plan, sprites).quick_codec().axes
    assert axes.directions.shape == (128, 128)
    assert list(axes.effect) == sorted(axes.effect, reverse=True)
    assert axes.effect[0] > 0


def test_a_single_sprite_still_gives_sliders_that_move(sprites: Sprites) -> None:
    plan = TrainingPlan(VAEConfig.studio(width=8), steps=1, precision="float32")
    trainer = Trainer(plan, sprites[:1])
    for codec in (trainer.quick_codec(), trainer.codec()):
        assert (codec.axes.sigma == 1).all()
        assert np.isfinite(codec.axes.reach).all()
