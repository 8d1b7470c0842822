"""The outline of a mask goes around it, once along each side, and nowhere else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis.extra import numpy as arrays

from lunarcore_studio.ui.outline import outline_runs


def sides(runs: np.ndarray) -> set[tuple[int, int, int, int]]:
    """Runs cut into sides of one pixel."""
    cut = set()
    for x0, y0, x1, y1 in runs.tolist():
        for step in range(max(x1 - x0, y1 - y0)):
            if y0 == y1:
                cut.add((x0 + step, y0, x0 + step + 1, y0))
            else:
                cut.add((x0, y0 + step, x0, y0 + step + 1))
    return cut


@given(arrays.arrays(np.bool_, (5, 7)))
def test_every_border_between_in_and_out_is_outlined(mask: np.ndarray) -> None:
    padded, expected = np.pad(mask, 1), set()
    for y in range(6):
        for x in range(8):
            if x < 7 and padded[y, x + 1] != padded[y + 1, x + 1]:
                expected.add((x, y, x + 1, y))
            if y < 5 and padded[y + 1, x] != padded[y + 1, x + 1]:
                expected.add((x, y, x, y + 1))
    assert sides(outline_runs(mask)) == expected


def test_a_rectangle_has_four_runs() -> None:
    mask = np.zeros((8, 8), np.bool_)
    mask[2:5, 1:6] = True
    assert len(outline_runs(mask)) == 4
