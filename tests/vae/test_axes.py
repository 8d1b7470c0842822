"""Sliders are ordered by what they do, in sigma, and end where they change the picture by a like amount."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.vae.axes import REACH, fit_axes, step_effect, training_codes
from lunarcore_studio.vae.codec import Codec

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
