"""Pixel art that was exported larger than it was drawn, and its own size. Any thread; pure functions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import Pixels


def packed(pixels: Pixels) -> npt.NDArray[np.uint32]:
    """One number for each pixel of uint8 (..., 4), equal where all four channels are: uint32 (...)."""
    whole: npt.NDArray[np.uint32] = np.ascontiguousarray(pixels).view(np.uint32)[..., 0]
    return whole


def cleared(pixels: Pixels) -> Pixels:
    """A copy of uint8 (..., 4) with zeros under alpha 0, so that what can not be seen makes no difference."""
    out = np.array(pixels, np.uint8, order="C")
    packed(out)[pixels[..., 3] == 0] = 0
    return out


def enlargement(pixels: Pixels) -> int:
    """How many times a picture uint8 (H, W, 4) was enlarged, each way alike: 1 for art of its own size.

    The largest k for which the picture falls into squares of k x k pixels of one colour: every place where
    two columns or two rows differ is a multiple of k, and so are the sides.
    """
    colors = packed(pixels)
    steps = [np.array(colors.shape)]
    for turned in (colors, colors.T):
        steps.append(1 + np.flatnonzero((turned[1:] != turned[:-1]).any(axis=1)))
        if np.gcd.reduce(np.concatenate(steps)) == 1:
            return 1
    return int(np.gcd.reduce(np.concatenate(steps)))


def shrink(pixels: Pixels, factor: int) -> Pixels:
    """One pixel for each square of `factor` x `factor`, of its upper left colour: uint8 (H/k, W/k, 4).

    ValueError when the sides are no multiples of `factor`.
    """
    if factor < 1 or pixels.shape[0] % factor or pixels.shape[1] % factor:
        raise ValueError(f"{pixels.shape[1]} x {pixels.shape[0]} pixels can not be shrunk {factor} times.")
    return pixels[::factor, ::factor].copy()
