"""Gestures that mark pixels as the mouse goes: freehand, flood, nothing. GUI thread.

A Stroke is one gesture from press to release. It belongs to whoever began it (the Document) and is forgotten
at its end; what it hands out is immutable.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lunarcore_studio.pixels import inks
from lunarcore_studio.pixels.change import Point, Rect, changed_rect
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.hand import MAX_BRUSH_PX, Button, Hand, Modifiers, ToolName
from lunarcore_studio.pixels.raster import (
    Points,
    brush_mask,
    covered,
    flood_region,
    line_points,
    mirrored,
    pixel_perfect,
    stamped,
)
from lunarcore_studio.pixels.selection import Mask, Selection
from lunarcore_studio.pixels.sprite import Sprite

_REACH_PX = 512  # how far beyond the canvas a gesture is followed; bounds the work of a stray mouse


@dataclass(frozen=True)
class StrokeResult:
    """The drawing as the gesture has it now; `rect` bounds what changed since its result before."""

    sprite: Sprite
    selection: Selection | None
    rect: Rect | None


@dataclass(frozen=True)
class Ground:
    """What a gesture starts from, and stays true during it."""

    hand: Hand
    sprite: Sprite
    selection: Selection | None
    button: Button
    layer: int
    frame: int

    @cached_property
    def pixels(self) -> Pixels:
        """The active cel, read-only uint8 (H, W, 4)."""
        return self.sprite.pixels(self.layer, self.frame)

    @cached_property
    def limit(self) -> Mask | None:
        """Where marks may land, bool (H, W); a selection that left the canvas hinders nobody."""
        return None if self.selection is None or self.selection.is_empty else self.selection.mask

    def points_to_mask(self, points: Points) -> Mask:
        """The canvas pixels (H, W) that the brush and its mirror images cover along `points`."""
        size = self.sprite.size
        margin = MAX_BRUSH_PX + abs(size[0] - size[1])  # diagonal mirrors bring pixels in from aside
        near = ((points >= -margin) & (points < np.array(size) + margin)).all(axis=1)
        brush = brush_mask(self.hand.brush_size, self.hand.brush_shape)
        return covered(mirrored(stamped(points[near], brush), size, self.hand.symmetry), size)

    def inked(self, mask: Mask) -> Pixels:
        """The picture with `mask` (H, W) marked as tool and button say, within the limit."""
        hand, right = self.hand, self.button == "right"
        if self.limit is not None:
            mask = mask & self.limit
        if hand.tool is not ToolName.ERASER:
            return inks.paint(self.pixels, mask, hand.background if right else hand.foreground)
        if right:
            return inks.replace_color(self.pixels, mask, hand.foreground, hand.background)
        return inks.erase(self.pixels, mask)


class Stroke(ABC):
    """A gesture under way: `to` follows the mouse, `result` is the drawing as it stands."""

    def __init__(self, ground: Ground, tool: ToolName, label: str, point: Point) -> None:
        self.ground = ground
        self.tool = tool
        self.label = label
        self.last_point = self._clamped(point)
        self.result = StrokeResult(ground.sprite, ground.selection, None)

    def to(self, point: Point, modifiers: Modifiers = Modifiers.NONE) -> StrokeResult:
        """Lead the gesture on to `point`, on or off the canvas, with the keys that are down now."""
        point = self._clamped(point)
        pixels, selection = self._follow(point, modifiers)
        self.last_point = point
        ground, before = self.ground, self.result.sprite
        sprite = ground.sprite.with_pixels(pixels, ground.layer, ground.frame)
        rect = changed_rect(*(one.pixels(ground.layer, ground.frame) for one in (before, sprite)))
        self.result = StrokeResult(sprite if rect else before, selection, rect)
        return self.result

    @abstractmethod
    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        """The active cel's pixels and the selection with the mouse at `point`, come from `last_point`."""

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
        self._perfect = ground.hand.pixel_perfect and ground.hand.brush_size == 1
        self._settled = np.zeros(ground.pixels.shape[:2], dtype=np.bool_)
        self._tail: list[Point] = []  # the last two points: the next one may yet drop the last as a corner

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        path = line_points(self.last_point, point)
        if self._perfect:
            path = self._perfected(path)
        marked = self._settled | self.ground.points_to_mask(path)
        if not self._perfect:
            self._settled = marked
        return self.ground.inked(marked), self.ground.selection

    def _perfected(self, path: Points) -> Points:
        """Settle all of tail and path but the last point, which is handed back."""
        new = [(x, y) for x, y in path.tolist()]
        kept = pixel_perfect(self._tail + new[1:] if self._tail else new)
        self._tail = kept[-2:]
        settled = np.array(kept[:-1], dtype=np.int64).reshape(-1, 2)
        self._settled = self._settled | self.ground.points_to_mask(settled)
        return np.array(kept[-1:], dtype=np.int64)


class FillStroke(Stroke):
    """The area like each touched pixel, and its mirror images, as the picture was at the press."""

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._filled: Mask = np.zeros(ground.pixels.shape[:2], dtype=np.bool_)

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        ground, hand = self.ground, self.ground.hand
        height, width = self._filled.shape
        touched = mirrored(np.array(point).reshape(1, 2), (width, height), hand.symmetry)
        for x, y in touched.tolist():
            if 0 <= x < width and 0 <= y < height and not self._filled[y, x]:
                self._filled = self._filled | flood_region(
                    ground.pixels, (x, y), hand.tolerance, hand.contiguous, ground.limit
                )
        return ground.inked(self._filled), ground.selection
