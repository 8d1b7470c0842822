"""Hue, saturation and lightness of what is drawn, as the eye sees them. Any thread; pure.

Worked out in the polar form of OKLab (Ottosson 2020): the angle of (a, b) is the hue, its length the chroma.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lunarcore_studio.pixels.color import Floats, Pixels, in_gamut, oklab_to_srgb, srgb_to_oklab
from lunarcore_studio.pixels.selection import Mask

HALVINGS = 10  # of the chroma, until a colour is one that a screen can show


@dataclass(frozen=True)
class Adjustment:
    """hue: degrees, -180..180.   saturation, lightness: -1..1, of what there is to the least or the most.

    ValueError when one is out of range.
    """

    hue: float = 0.0
    saturation: float = 0.0
    lightness: float = 0.0

    def __post_init__(self) -> None:
        if not -180 <= self.hue <= 180:
            raise ValueError(f"A hue is turned by -180 to 180 degrees, not {self.hue:g}.")
        if not (-1 <= self.saturation <= 1 and -1 <= self.lightness <= 1):
            raise ValueError("Saturation and lightness change by -1 to 1.")


def adjusted(pixels: Pixels, adjustment: Adjustment, mask: Mask | None = None) -> Pixels:
    """uint8 (H, W, 4) with other colours where there is one, within a bool (H, W) mask if there is one.

    Alpha stays, and so do the hidden colours of empty pixels. A colour that no screen could show loses
    chroma, not hue.
    """
    out: Pixels = np.array(pixels)
    chosen = pixels[..., 3] > 0 if mask is None else (pixels[..., 3] > 0) & mask
    if adjustment == Adjustment() or not chosen.any():
        return out
    colors, places = np.unique(pixels[chosen][:, :3], axis=0, return_inverse=True)
    found = np.zeros_like(pixels[chosen])
    found[:, :3] = _shown(_turned(srgb_to_oklab(colors), adjustment))[places.reshape(-1)]
    found[:, 3] = pixels[chosen][:, 3]
    out[chosen] = found
    return out


def _turned(lab: Floats, adjustment: Adjustment) -> Floats:
    angle = np.deg2rad(adjustment.hue)
    cos, sin = np.cos(angle), np.sin(angle)
    # White and black have no chroma, and on the way to them there is less and less of it.
    chroma = (1 + adjustment.saturation) * (1 - abs(adjustment.lightness))
    light = lab[:, 0]
    room = 1 - light if adjustment.lightness > 0 else light
    out = np.empty_like(lab)
    out[:, 0] = light + adjustment.lightness * room
    out[:, 1] = chroma * (cos * lab[:, 1] - sin * lab[:, 2])
    out[:, 2] = chroma * (sin * lab[:, 1] + cos * lab[:, 2])
    return out


def _shown(lab: Floats) -> Pixels:
    """sRGB bytes (N, 3) with as much of the chroma as the gamut has, found by halving."""
    least, most = np.zeros(len(lab), np.float32), np.ones(len(lab), np.float32)
    share = most.copy()
    for _ in range(HALVINGS):
        tried = lab * np.stack([np.ones_like(share), share, share], axis=1)
        fits = in_gamut(tried)
        least, most = np.where(fits, share, least), np.where(fits, most, share)
        share = np.where(most == least, share, (least + most) / 2).astype(np.float32)
    return oklab_to_srgb(lab * np.stack([np.ones_like(least), least, least], axis=1))
