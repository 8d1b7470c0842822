"""Where the pictures of a sheet stand: in rows, or packed. Any thread; pure functions of arrays.

Packed is by shelves (Baker and Schwarz 1983): the highest first, each shelf as high as its first picture, at
the width among some that leaves the least empty. Pictures of one size come out as a full grid.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lunarcore_studio.pixels.color import Pixels

_WIDTHS = 24  # tried between the root of the area and twice that

Size = tuple[int, int]  # width, height
Place = tuple[int, int]  # left, top


@dataclass(frozen=True)
class Layout:
    """The size of a sheet and the place of each picture on it, in the order in which they were given."""

    size: Size
    places: tuple[Place, ...]


def in_rows(rows: Sequence[Sequence[Size]], margin: int = 0, spacing: int = 0) -> Layout:
    """Each row's pictures side by side, rows one below the other; `margin` around, `spacing` between.

    ValueError without pictures or with a negative distance.
    """
    _check([size for row in rows for size in row], margin, spacing)
    places, top, right = [], margin, 0
    for row in rows:
        left = margin
        for width, _ in row:
            places.append((left, top))
            left += width + spacing
            right = max(right, left - spacing)
        top += max((height for _, height in row), default=-spacing) + spacing
    return Layout((right + margin, top - spacing + margin), tuple(places))


def rows_of(sizes: Sequence[Size], columns: int) -> list[Sequence[Size]]:
    """Pictures in rows of `columns` each, the last of what is left; 0 is one row of all."""
    step = columns if columns > 0 else max(1, len(sizes))
    return [sizes[at : at + step] for at in range(0, len(sizes), step)]


def packed(sizes: Sequence[Size], margin: int = 0, spacing: int = 0) -> Layout:
    """As small and as square as shelves get it. ValueError as `in_rows`."""
    _check(sizes, margin, spacing)
    area = sum((width + spacing) * (height + spacing) for width, height in sizes)
    widest = max(width for width, _ in sizes) + spacing
    root = math.sqrt(area)
    tried = {max(widest, math.ceil(root * (1 + step / _WIDTHS))) for step in range(_WIDTHS)}
    # whole numbers of the widest picture make grids without a rest
    tried |= {widest * max(1, math.ceil(root / widest) + more) for more in (0, 1)}
    layouts = [_shelved(sizes, room, margin, spacing) for room in sorted(tried)]
    return min(layouts, key=lambda found: (found.size[0] * found.size[1], max(found.size)))


def assembled(layout: Layout, pictures: Sequence[Pixels]) -> Pixels:
    """The sheet uint8 (H, W, 4) with each picture in its place, transparent where none stands."""
    sheet = np.zeros((layout.size[1], layout.size[0], 4), np.uint8)
    for (left, top), pixels in zip(layout.places, pictures, strict=True):
        sheet[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
    return sheet


def _shelved(sizes: Sequence[Size], room: int, margin: int, spacing: int) -> Layout:
    """Shelves of at most `room`, the space after each picture included."""
    places: dict[int, Place] = {}
    left = top = height = right = 0
    for index in sorted(range(len(sizes)), key=lambda index: (-sizes[index][1], index)):
        wide, high = sizes[index][0] + spacing, sizes[index][1] + spacing
        if left + wide > room:
            left, top, height = 0, top + height, 0
        places[index] = (margin + left, margin + top)
        left, height = left + wide, max(height, high)
        right = max(right, left)
    size = right - spacing + 2 * margin, top + height - spacing + 2 * margin
    return Layout(size, tuple(places[index] for index in range(len(sizes))))


def _check(sizes: Sequence[Size], margin: int, spacing: int) -> None:
    if not sizes or margin < 0 or spacing < 0:
        raise ValueError("A sheet is made of at least one picture, with no negative distance around it.")
