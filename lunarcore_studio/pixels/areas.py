"""What a closed line encloses. Any thread; pure."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.raster import Points, covered, line_points
from lunarcore_studio.pixels.selection import Mask


def closed_path(corners: list[Point]) -> Points:
    """The points of the line through `corners` and back to the first, int64 (N, 2)."""
    return path_through([*corners, corners[0]])


def path_through(corners: list[Point]) -> Points:
    """The points of the line through `corners`, int64 (N, 2); the inner ones come once."""
    sides = [line_points(a, b)[1:] for a, b in pairwise(corners)]
    return np.concatenate([np.array(corners[:1], dtype=np.int64), *sides])


def enclosed(path: Points, size: Point) -> Mask:
    """Bool (H, W) of a canvas of `size` (width, height): a closed line's points, and what it goes around.

    `path` (N, 2) leads from neighbour to neighbour, on or off the canvas, and back to the first. A pixel is
    inside where the line's turns around it do not cancel out (the non-zero winding rule), counted as the
    line's steps down, less those up, to the left of it.
    """
    width, height = size
    ahead = np.roll(path, -1, axis=0)
    columns = np.clip(np.minimum(path[:, 0], ahead[:, 0]) + 1, 0, width)
    rows = np.minimum(path[:, 1], ahead[:, 1])
    counts = (rows >= 0) & (rows < height)
    turns = np.zeros((height, width + 1), dtype=np.int64)
    np.add.at(turns, (rows[counts], columns[counts]), (ahead - path)[counts, 1])
    return np.asarray((turns.cumsum(axis=1)[:, :width] != 0) | covered(path, size))


def points_in(mask: Mask) -> Points:
    """The points (N, 2) of a mask (H, W)."""
    return np.argwhere(mask)[:, ::-1].astype(np.int64)
