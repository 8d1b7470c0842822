"""Sheets: one picture that holds many sprites on a grid. Any thread; pure functions of arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lunarcore_studio.pixels.color import Pixels


@dataclass(frozen=True)
class Cut:
    """One cell of a sheet: its column and row (0-based) and its pixels uint8 (h, w, 4)."""

    column: int
    row: int
    pixels: Pixels


def is_sheet(size: tuple[int, int], cell: int) -> bool:
    """Whether a picture of `size` (width, height) is larger than `cell` and a whole number of cells each way."""
    width, height = size
    return (width, height) != (cell, cell) and width % cell == 0 and height % cell == 0 and width * height > 0


def cut(
    pixels: Pixels,
    cell: tuple[int, int] = (16, 16),
    margin: int = 0,
    spacing: int = 0,
    keep_blank: bool = False,
) -> list[Cut]:
    """The cells (width, height) of a sheet uint8 (H, W, 4) in reading order, fully transparent ones left out."""
    height, width = pixels.shape[:2]
    cell_w, cell_h = cell
    found = []
    for row, y in enumerate(range(margin, height - cell_h + 1, cell_h + spacing)):
        for column, x in enumerate(range(margin, width - cell_w + 1, cell_w + spacing)):
            part = pixels[y : y + cell_h, x : x + cell_w]
            if keep_blank or part[..., 3].any():
                found.append(Cut(column, row, part.copy()))
    return found


def pack(pictures: Sequence[Pixels] | Pixels, columns: int | None = None) -> Pixels:
    """A sheet of equally large pictures in reading order, as square as it gets unless `columns` is given."""
    if len(pictures) == 0:
        raise ValueError("A sheet needs at least one picture.")
    height, width = pictures[0].shape[:2]
    columns = columns or math.ceil(math.sqrt(len(pictures)))
    rows = math.ceil(len(pictures) / columns)
    sheet = np.zeros((rows * height, columns * width, 4), np.uint8)
    for index, picture in enumerate(pictures):
        y, x = (index // columns) * height, (index % columns) * width
        sheet[y : y + height, x : x + width] = picture
    return sheet
