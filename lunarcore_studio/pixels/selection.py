"""The selected pixels, and what moving and pasting them does to a picture. Any thread; immutable.

Moved pixels float: as long as nobody else changes the picture, moving them again puts back what they covered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.change import Point, Rect, bounds_of
from lunarcore_studio.pixels.color import Pixels, over
from lunarcore_studio.pixels.sprite import frozen_pixels

Mask = npt.NDArray[np.bool_]  # (H, W)
SelectOp = Literal["replace", "add", "subtract", "intersect"]
_Grid = TypeVar("_Grid", Pixels, Mask)


@dataclass(frozen=True, eq=False)
class Lifted:
    """Pixels afloat: `floating` (h, w, 4), cut by `mask` (h, w), lies over `rest` (H, W, 4) at `offset`.

    What was cut out of `rest` has its size, what was pasted may be smaller or larger.
    """

    rest: Pixels
    floating: Pixels
    mask: Mask
    offset: Point

    def __post_init__(self) -> None:
        for name in ("rest", "floating"):
            object.__setattr__(self, name, frozen_pixels(getattr(self, name)))

    def makes(self, pixels: Pixels) -> bool:
        """Whether `pixels` (H, W, 4) are these two laid over each other: nobody has changed them since."""
        return np.array_equal(place(self.rest, self.floating, self.offset), pixels)


@dataclass(frozen=True, eq=False)
class Selection:
    """A read-only bool (H, W) mask of the selected pixels; where nothing is selected, None stands for it.

    Selections are equal when their masks are. `lifted` is set while the selected pixels float.
    """

    mask: Mask
    lifted: Lifted | None = None

    def __post_init__(self) -> None:
        mask = np.array(self.mask, dtype=np.bool_)
        mask.setflags(write=False)
        object.__setattr__(self, "mask", mask)

    @classmethod
    def rectangle(cls, size: Point, rect: Rect) -> Selection:
        """The pixels of `rect` that lie on a canvas of `size` (width, height)."""
        mask = np.zeros((size[1], size[0]), dtype=np.bool_)
        x, y, width, height = rect
        mask[max(y, 0) : max(y + height, 0), max(x, 0) : max(x + width, 0)] = True
        return cls(mask)

    @classmethod
    def all(cls, size: Point) -> Selection:
        """Every pixel of a canvas of `size` (width, height)."""
        return cls(np.ones((size[1], size[0]), dtype=np.bool_))

    @cached_property
    def bounds(self) -> Rect | None:
        """The smallest rect around the selected pixels; None when there are none."""
        return bounds_of(self.mask)

    @property
    def is_empty(self) -> bool:
        """Whether no pixel of the canvas is selected."""
        return self.bounds is None

    def contains(self, point: Point) -> bool:
        """Whether the pixel is selected; False outside of the canvas."""
        x, y = point
        height, width = self.mask.shape
        return 0 <= x < width and 0 <= y < height and bool(self.mask[y, x])

    def invert(self) -> Selection:
        """What is not selected."""
        return Selection(~self.mask)

    def union(self, other: Selection) -> Selection:
        """What either selects."""
        return Selection(self.mask | other.mask)

    def subtract(self, other: Selection) -> Selection:
        """What this selects and the other does not."""
        return Selection(self.mask & ~other.mask)

    def intersect(self, other: Selection) -> Selection:
        """What both select."""
        return Selection(self.mask & other.mask)

    def shifted(self, dx: int, dy: int) -> Selection:
        """The selection moved without its pixels; what leaves the canvas is lost."""
        return Selection(shifted(self.mask, (dx, dy)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Selection) and np.array_equal(self.mask, other.mask)

    def __hash__(self) -> int:
        return hash((self.mask.shape, self.mask.tobytes()))


def combined(old: Selection | None, op: SelectOp, new: Selection) -> Selection | None:
    """`new` brought to `old` by `op`; None when nothing is selected then.

    Without an old selection there is nothing to subtract from, and an intersection is the new one.
    """
    if op == "subtract":
        out = old.subtract(new) if old is not None else None
    elif old is None or op == "replace":
        out = new
    else:
        out = old.union(new) if op == "add" else old.intersect(new)
    return None if out is None or out.is_empty else out


def lift(pixels: Pixels, selection: Selection | None) -> tuple[Pixels, Pixels]:
    """`(rest, floating)`: uint8 (H, W, 4) without, and only, the selected pixels (None: all of them)."""
    mask = np.ones(pixels.shape[:2], dtype=np.bool_) if selection is None else selection.mask
    rest, floating = pixels.copy(), pixels.copy()
    rest[mask] = 0
    floating[~mask] = 0
    return rest, floating


def place(rest: Pixels, floating: Pixels, offset: Point) -> Pixels:
    """`floating` (h, w, 4) laid over `rest` (H, W, 4) at `offset`; its empty pixels cover nothing."""
    return over(rest, shifted(floating, offset, rest.shape[:2]))


def floated(pixels: Pixels, selection: Selection | None) -> Lifted:
    """What floats over `pixels` (H, W, 4): as it did, or where anybody changed it since, cut anew."""
    lifted = None if selection is None else selection.lifted
    if lifted is not None and lifted.makes(pixels):
        return lifted
    mask = np.ones(pixels.shape[:2], dtype=np.bool_) if selection is None else selection.mask
    return Lifted(*lift(pixels, selection), mask, (0, 0))


def moved(pixels: Pixels, selection: Selection | None, delta: Point) -> tuple[Pixels, Selection | None]:
    """`pixels` (H, W, 4) with the selected ones moved by `delta`, and the selection that goes with them.

    What floats already is not cut out again: it goes elsewhere and uncovers what it lay over. Without a
    selection the whole picture moves, and what leaves the canvas is lost (not so in adrift). A selection that
    has left the canvas stays, with an empty mask, and can be moved back.
    """
    if selection is None:
        return place(*lift(pixels, None), delta), None
    lifted = floated(pixels, selection)
    lifted = replace(lifted, offset=(lifted.offset[0] + delta[0], lifted.offset[1] + delta[1]))
    mask = shifted(lifted.mask, lifted.offset, pixels.shape[:2])
    return place(lifted.rest, lifted.floating, lifted.offset), Selection(mask, lifted)


def paste(pixels: Pixels, stamp: Pixels, origin: Point) -> tuple[Pixels, Selection | None]:
    """`stamp` (h, w, 4) laid over `pixels` (H, W, 4) with its corner at `origin`, selected and afloat.

    What lies beyond the canvas can be moved in; None when that is all of it.
    """
    height, width = pixels.shape[:2]
    selection = Selection.rectangle((width, height), (*origin, stamp.shape[1], stamp.shape[0]))
    if selection.is_empty:
        return pixels, None
    lifted = Lifted(pixels, stamp, np.ones(stamp.shape[:2], dtype=np.bool_), origin)
    return place(pixels, lifted.floating, origin), Selection(selection.mask, lifted)


def shifted(grid: _Grid, offset: Point, size: tuple[int, ...] | None = None) -> _Grid:
    """A picture (h, w, 4) or a mask (h, w) with its corner at (dx, dy) of a `size` (H, W), None for its own.

    Zeros come in, what lies beyond is lost.
    """
    (dx, dy), (high, wide) = offset, grid.shape[:2]
    height, width = size or (high, wide)
    out: _Grid = np.zeros((height, width, *grid.shape[2:]), grid.dtype)
    left, top, right, bottom = max(dx, 0), max(dy, 0), min(dx + wide, width), min(dy + high, height)
    if left < right and top < bottom:
        out[top:bottom, left:right] = grid[top - dy : bottom - dy, left - dx : right - dx]
    return out
