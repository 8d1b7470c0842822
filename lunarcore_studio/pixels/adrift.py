"""A cel that was moved as a whole, with what left the canvas. Any thread; immutable.

As long as nobody else changes the cel, moving it again departs from the pixels before the first of the moves,
so that nothing is lost at the canvas' edge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.selection import shifted
from lunarcore_studio.pixels.sprite import frozen_pixels


@dataclass(frozen=True, eq=False)
class Adrift:
    """The cel of a layer and frame, `pixels` (H, W, 4) before it was moved by `offset` (dx, dy)."""

    place: tuple[int, int]
    pixels: Pixels
    offset: Point = (0, 0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pixels", frozen_pixels(self.pixels))

    def shown(self) -> Pixels:
        """What of it lies on the canvas, uint8 (H, W, 4); before the first move, the very pixels."""
        return self.pixels if self.offset == (0, 0) else shifted(self.pixels, self.offset)

    def moved(self, delta: Point) -> Adrift:
        """The same cel farther off, or on its way back."""
        return replace(self, offset=(self.offset[0] + delta[0], self.offset[1] + delta[1]))


def adrift_at(place: tuple[int, int], pixels: Pixels, before: Adrift | None) -> Adrift:
    """How the cel at `place`, now `pixels` (H, W, 4), drifts: on from `before`, or where anybody changed it,
    from here."""
    goes_on = before is not None and before.place == place and np.array_equal(before.shown(), pixels)
    return before if before is not None and goes_on else Adrift(place, pixels)
