"""What a closed line encloses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.areas import closed_path, enclosed, path_through
from lunarcore_studio.pixels.raster import covered, polygon_points

Text = Callable[[np.ndarray], str]
inside = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6)
anywhere = st.lists(st.tuples(st.integers(-9, 18), st.integers(-9, 18)), min_size=1, max_size=6)


def test_a_path_goes_through_its_corners_once() -> None:
    assert path_through([(0, 0), (2, 0), (2, 1)]).tolist() == [[0, 0], [1, 0], [2, 0], [2, 1]]
    assert closed_path([(3, 3)]).tolist() == [[3, 3]]


@given(inside)
def test_it_holds_the_line_and_nothing_that_is_reached_from_outside(corners: list) -> None:
    area = enclosed(closed_path(corners), (10, 10))
    assert not (covered(closed_path(corners), (10, 10)) & ~area).any()
    assert not (area & ~covered(polygon_points(np.array(corners), filled=True), (10, 10))).any()


@given(inside.filter(lambda corners: len(corners) <= 3))
def test_a_triangle_is_the_filled_polygon(corners: list) -> None:
    for way in (corners, corners[::-1]):
        area = enclosed(closed_path(way), (10, 10))
        assert np.array_equal(area, covered(polygon_points(np.array(way), filled=True), (10, 10)))


@given(anywhere)
def test_beyond_the_canvas_it_is_the_same_cut_off(corners: list) -> None:
    path = closed_path(corners)
    whole = enclosed(path + 9, (28, 28))
    assert np.array_equal(enclosed(path, (10, 10)), whole[9:19, 9:19])


def test_a_loop_around_the_canvas_holds_all_of_it() -> None:
    assert enclosed(closed_path([(-5, -5), (9, -5), (9, 9), (-5, 9)]), (4, 4)).all()
    beside = [(-5, -5), (9, -5), (9, -2), (-5, -2)]
    assert not enclosed(closed_path(beside), (4, 4)).any()


def test_a_line_that_crosses_itself_encloses_both_loops(as_text: Text) -> None:
    area = enclosed(closed_path([(0, 0), (4, 4), (4, 0), (0, 4)]), (5, 5))
    assert as_text(area) == "#...#\n##.##\n#####\n##.##\n#...#"
