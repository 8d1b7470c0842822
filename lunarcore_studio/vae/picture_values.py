"""Between a sprite's bytes and the numbers that a network knows; any thread, without torch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.pixels.color import premultiply
from lunarcore_studio.vae.config import VAEConfig


def to_network(pixels: NDArray[np.uint8], config: VAEConfig) -> NDArray[np.float32]:
    """Straight RGBA (N, R, R, 4) -> float32 (N, C, R, R) in [-1, 1]. Raises ValueError for another shape."""
    side = config.resolution
    if pixels.dtype != np.uint8 or pixels.ndim != 4 or pixels.shape[1:] != (side, side, 4):
        raise ValueError(f"The model needs sprites of {side}x{side} RGBA pixels in uint8.")
    seen = premultiply(pixels)[..., : config.channels] * np.float32(2) - np.float32(1)
    return np.ascontiguousarray(np.moveaxis(seen, 3, 1))


def to_raw(x: NDArray[np.float32], config: VAEConfig) -> NDArray[np.float32]:
    """(N, C, R, R), not clamped -> pictures float32 (N, R, R, 4), premultiplied, in [0, 1]; NaN for what is
    no number."""
    sound = np.isfinite(x)
    if not sound.all():  # or infinity would be cut to white
        x = np.where(sound, x, np.float32(np.nan))
    pictures = np.moveaxis(np.clip((x + np.float32(1)) / np.float32(2), 0, 1), 1, 3)
    if config.channels == 4:
        return np.ascontiguousarray(pictures)
    return np.concatenate([pictures, np.ones_like(pictures[..., :1])], axis=3)
