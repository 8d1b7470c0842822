"""Gradients run evenly and invent no colour."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.gradient import blended, gradient, shares
from lunarcore_studio.pixels.palette import FALLBACK, Palette

BLACK, WHITE, NOTHING = (0, 0, 0, 255), (255, 255, 255, 255), (0, 0, 0, 0)
GREYS = Palette(tuple((g, g, g, 255) for g in range(0, 256, 32)))
points = st.tuples(st.integers(-9, 20), st.integers(-9, 20))


def test_a_linear_gradient_is_level_across_its_line() -> None:
    share = shares((5, 3), (0, 0), (4, 0), "linear")
    assert share[0].tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert (share == share[0]).all()


def test_a_radial_gradient_is_round() -> None:
    share = shares((5, 5), (2, 2), (4, 2), "radial")
    assert share[2].tolist() == [1, 0.5, 0, 0.5, 1]
    assert np.array_equal(share, share.T)


@given(points, points, st.sampled_from(["linear", "radial"]))
def test_shares_stay_between_both_ends(start: tuple, end: tuple, shape: str) -> None:
    share = shares((12, 10), start, end, shape)  # type: ignore[arg-type]
    assert share.min() >= 0
    assert share.max() <= 1


@pytest.mark.parametrize("side", [2, 4, 8])
def test_a_dithered_gradient_has_two_colours(side: int) -> None:
    share = shares((32, 8), (0, 0), (31, 0), "linear")
    out = gradient(share, BLACK, WHITE, side, GREYS)
    assert {tuple(color) for color in out.reshape(-1, 4).tolist()} == {BLACK, WHITE}
    light = (out[..., 0] == 255).mean(axis=0)
    assert np.abs(light - share[0]).max() < 0.51
    assert light[:16].mean() < 0.3 < 0.7 < light[16:].mean()


def test_a_blended_gradient_goes_through_the_palette_in_order() -> None:
    out = blended(shares((64, 1), (0, 0), (63, 0), "linear"), BLACK, WHITE, GREYS)[0, :, 0].astype(int)
    assert out[0] == 0
    assert out[-1] == 255
    assert (np.diff(out) >= 0).all()
    assert len(set(out.tolist())) == 9


def test_alpha_fades_and_takes_its_colour_along() -> None:
    out = blended(shares((5, 1), (0, 0), (4, 0), "linear"), WHITE, NOTHING, FALLBACK)[0]
    assert out[:, 3].tolist() == [255, 191, 128, 64, 0]
    assert out[-1].tolist() == [0, 0, 0, 0]
