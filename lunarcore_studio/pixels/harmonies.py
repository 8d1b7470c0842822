"""Colours that go with another one by their angle on the colour circle, that of OKLCH. Any thread; pure."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.oklch import oklch_to_srgb, srgb_to_oklch

Harmony = Literal["complement", "split", "triad", "analogous", "tetrad"]
HARMONIES: tuple[Harmony, ...] = get_args(Harmony)
ANGLES: dict[Harmony, tuple[int, ...]] = {
    "complement": (180,),
    "split": (150, 210),
    "triad": (120, 240),
    "analogous": (-60, -30, 30, 60),
    "tetrad": (90, 180, 270),
}


def harmony(color: RGBA, kind: Harmony) -> tuple[RGBA, ...]:
    """The others of a harmony: of the same lightness and alpha, and of as much of the chroma as sRGB has."""
    light, chroma, hue = srgb_to_oklch(np.array(color[:3], np.uint8)).tolist()
    others = [(light, chroma, (hue + angle) % 360) for angle in ANGLES[kind]]
    return tuple((red, green, blue, color[3]) for red, green, blue in oklch_to_srgb(others).tolist())
