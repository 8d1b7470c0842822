"""Lines, shapes, brushes, floods and mirrors, as a pixel artist draws them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.raster import (
    Symmetry,
    brush_mask,
    covered,
    ellipse_points,
    flood_region,
    line_points,
    mirrored,
    pixel_perfect,
    polygon_points,
    rectangle_points,
    snapped,
    turned,
)

Text = Callable[[np.ndarray], str]
points = st.tuples(st.integers(-30, 30), st.integers(-30, 30))
sides = st.integers(1, 24)


def as_set(rows: np.ndarray) -> set[tuple[int, int]]:
    return {(x, y) for x, y in rows.tolist()}


@given(points, points)
def test_a_line_joins_its_ends_in_king_steps_and_back_over_the_same(p0: tuple, p1: tuple) -> None:
    line = line_points(p0, p1)
    assert (tuple(line[0].tolist()), tuple(line[-1].tolist())) == (p0, p1)
    assert len(line) == max(abs(p1[0] - p0[0]), abs(p1[1] - p0[1])) + 1
    assert (np.abs(np.diff(line, axis=0)).max(axis=1) == 1).all()
    assert as_set(line) == as_set(line_points(p1, p0))


@given(points, points)
def test_a_line_is_nowhere_further_than_half_a_pixel_from_the_true_one(p0: tuple, p1: tuple) -> None:
    line = line_points(p0, p1)
    (dx, dy), n = (p1[0] - p0[0], p1[1] - p0[1]), max(len(line) - 1, 1)
    true = np.array(p0) + np.arange(len(line))[:, None] * np.array([dx, dy]) / n
    assert np.abs(line - true).max() <= 0.5


@given(points, points)
def test_snapping_is_idempotent_and_clean(origin: tuple, point: tuple) -> None:
    end = snapped(origin, point)
    assert snapped(origin, end) == end
    wide, high = abs(end[0] - origin[0]), abs(end[1] - origin[1])
    assert 0 in (wide, high) or wide == high or wide == 2 * high + 1 or high == 2 * wide + 1


@pytest.mark.parametrize(
    ("point", "end"),
    [((9, 1), (9, 0)), ((1, -8), (0, -8)), ((6, 5), (6, 6)), ((-9, 4), (-9, 4)), ((3, 9), (4, 9))],
)
def test_snapping_takes_the_nearest_clean_line(point: tuple[int, int], end: tuple[int, int]) -> None:
    assert snapped((0, 0), point) == end


def test_a_snapped_two_to_one_line_has_even_steps() -> None:
    _, steps = np.unique(line_points((0, 0), snapped((0, 0), (12, 6)))[:, 1], return_counts=True)
    assert set(steps.tolist()) == {2}


@given(points, points)
def test_rectangles_fill_or_border_the_box(p0: tuple, p1: tuple) -> None:
    wide, high = abs(p1[0] - p0[0]) + 1, abs(p1[1] - p0[1]) + 1
    full, border = as_set(rectangle_points(p0, p1, True)), as_set(rectangle_points(p0, p1))
    assert len(full) == wide * high
    assert {p0, p1, (p0[0], p1[1])} <= border <= full
    assert len(full - border) == max(wide - 2, 0) * max(high - 2, 0)


@pytest.mark.parametrize(
    ("size", "picture"),
    [
        ((3, 3), ".#.\n#.#\n.#."),
        ((4, 4), ".##.\n#..#\n#..#\n.##."),
        ((5, 5), ".###.\n#...#\n#...#\n#...#\n.###."),
        ((7, 7), "..###..\n.#...#.\n#.....#\n#.....#\n#.....#\n.#...#.\n..###.."),
        ((10, 3), ".########.\n#........#\n.########."),
        ((4, 2), "####\n####"),
    ],
)
def test_ellipses_look_as_they_should(size: tuple[int, int], picture: str, as_text: Text) -> None:
    rows = ellipse_points((0, 0), (size[0] - 1, size[1] - 1))
    assert as_text(covered(rows, size)) == picture


@given(sides, sides, st.booleans())
def test_ellipses_are_symmetric_touch_their_box_and_have_no_doubled_corner(
    w: int, h: int, filled: bool
) -> None:
    mask = covered(ellipse_points((0, 0), (w - 1, h - 1), filled), (w, h))
    assert np.array_equal(mask, mask[:, ::-1])
    assert np.array_equal(mask, mask[::-1])
    assert mask[0].any()
    assert mask[:, 0].any()
    if min(w, h) >= 8 and max(w, h) <= 3 * min(w, h) and not filled:  # needles have thick tips
        squares = mask[:-1, :-1] + mask[1:, :-1].astype(int) + mask[:-1, 1:] + mask[1:, 1:]
        assert squares.max() <= 2


@given(sides, sides)
def test_a_filled_ellipse_is_its_border_and_what_that_encloses(w: int, h: int) -> None:
    full = as_set(ellipse_points((0, 0), (w - 1, h - 1), True))
    border = ellipse_points((0, 0), (w - 1, h - 1))
    assert as_set(border) <= full
    assert full == as_set(ellipse_points((w - 1, 0), (0, h - 1), True))
    empty = np.zeros((h + 2, w + 2, 4), np.uint8)
    empty[covered(border + 1, (w + 2, h + 2))] = 255
    assert len(full) == (w + 2) * (h + 2) - int(flood_region(empty, (0, 0)).sum())


@pytest.mark.parametrize(
    ("size", "picture"), [(1, "#"), (2, "##\n##"), (3, ".#.\n###\n.#."), (4, ".##.\n####\n####\n.##.")]
)
def test_round_brushes(size: int, picture: str, as_text: Text) -> None:
    assert as_text(brush_mask(size, "round")) == picture
    assert brush_mask(size).all()


def test_pixel_perfect_drops_corners_only() -> None:
    assert pixel_perfect([(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)]) == [(0, 0), (1, 1), (2, 2)]
    straight = [(0, 0), (1, 0), (2, 0), (3, 1)]
    assert pixel_perfect(straight) == straight
    back = [(0, 0), (1, 0), (0, 0)]
    assert pixel_perfect(back) == back


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8))
def test_a_perfect_path_stays_whole_keeps_its_ends_and_is_perfect_already(
    stops: list[tuple[int, int]],
) -> None:
    path = [stops[0]]
    for stop in stops[1:]:
        path += [(x, y) for x, y in line_points(path[-1], stop)[1:].tolist()]
    kept = pixel_perfect(path)
    assert (kept[0], kept[-1]) == (path[0], path[-1])
    assert all(max(abs(a - c), abs(b - d)) == 1 for (a, b), (c, d) in pairwise(kept))
    assert pixel_perfect(kept) == kept


@given(points, st.sampled_from([*Symmetry, *(a | b for a in Symmetry for b in Symmetry)]), sides, sides)
def test_mirrored_points_mirror_onto_themselves(point: tuple, symmetry: Symmetry, w: int, h: int) -> None:
    h += (w - h) % 2  # an odd difference has no pixel-exact diagonal through the centre
    images = mirrored(np.array([point]), (w, h), symmetry)
    assert point in as_set(images)
    for one in symmetry:
        assert as_set(mirrored(images, (w, h), one)) == as_set(images)


@pytest.mark.parametrize(
    ("symmetry", "images"),
    [
        (Symmetry.NONE, {(1, 3)}),
        (Symmetry.VERTICAL, {(1, 3), (6, 3)}),
        (Symmetry.HORIZONTAL, {(1, 3), (1, 4)}),
        (Symmetry.DIAGONAL, {(1, 3), (3, 1)}),
        (Symmetry.ANTIDIAGONAL, {(1, 3), (4, 6)}),
        (Symmetry.DIAGONAL | Symmetry.ANTIDIAGONAL, {(1, 3), (3, 1), (4, 6), (6, 4)}),
        (Symmetry.VERTICAL | Symmetry.HORIZONTAL, {(1, 3), (6, 3), (1, 4), (6, 4)}),
    ],
)
def test_each_mirror_lies_in_the_centre(symmetry: Symmetry, images: set[tuple[int, int]]) -> None:
    assert as_set(mirrored(np.array([[1, 3]]), (8, 8), symmetry)) == images


def walked(like: np.ndarray, start: tuple[int, int]) -> np.ndarray:
    """The plain way to flood, pixel by pixel."""
    out, waiting = np.zeros_like(like), deque([start])
    while waiting:
        x, y = waiting.popleft()
        if 0 <= y < like.shape[0] and 0 <= x < like.shape[1] and like[y, x] and not out[y, x]:
            out[y, x] = True
            waiting += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
    return out


@given(arrays(np.bool_, (9, 11)), arrays(np.bool_, (9, 11)), st.integers(0, 10), st.integers(0, 8))
def test_a_flood_reaches_what_a_walk_reaches(ink: np.ndarray, within: np.ndarray, x: int, y: int) -> None:
    pixels = np.zeros((9, 11, 4), np.uint8)
    pixels[ink] = (10, 20, 30, 255)
    like = ink == ink[y, x]
    assert np.array_equal(flood_region(pixels, (x, y)), walked(like, (x, y)))
    assert np.array_equal(flood_region(pixels, (x, y), contiguous=False), like)
    assert np.array_equal(flood_region(pixels, (x, y), within=within), walked(like & within, (x, y)))


def test_tolerance_is_by_channel_and_hidden_colour_is_no_colour() -> None:
    pixels = np.array(
        [[[100, 0, 0, 255], [108, 8, 0, 255], [109, 0, 0, 255], [9, 9, 9, 0], [0, 0, 0, 0]]], np.uint8
    )
    assert flood_region(pixels, (0, 0), tolerance=8).tolist() == [[True, True, False, False, False]]
    assert flood_region(pixels, (4, 0)).tolist() == [[False, False, False, True, True]]


@pytest.mark.parametrize("point", [(-1, 0), (0, -1), (4, 0), (0, 4)])
def test_a_flood_from_outside_reaches_nothing(point: tuple[int, int]) -> None:
    assert not flood_region(np.zeros((4, 4, 4), np.uint8), point).any()


@given(sides, sides, st.booleans())
def test_a_shape_turned_by_nothing_or_a_half_is_itself(w: int, h: int, filled: bool) -> None:
    for angle in (0.0, np.pi):
        corners = turned((3, 4), (2 + w, 3 + h), angle, False)
        assert as_set(polygon_points(corners, filled)) == as_set(
            rectangle_points((3, 4), (2 + w, 3 + h), filled)
        )


def test_a_quarter_turn_exchanges_width_and_height() -> None:
    spun = polygon_points(turned((0, 0), (18, 8), np.pi / 2, True), True)
    upright = ellipse_points((5, -5), (13, 13), True)
    assert (spun.min(axis=0).tolist(), spun.max(axis=0).tolist()) == ([5, -5], [13, 13])
    # A turned ellipse is a polygon of rounded corners: a border pixel more or less.
    assert len(as_set(spun) ^ as_set(upright)) <= 8


def test_a_turned_rectangle_is_closed_and_filled(as_text: Text) -> None:
    corners = turned((1, 1), (7, 7), np.pi / 4, False)
    upper = ["....#....", "...###...", "..#####..", ".#######."]
    assert as_text(covered(polygon_points(corners, True), (9, 9))).split() == [
        *upper,
        "#########",
        *upper[::-1],
    ]
