"""Gestures of several presses: polygons and curves. GUI thread; see strokes."""

from __future__ import annotations

from abc import abstractmethod

from lunarcore_studio.pixels.areas import closed_path, enclosed, points_in
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.curves import curve_points
from lunarcore_studio.pixels.ground import Ground, StrokeResult
from lunarcore_studio.pixels.hand import Modifiers, ToolName
from lunarcore_studio.pixels.raster import snapped
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.shapes import Span, added
from lunarcore_studio.pixels.strokes import Stroke


class CorneredStroke(Stroke):
    """Corner after corner, a press each; a press on the first or on the last corner ends it.

    The next corner follows the mouse between the presses; with Shift its side has a clean angle, with Space
    all corners move. `finish` leaves it out.
    """

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._corners = [self.last_point]
        self._next = self.last_point

    def release(self) -> None:
        """The corner under the mouse is set."""
        closes = self.waits and self._next in (self._corners[0], self._corners[-1])
        if self._next != self._corners[-1] and not closes:
            self._corners.append(self._next)
        self.waits = not closes

    def finish(self) -> StrokeResult:
        """End with the corners that are set."""
        self.waits = False
        return self._show(*self._drawn(self._corners))

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        delta = point[0] - self.last_point[0], point[1] - self.last_point[1]
        if Modifiers.SPACE in modifiers:
            self._corners = [added(corner, delta) for corner in self._corners]
            self._next = added(self._next, delta)
        else:
            self._next = snapped(self._corners[-1], point) if Modifiers.SHIFT in modifiers else point
        return self._drawn([*self._corners, self._next])

    @abstractmethod
    def _drawn(self, corners: list[Point]) -> tuple[Pixels, Selection | None]:
        """Pixels and selection with a polygon of these corners."""


class PolygonStroke(CorneredStroke):
    """A polygon in the hand's brush, filled or not."""

    def _drawn(self, corners: list[Point]) -> tuple[Pixels, Selection | None]:
        border = closed_path(corners)
        area = enclosed(border, self.ground.sprite.size)
        mark = self.ground.mark(border, points_in(area) if self.ground.hand.filled else None)
        return self.ground.inked(mark), self.ground.selection


class CurveStroke(Stroke):
    """A line that is dragged, then bent by the mouse once or twice, a press each."""

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._span = Span(self.last_point, self.last_point)
        self._ends = self.last_point, self.last_point
        self._bends: list[Point] = []

    def release(self) -> None:
        """The line is set, or a bend is."""
        self.waits = self._ends[0] != self._ends[1] and len(self._bends) < self.ground.hand.bends
        if self.waits:
            self._bends.append(self.last_point)

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        delta = point[0] - self.last_point[0], point[1] - self.last_point[1]
        if not self.waits:
            self._span = self._span.dragged(self.last_point, point, modifiers)
            self._ends = self._span.line(modifiers)
        elif Modifiers.SPACE in modifiers:
            self._ends = added(self._ends[0], delta), added(self._ends[1], delta)
            self._bends = [added(bend, delta) for bend in self._bends]
        else:
            self._bends[-1] = point
        hand, (start, end) = self.ground.hand, self._ends
        path = curve_points(start, self._bends, end, clean=hand.pixel_perfect and hand.is_thin)
        return self.ground.inked(self.ground.mark(path)), self.ground.selection
