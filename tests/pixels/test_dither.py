"""Bayer's matrices and the patterns made of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.dither import SIDES, bayer, dithered, thresholds


def test_the_matrices_are_bayers() -> None:
    assert bayer(2).tolist() == [[0, 2], [3, 1]]
    assert bayer(4).tolist() == [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]


@pytest.mark.parametrize("side", SIDES)
def test_every_rank_comes_once(side: int) -> None:
    assert sorted(bayer(side).ravel().tolist()) == list(range(side**2))
    assert not bayer(side).flags.writeable


@given(st.sampled_from(SIDES), st.integers(0, 64))
def test_a_share_of_a_tile_is_that_share(side: int, count: int) -> None:
    count = min(count, side**2)
    assert int(dithered(count / side**2, (side, side), side).sum()) == count


@given(st.sampled_from(SIDES), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_covers_the_smaller(side: int, one: float, other: float) -> None:
    small, large = sorted((one, other))
    assert not (dithered(small, (9, 7), side) & ~dithered(large, (9, 7), side)).any()


def test_the_pattern_repeats_from_the_corner() -> None:
    spread = thresholds((9, 5), 4)
    assert spread.shape == (5, 9)
    assert np.array_equal(spread[:, :5], spread[:, 4:])
    assert 0 < spread.min() < spread.max() < 1
