"""Sheets: one picture that holds many sprites on a grid. Any thread; pure functions of arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lunarcore_studio.pixels.color import Pixels


class Cut(NamedTuple):
    """One cell of a sheet: its column and row, both from 0, and its pixels uint8 (h, w, 4)."""

    column: int
    row: int
    pixels: Pixels


def is_sheet(size: tuple[int, int], resolution: int = 16) -> bool:
    """Whether a picture of `size` (width, height) is several cells, a whole number of them each way."""
    width, height = size
    fits = width % resolution == 0 and height % resolution == 0
    return fits and min(size) > 0 and size != (resolution, resolution)


def cut(
    pixels: Pixels,
    cell: tuple[int, int] = (16, 16),
    margin: int = 0,
    spacing: int = 0,
    *,
    keep_blank: bool = False,
) -> list[Cut]:
    """The cells of a sheet uint8 (H, W, 4) in reading order, fully transparent ones left out.

    `cell` is (width, height); `margin` pixels lie around the grid, `spacing` between cells. What is left over
    at the right and below is no cell. ValueError for a cell without pixels or a negative distance.
    """
    width, height = cell
    if min(cell) < 1 or margin < 0 or spacing < 0:
        raise ValueError(
            f"Cells of {width} x {height} with {margin} around and {spacing} between make no grid."
        )
    found = []
    for row, top in enumerate(range(margin, pixels.shape[0] - margin - height + 1, height + spacing)):
        for column, left in enumerate(range(margin, pixels.shape[1] - margin - width + 1, width + spacing)):
            part = pixels[top : top + height, left : left + width]
            if keep_blank or part[..., 3].any():
                found.append(Cut(column, row, part.copy()))
    return found


def pack(
    pictures: Sequence[Pixels] | Pixels, columns: int | None = None, margin: int = 0, spacing: int = 0
) -> Pixels:
    """A sheet uint8 of pictures of one size, in reading order; as square as it gets without `columns`.

    ValueError when there are none or their sizes differ.
    """
    if len(pictures) == 0 or any(picture.shape != pictures[0].shape for picture in pictures):
        raise ValueError("A sheet is made of at least one picture, all of one size.")
    height, width = pictures[0].shape[:2]
    columns = columns or math.ceil(math.sqrt(len(pictures)))
    rows = math.ceil(len(pictures) / columns)
    size = [
        2 * margin + count * side + (count - 1) * spacing
        for count, side in ((rows, height), (columns, width))
    ]
    sheet = np.zeros((*size, 4), np.uint8)
    for index, picture in enumerate(pictures):
        top = margin + (index // columns) * (height + spacing)
        left = margin + (index % columns) * (width + spacing)
        sheet[top : top + height, left : left + width] = picture
    return sheet
