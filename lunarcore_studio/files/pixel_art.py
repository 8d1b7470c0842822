"""Telling drawings from photographs and noise by their pixels. Any thread; pure functions.

Icons with soft shading have up to 226 colours in 256 pixels (measured on a thousand of them); in a photograph
made small, or in noise, every pixel has its own and no two beside each other are equal.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lunarcore_studio.files.enlarged import packed
from lunarcore_studio.pixels.color import Pixels

OWN_COLOR = 15 / 16  # distinct colours over all pixels, from here on not drawn by a person
FLAT = 0.03  # share of neighbours that are equal, below which nothing is flat


def color_counts(cells: Pixels) -> npt.NDArray[np.intp]:
    """The number of distinct RGBA colours in each cell of uint8 (N, R, R, 4): (N,)."""
    ordered = np.sort(packed(cells).reshape(len(cells), -1), axis=1)
    counts: npt.NDArray[np.intp] = 1 + np.count_nonzero(ordered[:, 1:] != ordered[:, :-1], axis=1)
    return counts


def not_pixel_art(cells: Pixels) -> npt.NDArray[np.bool_]:
    """Which cells of uint8 (N, R, R, 4) have a colour for nearly each pixel and no flat areas: bool (N,)."""
    area = cells.shape[1] * cells.shape[2]
    suspects: npt.NDArray[np.bool_] = color_counts(cells) >= OWN_COLOR * area
    for index in np.flatnonzero(suspects).tolist():
        suspects[index] = _flatness(packed(cells[index])) < FLAT
    return suspects


def _flatness(colors: npt.NDArray[np.uint32]) -> float:
    """The share of equal pairs of neighbours in uint32 (R, R)."""
    return float(np.mean([(colors[1:] == colors[:-1]).mean(), (colors[:, 1:] == colors[:, :-1]).mean()]))
