"""Gestures that select, each bringing its area to the old selection. GUI thread; see strokes.

The keys at the press choose the operation, so they shape the area only when pressed again.
"""

from __future__ import annotations

import numpy as np

from lunarcore_studio.pixels.areas import closed_path, enclosed
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.cornered import CorneredStroke
from lunarcore_studio.pixels.extents import Extent
from lunarcore_studio.pixels.ground import Ground
from lunarcore_studio.pixels.hand import Modifiers, ToolName
from lunarcore_studio.pixels.raster import covered, flood_region
from lunarcore_studio.pixels.selection import Mask, Selection, SelectOp, combined
from lunarcore_studio.pixels.shapes import Span, Trail
from lunarcore_studio.pixels.strokes import Stroke


class SelectStroke(Stroke):
    """A rectangular or elliptic marquee; a click without a drag deselects."""

    def __init__(
        self, ground: Ground, tool: ToolName, label: str, start: Point, op: SelectOp, pressed: Modifiers
    ) -> None:
        super().__init__(ground, tool, label, start)
        self._span = Span(self.last_point, self.last_point)
        self._op: SelectOp = op
        self._held = pressed
        self._dragged = False
        self._extent: Extent | None = None

    @property
    def extent(self) -> Extent | None:
        return self._extent if self._dragged else None

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        ground = self.ground
        self._held &= modifiers
        self._dragged |= point != self.last_point
        area = self._area(point, modifiers & ~self._held)
        if self._op == "replace" and not self._dragged and self.tool is not ToolName.WAND:
            return ground.pixels, None
        return ground.pixels, combined(ground.selection, self._op, Selection(area))

    def _area(self, point: Point, modifiers: Modifiers) -> Mask:
        """What the gesture encloses by now, bool (H, W)."""
        self._span = self._span.dragged(self.last_point, point, modifiers)
        self._extent = self._span.extent(modifiers).within(self.ground.sprite.size)
        shape = self._span.shape(modifiers, self.tool is ToolName.SELECT_ELLIPSE, filled=True)
        return covered(shape, self.ground.sprite.size)


class LassoStroke(SelectStroke):
    """A freehand line and what it encloses."""

    def __init__(
        self, ground: Ground, tool: ToolName, label: str, start: Point, op: SelectOp, pressed: Modifiers
    ) -> None:
        super().__init__(ground, tool, label, start, op, pressed)
        self._trail = Trail(ground, self.last_point)

    def _area(self, point: Point, modifiers: Modifiers) -> Mask:
        return self._trail.led(point)[1]


class WandStroke(SelectStroke):
    """The area like the pixel under the mouse, or all pixels like it; beside the canvas there is none."""

    def _area(self, point: Point, modifiers: Modifiers) -> Mask:
        ground, hand = self.ground, self.ground.hand
        area = np.zeros(ground.pixels.shape[:2], np.bool_)
        for place in ground.touched(point):
            area = area | flood_region(
                ground.pixels, place, hand.tolerance, hand.contiguous, wraps=hand.tiled
            )
        return area


class SelectPolygonStroke(CorneredStroke):
    """Corner after corner, and what they enclose."""

    def __init__(
        self, ground: Ground, tool: ToolName, label: str, start: Point, op: SelectOp, pressed: Modifiers
    ) -> None:
        super().__init__(ground, tool, label, start)
        self._op: SelectOp = op
        self._held = pressed

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        self._held &= modifiers
        return super()._follow(point, modifiers & ~self._held)

    def _drawn(self, corners: list[Point]) -> tuple[Pixels, Selection | None]:
        area = Selection(enclosed(closed_path(corners), self.ground.sprite.size))
        return self.ground.pixels, combined(self.ground.selection, self._op, area)
