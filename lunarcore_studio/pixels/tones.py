"""Brightness, contrast and fewer tones for what is drawn. Any thread; pure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.oklch import oklch_to_srgb, srgb_to_oklch
from lunarcore_studio.pixels.selection import Mask

MOST_LEVELS = 32
_MIDDLE = 0.5  # of OKLab's lightness
_STEEPEST = 3.0


def contrasted(pixels: Pixels, brightness: float, contrast: float, mask: Mask | None = None) -> Pixels:
    """uint8 (H, W, 4) with other lightness where there is a colour, within a bool (H, W) mask if any.

    Both are -1..1, else ValueError. Contrast spreads OKLab's lightness around its middle, to a single grey at
    -1 and to three times its differences at 1; brightness adds to it. Hue stays, and chroma as far as sRGB
    has it; at contrast -1 there is none.
    """
    if not (-1 <= brightness <= 1 and -1 <= contrast <= 1):
        raise ValueError("Brightness and contrast change by -1 to 1.")
    if brightness == contrast == 0:
        return pixels.copy()
    slope = 1 + contrast if contrast < 0 else _STEEPEST**contrast

    def change(colors: Pixels) -> Pixels:
        lch = srgb_to_oklch(colors)
        lch[:, 0] = np.clip(_MIDDLE + slope * (lch[:, 0] - _MIDDLE) + brightness, 0, 1)
        lch[:, 1] *= min(1.0, slope)
        return oklch_to_srgb(lch)

    return _changed(pixels, mask, change)


def posterised(pixels: Pixels, levels: int, mask: Mask | None = None) -> Pixels:
    """uint8 (H, W, 4) with `levels` steps of each of red, green and blue, black and white among them.

    Within a bool (H, W) mask if there is one; alpha stays. ValueError for less than 2 levels.
    """
    if levels < 2:
        raise ValueError(f"There are two levels or more, not {levels}.")

    def change(colors: Pixels) -> Pixels:
        steps = np.rint(colors / 255 * (levels - 1))
        return np.asarray(np.rint(steps * 255 / (levels - 1)), dtype=np.uint8)

    return _changed(pixels, mask, change)


def _changed(pixels: Pixels, mask: Mask | None, change: Callable[[Pixels], Pixels]) -> Pixels:
    """`pixels` with `change` of its distinct visible colours, uint8 (N, 3) to (N, 3), under the mask."""
    out: Pixels = pixels.copy()
    chosen = pixels[..., 3] > 0 if mask is None else (pixels[..., 3] > 0) & mask
    if chosen.any():
        colors, places = np.unique(pixels[chosen][:, :3], axis=0, return_inverse=True)
        out[chosen, :3] = change(colors)[places.reshape(-1)]
    return out
