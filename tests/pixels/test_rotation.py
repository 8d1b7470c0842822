"""Scale2x, and what is turned with its help."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.rotation import doubled, enlarged, turned_grid

grids = arrays(np.uint32, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.integers(0, 3))


def by_the_book(grid: np.ndarray) -> np.ndarray:
    """Scale2x, a pixel at a time, as its author wrote it down."""
    height, width = grid.shape
    out = np.zeros((2 * height, 2 * width), dtype=grid.dtype)
    for y, x in np.ndindex(height, width):
        e = grid[y, x]
        b, h = grid[max(y - 1, 0), x], grid[min(y + 1, height - 1), x]
        d, f = grid[y, max(x - 1, 0)], grid[y, min(x + 1, width - 1)]
        corners = [e] * 4
        if b != h and d != f:
            corners = [d if d == b else e, f if b == f else e, d if d == h else e, f if h == f else e]
        out[2 * y : 2 * y + 2, 2 * x : 2 * x + 2] = np.array(corners).reshape(2, 2)
    return out


@given(grids)
def test_doubling_is_scale2x(grid: np.ndarray) -> None:
    assert np.array_equal(doubled(grid), by_the_book(grid))


@given(grids, st.floats(-10, 10))
def test_nothing_new_comes_in(grid: np.ndarray, angle: float) -> None:
    turned = turned_grid(enlarged(grid), (2, 2), (9, 9), angle)
    assert set(np.unique(turned).tolist()) <= {0, *grid.ravel().tolist()}


@given(grids)
def test_a_full_turn_changes_nothing(grid: np.ndarray) -> None:
    height, width = grid.shape
    for angle in (0.0, 2 * math.pi, -2 * math.pi):
        assert np.array_equal(turned_grid(enlarged(grid), (0, 0), (width, height), angle), grid)


@pytest.mark.parametrize("quarters", [1, 2, 3])
@given(grid=arrays(np.uint32, (5, 5), elements=st.integers(0, 3)))
def test_quarters_are_exact(quarters: int, grid: np.ndarray) -> None:
    turned = turned_grid(enlarged(grid), (0, 0), (5, 5), quarters * math.pi / 2)
    assert np.array_equal(turned, np.rot90(grid, -quarters))


def test_a_line_stays_a_line() -> None:
    grid = np.zeros((15, 15), dtype=np.uint32)
    grid[7, 1:14] = 1
    for degrees in range(0, 180, 5):
        turned = turned_grid(enlarged(grid), (0, 0), (15, 15), math.radians(degrees)) != 0
        assert 9 <= int(turned.sum()) <= 20
        assert turned[7, 7]
        ys, xs = np.nonzero(turned)
        along = xs if np.ptp(xs) >= np.ptp(ys) else ys
        assert len(set(along.tolist())) == np.ptp(along) + 1, "a line turned has no gap"


def test_it_moves_on_by_a_delta() -> None:
    grid = np.array([[5]], dtype=np.uint32)
    assert np.argwhere(turned_grid(enlarged(grid), (1, 1), (4, 4), 1.0, (2, 1))).tolist() == [[2, 3]]
