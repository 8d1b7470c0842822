"""Telling drawings from photographs and noise by their pixels. Any thread; pure functions.

Icons with soft shading have up to 226 colours in 256 pixels (measured on a thousand of them); in a photograph
made small, or in noise, every pixel has its own and no two beside each other are equal.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from lunarcore_studio.files.enlarged import packed
from lunarcore_studio.pixels.color import Pixels

OWN_COLOR = 15 / 16  # distinct colours over all pixels, from here on not drawn by a person
_BAND = 1 << 20  # pixels looked at together
FLAT = 0.03  # share of neighbours that are equal, below which nothing is flat


def color_counts(cells: Pixels) -> npt.NDArray[np.intp]:
    """The number of distinct RGBA colours in each cell of uint8 (N, R, R, 4): (N,)."""
    counts = np.zeros(len(cells), np.intp)
    for some in _bands(cells):
        ordered = np.sort(packed(cells[some]).reshape(-1, cells.shape[1] * cells.shape[2]), axis=1)
        counts[some] = 1 + np.count_nonzero(ordered[:, 1:] != ordered[:, :-1], axis=1)
    return counts


def not_pixel_art(cells: Pixels) -> npt.NDArray[np.bool_]:
    """Which cells of uint8 (N, R, R, 4) have a colour for nearly each pixel and no flat areas: bool (N,)."""
    area = cells.shape[1] * cells.shape[2]
    suspects: npt.NDArray[np.bool_] = np.zeros(len(cells), bool)
    for some in _bands(cells):
        many = some.start + np.flatnonzero(color_counts(cells[some]) >= OWN_COLOR * area)
        suspects[many] = _flatness(packed(cells[many])) < FLAT
    return suspects


def _bands(cells: Pixels) -> Iterator[slice]:
    """Runs of cells of (N, R, R, 4) that are looked at together."""
    step = max(1, _BAND // (cells.shape[1] * cells.shape[2]))
    return (slice(start, start + step) for start in range(0, len(cells), step))


def _flatness(colors: npt.NDArray[np.uint32]) -> npt.NDArray[np.float64]:
    """The share of equal pairs of neighbours in each cell of uint32 (N, R, R): (N,)."""
    down = (colors[:, 1:] == colors[:, :-1]).mean(axis=(1, 2))
    across = (colors[:, :, 1:] == colors[:, :, :-1]).mean(axis=(1, 2))
    shares: npt.NDArray[np.float64] = (down + across) / 2
    return shares
