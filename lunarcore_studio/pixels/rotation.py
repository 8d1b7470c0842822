"""Pictures turned and enlarged without a new colour in them. Any thread; pure.

Free rotation has the quality of RotSprite (Xenowhirl 2007): enlarged eightfold by Scale2x (Mazzoleni 2001)
three times over, turned by nearest neighbour, and sampled down. Enlarging follows edges, so lines stay lines.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.stamp import Packed

_DOUBLINGS = 3
_SCALE = 2**_DOUBLINGS


def doubled(grid: Packed) -> Packed:
    """`grid` (h, w) at twice the size (2h, 2w) by Scale2x: a corner takes the colour of two equal sides."""
    padded = np.pad(grid, 1, mode="edge")
    up, down, left, right = padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]
    out = np.repeat(np.repeat(grid, 2, axis=0), 2, axis=1)
    leans = (up != down) & (left != right)
    for row, column, one, other in (
        (0, 0, left, up),
        (0, 1, up, right),
        (1, 0, left, down),
        (1, 1, down, right),
    ):
        corner = out[row::2, column::2]
        np.copyto(corner, other, where=leans & (one == other))
    return out


def enlarged(grid: Packed) -> Packed:
    """`grid` (h, w) eightfold, with a rim of nothing around it: (8h + 16, 8w + 16)."""
    out = np.pad(grid, 1)
    for _ in range(_DOUBLINGS):
        out = doubled(out)
    return out


def turned_grid(large: Packed, corner: Point, size: Point, angle: float, delta: Point = (0, 0)) -> Packed:
    """What `enlarged` made of a grid with its top left at `corner`, turned by `angle` radians clockwise about
    its middle, then moved by `delta`: uint32 (H, W) of a canvas of `size` (width, height)."""
    high, wide = large.shape
    middle_x, middle_y = corner[0] + wide / _SCALE / 2 - 1, corner[1] + high / _SCALE / 2 - 1
    x = np.arange(size[0])[None, :] + 0.5 - middle_x - delta[0]
    y = np.arange(size[1])[:, None] + 0.5 - middle_y - delta[1]
    sine, cosine = math.sin(angle), math.cos(angle)
    # A turn by whole quarters lands on borders between the large pixels: step off them, always to one side.
    column = _index((x * cosine + y * sine) * _SCALE + wide / 2 + 1e-6)
    row = _index((y * cosine - x * sine) * _SCALE + high / 2 + 1e-6)
    inside = (column >= 0) & (column < wide) & (row >= 0) & (row < high)
    out: Packed = np.zeros((size[1], size[0]), dtype=large.dtype)
    out[inside] = large[row[inside], column[inside]]
    return out


def _index(places: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    return np.floor(places).astype(np.int64)
