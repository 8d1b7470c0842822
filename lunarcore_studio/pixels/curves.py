"""Bézier curves as pixels. Any thread; pure."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.pixels.areas import path_through
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.raster import Points, pixel_perfect


def curve_points(start: Point, controls: list[Point], end: Point, clean: bool) -> Points:
    """The points of the Bézier curve from `start` to `end`, int64 (N, 2), without a gap.

    No control is a straight line, one a quadratic and two a cubic curve (de Casteljau 1959). `clean` leaves
    out the corners of an L, which would make a thin curve look thick.
    """
    hull = np.array([start, *controls, end], dtype=np.float64)
    around = int(np.abs(np.diff(hull, axis=0)).max(axis=1).sum())
    t = np.linspace(0.0, 1.0, max(2 * around, 1) + 1)[:, None, None]
    spots = np.broadcast_to(hull, (len(t), *hull.shape))
    while spots.shape[1] > 1:
        spots = spots[:, :-1] * (1 - t) + spots[:, 1:] * t
    places = np.ceil(spots[:, 0] - 0.5).astype(np.int64)
    goes_on = np.r_[True, (np.diff(places, axis=0) != 0).any(axis=1)]
    path = path_through([(x, y) for x, y in places[goes_on].tolist()])
    if not clean:
        return path
    return np.array(pixel_perfect([(x, y) for x, y in path.tolist()]), dtype=np.int64)
