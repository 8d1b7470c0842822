"""A gradient of two colours as a picture: dithered, or in the colours of a palette. Any thread; pure."""

from __future__ import annotations

from typing import Literal

import numpy as np

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import RGBA, Floats, Pixels, oklab_to_srgb, srgb_to_oklab
from lunarcore_studio.pixels.dither import dithered
from lunarcore_studio.pixels.palette import Palette

GradientShape = Literal["linear", "radial"]


def shares(size: Point, start: Point, end: Point, shape: GradientShape) -> Floats:
    """How much of the second colour each pixel has: float32 (H, W) in 0..1, 0 at `start` and 1 at `end`.

    "linear" runs along the line between both, "radial" in circles around the start. Where both are one
    point, everything beside it has all of the second colour.
    """
    width, height = size
    x = np.arange(width, dtype=np.float32)[None, :] - start[0]
    y = np.arange(height, dtype=np.float32)[:, None] - start[1]
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    if length == 0:
        return np.asarray((x != 0) | (y != 0), dtype=np.float32)
    along = (x * dx + y * dy) / length if shape == "linear" else np.sqrt((x * x + y * y) / length)
    return np.asarray(np.clip(along, 0.0, 1.0), dtype=np.float32)


def blended(share: Floats, first: RGBA, second: RGBA, palette: Palette) -> Pixels:
    """uint8 (H, W, 4): the mix in OKLab, each pixel the nearest of the two colours and those of `palette`.

    So a gradient invents no colour. Alpha is mixed evenly, and where it is 0, so is the colour.
    """
    ends = np.array([first, second], dtype=np.uint8)
    lab = srgb_to_oklab(ends[:, :3])
    mixed = oklab_to_srgb(lab[0] + share[..., None] * (lab[1] - lab[0]))
    opaque = tuple((red, green, blue, 255) for red, green, blue, _ in (first, second, *palette.colors))
    choice = Palette(tuple(dict.fromkeys(opaque)))
    out = choice.array[choice.nearest(mixed)]
    out[..., 3] = np.rint(first[3] + share * (second[3] - first[3]))
    out[out[..., 3] == 0] = 0
    return out


def gradient(share: Floats, first: RGBA, second: RGBA, side: int, palette: Palette) -> Pixels:
    """uint8 (H, W, 4) of `share` (H, W): dithered with a matrix of `side`, or blended where that is 0."""
    if side == 0:
        return blended(share, first, second, palette)
    height, width = share.shape
    takes = dithered(share, (width, height), side)
    return np.where(takes[..., None], np.array(second, np.uint8), np.array(first, np.uint8))
