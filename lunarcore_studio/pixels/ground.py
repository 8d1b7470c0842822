"""What a gesture starts from, and how its marks become pixels. Any thread; immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from lunarcore_studio.pixels import inks
from lunarcore_studio.pixels.adrift import Adrift
from lunarcore_studio.pixels.change import Point, Rect
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.dither import dithered
from lunarcore_studio.pixels.hand import Button, Hand, ToolName
from lunarcore_studio.pixels.ramps import shaded
from lunarcore_studio.pixels.raster import Points, Symmetry
from lunarcore_studio.pixels.selection import Mask, Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.stamp import Packed
from lunarcore_studio.pixels.surface import Surface

_COLORLESS = (ToolName.ERASER, ToolName.SHADE, ToolName.REPLACE)  # a stamp is but a shape to them


@dataclass(frozen=True)
class StrokeResult:
    """The drawing as the gesture has it now; `rect` bounds what changed since its result before."""

    sprite: Sprite
    selection: Selection | None
    rect: Rect | None
    adrift: Adrift | None = None


@dataclass(frozen=True)
class Mark:
    """The pixels (H, W) a brush has covered; `picture` (H, W) is what a brush with colours laid there."""

    mask: Mask
    picture: Packed | None = None

    def under(self, later: Mark) -> Mark:
        """This mark and a later one over it."""
        picture = self.picture
        if picture is not None and later.picture is not None:
            picture = np.where(later.picture != 0, later.picture, picture)
        return Mark(self.mask | later.mask, picture)


@dataclass(frozen=True)
class Ground:
    """What a gesture starts from, and stays true during it."""

    hand: Hand
    sprite: Sprite
    selection: Selection | None
    button: Button
    layer: int
    frame: int
    adrift: Adrift | None = None

    @cached_property
    def pixels(self) -> Pixels:
        """The active cel, read-only uint8 (H, W, 4)."""
        return self.sprite.pixels(self.layer, self.frame)

    @cached_property
    def limit(self) -> Mask | None:
        """Where marks may land, bool (H, W); a selection that left the canvas hinders nobody."""
        return None if self.selection is None or self.selection.is_empty else self.selection.mask

    @cached_property
    def surface(self) -> Surface:
        """The canvas with its mirrors."""
        return Surface(self.sprite.size, self.hand.symmetry, self.hand.axis, self.hand.tiled)

    @property
    def plain_surface(self) -> Surface:
        """The canvas without its mirrors."""
        return replace(self.surface, symmetry=Symmetry.NONE)

    @cached_property
    def blank(self) -> Mark:
        """No mark yet."""
        shape = self.pixels.shape[:2]
        stamps = self._stamp is not None
        return Mark(np.zeros(shape, np.bool_), np.zeros(shape, np.uint32) if stamps else None)

    @cached_property
    def _stamp(self) -> Packed | None:
        """A brush that brings its own colours; the right button's colour is the background all the same."""
        hand = self.hand
        own = hand.custom is not None and hand.stamp_colors and hand.tool not in _COLORLESS
        return hand.custom.packed if own and hand.custom is not None and self.button == "left" else None

    def mark(self, border: Points, area: Points | None = None, pressure: float = 1.0) -> Mark:
        """The brush led along `border` (N, 2), with the pixels of `area` (M, 2), in all mirrors.

        `pressure` of a pen is 0..1, see `Hand.brush_at`.
        """
        if self._stamp is None:
            mask = self.surface.stamped(border, self.hand.brush_at(pressure))
            return Mark(mask if area is None else mask | self.surface.covered(area))
        picture = self.surface.pictured(border, self._stamp)
        mask = picture != 0
        return Mark(mask if area is None else mask | self.surface.covered(area), picture)

    def touched(self, point: Point) -> list[Point]:
        """`point` and its mirror images, those on the canvas, each once."""
        ys, xs = np.nonzero(self.surface.covered(np.array([point], dtype=np.int64)))
        return list(zip(xs.tolist(), ys.tolist(), strict=True))

    def inked(self, mark: Mark) -> Pixels:
        """The picture with `mark` made as tool, button and dither say, within the limit."""
        hand, right = self.hand, self.button == "right"
        mask = self.bounded(mark.mask)
        if hand.dither:
            mask = mask & dithered(hand.dither_percent / 100, self.sprite.size, hand.dither)
        if hand.tool is ToolName.SHADE:
            return shaded(self.pixels, mask, self.sprite.palette, lighter=not right)
        if hand.tool is ToolName.ERASER and right:
            return inks.replace_color(self.pixels, mask, hand.foreground, hand.background)
        if hand.tool is ToolName.ERASER:
            return inks.erase(self.pixels, mask)
        out = inks.paint(self.pixels, mask, hand.background if right else hand.foreground)
        if mark.picture is None:
            return out
        laid = mask & (mark.picture != 0)
        picture = np.ascontiguousarray(mark.picture).view(np.uint8).reshape(*mask.shape, 4)
        return np.where(laid[..., None], inks.paint_picture(self.pixels, laid, picture), out)

    def bounded(self, mask: Mask) -> Mask:
        """`mask` (H, W) within the limit."""
        return mask if self.limit is None else mask & self.limit
