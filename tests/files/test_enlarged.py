"""What was exported larger is told from what was drawn so, and gets its own size back bit by bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files.enlarged import cleared, enlargement, packed, shrink
from tests.files.drawn import pictures, sprite


def larger(pixels: np.ndarray, times: int) -> np.ndarray:
    return pixels.repeat(times, axis=0).repeat(times, axis=1)


@given(picture=pictures(), times=st.integers(1, 9))
def test_what_is_enlarged_is_shrunk_to_what_it_was(picture: np.ndarray, times: int) -> None:
    exported = larger(picture, times)
    factor = enlargement(exported)
    assert factor % times == 0
    assert np.array_equal(shrink(exported, times), picture)
    assert np.array_equal(larger(shrink(exported, factor), factor), exported)


@given(seed=st.integers(0, 99), times=st.integers(1, 16))
def test_the_factor_of_a_drawing_is_found_exactly(seed: int, times: int) -> None:
    assert enlargement(larger(sprite(seed), times)) == times


@given(times=st.integers(2, 9), row=st.integers(0, 15), column=st.integers(0, 15))
def test_one_odd_pixel_makes_it_a_drawing_of_its_own_size(times: int, row: int, column: int) -> None:
    exported = larger(sprite(3), times)
    exported[row * times, column * times + 1] ^= 255
    assert enlargement(exported) == 1


def test_a_shift_by_one_pixel_is_no_enlargement() -> None:
    assert enlargement(np.roll(larger(sprite(3), 4), 1, axis=1)) == 1


def test_sides_that_are_no_multiple_are_no_enlargement() -> None:
    assert enlargement(larger(sprite(3), 4)[:, :63]) == 1


def test_one_colour_is_as_large_as_it_can_be() -> None:
    assert enlargement(np.full((12, 18, 4), 200, np.uint8)) == 6


@pytest.mark.parametrize("factor", [0, 3, -1])
def test_what_can_not_be_shrunk_is_refused(factor: int) -> None:
    with pytest.raises(ValueError, match="can not be shrunk"):
        shrink(sprite(0), factor)


def test_what_is_not_seen_makes_no_difference() -> None:
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[0, 0] = (9, 9, 9, 0)
    pixels[1, 1] = (9, 9, 9, 1)
    assert cleared(pixels)[0, 0].tolist() == [0, 0, 0, 0]
    assert cleared(pixels)[1, 1].tolist() == [9, 9, 9, 1]
    assert len(set(packed(cleared(pixels)).reshape(-1).tolist())) == 2
