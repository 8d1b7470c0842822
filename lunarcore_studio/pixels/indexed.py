"""Pixels in the colours of a palette and no others, as an indexed drawing has them. Any thread; pure.

A drawing keeps RGBA in every mode; in an indexed one nothing lands on it that the palette has not.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.palette import Palette

HALF = 128  # alpha from which on a see-through colour becomes one of the palette's


def packed(pixels: Pixels) -> npt.NDArray[np.uint32]:
    """Each pixel of uint8 (..., 4) as one number, (...): equal where all four channels are."""
    return np.ascontiguousarray(pixels).view(np.uint32)[..., 0]


def brought(
    pixels: Pixels,
    palette: Palette,
    follows: Mapping[RGBA, RGBA] | None = None,
    keeps_alpha: bool = False,
) -> Pixels:
    """uint8 (..., 4) in the colours of `palette`; itself when there is nothing to bring to them.

    Colours of the palette and empty pixels stay. Another colour becomes what `follows` says, else the nearest
    in OKLab; with `keeps_alpha` its alpha stays, else it is that of the palette's colour, and below 128 the
    pixel becomes empty. A palette without a visible colour changes nothing.
    """
    if not palette.has_visible:
        return pixels
    numbers, places = np.unique(packed(pixels), return_inverse=True)
    colors = numbers.view(np.uint8).reshape(-1, 4)
    foreign = (colors[:, 3] > 0) & ~np.isin(numbers, packed(palette.array))
    if not foreign.any():
        return pixels
    out = colors.copy()
    out[foreign] = palette.array[palette.nearest(colors[foreign])]
    for index in np.flatnonzero(foreign).tolist() if follows else ():
        red, green, blue, alpha = colors[index].tolist()
        out[index] = (follows or {}).get((red, green, blue, alpha), tuple(out[index].tolist()))
    if keeps_alpha:
        out[foreign, 3] = colors[foreign, 3]
    else:
        out[foreign & (colors[:, 3] < HALF)] = 0
    return np.ascontiguousarray(out[places.reshape(pixels.shape[:-1])])


def snapped(pixels: Pixels, before: Pixels, palette: Palette) -> Pixels:
    """`pixels` (H, W, 4) with what differs from `before` (H, W, 4) in the palette's colours."""
    changed = packed(pixels) != packed(before)
    wanted = pixels[changed]
    allowed = brought(wanted, palette)
    if allowed is wanted:
        return pixels
    out = pixels.copy()
    out[changed] = allowed
    return out
