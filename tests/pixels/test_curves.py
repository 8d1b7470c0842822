"""Curves have no gaps, end where they should, and bend towards their controls."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.curves import curve_points
from lunarcore_studio.pixels.raster import line_points

points = st.tuples(st.integers(-20, 40), st.integers(-20, 40))


@given(points, st.lists(points, max_size=2), points, st.booleans())
def test_a_curve_is_one_line_between_its_ends(start: tuple, controls: list, end: tuple, clean: bool) -> None:
    path = curve_points(start, controls, end, clean)
    assert tuple(path[0]) == start
    assert tuple(path[-1]) == end
    assert np.abs(np.diff(path, axis=0)).max(initial=0) <= 1


@given(points, points)
def test_without_controls_it_is_about_the_line(start: tuple, end: tuple) -> None:
    path, line = curve_points(start, [], end, clean=True), line_points(start, end)
    assert abs(len(path) - len(line)) <= 1
    for x, y in path.tolist():
        assert np.abs(line - (x, y)).max(axis=1).min() <= 1


def test_it_bends_halfway_to_its_control() -> None:
    path = curve_points((0, 0), [(10, 20)], (20, 0), clean=True).tolist()
    assert [10, 10] in path
    assert max(y for _, y in path) == 10


def test_two_controls_make_an_s() -> None:
    path = curve_points((0, 10), [(10, -10), (10, 30)], (20, 10), clean=True)
    assert path[path[:, 0] < 9][:, 1].min() < 10 < path[path[:, 0] > 11][:, 1].max()


def test_clean_leaves_no_corner() -> None:
    path = curve_points((0, 0), [(12, 1)], (14, 14), clean=True)
    steps = np.abs(path[2:] - path[:-2])
    assert not (steps == 1).all(axis=1).any()
