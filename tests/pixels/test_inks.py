"""What marks do to pixels."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.inks import erase, paint, replace_color

pictures = arrays(np.uint8, (4, 4, 4))
masks = arrays(np.bool_, (4, 4))
channel = st.integers(0, 255)


@given(pictures, masks, st.tuples(channel, channel, channel, channel))
def test_nothing_happens_outside_of_the_mark(pixels: np.ndarray, mask: np.ndarray, color: tuple) -> None:
    before = pixels.copy()
    for out in (paint(pixels, mask, color), erase(pixels, mask), replace_color(pixels, mask, color, color)):
        assert np.array_equal(out[~mask], before[~mask])
    assert np.array_equal(pixels, before)
    assert not erase(pixels, mask)[mask].any()


def test_paint_covers_lays_over_or_rubs_out_by_its_alpha() -> None:
    pixels, mask = np.full((1, 1, 4), 255, np.uint8), np.ones((1, 1), np.bool_)
    assert paint(pixels, mask, (1, 2, 3, 255)).tolist() == [[[1, 2, 3, 255]]]
    assert paint(pixels, mask, (0, 0, 0, 128)).tolist() == [[[127, 127, 127, 255]]]
    assert paint(pixels, mask, (9, 9, 9, 0)).tolist() == [[[0, 0, 0, 0]]]


def test_replace_needs_the_exact_colour_but_all_emptiness_is_one() -> None:
    red, wine, blue = (200, 0, 0, 255), (199, 0, 0, 255), (0, 0, 200, 255)
    pixels = np.array([[red, wine, (5, 5, 5, 0), (0, 0, 0, 0)]], np.uint8)
    mask = np.ones((1, 4), np.bool_)
    assert replace_color(pixels, mask, red, blue)[0, :2].tolist() == [list(blue), list(wine)]
    assert replace_color(pixels, mask, (7, 7, 7, 0), blue)[0, 2:].tolist() == [list(blue), list(blue)]
    assert replace_color(pixels, mask, red, (8, 8, 8, 0))[0, 0].tolist() == [0, 0, 0, 0]
