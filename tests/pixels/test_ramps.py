"""The next lighter and the next darker colour."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files.palette_files import read_palette
from lunarcore_studio.files.paths import resources_dir
from lunarcore_studio.pixels.color import from_hex, srgb_to_oklab
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.ramps import ramp_steps, shaded

REDS = tuple(from_hex(text) for text in ("#301010", "#702020", "#b03838", "#e07070"))
BLUES = tuple(from_hex(text) for text in ("#102040", "#204880", "#4080c0", "#90c8f0"))
BOTH = Palette((*REDS, *BLUES))
PALETTES = sorted((resources_dir() / "palettes").glob("*.gpl"))


def test_listed_ramps_are_followed_to_their_ends() -> None:
    lighter, darker = ramp_steps(BOTH)
    assert lighter[:3].tolist() == [1, 2, 3]
    assert lighter[4:7].tolist() == [5, 6, 7]
    assert darker[1:4].tolist() == [0, 1, 2]
    assert darker[5:8].tolist() == [4, 5, 6]


def test_a_ramp_may_be_listed_from_light_to_dark() -> None:
    lighter, darker = ramp_steps(Palette(REDS[::-1]))
    assert lighter.tolist() == [0, 0, 1, 2]
    assert darker.tolist() == [1, 2, 3, 3]


@pytest.mark.parametrize("path", PALETTES, ids=[path.stem for path in PALETTES])
def test_every_step_goes_the_right_way(path: Path) -> None:
    palette = read_palette(path)
    lightness = srgb_to_oklab(palette.array[:, :3])[:, 0]
    lighter, darker = ramp_steps(palette)
    own = np.arange(len(palette))
    assert ((lightness[lighter] > lightness) | (lighter == own)).all()
    assert ((lightness[darker] < lightness) | (darker == own)).all()
    assert (lighter != own).mean() > 0.5


def test_shading_keeps_what_is_empty_and_what_is_not_marked() -> None:
    pixels = np.array([[REDS[1], REDS[1], (9, 9, 9, 0)]], dtype=np.uint8)
    mask = np.array([[True, False, True]])
    assert shaded(pixels, mask, BOTH, lighter=True).tolist() == [[list(REDS[2]), list(REDS[1]), [9, 9, 9, 0]]]
    assert shaded(pixels, mask, BOTH, lighter=False)[0, 0].tolist() == list(REDS[0])


def test_a_foreign_colour_goes_on_from_the_nearest_and_keeps_its_alpha() -> None:
    pixels = np.array([[[0x72, 0x21, 0x1F, 100]]], dtype=np.uint8)
    assert shaded(pixels, np.ones((1, 1), np.bool_), BOTH, lighter=True)[0, 0].tolist() == [*REDS[2][:3], 100]


def test_there_may_be_no_colour_to_go_to() -> None:
    pixels = np.array([[FALLBACK.colors[3]]], dtype=np.uint8)
    mask = np.ones((1, 1), np.bool_)
    assert shaded(pixels, mask, Palette(()), lighter=True) is pixels
    assert np.array_equal(shaded(pixels, mask, Palette((FALLBACK.colors[3],)), lighter=True), pixels)
