"""OKLCH and HSV there and back, and what sRGB can not show kept by hue and lightness."""

from __future__ import annotations

import colorsys

import numpy as np
import pytest

from lunarcore_studio.pixels.harmonies import ANGLES, HARMONIES, harmony
from lunarcore_studio.pixels.hsv import hsv_to_srgb, srgb_to_hsv
from lunarcore_studio.pixels.oklch import (
    MOST_CHROMA,
    oklch_to_srgb,
    shown_by_srgb,
    srgb_to_oklch,
    within_srgb,
)

CUBE = np.stack(np.meshgrid(*[np.arange(0, 256, 15, dtype=np.uint8)] * 3, indexing="ij"), axis=-1).reshape(
    -1, 3
)


def test_every_colour_comes_back() -> None:
    assert (oklch_to_srgb(srgb_to_oklch(CUBE)) == CUBE).all()
    assert (hsv_to_srgb(srgb_to_hsv(CUBE)) == CUBE).all()
    assert srgb_to_oklch(CUBE)[:, 1].max() < MOST_CHROMA


def test_hsv_is_that_of_the_standard_library() -> None:
    for color in CUBE[::97].tolist():
        hue, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in color))
        found = srgb_to_hsv(np.array(color, np.uint8))
        assert found.tolist() == pytest.approx([hue * 360, saturation, value], abs=1e-3)
    assert hsv_to_srgb((-240, 1, 1)).tolist() == hsv_to_srgb((120, 1, 1)).tolist() == [0, 255, 0]


def test_what_can_not_be_shown_keeps_lightness_and_hue() -> None:
    wanted = np.array([(0.7, 0.3, 145.0), (0.3, 0.3, 200.0), (0.6, 0.05, 20.0)])
    assert shown_by_srgb(wanted).tolist() == [False, False, True]
    shown = within_srgb(wanted)
    assert shown[:, [0, 2]] == pytest.approx(wanted[:, [0, 2]])
    assert (shown[:2, 1] < wanted[:2, 1]).all()
    assert shown[2] == pytest.approx(wanted[2])
    assert shown_by_srgb(shown).all()
    back = srgb_to_oklch(oklch_to_srgb(wanted))
    assert back[:, 0] == pytest.approx(wanted[:, 0], abs=0.01)
    assert back[:, 2] == pytest.approx(wanted[:, 2], abs=3)


def test_white_and_beyond() -> None:
    assert oklch_to_srgb((1.2, 0.2, 30)).tolist() == [255, 255, 255]
    assert oklch_to_srgb((-0.1, 0.2, 30)).tolist() == [0, 0, 0]


@pytest.mark.parametrize("kind", HARMONIES)
def test_a_harmony_turns_the_hue_and_keeps_lightness(kind: str) -> None:
    color = (170, 90, 80, 200)
    base = srgb_to_oklch(np.array(color[:3], np.uint8))
    found = harmony(color, kind)  # type: ignore[arg-type]
    assert len(found) == len(ANGLES[kind])  # type: ignore[index]
    for other, angle in zip(found, ANGLES[kind], strict=True):  # type: ignore[index]
        lch = srgb_to_oklch(np.array(other[:3], np.uint8))
        assert other[3] == 200
        assert lch[0] == pytest.approx(base[0], abs=0.01)
        assert (lch[2] - base[2] - angle + 180) % 360 - 180 == pytest.approx(0, abs=4)
