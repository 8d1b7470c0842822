"""Gestures from a first point to the mouse: shapes, gradient, contour, text. GUI thread; see strokes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from lunarcore_studio.pixels import inks
from lunarcore_studio.pixels.areas import enclosed, points_in
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.extents import Extent
from lunarcore_studio.pixels.gradient import gradient, shares
from lunarcore_studio.pixels.ground import Ground, Mark
from lunarcore_studio.pixels.hand import Modifiers, ToolName
from lunarcore_studio.pixels.lettering import text_points
from lunarcore_studio.pixels.raster import (
    Points,
    ellipse_points,
    flood_region,
    line_points,
    polygon_points,
    rectangle_points,
    snapped,
    turned,
)
from lunarcore_studio.pixels.selection import Mask, Selection
from lunarcore_studio.pixels.strokes import Stroke


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
            return replace(self, origin=added(self.origin, delta), corner=added(self.corner, delta))
        if Modifiers.ALT in modifiers:
            x, y = ((a + b) / 2 for a, b in zip(self.origin, self.corner, strict=True))
            return replace(self, angle=self.angle + angle_between((x, y), last, point))
        return replace(self, corner=added(self.corner, delta))

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

    def line(self, modifiers: Modifiers) -> tuple[Point, Point]:
        """Both ends of the line that is spanned, turned."""
        start, end = self.ends(modifiers, line=True)
        if self.angle == 0.0:
            return start, end
        (x0, y0), (x1, y1) = turned(start, end, self.angle, round_shape=False)[[0, 2]].tolist()
        return (x0, y0), (x1, y1)

    def extent(self, modifiers: Modifiers, line: bool = False) -> Extent:
        """The size that is spanned, as it was before it was turned; a line's as it is."""
        return Extent(*(self.line(modifiers) if line else self.ends(modifiers)), is_line=line)

    def shape(self, modifiers: Modifiers, round_shape: bool, filled: bool) -> Points:
        """The points of the rectangle or ellipse that is spanned, turned; of its border unless `filled`."""
        start, end = self.ends(modifiers)
        if self.angle == 0.0:
            return (ellipse_points if round_shape else rectangle_points)(start, end, filled)
        return polygon_points(turned(start, end, self.angle, round_shape), filled)


class ShapeStroke(Stroke):
    """A line, rectangle or ellipse; drawn anew from the picture at the press for every mouse point."""

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._span = Span(self.last_point, self.last_point)
        self._keys = Modifiers.NONE

    @property
    def extent(self) -> Extent | None:
        return self._span.extent(self._keys, self.tool is ToolName.LINE)

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        self._span, self._keys = self._span.dragged(self.last_point, point, modifiers), modifiers
        return self.ground.inked(self._mark(modifiers)), self.ground.selection

    def _mark(self, modifiers: Modifiers) -> Mark:
        if self.tool is ToolName.LINE:
            return self.ground.mark(line_points(*self._span.line(modifiers)))
        round_shape = self.tool is ToolName.ELLIPSE
        border = self._span.shape(modifiers, round_shape, filled=False)
        if not self.ground.hand.filled:
            return self.ground.mark(border)
        return self.ground.mark(border, self._span.shape(modifiers, round_shape, filled=True))


class ContourStroke(Stroke):
    """A freehand line, closed and filled."""

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._trail = Trail(ground, self.last_point)

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        border, area = self._trail.led(point)
        return self.ground.inked(self.ground.mark(border, points_in(area))), self.ground.selection


class Trail:
    """The freehand line of a gesture; belongs to its stroke."""

    def __init__(self, ground: Ground, start: Point) -> None:
        self._ground = ground
        self._points = [np.array([start], dtype=np.int64)]

    def led(self, point: Point) -> tuple[Points, Mask]:
        """The line led on to `point` and back to its start, each point once, and what it encloses (H, W)."""
        x, y = self._points[-1][-1].tolist()
        self._points.append(line_points((x, y), point)[1:] if (x, y) != point else self._points[-1][-1:])
        x, y = self._points[0][0].tolist()
        way = np.concatenate([*self._points, line_points(point, (x, y))])
        self._points = [np.concatenate(self._points)]
        return np.unique(way, axis=0), enclosed(way, self._ground.sprite.size)


class GradientStroke(Stroke):
    """A gradient along the line to the mouse, over the area like the pixel at the press.

    It runs from the button's colour to the other one. A press beside the canvas, or beside the selection,
    means all of it.
    """

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        hand = ground.hand
        self._span = Span(self.last_point, self.last_point)
        self._area = ground.blank.mask
        for place in ground.touched(self.last_point):
            self._area = self._area | flood_region(
                ground.pixels, place, hand.tolerance, hand.contiguous, ground.limit, hand.tiled
            )
        if not self._area.any():
            self._area = ground.bounded(~self._area)

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        ground, hand = self.ground, self.ground.hand
        self._span = self._span.dragged(self.last_point, point, modifiers)
        share = shares(ground.sprite.size, *self._span.line(modifiers), hand.gradient_shape)
        colors = hand.foreground, hand.background
        first, second = colors if ground.button == "left" else colors[::-1]
        picture = gradient(share, first, second, hand.gradient_dither, ground.sprite.palette)
        return inks.paint_picture(ground.pixels, self._area, picture), ground.selection


class TextStroke(Stroke):
    """The hand's text with its top left corner at the mouse; the brush and the mirrors are none of it."""

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        hand = self.ground.hand
        letters = text_points(hand.text, hand.face) + point
        return self.ground.inked(Mark(self.ground.plain_surface.covered(letters))), self.ground.selection


def added(point: Point, delta: Point) -> Point:
    """Both points added."""
    return point[0] + delta[0], point[1] + delta[1]


def angle_between(centre: tuple[float, float], one: Point, other: Point) -> float:
    """By how many radians, clockwise on the screen, a hand turns about `centre` from `one` to `other`."""
    x, y = centre
    return math.atan2(other[1] - y, other[0] - x) - math.atan2(one[1] - y, one[0] - x)
