"""Where the cells of a sheet lie, found in its pixels: margin, spacing, separator lines. Any thread.

Pure functions. A line between cells is known by being of one colour all along, transparent or not, in a
picture whose size is a whole number of cells and such lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lunarcore_studio.files.enlarged import packed
from lunarcore_studio.pixels.color import Pixels

Colors = npt.NDArray[np.uint32]
_TOUCHED = 0.5  # share of the cells' outer lines that hold something where gaps are believed against the size


@dataclass(frozen=True)
class Grid:
    """Square cells of `cell` pixels a side, `margin` pixels left of and above them, `spacing` between."""

    cell: int
    columns: int
    rows: int
    margin: int = 0
    spacing: int = 0

    @property
    def has_gaps(self) -> bool:
        """Whether anything but cells lies in the picture."""
        return bool(self.margin or self.spacing)

    def starts(self, count: int) -> npt.NDArray[np.intp]:
        """The first pixel of each of `count` cells on either axis: (count,)."""
        return self.margin + np.arange(count) * (self.cell + self.spacing)


class Lines(NamedTuple):
    """The rows or the columns of a picture: which are of one colour, bool (N,); their first, uint32 (N,)."""

    are_plain: npt.NDArray[np.bool_]
    colors: Colors


def find_grid(pixels: Pixels, cell: int) -> Grid | None:
    """The grid of `cell` pixels a side in a picture uint8 (H, W, 4); None when it is no sheet of that.

    Zeros are expected under alpha 0. Margin and spacing are at most half a cell. A picture whose sides are
    multiples of `cell` is cut without gaps, unless lines of one colour lie all through it at another
    distance with something drawn on both sides of them.
    """
    height, width = pixels.shape[:2]
    plain = _plain(width, height, cell)
    lines = _lines(packed(pixels))
    gapped = []
    for grid in _fitting(width, height, cell):
        touched = _touched(lines, grid)
        if touched is not None and (plain is None or touched >= _TOUCHED):
            # gaps that end where drawings begin are all there is of them; else the narrowest will do
            gaps = height + width - (grid.rows + grid.columns) * cell
            order = grid.spacing == 0, touched < _TOUCHED, gaps if touched < _TOUCHED else -gaps
            gapped.append((order, grid))
    return min(gapped, key=lambda entry: entry[0])[1] if gapped else plain


def cells_of(pixels: Pixels, grid: Grid) -> Pixels:
    """A copy of every cell of a sheet uint8 (H, W, 4): (rows, columns, cell, cell, 4)."""
    across, down = np.arange(grid.cell), np.arange(grid.cell)
    lines = grid.starts(grid.rows)[:, None] + down
    columns = grid.starts(grid.columns)[:, None] + across
    if not grid.has_gaps:
        parts = pixels.reshape(grid.rows, grid.cell, grid.columns, grid.cell, 4)
        return parts.swapaxes(1, 2).copy()
    gathered: Pixels = pixels[lines[:, None, :, None], columns[None, :, None, :]]
    return gathered


def _plain(width: int, height: int, cell: int) -> Grid | None:
    if width % cell or height % cell or width * height <= cell * cell:
        return None
    return Grid(cell, width // cell, height // cell)


def _fitting(width: int, height: int, cell: int) -> Iterator[Grid]:
    """Every grid with gaps that the size allows."""
    for margin in range(cell // 2 + 1):
        for spacing in range(cell // 2 + 1):
            columns, rows = (_count(side, cell, margin, spacing) for side in (width, height))
            # two by two cells in a mere frame are more likely one larger sprite with room around it
            enough = columns * rows > 1 if spacing else margin and max(columns, rows) > 2
            if enough and columns and rows:
                yield Grid(cell, columns, rows, margin, spacing)


def _count(side: int, cell: int, margin: int, spacing: int) -> int:
    """How many cells an axis has; 0 when what is left at its end is no margin and no line between cells."""
    count = (side - margin + spacing) // (cell + spacing)
    rest = side - margin - count * (cell + spacing) + spacing
    return count if count > 0 and rest in (0, margin, spacing) else 0


def _lines(colors: Colors) -> tuple[Lines, Lines]:
    """All rows and all columns of a picture uint32 (H, W), looked at once for all grids that could fit."""
    rows = Lines((colors == colors[:, :1]).all(axis=1), colors[:, 0])
    return rows, Lines((colors == colors[:1]).all(axis=0), colors[0])


def _touched(lines: tuple[Lines, Lines], grid: Grid) -> float | None:
    """The share of lines beside gaps in which something is drawn; None when the gaps are of no one colour."""
    inside = [np.zeros(len(axis.colors), bool) for axis in lines]
    for axis, count in zip(inside, (grid.rows, grid.columns), strict=True):
        axis[(grid.starts(count)[:, None] + np.arange(grid.cell)).reshape(-1)] = True
    gaps = [~axis for axis in inside]
    found = [axis.colors[gap][0] for axis, gap in zip(lines, gaps, strict=True) if gap.any()]
    if not found:
        return None
    blank = [axis.are_plain & (axis.colors == found[0]) for axis in lines]
    if not all(plain[gap].all() for plain, gap in zip(blank, gaps, strict=True)):
        return None
    drawn = [~plain[_beside(gap)] for plain, gap in zip(blank, gaps, strict=True)]
    return float(np.concatenate(drawn).mean())


def _beside(gaps: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which lines lie next to gaps."""
    near = np.zeros_like(gaps)
    near[1:] |= gaps[:-1]
    near[:-1] |= gaps[1:]
    return near & ~gaps
