"""Where a brush lands, mirrored and around the border."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.raster import Symmetry, brush_mask
from lunarcore_studio.pixels.surface import Surface

sizes = st.tuples(st.integers(1, 9), st.integers(1, 9))
spots = st.lists(st.tuples(st.integers(-9, 18), st.integers(-9, 18)), min_size=1, max_size=4)
brushes = arrays(np.bool_, st.tuples(st.integers(1, 5), st.integers(1, 5))).filter(np.any)
mirrors = st.builds(lambda bits: Symmetry(bits), st.integers(0, 15))


def covers(mask: np.ndarray) -> set[tuple[int, int]]:
    return {(x, y) for y, x in np.argwhere(mask).tolist()}


@pytest.mark.parametrize(("size", "first"), [(1, 5), (2, 4), (3, 4), (4, 3)])
def test_a_brush_sits_around_its_point(size: int, first: int) -> None:
    mask = Surface((12, 12)).stamped(np.array([[5, 5]]), brush_mask(size))
    assert covers(mask) == {(x, y) for x in range(first, first + size) for y in range(first, first + size)}


@given(
    sizes,
    spots,
    brushes,
    mirrors,
    st.booleans(),
    st.none() | st.tuples(st.integers(0, 18), st.integers(0, 18)),
)
def test_a_brush_covers_what_its_pixels_cover(
    size: tuple, path: list, brush: np.ndarray, symmetry: Symmetry, tiled: bool, axis: tuple | None
) -> None:
    surface = Surface(size, symmetry, axis, tiled)
    middle = np.array([brush.shape[1] // 2, brush.shape[0] // 2])
    offsets = np.argwhere(brush)[:, ::-1] - middle
    one_by_one = (np.array(path)[:, None] + offsets[None]).reshape(-1, 2)
    assert np.array_equal(surface.stamped(np.array(path), brush), surface.covered(one_by_one))


@given(spots, brushes, st.sampled_from([*Symmetry]), st.integers(0, 18))
def test_marks_are_their_own_mirror_images(
    path: list, brush: np.ndarray, symmetry: Symmetry, column: int
) -> None:
    axis = (column, column) if symmetry in Symmetry.DIAGONAL | Symmetry.ANTIDIAGONAL else (column, 9)
    mask = Surface((9, 9), symmetry, axis).stamped(np.array(path), brush)
    for x, y in covers(mask):
        image = {
            Symmetry.VERTICAL: (axis[0] - 1 - x, y),
            Symmetry.HORIZONTAL: (x, axis[1] - 1 - y),
            Symmetry.DIAGONAL: (y, x),
            Symmetry.ANTIDIAGONAL: (column - 1 - y, column - 1 - x),
        }[symmetry]
        inside = 0 <= image[0] < 9 and 0 <= image[1] < 9
        assert not inside or mask[image[1], image[0]]


def test_an_axis_can_lie_anywhere() -> None:
    aside = Surface((8, 8), Symmetry.VERTICAL, (4, 8))
    assert covers(aside.covered(np.array([[0, 5]]))) == {(0, 5), (3, 5)}
    on_a_pixel = Surface((8, 8), Symmetry.VERTICAL, (5, 8))
    assert covers(on_a_pixel.covered(np.array([[1, 5], [2, 0]]))) == {(1, 5), (3, 5), (2, 0)}


@given(sizes, spots, brushes)
def test_on_a_tile_nothing_is_lost(size: tuple, path: list, brush: np.ndarray) -> None:
    tile = Surface(size, tiled=True).stamped(np.array(path), brush)
    near = Surface(size, tiled=True).stamped(np.array(path) + size, brush)
    assert np.array_equal(tile, near)
    assert tile.any()


def test_a_picture_is_mirrored_with_its_place() -> None:
    stamp = np.array([[1, 2], [0, 3]], dtype=np.uint32)
    laid = Surface((6, 2), Symmetry.VERTICAL).pictured(np.array([[1, 1]]), stamp)
    assert laid.tolist() == [[1, 2, 0, 0, 2, 1], [0, 3, 0, 0, 3, 0]]
    turned = Surface((2, 2), Symmetry.DIAGONAL).pictured(np.array([[1, 1]]), stamp)
    assert turned.tolist() == [[1, 2], [2, 3]]


def test_later_pictures_lie_over_earlier_ones() -> None:
    stamp = np.array([[1, 2]], dtype=np.uint32)
    assert Surface((3, 1)).pictured(np.array([[1, 0], [2, 0]]), stamp).tolist() == [[1, 1, 2]]
