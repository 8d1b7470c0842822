"""Where the drawing lies on the screen and how large: the arithmetic of zoom and pan. GUI thread only.

A sprite's pixel covers a whole number of device pixels and begins on one, also where the desktop is scaled by
125 or 150 percent; so no row is thinner than its neighbour, and the pixel under the cursor is the one hit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from lunarcore_studio.pixels.change import Point, Rect

ZOOMS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64)
LARGEST = ZOOMS[-1]
FIT_MARGIN = 24
KEPT_IN_SIGHT = 48


@dataclass
class Viewport:
    """`zoom` in hundred percent, `origin` the drawing's corner in the widget, in Qt's logical pixels."""

    size: Point = (16, 16)
    room: QSize = field(default_factory=lambda: QSize(1, 1))
    ratio: float = 1.0  # device pixels to one logical pixel
    shift: QPointF = field(
        default_factory=QPointF
    )  # the widget's corner in its window: what device pixels are counted from
    zoom: int = 1
    origin: QPointF = field(default_factory=QPointF)
    fitted: bool = True

    @property
    def scale(self) -> float:
        """Logical pixels a sprite's pixel is wide, such that in device pixels it is a whole number."""
        return max(1, round(self.zoom * self.ratio)) / self.ratio

    @property
    def area(self) -> QRectF:
        """The drawing in the widget."""
        return QRectF(self.origin.x(), self.origin.y(), self.size[0] * self.scale, self.size[1] * self.scale)

    def pixel_at(self, position: QPointF) -> Point:
        """The sprite's pixel under a position of the mouse, on or off the drawing."""
        spot = (position - self.origin) / self.scale
        return math.floor(spot.x()), math.floor(spot.y())

    def holds(self, point: Point) -> bool:
        """Whether a pixel is one of the sprite's."""
        width, height = self.size
        return 0 <= point[0] < width and 0 <= point[1] < height

    def screen_rect(self, rect: Rect) -> QRectF:
        """Where a rect of sprite pixels lies in the widget."""
        x, y, width, height = (self.scale * side for side in rect)
        return QRectF(self.origin.x() + x, self.origin.y() + y, width, height)

    def update_rect(self, rect: Rect) -> QRect:
        """What to repaint when `rect` of the sprite changes: outlines reach a little over it."""
        return self.screen_rect(rect).toAlignedRect().adjusted(-3, -3, 3, 3)

    def pixels_in(self, area: QRectF) -> Rect:
        """The sprite's pixels a region of the widget touches, as (x, y, width, height); may be empty."""
        x, y = self.pixel_at(area.topLeft())
        right, bottom = self.pixel_at(area.bottomRight())
        x, y = max(x, 0), max(y, 0)
        return x, y, max(0, min(right + 1, self.size[0]) - x), max(0, min(bottom + 1, self.size[1]) - y)

    def fit(self) -> None:
        """The largest whole-number zoom at which all of the drawing is seen, in the middle."""
        width, height = self.size
        across = (self.room.width() - 2 * FIT_MARGIN) / width
        down = (self.room.height() - 2 * FIT_MARGIN) / height
        self.zoom = min(LARGEST, max(1, math.floor(min(across, down))))
        self.centre()
        self.fitted = True

    def centre(self) -> None:
        """The drawing in the middle, as large as it is."""
        self._place(
            (self.room.width() - self.size[0] * self.scale) / 2,
            (self.room.height() - self.size[1] * self.scale) / 2,
        )

    def zoom_at(self, zoom: int, position: QPointF) -> None:
        """Another zoom, with what lies under `position` staying there."""
        spot = (position - self.origin) / self.scale
        self.zoom = min(LARGEST, max(1, zoom))
        self._place(position.x() - spot.x() * self.scale, position.y() - spot.y() * self.scale)
        self.fitted = False

    def stepped(self, steps: int) -> int:
        """The zoom some steps larger or smaller on the ladder of zooms."""
        zoom = self.zoom
        for _ in range(abs(steps)):
            if steps > 0:
                zoom = next((one for one in ZOOMS if one > zoom), LARGEST)
            else:
                zoom = next((one for one in reversed(ZOOMS) if one < zoom), 1)
        return zoom

    def pan(self, dx: float, dy: float) -> None:
        """Move the drawing; a part of it stays in sight."""
        self._place(self.origin.x() + dx, self.origin.y() + dy)
        self.fitted = False

    def _place(self, x: float, y: float) -> None:
        width, height = self.size[0] * self.scale, self.size[1] * self.scale
        x = min(max(x, KEPT_IN_SIGHT - width), max(self.room.width() - KEPT_IN_SIGHT, 0))
        y = min(max(y, KEPT_IN_SIGHT - height), max(self.room.height() - KEPT_IN_SIGHT, 0))
        self.origin = QPointF(self._snapped(x, self.shift.x()), self._snapped(y, self.shift.y()))

    def _snapped(self, at: float, shift: float) -> float:
        return round((at + shift) * self.ratio) / self.ratio - shift
