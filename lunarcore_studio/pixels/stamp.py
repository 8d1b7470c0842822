"""A brush that is a picture, cut from a selection. Any thread; immutable."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.selection import Mask
from lunarcore_studio.pixels.sprite import frozen_pixels

MAX_STAMP_PX = 64
Packed = npt.NDArray[np.uint32]  # (h, w): the four bytes of a pixel as one number, 0 where nothing is


@dataclass(frozen=True, eq=False)
class Stamp:
    """`pixels`: read-only uint8 (h, w, 4), 1 to 64 pixels a side, with something in it; else ValueError."""

    pixels: Pixels

    def __post_init__(self) -> None:
        height, width = self.pixels.shape[:2]
        if not (1 <= width <= MAX_STAMP_PX and 1 <= height <= MAX_STAMP_PX):
            raise ValueError(f"A brush is at most {MAX_STAMP_PX} pixels a side, not {width} x {height}.")
        if not self.pixels[..., 3].any():
            raise ValueError("There is nothing here to make a brush of.")
        shown = np.where(self.pixels[..., 3:] > 0, self.pixels, np.uint8(0))
        object.__setattr__(self, "pixels", frozen_pixels(shown))

    @cached_property
    def mask(self) -> Mask:
        """The pixels that mark, bool (h, w)."""
        return np.asarray(self.pixels[..., 3] > 0)

    @cached_property
    def packed(self) -> Packed:
        """The pixels, uint32 (h, w)."""
        return self.pixels.view(np.uint32)[..., 0]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stamp) and np.array_equal(self.pixels, other.pixels)

    def __hash__(self) -> int:
        return hash((self.pixels.shape, self.pixels.tobytes()))
