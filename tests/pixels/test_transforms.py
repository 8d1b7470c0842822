"""What is selected, turned and scaled."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.palette import FALLBACK
from lunarcore_studio.pixels.selection import Selection, moved
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite
from lunarcore_studio.pixels.transforms import (
    Turning,
    flipped,
    flipped_sprite,
    quarter_turned,
    scaled,
    scaled_sprite,
    turned_sprite,
)

Paint = Callable[[str], np.ndarray]
Text = Callable[[np.ndarray], str]
PICTURE = FALLBACK.array[np.random.default_rng(1).integers(0, 16, (12, 12))]
rects = st.tuples(st.integers(3, 5), st.integers(3, 5), st.integers(1, 4), st.integers(1, 4))


def test_a_quarter_turn_is_clockwise_about_the_middle(paint_text: Paint, as_text: Text) -> None:
    pixels = paint_text("..... .rgb. ..... .....")
    out, selection = quarter_turned(pixels, Selection.rectangle((5, 4), (1, 1, 3, 1)), 1)
    assert as_text(out) == "..r..\n..g..\n..b..\n....."
    assert selection is not None
    assert selection.bounds == (2, 0, 1, 3)


@given(rects)
def test_four_quarters_are_none(rect: tuple) -> None:
    pixels, selection = PICTURE, Selection.rectangle((12, 12), rect)
    out, now = pixels, selection
    for _ in range(4):
        out, after = quarter_turned(out, now, 1)
        assert after is not None
        now = after
    assert np.array_equal(out, pixels)
    assert now == selection


@given(rects, st.integers(1, 3))
def test_scaling_down_again_is_none(rect: tuple, factor: int) -> None:
    selection = Selection.rectangle((12, 12), (rect[0], rect[1], min(rect[2], 3), min(rect[3], 3)))
    bounds = selection.bounds
    assert bounds is not None
    large, now = scaled(PICTURE, selection, factor)
    assert now is not None
    if now.bounds is not None and now.bounds[2:] == (factor * bounds[2], factor * bounds[3]):
        back, again = scaled(large, now, -factor)
        assert np.array_equal(back, PICTURE)
        assert again == selection


def test_what_is_turned_floats_on(paint_text: Paint, as_text: Text) -> None:
    pixels = paint_text("ggggg grggg ggggg")
    out, selection = scaled(pixels, Selection.rectangle((5, 3), (1, 1, 1, 1)), 3)
    assert as_text(out) == "rrrgg\nrrrgg\nrrrgg"
    out, selection = moved(out, selection, (2, 0))
    assert as_text(out) == "ggrrr\ng.rrr\nggrrr"


def test_what_leaves_the_canvas_is_cut_off(paint_text: Paint, as_text: Text) -> None:
    out, selection = scaled(paint_text("rg ..").copy(), Selection.all((2, 2)), 2)
    assert as_text(out) == "rg\n.."
    assert selection == Selection.all((2, 2))


def test_without_a_selection_all_of_the_cel_turns(paint_text: Paint, as_text: Text) -> None:
    out, selection = quarter_turned(paint_text("rg b."), None, 1)
    assert (as_text(out), selection) == ("br\n.g", None)


def test_an_empty_selection_turns_nothing(paint_text: Paint) -> None:
    pixels, nothing = paint_text("rg"), Selection(np.zeros((1, 2), np.bool_))
    assert quarter_turned(pixels, nothing, 1) == (pixels, nothing)


@given(st.floats(-7, 7), st.tuples(st.integers(-3, 3), st.integers(-3, 3)))
def test_a_free_turn_keeps_to_the_colours_it_has(angle: float, delta: tuple) -> None:
    selection = Selection.rectangle((12, 12), (4, 4, 4, 4))
    out, after = Turning(PICTURE, selection).at(angle, delta)
    known = {tuple(color) for color in PICTURE.reshape(-1, 4).tolist()} | {(0, 0, 0, 0)}
    assert {tuple(color) for color in out.reshape(-1, 4).tolist()} <= known
    assert after is not None
    outside = ~after.mask & ~selection.mask
    assert np.array_equal(out[outside], PICTURE[outside])


@pytest.mark.parametrize("quarters", [0, 1, 2, 3, 4])
def test_a_free_turn_by_quarters_is_the_turn_by_quarters(quarters: int) -> None:
    selection = Selection.rectangle((12, 12), (3, 4, 4, 4))
    free, mask = Turning(PICTURE, selection).at(quarters * math.pi / 2)
    exact, expected = quarter_turned(PICTURE, selection, quarters)
    assert np.array_equal(free, exact)
    assert mask == expected


def test_a_sprite_turns_and_scales_with_all_its_cels(paint_text: Paint, as_text: Text) -> None:
    low, high = Cel(paint_text("rgb ...")), Cel(paint_text("... www"))
    sprite = Sprite(
        3, 2, layers=(Layer("a"), Layer("b")), frames=(Frame(), Frame()), cels={(0, 0): low, (1, 1): high}
    )
    turned = turned_sprite(sprite, 1)
    assert turned.size == (2, 3)
    assert as_text(turned.pixels(0, 0)) == ".r\n.g\n.b"
    assert as_text(turned.pixels(1, 1)) == "w.\nw.\nw."
    assert turned_sprite(turned, -1) == sprite
    assert as_text(flipped_sprite(sprite, 1).pixels(0, 0)) == "bgr\n..."
    assert as_text(flipped_sprite(sprite, 0).pixels(1, 1)) == "www\n..."
    assert flipped_sprite(flipped_sprite(sprite, 0), 0) == sprite
    assert scaled_sprite(sprite, 3).size == (9, 6)
    assert scaled_sprite(scaled_sprite(sprite, 3), -3) == sprite


@given(rects, st.sampled_from([0, 1]))
def test_flipping_twice_restores(rect: tuple, axis: int) -> None:
    selection = Selection.rectangle((12, 12), rect)
    once, after = flipped(PICTURE, selection, axis)
    assert after == selection
    assert np.array_equal(once[~selection.mask], PICTURE[~selection.mask])
    assert np.array_equal(flipped(once, after, axis)[0], PICTURE)
    assert np.array_equal(flipped(PICTURE, None, axis)[0], np.flip(PICTURE, axis))


def test_flipping_an_odd_shape_spares_its_neighbours(paint_text: Paint, as_text: Text) -> None:
    pixels = paint_text("r.gw bbbw")
    mask = np.array([[1, 1, 0, 0], [0, 0, 0, 0]], np.bool_)
    assert as_text(flipped(pixels, Selection(mask), 1)[0]) == ".rgw\nbbbw"
    corner = Selection(np.array([[1, 1, 1, 0], [1, 0, 0, 0]], np.bool_))
    out, after = flipped(pixels, corner, 1)
    assert as_text(out) == "g.rw\n.bbw"
    assert after is not None
    assert after.mask.tolist() == [[True, True, True, False], [False, False, True, False]]


def test_what_is_flipped_while_it_floats_uncovers_what_it_lay_over(paint_text: Paint, as_text: Text) -> None:
    out, selection = moved(paint_text("rbgggg"), Selection.rectangle((6, 1), (0, 0, 2, 1)), (2, 0))
    out, selection = flipped(out, selection, 1)
    assert as_text(out) == "..brgg"
    out, selection = moved(out, selection, (2, 0))
    assert as_text(out) == "..ggbr"
