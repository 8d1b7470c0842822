"""Where a brush lands: in every mirror, around the border of a tile. Any thread; pure.

A grid is (h, w) of bool or of packed pixels (uint32), False or 0 where a brush leaves things alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.raster import Points, Symmetry, axis_of, covered, mirrored, mirrors_of, reflected
from lunarcore_studio.pixels.selection import Mask
from lunarcore_studio.pixels.stamp import Packed

_Grid = TypeVar("_Grid", Mask, Packed)


@dataclass(frozen=True)
class Surface:
    """A canvas of `size` (width, height), its mirrors crossing at `axis` (see `raster.axis_of`), and whether
    what leaves it at one side comes in at the other."""

    size: Point
    symmetry: Symmetry = Symmetry.NONE
    axis: Point | None = None
    tiled: bool = False

    def covered(self, points: Points) -> Mask:
        """The pixels (H, W) of `points` (N, 2) and their images."""
        return covered(self._landing(mirrored(points, self.size, self.symmetry, self.axis)), self.size)

    def stamped(self, points: Points, brush: Mask) -> Mask:
        """The pixels (H, W) that `brush` (h, w) covers centred at (w // 2, h // 2) on `points`."""
        return self.covered(points) if brush.shape == (1, 1) else self._laid(points, brush)

    def pictured(self, points: Points, stamp: Packed) -> Packed:
        """As `stamped`, with the packed pixels that lie there: later points over earlier ones."""
        return self._laid(points, stamp)

    def _laid(self, points: Points, grid: _Grid) -> _Grid:
        height, width = grid.shape
        images = [(points - (width // 2, height // 2), grid)]
        for mirror in mirrors_of(self.symmetry):
            images += [self._reflected(corners, image, mirror) for corners, image in images]
        out: _Grid = np.zeros(self.size[::-1], dtype=grid.dtype)
        for corners, image in images:
            self._lay(out, self._landing(corners, (image.shape[1], image.shape[0])), image)
        return out

    def _reflected(self, corners: Points, grid: _Grid, mirror: Symmetry) -> tuple[Points, _Grid]:
        """The mirror image of a grid on many corners: its own image, on the images of its corners."""
        image = {
            Symmetry.VERTICAL: grid[:, ::-1],
            Symmetry.HORIZONTAL: grid[::-1],
            Symmetry.DIAGONAL: grid.T,
            Symmetry.ANTIDIAGONAL: grid[::-1, ::-1].T,
        }[mirror]
        extent = grid.shape[1], grid.shape[0]
        return reflected(corners, extent, mirror, axis_of(self.size, self.axis)), image

    def _landing(self, corners: Points, extent: Point = (1, 1)) -> Points:
        """Those corners from which a grid of `extent` reaches the canvas; on a tile, all of them wrapped."""
        if self.tiled:
            return np.asarray(corners % np.array(self.size))
        near = ((corners > -np.array(extent)) & (corners < np.array(self.size))).all(axis=1)
        return corners[near]

    def _lay(self, out: _Grid, corners: Points, grid: _Grid) -> None:
        """Lay `grid` on every corner, in a room no larger than that takes, and the room on the canvas."""
        if not len(corners):
            return
        (high, wide), (height, width) = grid.shape, out.shape
        left, top = corners.min(axis=0).tolist()
        span = np.ptp(corners, axis=0)
        room: _Grid = np.zeros((span[1] + high, span[0] + wide), dtype=grid.dtype)
        takes = grid != 0
        for x, y in (corners - (left, top)).tolist():
            np.copyto(room[y : y + high, x : x + wide], grid, where=takes)
        for y in range(0, top + len(room), height) if self.tiled else (0,):
            for x in range(0, left + room.shape[1], width) if self.tiled else (0,):
                into = out[max(top - y, 0) :, max(left - x, 0) :]
                part = room[max(y - top, 0) :, max(x - left, 0) :][: into.shape[0], : into.shape[1]]
                into = into[: part.shape[0], : part.shape[1]]
                np.copyto(into, part, where=part != 0)
