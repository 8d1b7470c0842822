"""Hue, saturation and value (Smith 1978), for whole planes of colours at once. Any thread; pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import Floats, Pixels


def hsv_to_srgb(hsv: npt.ArrayLike) -> Pixels:
    """uint8 (..., 3) of hue in degrees (any angle), saturation and value in 0..1 (..., 3)."""
    values = np.asarray(hsv, dtype=np.float64)
    hue, saturation, value = values[..., :1] / 60, values[..., 1:2], values[..., 2:]
    # red, green and blue are one curve over the hue, a third of the circle apart
    place = (np.array([5.0, 3.0, 1.0]) + hue) % 6
    away = np.clip(np.minimum(place, 4 - place), 0, 1)
    return np.asarray(np.rint(255 * (value - value * saturation * away)), dtype=np.uint8)


def srgb_to_hsv(rgb: Pixels) -> Floats:
    """Hue 0..360, saturation and value 0..1 of uint8 (..., 3), float32 (..., 3); a grey has hue 0."""
    values = np.asarray(rgb, dtype=np.float64) / 255
    red, green, blue = values[..., 0], values[..., 1], values[..., 2]
    most, span = values.max(axis=-1), np.ptp(values, axis=-1)
    safe = np.where(span > 0, span, 1)
    hue = np.where(
        most == red,
        (green - blue) / safe % 6,
        np.where(most == green, (blue - red) / safe + 2, (red - green) / safe + 4),
    )
    saturation = np.where(most > 0, span / np.where(most > 0, most, 1), 0)
    return np.stack([np.where(span > 0, 60 * hue, 0), saturation, most], axis=-1).astype(np.float32)
