"""Palettes that are pictures: strips of swatches, and drawings whose colours are taken. Any thread; pure."""

from __future__ import annotations

import math

import numpy as np

from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.palette import Palette

_MOST_SWATCHES = 256
_BAND = 1 << 17  # pixels looked at together
_LARGEST_STRIP = 1 << 20  # pixels: 256 swatches of 64 x 64


def strip_of(palette: Palette) -> Pixels:
    """One row of the colours, a pixel each: uint8 (1, len, 4)."""
    return palette.array[None]


def swatches_of(pixels: Pixels) -> list[RGBA]:
    """The colours of a picture uint8 (H, W, 4) of square swatches, in reading order, with their alpha.

    Swatches are as large as they can be, all of one size, and each colour stands once; transparent places may
    fill up the last of several rows. Empty where the picture is something else.
    """
    height, width = pixels.shape[:2]
    if height * width > _LARGEST_STRIP:
        return []
    whole = math.gcd(height, width)
    for side in (side for side in range(whole, 0, -1) if whole % side == 0):
        cells = pixels[::side, ::side]
        if cells.shape[0] * cells.shape[1] > _MOST_SWATCHES:
            return []
        grid = pixels.reshape(height // side, side, width // side, side, 4)
        if (grid == cells[:, None, :, None]).all():
            return _distinct(cells)
    return []


def drawn_colors(pixels: Pixels, most: int) -> list[RGBA]:
    """The distinct visible colours of a drawing uint8 (H, W, 4), opaque, in reading order.

    It is not looked at further once there are more than `most`.
    """
    flat = pixels.reshape(-1, 4)
    found: list[int] = []
    seen = np.zeros(1 << 24, bool)
    for start in range(0, len(flat), _BAND):
        band = flat[start : start + _BAND].astype(np.uint32)
        band = band[band[:, 3] > 0]
        packed = band[:, 0] << 16 | band[:, 1] << 8 | band[:, 2]
        # in a picture that makes a palette nearly all of it was met before
        values, first = np.unique(packed[~seen[packed]], return_index=True)
        found += values[np.argsort(first)].tolist()
        seen[values] = True
        if len(found) > most:
            break
    return [(value >> 16, value >> 8 & 255, value & 255, 255) for value in found]


def _distinct(cells: Pixels) -> list[RGBA]:
    found: list[RGBA] = [
        (red, green, blue, alpha) for red, green, blue, alpha in cells.reshape(-1, 4).tolist()
    ]
    while len(cells) > 1 and found and found[-1][3] == 0:
        found.pop()
    return found if len(set(found)) == len(found) else []
