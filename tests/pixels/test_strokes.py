"""Freehand, eraser and fill, as the mouse goes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.palette import FALLBACK
from lunarcore_studio.pixels.raster import Symmetry
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Layer, Sprite
from lunarcore_studio.pixels.tools import Button, Hand, ToolName, begin_stroke

Paint = Callable[[str], np.ndarray]
Text = Callable[[np.ndarray], str]
Point = tuple[int, int]
BLACK, RED, GREEN = (0, 0, 0, 255), (200, 40, 40, 255), (40, 160, 60, 255)
PENCIL = Hand(foreground=BLACK, background=RED)
points = st.tuples(st.integers(-3, 12), st.integers(-3, 12))


def drawn(
    hand: Hand, sprite: Sprite, *path: Point, selection: Selection | None = None, button: Button = "left"
) -> np.ndarray:
    stroke = begin_stroke(hand, sprite, selection, path[0], button)
    for point in path[1:]:
        stroke.to(point)
    return stroke.result.sprite.pixels()


def test_a_stroke_is_one_line_through_all_mouse_points(as_text: Text) -> None:
    assert as_text(drawn(PENCIL, Sprite.blank(5, 3), (0, 0), (2, 2), (4, 2))) == "#....\n.#...\n..###"


def test_corners_are_dropped_while_the_mouse_goes_slowly(as_text: Text) -> None:
    steps = [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)]
    assert as_text(drawn(PENCIL, Sprite.blank(3, 3), *steps)) == "#..\n.#.\n..#"
    plain = replace(PENCIL, pixel_perfect=False)
    assert as_text(drawn(plain, Sprite.blank(3, 3), *steps)) == "##.\n.##\n..#"


def test_the_corner_under_the_mouse_is_still_drawn() -> None:
    stroke = begin_stroke(PENCIL, Sprite.blank(3, 3), None, (0, 0), "left")
    assert stroke.to((1, 0)).sprite.pixels()[0, 1].any()
    after = stroke.to((1, 1))
    assert not after.sprite.pixels()[0, 1].any()
    assert after.rect == (1, 0, 1, 2)


def test_a_corner_dropped_on_an_older_part_does_not_rub_that_out() -> None:
    path = [(0, 1), (5, 1), (6, 2), (5, 3), (2, 3), (2, 1), (3, 1), (4, 1)]
    assert (drawn(PENCIL, Sprite.blank(7, 5), *path)[1, :6, 3] == 255).all()


@given(st.lists(points, min_size=1, max_size=6), st.integers(2, 5), st.sampled_from(["square", "round"]))
def test_mouse_points_between_change_nothing_for_a_broad_brush(
    path: list[Point], size: int, shape: str
) -> None:
    hand = replace(PENCIL, brush_size=size, brush_shape=shape)  # type: ignore[arg-type]
    parts = [drawn(hand, Sprite.blank(10, 10), a, b) for a, b in zip(path, path[1:] or path, strict=False)]
    whole = drawn(hand, Sprite.blank(10, 10), *path)
    assert np.array_equal(whole, np.maximum.reduce(parts))


@given(st.lists(points, min_size=1, max_size=6), st.integers(1, 4), st.sampled_from(list(Symmetry)))
def test_mirrored_strokes_are_symmetric(path: list[Point], size: int, symmetry: Symmetry) -> None:
    hand = replace(PENCIL, brush_size=size, symmetry=symmetry)
    pixels = drawn(hand, Sprite.blank(10, 10), *path)
    image = {
        Symmetry.VERTICAL: pixels[:, ::-1],
        Symmetry.HORIZONTAL: pixels[::-1],
        Symmetry.DIAGONAL: pixels.swapaxes(0, 1),
        Symmetry.ANTIDIAGONAL: pixels[::-1, ::-1].swapaxes(0, 1),
    }[symmetry]
    assert np.array_equal(pixels, image)
    assert set(
        map(tuple, np.argwhere(drawn(replace(hand, symmetry=Symmetry.NONE), Sprite.blank(10, 10), *path)))
    ) <= set(map(tuple, np.argwhere(pixels)))


tools = st.sampled_from(
    [ToolName.PENCIL, ToolName.ERASER, ToolName.FILL, ToolName.LINE, ToolName.RECTANGLE, ToolName.ELLIPSE]
)


@given(tools, st.sampled_from(["left", "right"]), st.lists(points, min_size=1, max_size=4), st.integers(1, 5))
def test_no_tool_draws_outside_of_the_selection(
    tool: ToolName, button: Button, path: list[Point], size: int
) -> None:
    pixels = FALLBACK.array[np.arange(100).reshape(10, 10) // 7 % 16]
    selection = Selection.rectangle((10, 10), (2, 3, 5, 4))
    hand = Hand(tool, tuple(FALLBACK.colors[3]), RED, brush_size=size, symmetry=Symmetry.VERTICAL)
    out = drawn(hand, Sprite.from_pixels(pixels), *path, selection=selection, button=button)
    outside = ~selection.mask
    assert np.array_equal(out[outside], pixels[outside])


def test_a_selection_that_left_the_canvas_hinders_nobody() -> None:
    gone = Selection(np.zeros((3, 3), np.bool_))
    assert drawn(PENCIL, Sprite.blank(3, 3), (1, 1), selection=gone)[1, 1].tolist() == list(BLACK)


def test_buttons_choose_the_colour() -> None:
    assert drawn(PENCIL, Sprite.blank(1, 1), (0, 0), button="right")[0, 0].tolist() == list(RED)


def test_the_erasers_right_button_turns_foreground_into_background(paint_text: Paint, as_text: Text) -> None:
    sprite = Sprite.from_pixels(paint_text("#g#."))
    eraser = replace(PENCIL, tool=ToolName.ERASER)
    assert as_text(drawn(eraser, sprite, (0, 0), (3, 0), button="right")) == "rgr."
    assert as_text(drawn(eraser, sprite, (0, 0), (1, 0))) == "..#."


def test_a_see_through_stroke_does_not_add_up_where_it_crosses_itself() -> None:
    glass = replace(PENCIL, foreground=(255, 0, 0, 100), pixel_perfect=False)
    pixels = drawn(glass, Sprite.blank(4, 1), (0, 0), (3, 0), (0, 0))
    assert (pixels == (255, 0, 0, 100)).all()


def test_fill_stops_at_other_colours_or_finds_all_of_its_kind(paint_text: Paint, as_text: Text) -> None:
    sprite = Sprite.from_pixels(paint_text("gg#g g##g .#gg"))
    fill = Hand(ToolName.FILL, foreground=RED)
    assert as_text(drawn(fill, sprite, (0, 0))) == "rr#g\nr##g\n.#gg"
    assert as_text(drawn(replace(fill, contiguous=False), sprite, (0, 0))) == "rr#r\nr##r\n.#rr"
    assert as_text(drawn(replace(fill, symmetry=Symmetry.VERTICAL), sprite, (0, 0))) == "rr#r\nr##r\n.#rr"
    assert drawn(fill, sprite, (-1, 0)) is sprite.pixels()


def test_fill_does_not_flow_around_through_what_is_not_selected(as_text: Text) -> None:
    mask = np.array([[1, 0, 1], [0, 0, 0]], np.bool_)
    fill = Hand(ToolName.FILL, foreground=RED)
    assert as_text(drawn(fill, Sprite.blank(3, 2), (0, 0), selection=Selection(mask))) == "r..\n..."


def test_fill_dragged_on_fills_what_it_touches_once(paint_text: Paint, as_text: Text) -> None:
    sprite = Sprite.from_pixels(paint_text("g#b"))
    glass = Hand(ToolName.FILL, foreground=(200, 40, 40, 255))
    assert as_text(drawn(glass, sprite, (0, 0), (2, 0), (0, 0))) == "r#r"


@pytest.mark.parametrize("layer", [Layer("a", locked=True), Layer("a", visible=False)])
@pytest.mark.parametrize("tool", [ToolName.PENCIL, ToolName.FILL, ToolName.MOVE, ToolName.LINE])
def test_a_layer_that_is_hidden_or_locked_stays_as_it_is(
    layer: Layer, tool: ToolName, paint_text: Paint
) -> None:
    sprite = replace(Sprite.from_pixels(paint_text("g#b")), layers=(layer,))
    assert drawn(Hand(tool, foreground=RED), sprite, (0, 0), (2, 0)) is sprite.pixels()


def test_a_stroke_on_an_upper_layer_leaves_the_lower_alone(paint_text: Paint) -> None:
    sprite = replace(Sprite.from_pixels(paint_text("g#b")), layers=(Layer("a"), Layer("b")))
    result = begin_stroke(PENCIL, sprite, None, (0, 0), "left", layer=1).result.sprite
    assert result.cels[0, 0] is sprite.cels[0, 0]
    assert result.pixels(1)[0, 0].tolist() == list(BLACK)


def test_the_rect_bounds_what_changed_since_the_last_point() -> None:
    stroke = begin_stroke(PENCIL, Sprite.blank(9, 9), None, (1, 1), "left")
    assert stroke.result.rect == (1, 1, 1, 1)
    assert stroke.to((5, 1)).rect == (2, 1, 4, 1)
    assert stroke.to((5, 1)).rect is None


def test_a_stray_mouse_costs_no_more_than_the_canvas_is_worth() -> None:
    hand = Hand(ToolName.ELLIPSE, filled=True, brush_size=32, symmetry=Symmetry.VERTICAL)
    stroke = begin_stroke(hand, Sprite.blank(), None, (0, 0), "left")
    start = time.process_time()
    stroke.to((10**9, -(10**9)))
    assert time.process_time() - start < 5
