"""Which pixels a line, a shape, a brush or a flood covers; nothing here knows of colours. Any thread; pure.

A row of points is int (N, 2) of (x, y). Nothing is anti-aliased.
"""

from __future__ import annotations

import enum
import math
from bisect import bisect_left, bisect_right

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import RGBA, TRANSPARENT, Pixels
from lunarcore_studio.pixels.selection import Mask

Points = npt.NDArray[np.int64]  # (N, 2), x and y
_ELLIPSE_CORNERS = (16, 256)  # least and most corners of the polygon that stands for a turned ellipse


class Symmetry(enum.Flag):
    """Mirrors through one point, at first the sprite's centre; named by the line they mirror in."""

    NONE = 0
    VERTICAL = enum.auto()  # left and right
    HORIZONTAL = enum.auto()  # top and bottom
    DIAGONAL = enum.auto()  # from top left to bottom right
    ANTIDIAGONAL = enum.auto()  # from top right to bottom left


def line_points(p0: Point, p1: Point) -> Points:
    """The points from `p0` to `p1`, both included: one a step along the longer axis, so no doubled corner.

    Halves are rounded up-left (Bresenham 1965 leaves them open), so a line and its way back cover the same.
    """
    (x0, y0), (x1, y1) = p0, p1
    length = max(abs(x1 - x0), abs(y1 - y0))
    if length == 0:
        return np.array([p0], dtype=np.int64)
    steps = np.arange(length + 1)
    # ceil(v - 1/2), in whole numbers so that halves are halves.
    xs = -((length - 2 * (x0 * length + steps * (x1 - x0))) // (2 * length))
    ys = -((length - 2 * (y0 * length + steps * (y1 - y0))) // (2 * length))
    return np.stack([xs, ys], axis=-1)


def snapped(origin: Point, point: Point) -> Point:
    """The place nearest to `point` on a clean line from `origin`: level, upright, diagonal or 2:1.

    The ends of a 2:1 line are chosen so that every step of its stair is two pixels long.
    """
    dx, dy = point[0] - origin[0], point[1] - origin[1]
    sx, sy = (-1 if dx < 0 else 1), (-1 if dy < 0 else 1)
    wide, high = abs(dx), abs(dy)
    diagonal = (wide + high + 1) // 2
    low = max(round((high + 2 * (wide - 1)) / 5), 1)
    steep = max(round((wide + 2 * (high - 1)) / 5), 1)
    ends = [(wide, 0), (0, high), (diagonal, diagonal), (2 * low + 1, low), (steep, 2 * steep + 1)]
    x, y = min(ends, key=lambda end: (end[0] - wide) ** 2 + (end[1] - high) ** 2)
    return origin[0] + sx * x, origin[1] + sy * y


def rectangle_points(p0: Point, p1: Point, filled: bool = False) -> Points:
    """The points of the rectangle between two corners, or of its one pixel wide border."""
    return _points_of(*_box(p0, p1), filled, round_shape=False)


def ellipse_points(p0: Point, p1: Point, filled: bool = False) -> Points:
    """The points of the ellipse that touches the sides of the box between two corners, or of its border.

    A point belongs to it if the ellipse through the outermost pixels' centres reaches half a pixel next to it
    (the midpoint rule, Pitteway 1967), for odd and even sizes alike.
    """
    return _points_of(*_box(p0, p1), filled, round_shape=True)


def brush_mask(size: int, shape: str = "square") -> Mask:
    """The brush as bool (size, size): a "square", or "round"."""
    return np.ones((size, size), dtype=np.bool_) if shape == "square" else _disc(size, size)


def polygon_points(corners: Points, filled: bool = False) -> Points:
    """The closed border through `corners` (N, 2) in their order, or what it encloses too."""
    ends = np.roll(corners, -1, axis=0).tolist()
    sides = [line_points((a[0], a[1]), (b[0], b[1])) for a, b in zip(corners.tolist(), ends, strict=True)]
    border = np.unique(np.concatenate(sides), axis=0)
    if not filled:
        return border
    corner = border.min(axis=0) - 1
    free = np.ones(np.ptp(border, axis=0)[::-1] + 3, dtype=np.bool_)
    free[tuple((border - corner).T[::-1])] = False
    # The border has no gap for a flood by sides, so what it does not reach from outside is inside.
    return np.asarray(np.argwhere(~connected(free, (0, 0)))[:, ::-1] + corner)


def turned(p0: Point, p1: Point, angle: float, round_shape: bool) -> Points:
    """Corners (N, 2) of the rectangle or ellipse between two corners, turned about its centre by radians."""
    if round_shape:
        around = abs(p1[0] - p0[0]) + abs(p1[1] - p0[1])
        way = np.linspace(0, 2 * np.pi, int(np.clip(2 * around, *_ELLIPSE_CORNERS)), endpoint=False)
        unit = np.stack([np.cos(way), np.sin(way)], axis=-1)
    else:
        unit = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])
    centre = (np.array(p0) + p1) / 2
    x, y = (unit * (np.array(p1) - p0) / 2).T
    sine, cosine = math.sin(angle), math.cos(angle)
    spun = np.stack([x * cosine - y * sine, x * sine + y * cosine], axis=-1) + centre
    return np.ceil(spun - 0.5).astype(np.int64)


