"""The line around what is drawn, and the rim of what is selected. Any thread; pure."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.pixels import inks
from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.selection import Mask, Selection


def outline(drawn: Mask, corners: bool = False) -> Mask:
    """Bool (H, W) of the pixels beside those of `drawn` (H, W), by a side or, with `corners`, by a corner."""
    height, width = drawn.shape
    padded = np.pad(drawn, 1)
    near = np.zeros_like(drawn)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            if corners or 0 in (dx, dy):
                near |= padded[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width]
    return np.asarray(near & ~drawn)


def rim(mask: Mask) -> Mask:
    """Bool (H, W) of the pixels of `mask` (H, W) that touch by a side what is not in it, or the border."""
    padded = np.pad(mask, 1)
    inside = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return np.asarray(mask & ~inside)


def outlined(pixels: Pixels, selection: Selection | None, color: RGBA, corners: bool = False) -> Pixels:
    """`pixels` uint8 (H, W, 4) with a line of `color` around what is drawn.

    With a selection, around what is drawn in it, and only where it is selected.
    """
    drawn = pixels[..., 3] > 0
    if selection is None:
        return inks.paint(pixels, outline(drawn, corners), color)
    line = outline(drawn & selection.mask, corners) & ~drawn & selection.mask
    return inks.paint(pixels, line, color)


def stroked(pixels: Pixels, selection: Selection, color: RGBA) -> Pixels:
    """`pixels` uint8 (H, W, 4) with the rim of what is selected in `color`."""
    return inks.paint(pixels, rim(selection.mask), color)
