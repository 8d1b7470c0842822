"""Brightness, contrast and levels: exact at the ends, alpha and what is not chosen left alone."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.pixels.color import srgb_to_oklab
from lunarcore_studio.pixels.tones import contrasted, posterised

PIXELS = np.array([[(60, 40, 30, 255), (200, 180, 150, 255), (120, 60, 200, 100), (9, 8, 7, 0)]], np.uint8)


def lightness(pixels: np.ndarray) -> list[float]:
    return srgb_to_oklab(pixels[0, :3, :3])[:, 0].tolist()


def test_nothing_to_change_changes_nothing() -> None:
    assert (contrasted(PIXELS, 0, 0) == PIXELS).all()
    assert (posterised(PIXELS, 256) == PIXELS).all()


def test_contrast_parts_dark_from_light() -> None:
    before, more, less = (lightness(contrasted(PIXELS, 0, by)) for by in (0, 0.4, -0.4))
    assert more[0] < before[0] < less[0] < 0.5 < less[1] < before[1] < more[1]
    flat = contrasted(PIXELS, 0, -1)[0, :3, :3]
    assert len(np.unique(flat)) == 1


def test_brightness_lightens_up_to_white() -> None:
    assert lightness(contrasted(PIXELS, 0.2, 0)) > lightness(PIXELS)
    assert (contrasted(PIXELS, 1, 0)[0, :3, :3] == 255).all()
    assert (contrasted(PIXELS, -1, 0)[0, :3, :3] == 0).all()


@pytest.mark.parametrize(
    "change", [lambda p, m: contrasted(p, 0.3, 0.3, m), lambda p, m: posterised(p, 2, m)]
)
def test_alpha_hidden_colours_and_the_unselected_stay(change: object) -> None:
    mask = np.array([[True, False, True, True]])
    found = change(PIXELS, mask)  # type: ignore[operator]
    assert (found[..., 3] == PIXELS[..., 3]).all()
    assert (found[0, [1, 3]] == PIXELS[0, [1, 3]]).all()
    assert (found[0, [0, 2], :3] != PIXELS[0, [0, 2], :3]).any(axis=-1).all()


def test_posterising_leaves_so_many_levels() -> None:
    grey = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 4, axis=-1)
    grey[..., 3] = 255
    assert np.unique(posterised(grey, 4)[..., 0]).tolist() == [0, 85, 170, 255]
    assert np.unique(posterised(grey, 2)[..., 1]).tolist() == [0, 255]


def test_what_is_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 to 1"):
        contrasted(PIXELS, 0, 2)
    with pytest.raises(ValueError, match="not 1"):
        posterised(PIXELS, 1)
