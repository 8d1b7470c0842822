"""What a mark does to the pixels it covers. Any thread; pure.

An ink works on the picture before the stroke and the whole mark, so a see-through colour does not add up
where a stroke crosses itself.
"""

from __future__ import annotations

import numpy as np

from lunarcore_studio.pixels.color import RGBA, TRANSPARENT, Pixels, over
from lunarcore_studio.pixels.selection import Mask


def paint(pixels: Pixels, mask: Mask, color: RGBA) -> Pixels:
    """`pixels` uint8 (H, W, 4) with `color` under `mask` (H, W).

    A see-through colour is laid over what is there; a colour of alpha 0 rubs out.
    """
    if color[3] == 0:
        return erase(pixels, mask)
    out = pixels.copy()
    out[mask] = over(pixels[mask], np.array(color, dtype=np.uint8)) if color[3] < 255 else color
    return out


def paint_picture(pixels: Pixels, mask: Mask, picture: Pixels) -> Pixels:
    """`pixels` with those of `picture` under `mask` (H, W), both uint8 (H, W, 4).

    As with one colour, what is see-through is laid over and what is empty rubs out.
    """
    laid = np.where(picture[..., 3:] > 0, over(pixels, picture), np.uint8(0))
    return np.where(mask[..., None], laid, pixels)


def erase(pixels: Pixels, mask: Mask) -> Pixels:
    """`pixels` uint8 (H, W, 4) with nothing under `mask` (H, W): all four channels 0."""
    out = pixels.copy()
    out[mask] = TRANSPARENT
    return out


def replace_color(pixels: Pixels, mask: Mask, old: RGBA, new: RGBA) -> Pixels:
    """`pixels` uint8 (H, W, 4) where those under `mask` (H, W) that are exactly `old` become `new`.

    All empty pixels are one colour, whatever lies hidden under their alpha.
    """
    matches = (pixels == np.array(old, dtype=np.uint8)).all(axis=-1)
    if old[3] == 0:
        matches = pixels[..., 3] == 0
    out = pixels.copy()
    out[mask & matches] = new if new[3] > 0 else TRANSPARENT
    return out
