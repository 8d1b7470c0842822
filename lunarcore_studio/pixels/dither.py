"""Ordered dither: patterns that stand for a mix of two colours. Any thread; pure.

The matrix is Bayer's ("An optimum method for two-level rendition of continuous-tone pictures", 1973).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Floats
from lunarcore_studio.pixels.selection import Mask

SIDES = (2, 4, 8)


@cache
def bayer(side: int) -> npt.NDArray[np.int64]:
    """The Bayer matrix, read-only int64 (side, side) of 0..side²-1; `side` is a power of two.

    Each doubling puts four copies of the smaller matrix side by side and ranks them crosswise.
    """
    matrix = np.zeros((1, 1), dtype=np.int64)
    while len(matrix) < side:
        matrix = np.block([[4 * matrix, 4 * matrix + 2], [4 * matrix + 3, 4 * matrix + 1]])
    matrix.setflags(write=False)
    return matrix


def thresholds(size: Point, side: int) -> Floats:
    """The matrix laid over a canvas of `size` (width, height): float32 (H, W), evenly spread within 0..1."""
    width, height = size
    tiles = -(-height // side), -(-width // side)
    spread = (np.tile(bayer(side), tiles)[:height, :width] + 0.5) / side**2
    return np.asarray(spread, dtype=np.float32)


def dithered(share: Floats | float, size: Point, side: int) -> Mask:
    """Where the second of two colours stands, bool (H, W), for its `share` 0..1, one or (H, W)."""
    return np.asarray(thresholds(size, side) < share)
