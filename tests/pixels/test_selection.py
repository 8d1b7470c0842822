"""Selections, and what moving and pasting them does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.selection import (
    Selection,
    combined,
    lift,
    moved,
    paste,
    place,
)

Paint = Callable[[str], np.ndarray]
Text = Callable[[np.ndarray], str]
masks = arrays(np.bool_, (5, 6))
pictures = arrays(np.uint8, (5, 6, 4))
offsets = st.tuples(st.integers(-8, 8), st.integers(-8, 8))


def test_a_rectangle_is_cut_at_the_canvas() -> None:
    selection = Selection.rectangle((6, 5), (-2, 3, 4, 9))
    assert selection.bounds == (0, 3, 2, 2)
    assert int(selection.mask.sum()) == 4
    assert Selection.rectangle((6, 5), (-9, -9, 3, 3)).is_empty
    assert Selection.rectangle((6, 5), (6, 0, 3, 3)).bounds is None


def test_contains_knows_the_canvas() -> None:
    selection = Selection.all((6, 5))
    assert selection.contains((5, 4))
    assert not any(selection.contains(p) for p in [(6, 4), (5, 5), (-1, 0), (0, -1)])


@given(masks, masks)
def test_set_operations(first: np.ndarray, second: np.ndarray) -> None:
    a, b = Selection(first), Selection(second)
    assert np.array_equal(a.union(b).mask, first | second)
    assert np.array_equal(a.intersect(b).mask, first & second)
    assert a.subtract(b) == a.intersect(b.invert())
    assert a.invert().invert() == a
    assert not a.mask.flags.writeable


@given(masks, masks)
def test_combining_to_nothing_is_none(first: np.ndarray, second: np.ndarray) -> None:
    old, new = Selection(first), Selection(second)
    expected = {
        "replace": second,
        "add": first | second,
        "subtract": first & ~second,
        "intersect": first & second,
    }
    for op, mask in expected.items():
        got = combined(old, op, new)  # type: ignore[arg-type]
        assert got == (Selection(mask) if mask.any() else None)


@pytest.mark.parametrize(("op", "whole"), [("add", True), ("subtract", False), ("intersect", True)])
def test_combining_with_no_selection(op: str, whole: bool) -> None:
    new = Selection.all((2, 2))
    assert combined(None, op, new) == (new if whole else None)  # type: ignore[arg-type]


@given(masks, offsets)
def test_shifting_moves_each_pixel(mask: np.ndarray, offset: tuple[int, int]) -> None:
    dx, dy = offset
    shifted = Selection(mask).shifted(dx, dy)
    for y, x in np.ndindex(mask.shape):
        assert shifted.contains((x, y)) == Selection(mask).contains((x - dx, y - dy))


@given(pictures, masks)
def test_lift_and_place_back_is_the_picture(pixels: np.ndarray, mask: np.ndarray) -> None:
    pixels[pixels[..., 3] == 0] = 0
    rest, floating = lift(pixels, Selection(mask))
    assert not rest[mask].any()
    assert not floating[~mask].any()
    assert np.array_equal(place(rest, floating, (0, 0)), pixels)


def test_moved_pixels_leave_a_hole_and_cover_but_not_with_emptiness(paint_text: Paint, as_text: Text) -> None:
    pixels = paint_text("rr.ggg r.rggg")
    out, selection = moved(pixels, Selection.rectangle((6, 2), (0, 0, 3, 2)), (3, 0))
    assert as_text(out) == "...rrg\n...rgr"
    assert selection is not None
    assert selection.bounds == (3, 0, 3, 2)


def test_moving_on_uncovers_what_was_covered(paint_text: Paint, as_text: Text) -> None:
    pixels = paint_text("rrggbb")
    out, selection = moved(pixels, Selection.rectangle((6, 1), (0, 0, 2, 1)), (2, 0))
    assert as_text(out) == "..rrbb"
    out, selection = moved(out, selection, (2, 0))
    assert as_text(out) == "..ggrr"
    out, selection = moved(out, selection, (2, 0))
    assert as_text(out) == "..ggbb"
    assert selection is not None
    assert selection.is_empty
    out, selection = moved(out, selection, (-6, 0))
    assert as_text(out) == "rrggbb"


def test_pixels_drawn_on_in_between_are_dropped_where_they_float(paint_text: Paint, as_text: Text) -> None:
    out, selection = moved(paint_text("rrggbb"), Selection.rectangle((6, 1), (0, 0, 2, 1)), (2, 0))
    drawn = out.copy()
    drawn[0, 0] = (255, 255, 255, 255)
    out, selection = moved(drawn, selection, (1, 0))
    assert as_text(out) == "w..rrb"


@given(pictures, masks, st.lists(offsets, min_size=1, max_size=4))
def test_moves_add_up(pixels: np.ndarray, mask: np.ndarray, steps: list[tuple[int, int]]) -> None:
    total = (sum(dx for dx, _ in steps), sum(dy for _, dy in steps))
    out, selection = pixels, Selection(mask)
    for step in steps:
        out, after = moved(out, selection, step)
        assert after is not None
        selection = after
    once, expected = moved(pixels, Selection(mask), total)
    assert np.array_equal(out, once)
    assert selection == expected


def test_without_a_selection_the_whole_picture_moves(paint_text: Paint, as_text: Text) -> None:
    out, selection = moved(paint_text("rg. b.."), None, (1, -1))
    assert (as_text(out), selection) == (".b.\n...", None)


def test_a_pasted_stamp_floats_over_the_picture(paint_text: Paint, as_text: Text) -> None:
    pixels, stamp = paint_text("gggg gggg"), paint_text("r.r")
    out, selection = paste(pixels, stamp, (-1, 1))
    assert as_text(out) == "gggg\ngrgg"
    assert selection is not None
    assert selection.bounds == (0, 1, 2, 1)
    out, selection = moved(out, selection, (2, 0))
    assert as_text(out) == "gggg\ngrgr"
    untouched, nothing = paste(pixels, stamp, (4, 0))
    assert untouched is pixels
    assert nothing is None


@given(
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    st.tuples(st.integers(-9, 6), st.integers(-9, 6)),
    st.lists(st.tuples(st.integers(-12, 12), st.integers(-12, 12)), max_size=6),
)
def test_all_of_a_paste_can_be_moved_in(size: Point, origin: Point, ways: list[Point]) -> None:
    chance = np.random.default_rng(3)
    ground = chance.integers(0, 256, (6, 5, 4), dtype=np.uint8)
    stamp = chance.integers(0, 256, (size[1], size[0], 4), dtype=np.uint8)
    stamp[..., 3] = 255
    pixels, selection = paste(ground, stamp, origin)
    if selection is None:
        np.testing.assert_array_equal(pixels, ground)
        return
    x, y = origin
    for dx, dy in ways:
        pixels, selection = moved(pixels, selection, (dx, dy))
        x, y = x + dx, y + dy
    for row, column in np.ndindex(6, 5):
        inside = 0 <= row - y < size[1] and 0 <= column - x < size[0]
        wanted = stamp[row - y, column - x] if inside else ground[row, column]
        assert pixels[row, column].tolist() == wanted.tolist()
        assert selection is not None
        assert bool(selection.mask[row, column]) is inside