def pixel_perfect(points: list[Point]) -> list[Point]:
    """`points` without the corners of an L: a point is dropped when both neighbours touch it by a side and
    each other only by a corner. The first and the last point stay."""
    kept: list[Point] = []
    for index, (x, y) in enumerate(points):
        if kept and index + 1 < len(points):
            (x0, y0), (x1, y1) = kept[-1], points[index + 1]
            touches = abs(x0 - x) + abs(y0 - y) == 1 and abs(x1 - x) + abs(y1 - y) == 1
            if touches and x0 != x1 and y0 != y1:
                continue
        kept.append((x, y))
    return kept


def axis_of(size: Point, axis: Point | None) -> Point:
    """Where the mirrors cross: twice the distance from the top left corner in pixels, so that halves are
    whole; without an `axis` the middle of a canvas of `size` (width, height)."""
    return size if axis is None else axis


def mirrors_of(symmetry: Symmetry) -> list[Symmetry]:
    """The single mirrors that bring all images one after the other.

    A diagonal together with an upright or level mirror brings all eight images.
    """
    diagonal = Symmetry.DIAGONAL | Symmetry.ANTIDIAGONAL
    if symmetry & diagonal and symmetry & ~diagonal:
        symmetry = Symmetry.VERTICAL | Symmetry.HORIZONTAL | Symmetry.DIAGONAL
    return list(symmetry)


def reflected(corners: Points, extent: Point, mirror: Symmetry, axis: Point) -> Points:
    """The top left corners (N, 2) of the images that things of `extent` (width, height) with their top left
    at `corners` have in one mirror through `axis`, see `axis_of`; a diagonal exchanges their sides too."""
    (ax, ay), (width, height), (x, y) = axis, extent, corners.T
    lean, total = (ax - ay) // 2, (ax + ay) // 2
    image = {
        Symmetry.VERTICAL: (ax - x - width, y),
        Symmetry.HORIZONTAL: (x, ay - y - height),
        Symmetry.DIAGONAL: (y + lean, x - lean),
        Symmetry.ANTIDIAGONAL: (total - y - height, total - x - width),
    }[mirror]
    return np.stack(image, axis=-1)


def mirrored(points: Points, size: Point, symmetry: Symmetry, axis: Point | None = None) -> Points:
    """`points` (N, 2) and their images in the mirrors through `axis` (see `axis_of`); points may repeat."""
    for mirror in mirrors_of(symmetry):
        images = reflected(points, (1, 1), mirror, axis_of(size, axis))
        points = np.concatenate([points, images])
    return points


def covered(points: Points, size: Point) -> Mask:
    """Those of `points` (N, 2) that lie on a canvas of `size` (width, height), as bool (H, W)."""
    width, height = size
    mask = np.zeros((height, width), dtype=np.bool_)
    x, y = points.T
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    mask[y[inside], x[inside]] = True
    return mask


