"""Gestures from a first point to the mouse: line, shapes, marquee, move. GUI thread; see strokes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.hand import Modifiers, ToolName
from lunarcore_studio.pixels.raster import (
    Points,
    ellipse_points,
    line_points,
    polygon_points,
    rectangle_points,
    snapped,
    turned,
)
from lunarcore_studio.pixels.selection import Selection, SelectOp, combined, moved
from lunarcore_studio.pixels.strokes import Ground, Stroke


@dataclass(frozen=True)
class Span:
    """What the mouse has spanned so far: from `origin` to `corner`, turned by `angle` radians."""

    origin: Point
    corner: Point
    angle: float = 0.0

    def dragged(self, last: Point, point: Point, modifiers: Modifiers) -> Span:
        """The span after the mouse went from `last` to `point`: Space moves it, Alt turns it."""
        delta = point[0] - last[0], point[1] - last[1]
        if Modifiers.SPACE in modifiers:
            return replace(self, origin=_added(self.origin, delta), corner=_added(self.corner, delta))
        if Modifiers.ALT in modifiers:
            x, y = ((a + b) / 2 for a, b in zip(self.origin, self.corner, strict=True))
            before = math.atan2(last[1] - y, last[0] - x)
            return replace(self, angle=self.angle + math.atan2(point[1] - y, point[0] - x) - before)
        return replace(self, corner=_added(self.corner, delta))

    def ends(self, modifiers: Modifiers, line: bool = False) -> tuple[Point, Point]:
        """Two opposite corners; Shift makes a square (a line: a clean angle), Ctrl centres on the origin."""
        (x0, y0), (x1, y1) = self.origin, self.corner
        if Modifiers.SHIFT in modifiers and line:
            x1, y1 = snapped(self.origin, self.corner)
        elif Modifiers.SHIFT in modifiers:
            side = max(abs(x1 - x0), abs(y1 - y0))
            x1, y1 = x0 + (side if x1 >= x0 else -side), y0 + (side if y1 >= y0 else -side)
        start = (2 * x0 - x1, 2 * y0 - y1) if Modifiers.CTRL in modifiers else self.origin
        return start, (x1, y1)


class ShapeStroke(Stroke):
    """A line, rectangle or ellipse; drawn anew from the picture at the press for every mouse point."""

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._span = Span(self.last_point, self.last_point)

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        self._span = self._span.dragged(self.last_point, point, modifiers)
        mask = self.ground.points_to_mask(self._points(modifiers))
        return self.ground.inked(mask), self.ground.selection

    def _points(self, modifiers: Modifiers) -> Points:
        line, filled = self.tool is ToolName.LINE, self.ground.hand.filled
        start, end = self._span.ends(modifiers, line)
        round_shape = self.tool is ToolName.ELLIPSE
        if self._span.angle == 0.0:
            if line:
                return line_points(start, end)
            return (ellipse_points if round_shape else rectangle_points)(start, end, filled)
        corners = turned(start, end, self._span.angle, round_shape)
        if line:
            (x0, y0), (x1, y1) = corners[[0, 2]].tolist()
            return line_points((x0, y0), (x1, y1))
        return polygon_points(corners, filled)


class SelectStroke(Stroke):
    """A rectangular marquee, brought to the old selection; a click without a drag deselects.

    The keys at the press choose the operation, so they shape the marquee only when pressed again.
    """

    def __init__(self, ground: Ground, start: Point, op: SelectOp, pressed: Modifiers) -> None:
        super().__init__(ground, ToolName.SELECT, "Select", start)
        self._span = Span(self.last_point, self.last_point)
        self._op: SelectOp = op
        self._held = pressed
        self._dragged = False

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        ground = self.ground
        self._held &= modifiers
        free = modifiers & ~self._held & ~Modifiers.ALT  # a marquee does not turn
        self._dragged |= point != self.last_point
        self._span = self._span.dragged(self.last_point, point, free)
        if self._op == "replace" and not self._dragged:
            return ground.pixels, None
        (x0, y0), (x1, y1) = self._span.ends(free)
        rect = (min(x0, x1), min(y0, y1), abs(x1 - x0) + 1, abs(y1 - y0) + 1)
        marquee = Selection.rectangle(ground.sprite.size, rect)
        return ground.pixels, combined(ground.selection, self._op, marquee)


class MoveStroke(Stroke):
    """The selected pixels, or the whole cel, follow the mouse; Shift keeps to the longer axis."""

    def __init__(self, ground: Ground, start: Point) -> None:
        super().__init__(ground, ToolName.MOVE, "Move", start)
        self._start = self.last_point

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        dx, dy = point[0] - self._start[0], point[1] - self._start[1]
        if Modifiers.SHIFT in modifiers:
            dx, dy = (dx, 0) if abs(dx) >= abs(dy) else (0, dy)
        if (dx, dy) == (0, 0):
            return self.ground.pixels, self.ground.selection
        selection = self.ground.selection
        if selection is not None and selection.is_empty and selection.lifted is None:
            selection = None
        return moved(self.ground.pixels, selection, (dx, dy))


def _added(point: Point, delta: Point) -> Point:
    return point[0] + delta[0], point[1] + delta[1]
