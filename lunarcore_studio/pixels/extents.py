"""How far a drag has spanned, for who shows it. Any thread; immutable."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lunarcore_studio.pixels.change import Point


@dataclass(frozen=True)
class Extent:
    """From pixel `start` to pixel `end`, both counted: opposite corners, or the ends of a line."""

    start: Point
    end: Point
    is_line: bool = False

    @property
    def delta(self) -> Point:
        """Steps to the right and downwards from start to end."""
        return self.end[0] - self.start[0], self.end[1] - self.start[1]

    @property
    def size(self) -> Point:
        """Width and height in pixels, at least 1 each."""
        return abs(self.delta[0]) + 1, abs(self.delta[1]) + 1

    @property
    def degrees(self) -> int:
        """The way of the line, 0..359: 0 to the right, 90 upwards."""
        dx, dy = self.delta
        return round(math.degrees(math.atan2(-dy, dx))) % 360

    def within(self, size: Point) -> Extent | None:
        """The part of a rectangle that lies on a canvas of `size` (width, height); None when none does."""
        (x0, x1), (y0, y1) = (sorted(ends) for ends in zip(self.start, self.end, strict=True))
        start, end = (max(x0, 0), max(y0, 0)), (min(x1, size[0] - 1), min(y1, size[1] - 1))
        return Extent(start, end) if start[0] <= end[0] and start[1] <= end[1] else None