def like_color(pixels: Pixels, color: RGBA, tolerance: int = 0) -> Mask:
    """Bool (H, W) of the pixels of uint8 (H, W, 4) that differ in no channel by more than `tolerance` 0..255
    from `color`; all that is empty is the same."""
    shown = np.where(pixels[..., 3:] == 0, 0, pixels).astype(np.int16)
    wanted = np.array(color if color[3] else TRANSPARENT, dtype=np.int16)
    return np.asarray(np.abs(shown - wanted).max(axis=-1) <= tolerance)


def flood_region(
    pixels: Pixels,
    point: Point,
    tolerance: int = 0,
    contiguous: bool = True,
    within: Mask | None = None,
    wraps: bool = False,
) -> Mask:
    """Bool (H, W) of the pixels like the one at `point`; none when that lies outside of the picture.

    Like is meant as in `like_color`. `contiguous` keeps those reached from `point` over sides, with `wraps`
    also around the border, as on a tile; `within` (H, W) bounds both the flood and what it may find.
    """
    (x, y), (height, width) = point, pixels.shape[:2]
    if not (0 <= x < width and 0 <= y < height):
        return np.zeros((height, width), dtype=np.bool_)
    red, green, blue, alpha = pixels[y, x].tolist()
    like = like_color(pixels, (red, green, blue, alpha), tolerance)
    if within is not None:
        like &= within
    return connected(like, point, wraps) if contiguous else like


def connected(free: Mask, point: Point, wraps: bool = False) -> Mask:
    """The pixels of bool (H, W) reached from `point` over sides, with `wraps` also around the border.

    Walks runs, not pixels, to be quick on large areas.
    """
    height, width = free.shape
    edges = np.diff(np.pad(free, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    starts = [np.flatnonzero(row == 1).tolist() for row in edges]
    stops = [np.flatnonzero(row == -1).tolist() for row in edges]
    reached = np.zeros_like(free)
    waiting = [(point[1], point[0], point[0] + 1)]
    while waiting:
        row, left, right = waiting.pop()
        first, last = bisect_right(stops[row], left), bisect_left(starts[row], right)
        for start, stop in zip(starts[row][first:last], stops[row][first:last], strict=True):
            if not reached[row, start]:
                reached[row, start:stop] = True
                near = [row - 1, row + 1]
                near = [one % height for one in near] if wraps else [one for one in near if 0 <= one < height]
                waiting += [(one, start, stop) for one in near]
                if wraps and start == 0:
                    waiting.append((row, width - 1, width))
                if wraps and stop == width:
                    waiting.append((row, 0, 1))
    return reached


def _box(p0: Point, p1: Point) -> tuple[int, int, int, int]:
    left, top = min(p0[0], p1[0]), min(p0[1], p1[1])
    return left, top, abs(p1[0] - p0[0]) + 1, abs(p1[1] - p0[1]) + 1


def _points_of(left: int, top: int, width: int, height: int, filled: bool, round_shape: bool) -> Points:
    shape = _disc(width, height) if round_shape else np.ones((height, width), dtype=np.bool_)
    if not filled:
        padded = np.pad(shape, 1)
        shape = shape & ~(padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:])
    return np.asarray(np.argwhere(shape)[:, ::-1] + (left, top))


def _disc(width: int, height: int) -> Mask:
    """The filled ellipse of a box as bool (height, width); a box one or two pixels thin is full."""
    x = np.abs(np.arange(width) * 2 - (width - 1))[None, :]  # doubled, so that halves stay whole
    y = np.abs(np.arange(height) * 2 - (height - 1))[:, None]
    a, b = width - 1, height - 1
    reach = (a * b) ** 2
    beside = (np.maximum(x - 1, 0) * b) ** 2 + (y * a) ** 2 <= reach
    below = (x * b) ** 2 + (np.maximum(y - 1, 0) * a) ** 2 <= reach
    disc = np.pad(beside | below, 1).astype(np.int8)
    by_side = disc[:-2, 1:-1] + disc[2:, 1:-1] + disc[1:-1, :-2] + disc[1:-1, 2:]
    by_corner = disc[:-2, :-2] + disc[2:, 2:] + disc[:-2, 2:] + disc[2:, :-2]
    # Where the rule's two halves meet, a pixel may stick out as the corner of an L; a clean stair has none.
    sticks_out = (by_side == 2) & (by_corner == 1) & (x < a) & (y < b)
    return np.asarray((beside | below) & ~sticks_out)
