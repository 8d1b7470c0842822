"""Selected pixels flipped, turned and scaled, afloat over what they cover. Any thread; pure.

Each works on the active cel, uint8 (H, W, 4), and gives it with the selection that goes along. What leaves
the canvas is cut off. Without a selection the whole cel is meant, and none is given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeVar

import numpy as np

from lunarcore_studio.pixels.change import Point, Rect
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.rotation import enlarged, turned_grid
from lunarcore_studio.pixels.selection import Lifted, Mask, Selection, floated, place, shifted
from lunarcore_studio.pixels.sprite import Cel, Sprite
from lunarcore_studio.pixels.stamp import Packed

Outcome = tuple[Pixels, Selection | None]
_Grid = TypeVar("_Grid", Pixels, Mask)


@dataclass(frozen=True)
class Turning:
    """Selected pixels under a free rotation: made once a gesture, asked for every angle."""

    pixels: Pixels
    selection: Selection | None

    def at(self, angle: float, delta: Point = (0, 0)) -> Outcome:
        """Turned by `angle` radians, clockwise, about the middle of what is selected, and moved."""
        (left, top, _, _), size = self._bounds, (self.pixels.shape[1], self.pixels.shape[0])
        grids = [turned_grid(large, (left, top), size, angle, delta) for large in self._large]
        floating = grids[0].view(np.uint8).reshape(self.pixels.shape)
        mask = (grids[1] != 0) | (floating[..., 3] > 0)
        return _landed(self._lifted.rest, floating, mask, self.selection)

    @cached_property
    def centre(self) -> tuple[float, float]:
        """The pivot, in pixels whose own middles are whole numbers."""
        left, top, width, height = self._bounds
        return left + (width - 1) / 2, top + (height - 1) / 2

    @cached_property
    def _lifted(self) -> Lifted:
        return floated(self.pixels, self.selection)

    def _placed(self, grid: _Grid) -> _Grid:
        """What floats, or its mask, where it lies on the canvas."""
        return shifted(grid, self._lifted.offset, self.pixels.shape[:2])

    @cached_property
    def _bounds(self) -> Rect:
        mask = self._placed(self._lifted.mask)
        return Selection(mask).bounds or (0, 0, self.pixels.shape[1], self.pixels.shape[0])

    @cached_property
    def _large(self) -> tuple[Packed, Packed]:
        """The floating pixels and their mask, cut out and enlarged."""
        left, top, width, height = self._bounds
        cut = np.s_[top : top + height, left : left + width]
        floating = _packed(self._placed(self._lifted.floating))
        mask = self._placed(self._lifted.mask).astype(np.uint32)
        return enlarged(floating[cut]), enlarged(mask[cut])


def flipped(pixels: Pixels, selection: Selection | None, axis: int) -> Outcome:
    """Left and right exchanged (`axis` 1), or top and bottom (0)."""
    return _remade(pixels, selection, partial(np.flip, axis=axis))


def quarter_turned(pixels: Pixels, selection: Selection | None, turns: int) -> Outcome:
    """Turned by `turns` quarters, clockwise, about the middle; four are none, also for odd sides."""
    return _remade(pixels, selection, lambda grid: np.rot90(grid, -turns))


def scaled(pixels: Pixels, selection: Selection | None, factor: int) -> Outcome:
    """Scaled by a whole `factor` about the middle: 2 doubles every pixel, -2 keeps every second."""
    return _remade(pixels, selection, partial(_scaled, factor=factor))


def turned_sprite(sprite: Sprite, turns: int) -> Sprite:
    """All cels turned by `turns` quarters, clockwise, and the canvas with them."""
    return _remade_sprite(sprite, lambda grid: np.rot90(grid, -turns))


def flipped_sprite(sprite: Sprite, axis: int) -> Sprite:
    """All cels with left and right exchanged (`axis` 1), or top and bottom (0)."""
    return _remade_sprite(sprite, partial(np.flip, axis=axis))


def scaled_sprite(sprite: Sprite, factor: int) -> Sprite:
    """All cels and the canvas scaled by a whole `factor`, as `scaled` has it."""
    return _remade_sprite(sprite, partial(_scaled, factor=factor))


def _scaled(grid: Pixels, factor: int) -> Pixels:
    return grid[::-factor, ::-factor] if factor < 0 else grid.repeat(factor, axis=0).repeat(factor, axis=1)


def _remade_sprite(sprite: Sprite, remake: Callable[[Pixels], Pixels]) -> Sprite:
    height, width = remake(sprite.pixels()).shape[:2]
    cels = {key: Cel(np.ascontiguousarray(remake(cel.pixels))) for key, cel in sprite.cels.items()}
    return replace(sprite, width=width, height=height, cels=cels)


def _remade(pixels: Pixels, selection: Selection | None, remake: Callable[[Pixels], Pixels]) -> Outcome:
    """Floating pixels and mask cut out, made anew by `remake`, and laid around the same middle."""
    lifted = floated(pixels, selection)
    floating = shifted(lifted.floating, lifted.offset, pixels.shape[:2])
    mask = shifted(lifted.mask, lifted.offset, pixels.shape[:2])
    bounds = Selection(mask).bounds
    if bounds is None:
        return pixels, selection
    left, top, width, height = bounds
    both = np.dstack([floating, mask.astype(np.uint8)])[top : top + height, left : left + width]
    made = remake(both)
    high, wide = made.shape[:2]
    # Towards zero in both ways, so that a turn or a scaling and its reverse end where they began.
    corner = left + int((width - wide) / 2), top + int((height - high) / 2)
    out = np.zeros((*pixels.shape[:2], 5), dtype=np.uint8)
    x, y = max(corner[0], 0), max(corner[1], 0)
    seen = made[y - corner[1] :, x - corner[0] :][: max(len(out) - y, 0), : max(out.shape[1] - x, 0)]
    out[y : y + seen.shape[0], x : x + seen.shape[1]] = seen
    return _landed(lifted.rest, np.ascontiguousarray(out[..., :4]), out[..., 4] > 0, selection)


def _landed(rest: Pixels, floating: Pixels, mask: Mask, selection: Selection | None) -> Outcome:
    pixels = place(rest, floating, (0, 0))
    return pixels, None if selection is None else Selection(mask, Lifted(rest, floating, mask, (0, 0)))


def _packed(pixels: Pixels) -> Packed:
    shown = np.where(pixels[..., 3:] > 0, pixels, np.uint8(0))
    return np.ascontiguousarray(shown).view(np.uint32)[..., 0]
