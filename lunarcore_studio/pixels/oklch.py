"""Lightness, chroma and hue as the eye orders them: OKLab in polar form (Ottosson 2020). Any thread; pure.

Angles are degrees. What sRGB can not show keeps its lightness and hue and loses chroma.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import Floats, Pixels, in_gamut, oklab_to_srgb, srgb_to_oklab

MOST_CHROMA = 0.33  # sRGB's purest colour, magenta, has 0.323
_HALVINGS = 12


def srgb_to_oklch(rgb: Pixels) -> Floats:
    """Lightness 0..1, chroma 0..about 0.32 and hue 0..360 of uint8 (..., 3): float32 (..., 3)."""
    lab = srgb_to_oklab(rgb)
    hue = np.rad2deg(np.arctan2(lab[..., 2], lab[..., 1])) % 360
    return np.stack([lab[..., 0], np.hypot(lab[..., 1], lab[..., 2]), hue], axis=-1).astype(np.float32)


def oklch_to_oklab(lch: npt.ArrayLike) -> Floats:
    """OKLab (..., 3) of lightness, chroma and hue (..., 3)."""
    values = np.asarray(lch, dtype=np.float64)
    angle = np.deg2rad(values[..., 2])
    lab = [values[..., 0], values[..., 1] * np.cos(angle), values[..., 1] * np.sin(angle)]
    return np.stack(lab, axis=-1).astype(np.float32)


def shown_by_srgb(lch: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Which of the colours (..., 3) sRGB has: bool (...)."""
    return in_gamut(oklch_to_oklab(lch))


def oklch_to_srgb(lch: npt.ArrayLike) -> Pixels:
    """uint8 (..., 3) of lightness, chroma and hue (..., 3), with as much of the chroma as sRGB has."""
    return oklab_to_srgb(oklch_to_oklab(within_srgb(lch)))


def within_srgb(lch: npt.ArrayLike) -> Floats:
    """The colours (..., 3) with as much of their chroma as sRGB has, found by halving: float32 (..., 3)."""
    values = np.asarray(lch, dtype=np.float32)
    light = np.clip(values[..., 0], 0, 1)
    # what in_gamut allows for rounding would be a colour of its own at the very ends
    chroma = np.where((light > 0) & (light < 1), values[..., 1], np.float32(0))
    values = np.stack([light, chroma, values[..., 2]], axis=-1)
    fits = shown_by_srgb(values)
    if fits.all():
        return values
    least, most = np.zeros(fits.shape, np.float32), np.ones(fits.shape, np.float32)
    for _ in range(_HALVINGS):
        share = (least + most) / np.float32(2)
        good = shown_by_srgb(_with_share(values, share))
        least, most = np.where(good, share, least), np.where(good, most, share)
    return _with_share(values, np.where(fits, np.float32(1), least).astype(np.float32))


def _with_share(values: Floats, share: Floats) -> Floats:
    return np.stack([values[..., 0], values[..., 1] * share, values[..., 2]], axis=-1)
