"""Gestures that mark pixels as the mouse goes: freehand, flood, nothing. GUI thread.

A Stroke is one gesture from press to release. It belongs to whoever began it (the Document) and is forgotten
at its end; what it hands out is immutable.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from zlib import crc32

import numpy as np

from lunarcore_studio.pixels.adrift import Adrift
from lunarcore_studio.pixels.change import Point, changed_rect
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.extents import Extent
from lunarcore_studio.pixels.ground import Ground, Mark, StrokeResult
from lunarcore_studio.pixels.hand import Modifiers, ToolName
from lunarcore_studio.pixels.raster import Points, flood_region, line_points, pixel_perfect
from lunarcore_studio.pixels.selection import Mask, Selection

_REACH_PX = 512  # how far beyond the canvas a gesture is followed; bounds the work of a stray mouse


class Stroke(ABC):
    """A gesture under way: `to` follows the mouse, `result` is the drawing as it stands.

    Most end when the button goes up. One that `waits` goes on with the mouse and with further presses, until
    a release or `finish` ends it.
    """

    waits = False

    def __init__(self, ground: Ground, tool: ToolName, label: str, point: Point) -> None:
        self.ground = ground
        self.tool = tool
        self.label = label
        self.last_point = self._clamped(point)
        self.pressure = 1.0
        self.result = StrokeResult(ground.sprite, ground.selection, None, ground.adrift)

    def to(self, point: Point, modifiers: Modifiers = Modifiers.NONE, pressure: float = 1.0) -> StrokeResult:
        """Lead the gesture on to `point`, on or off the canvas, with the keys that are down now.

        `pressure` is a pen's, 0..1; a mouse presses fully.
        """
        point, self.pressure = self._clamped(point), pressure
        pixels, selection = self._follow(point, modifiers)
        self.last_point = point
        return self._show(pixels, selection)

    @property
    def extent(self) -> Extent | None:
        """How far the drag has spanned; None where that is no size of anything."""
        return None

    @property
    def adrift(self) -> Adrift | None:
        """The cel that was last moved as a whole."""
        return self.ground.adrift

    def release(self) -> None:
        """The button goes up; `waits` then says whether the gesture goes on."""
        self.waits = False

    def finish(self) -> StrokeResult:
        """End a gesture that waits where it stands, without what only follows the mouse."""
        self.waits = False
        return self.result

    @abstractmethod
    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        """The active cel's pixels and the selection with the mouse at `point`, come from `last_point`."""

    def _show(self, pixels: Pixels, selection: Selection | None) -> StrokeResult:
        ground, before = self.ground, self.result.sprite
        sprite = ground.sprite.with_pixels(pixels, ground.layer, ground.frame)
        rect = changed_rect(*(one.pixels(ground.layer, ground.frame) for one in (before, sprite)))
        self.result = StrokeResult(sprite if rect else before, selection, rect, self.adrift)
        return self.result

    def _clamped(self, point: Point) -> Point:
        width, height = self.ground.sprite.size
        return (
            min(max(point[0], -_REACH_PX), width + _REACH_PX),
            min(max(point[1], -_REACH_PX), height + _REACH_PX),
        )


class IdleStroke(Stroke):
    """A gesture that leaves the drawing alone: the eyedropper, or a mark on a layer that is not editable."""

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        return self.ground.pixels, self.ground.selection


class FreehandStroke(Stroke):
    """A continuous line through all mouse points, in brush and mirror; pixel-perfect at size 1 if wished."""

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._perfect = ground.hand.pixel_perfect and ground.hand.is_thin
        self._settled = ground.blank
        self._tail: list[Point] = []  # the last two points: the next one may yet drop the last as a corner

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        path = line_points(self.last_point, point)
        if self._perfect:
            path = self._perfected(path)
        marked = self._settled.under(self.ground.mark(path, pressure=self.pressure))
        if not self._perfect:
            self._settled = marked
        return self._inked(marked), self.ground.selection

    def _inked(self, mark: Mark) -> Pixels:
        return self.ground.inked(mark)

    def _perfected(self, path: Points) -> Points:
        """Settle all of tail and path but the last point, which is handed back."""
        new = [(x, y) for x, y in path.tolist()]
        kept = pixel_perfect(self._tail + new[1:] if self._tail else new)
        self._tail = kept[-2:]
        settled = np.array(kept[:-1], dtype=np.int64).reshape(-1, 2)
        self._settled = self._settled.under(self.ground.mark(settled))
        return np.array(kept[-1:], dtype=np.int64)


class SprayStroke(Stroke):
    """Dots of the brush thrown around the mouse, more with every mouse point, also where it stays.

    Chance begins anew with every picture and place, so a recorded hand sprays the same again.
    """

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        seed = [self.last_point[0] + _REACH_PX, self.last_point[1] + _REACH_PX, crc32(ground.pixels.data)]
        self._chance = np.random.default_rng(seed)
        self._sprayed = ground.blank

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        hand = self.ground.hand
        angle, reach, along = self._chance.random((3, hand.spray_dots))
        radius = hand.spray_px * np.sqrt(reach)
        spots = np.stack([np.cos(2 * np.pi * angle), np.sin(2 * np.pi * angle)], axis=-1) * radius[:, None]
        way = np.array(point) + along[:, None] * (np.array(self.last_point) - point)
        dots = np.rint(spots + way).astype(np.int64)
        self._sprayed = self._sprayed.under(self.ground.mark(dots))
        return self.ground.inked(self._sprayed), self.ground.selection


class FillStroke(Stroke):
    """The area like each touched pixel, and its mirror images, as the picture was at the press."""

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._filled: Mask = ground.blank.mask
        self._contiguous = ground.hand.contiguous and tool is ToolName.FILL

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        ground, hand = self.ground, self.ground.hand
        for x, y in ground.touched(point):
            if not self._filled[y, x]:
                self._filled = self._filled | flood_region(
                    ground.pixels, (x, y), hand.tolerance, self._contiguous, ground.limit, hand.tiled
                )
        return ground.inked(Mark(self._filled)), ground.selection


class ReplaceStroke(FreehandStroke):
    """The colour under the press becomes another one wherever the brush goes."""

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._like = flood_region(ground.pixels, self.last_point, ground.hand.tolerance, contiguous=False)

    def _inked(self, mark: Mark) -> Pixels:
        return self.ground.inked(Mark(mark.mask & self._like))
