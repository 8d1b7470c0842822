"""The frames before and after, faint and tinted, to draw by: an onion skin. Any thread; pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lunarcore_studio.pixels.blending import laid_over
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.sprite import Sprite

BEFORE, AFTER = (224, 72, 72), (72, 120, 240)  # the tints, warm for what was, cool for what comes
MOST_SKINS = 4
_TINT = 160  # of 255, how much of the tint stands in a colour


@dataclass(frozen=True)
class Onion:
    """How many frames `before` and `after` are seen, 0..4, the nearest with `percent` 1..100 of its alpha."""

    before: int = 1
    after: int = 1
    percent: int = 40

    def __post_init__(self) -> None:
        if not (
            0 <= self.before <= MOST_SKINS and 0 <= self.after <= MOST_SKINS and 1 <= self.percent <= 100
        ):
            raise ValueError(f"{self!r} is no onion skin.")


def onion_skin(sprite: Sprite, frame: int, onion: Onion) -> Pixels:
    """The neighbours of a frame over each other, the nearest on top: uint8 (H, W, 4)."""
    out: Pixels = np.zeros((sprite.height, sprite.width, 4), dtype=np.uint8)
    for distance in range(max(onion.before, onion.after), 0, -1):
        opacity = round(255 * onion.percent / 100 / distance)
        for count, at, tint in (
            (onion.before, frame - distance, BEFORE),
            (onion.after, frame + distance, AFTER),
        ):
            if distance <= count and 0 <= at < len(sprite.frames):
                out = laid_over(out, tinted(sprite.flatten(at), tint), opacity)
    return out


def tinted(pixels: Pixels, tint: tuple[int, int, int]) -> Pixels:
    """uint8 (H, W, 4) with its colours drawn towards `tint`, its alpha kept."""
    out = pixels.copy()
    colors = pixels[..., :3].astype(np.int32)
    out[..., :3] = (colors * (255 - _TINT) + np.array(tint, np.int32) * _TINT + 127) // 255
    return out
