"""The canvas of a sprite made larger or smaller around what is drawn, pixel by pixel. Any thread; pure.

Layers, frames, tags, palette and mode stay; what lies beyond the new canvas is cut off in all of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np

from lunarcore_studio.pixels.change import Point, Rect, bounds_of
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.selection import Mask, Selection
from lunarcore_studio.pixels.sprite import Cel, Sprite

MAX_SIDE_PX = 256  # of what is drawn here; files may bring larger ones
TOP_LEFT, CENTRE = (0, 0), (1, 1)
_Grid = TypeVar("_Grid", Pixels, Mask)


def resized(sprite: Sprite, width: int, height: int, anchor: Point = CENTRE) -> Sprite:
    """`sprite` on a canvas of another size; ValueError for a side outside of 1..MAX_SIDE_PX.

    `anchor` is the column and the row, each 0, 1 or 2, that keep their place: (0, 0) is the top left.
    """
    if not (1 <= width <= MAX_SIDE_PX and 1 <= height <= MAX_SIDE_PX):
        raise ValueError(f"A drawing is 1 to {MAX_SIDE_PX} pixels a side, not {width} x {height}.")
    return recut(sprite, new_canvas(sprite.size, (width, height), anchor))


def cropped(sprite: Sprite, rect: Rect) -> Sprite:
    """What lies within `rect`, as far as that is canvas; ValueError where none of it is."""
    return recut(sprite, on_canvas(sprite.size, rect))


def trimmed(sprite: Sprite) -> Sprite:
    """Without the rows and columns at the edges in which no layer shows anything in any frame.

    The sprite itself where nothing is drawn, or where it reaches all edges already.
    """
    return recut(sprite, drawn_rect(sprite) or (0, 0, *sprite.size))


def new_canvas(size: Point, wanted: Point, anchor: Point) -> Rect:
    """The canvas of `wanted` size in pixels of one of `size`, see `resized`; it may reach beyond it."""
    # Towards zero in both ways, so that growing and shrinking again end where they began.
    x, y = (int((was - now) * at / 2) for was, now, at in zip(size, wanted, anchor, strict=True))
    return x, y, *wanted


def on_canvas(size: Point, rect: Rect) -> Rect:
    """The part of `rect` that lies on a canvas of `size`; ValueError where none does."""
    x, y = max(rect[0], 0), max(rect[1], 0)
    right, bottom = min(rect[0] + rect[2], size[0]), min(rect[1] + rect[3], size[1])
    if right <= x or bottom <= y:
        raise ValueError(f"{rect} lies beside a canvas of {size[0]} x {size[1]} pixels.")
    return x, y, right - x, bottom - y


def drawn_rect(sprite: Sprite) -> Rect | None:
    """The smallest rect around all that is not transparent, on hidden layers too; None where nothing is."""
    drawn = np.zeros((sprite.height, sprite.width), dtype=np.bool_)
    for cel in sprite.cels.values():
        drawn |= cel.pixels[..., 3] > 0
    return bounds_of(drawn)


def recut(sprite: Sprite, rect: Rect) -> Sprite:
    """The canvas `rect` of the present one, which it may leave; the sprite itself if it is all of it."""
    if rect == (0, 0, *sprite.size):
        return sprite
    cels = {key: Cel(_cut(cel.pixels, rect)) for key, cel in sprite.cels.items()}
    return replace(sprite, width=rect[2], height=rect[3], cels=cels)


def recut_selection(selection: Selection | None, rect: Rect) -> Selection | None:
    """What of a selection lies on the canvas `rect`, and floats no longer; None where nothing does."""
    kept = None if selection is None else Selection(_cut(selection.mask, rect))
    return None if kept is None or kept.is_empty else kept


def _cut(grid: _Grid, rect: Rect) -> _Grid:
    """The part `rect` of (H, W, 4) or (H, W), with zeros where it leaves it."""
    x, y, width, height = rect
    out = np.zeros((height, width, *grid.shape[2:]), dtype=grid.dtype)
    seen = grid[max(y, 0) : max(y + height, 0), max(x, 0) : max(x + width, 0)]
    left, top = max(-x, 0), max(-y, 0)
    out[top : top + seen.shape[0], left : left + seen.shape[1]] = seen
    return out
