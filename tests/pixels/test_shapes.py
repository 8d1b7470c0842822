"""Line, rectangle, ellipse, contour, gradient and text under the keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Button, Hand, Modifiers, ToolName, begin_stroke

Paint = Callable[[str], np.ndarray]
Text = Callable[[np.ndarray], str]
Point = tuple[int, int]
NONE, SHIFT, CTRL, ALT, SPACE = (
    Modifiers.NONE,
    Modifiers.SHIFT,
    Modifiers.CTRL,
    Modifiers.ALT,
    Modifiers.SPACE,
)
RED, BLUE = (200, 40, 40, 255), (60, 80, 200, 255)
points = st.tuples(st.integers(-2, 9), st.integers(-2, 9))


def dragged(tool: ToolName, start: Point, *way: tuple[Point, Modifiers], **options: object) -> np.ndarray:
    hand = replace(Hand(tool), **options)  # type: ignore[arg-type]
    stroke = begin_stroke(hand, Sprite.blank(8, 8), None, start, "left")
    for point, modifiers in way:
        stroke.to(point, modifiers)
    return stroke.result.sprite.pixels()[..., 3] > 0


def bounds(mask: np.ndarray) -> tuple[int, int, int, int] | None:
    return Selection(mask).bounds


@pytest.mark.parametrize("tool", [ToolName.LINE, ToolName.RECTANGLE, ToolName.ELLIPSE])
@given(way=st.lists(points, min_size=1, max_size=4))
def test_only_the_last_point_counts(tool: ToolName, way: list[Point]) -> None:
    straight = dragged(tool, (3, 3), (way[-1], NONE))
    assert np.array_equal(dragged(tool, (3, 3), *((p, NONE) for p in way)), straight)


def test_a_line_and_a_filled_rectangle(as_text: Text) -> None:
    assert as_text(dragged(ToolName.LINE, (0, 0), ((3, 1), NONE))[:2, :4]) == "##..\n..##"
    assert int(dragged(ToolName.RECTANGLE, (1, 1), ((4, 3), NONE), filled=True).sum()) == 12
    assert int(dragged(ToolName.RECTANGLE, (1, 1), ((4, 3), NONE)).sum()) == 10


@pytest.mark.parametrize("tool", [ToolName.RECTANGLE, ToolName.ELLIPSE])
def test_shift_makes_a_square_and_ctrl_draws_from_the_centre(tool: ToolName) -> None:
    assert bounds(dragged(tool, (1, 1), ((5, 3), SHIFT))) == (1, 1, 5, 5)
    assert bounds(dragged(tool, (6, 6), ((5, 2), SHIFT))) == (2, 2, 5, 5)
    assert bounds(dragged(tool, (4, 4), ((6, 5), CTRL))) == (2, 3, 5, 3)
    assert bounds(dragged(tool, (4, 4), ((6, 5), SHIFT | CTRL))) == (2, 2, 5, 5)


def test_shift_snaps_a_line(as_text: Text) -> None:
    assert np.argwhere(dragged(ToolName.LINE, (0, 0), ((6, 1), SHIFT))).tolist() == [[0, x] for x in range(7)]


def test_keys_let_go_no_longer_count() -> None:
    assert bounds(dragged(ToolName.RECTANGLE, (1, 1), ((5, 3), SHIFT), ((5, 3), NONE))) == (1, 1, 5, 3)


def test_space_moves_the_shape() -> None:
    way = [((3, 2), NONE), ((5, 5), SPACE), ((6, 5), NONE)]
    assert bounds(dragged(ToolName.RECTANGLE, (1, 1), *way)) == (3, 4, 4, 2)


def test_alt_turns_the_shape_about_its_centre(as_text: Text) -> None:
    # From the right of the centre (3, 3) to below it: a quarter turn, so 7x3 becomes 3x7.
    way = [((6, 4), NONE), ((6, 3), NONE), ((6, 4), NONE), ((3, 6), ALT)]
    turned = dragged(ToolName.RECTANGLE, (0, 2), *way)
    assert not np.array_equal(turned, dragged(ToolName.RECTANGLE, (0, 2), ((6, 4), NONE)))
    level = dragged(ToolName.LINE, (1, 3), ((5, 3), NONE), ((3, 5), ALT))
    assert np.argwhere(level).tolist() == [[y, 3] for y in range(1, 6)]


def test_borders_take_the_brush() -> None:
    assert bounds(dragged(ToolName.RECTANGLE, (3, 3), ((4, 4), NONE), brush_size=3)) == (2, 2, 4, 4)


def test_a_contour_is_closed_and_filled(as_text: Text) -> None:
    way = [((4, 1), NONE), ((4, 4), NONE)]
    drawn = dragged(ToolName.CONTOUR, (1, 1), *way)
    assert as_text(drawn[:6, :6]) == "......\n.####.\n..###.\n...##.\n....#.\n......"


def test_a_contour_may_leave_the_canvas() -> None:
    way = [((12, -4), NONE), ((12, 12), NONE), ((-4, 12), NONE)]
    assert dragged(ToolName.CONTOUR, (-4, -4), *way).all()


@given(way=st.lists(points, min_size=1, max_size=5), filled=st.booleans())
def test_a_contour_holds_its_line(way: list[Point], filled: bool) -> None:
    hand = dragged(ToolName.CONTOUR, (3, 3), *((p, NONE) for p in way), filled=filled)
    line = dragged(ToolName.PENCIL, (3, 3), *((p, NONE) for p in way), pixel_perfect=False)
    assert not (line & ~hand).any()


def gradient(start: Point, end: Point, button: Button = "left", **options: object) -> np.ndarray:
    hand = replace(Hand(ToolName.GRADIENT, RED, BLUE), **options)  # type: ignore[arg-type]
    stroke = begin_stroke(hand, Sprite.blank(8, 2), None, start, button)
    return stroke.to(end).sprite.pixels()


def test_a_gradient_runs_from_one_colour_to_the_other() -> None:
    pixels = gradient((0, 0), (7, 0))
    assert [tuple(pixels[y, x].tolist()) for y, x in [(0, 0), (1, 0), (0, 7), (1, 7)]] == [
        RED,
        RED,
        BLUE,
        BLUE,
    ]
    assert {tuple(pixel) for row in pixels.tolist() for pixel in row} == {RED, BLUE}
    back = gradient((0, 0), (7, 0), "right")
    assert tuple(back[0, 0].tolist()) == BLUE


def test_an_undithered_gradient_takes_colours_of_the_palette_only() -> None:
    pixels = gradient((0, 0), (7, 0), gradient_dither=0)
    own = {RED, BLUE, *(color for color in Sprite.blank().palette.colors)}
    assert {tuple(pixel) for row in pixels.tolist() for pixel in row} <= own
    assert len({tuple(pixel) for pixel in pixels[0].tolist()}) > 2


def test_a_gradient_stops_where_a_fill_would(paint_text: Paint) -> None:
    sprite = Sprite.from_pixels(paint_text("..g..... ..g....."))
    hand = Hand(ToolName.GRADIENT, RED, BLUE)
    pixels = begin_stroke(hand, sprite, None, (0, 0), "left").to((7, 0)).sprite.pixels()
    assert np.array_equal(pixels[:, 2:], sprite.pixels()[:, 2:])
    assert pixels[:, :2, 3].all()


def test_a_gradient_from_beside_the_canvas_covers_all_of_it() -> None:
    assert gradient((-3, 0), (11, 0))[..., 3].all()


def test_a_gradient_from_beside_the_selection_covers_all_of_that() -> None:
    selection = Selection.rectangle((8, 2), (3, 0, 4, 2))
    stroke = begin_stroke(Hand(ToolName.GRADIENT, RED, BLUE), Sprite.blank(8, 2), selection, (0, 0), "left")
    drawn = stroke.to((7, 0)).sprite.pixels()[..., 3] > 0
    assert np.array_equal(drawn, selection.mask)


def test_text_stands_at_the_mouse(as_text: Text) -> None:
    drawn = dragged(ToolName.TEXT, (5, 5), ((1, 2), NONE), text="I!", face="3x5")
    assert as_text(drawn) == "\n".join(
        ["........"] * 2 + [".###.#..", "..#..#..", "..#..#..", "..#.....", ".###.#..", "........"]
    )
    assert not dragged(ToolName.TEXT, (1, 1)).any()


def test_shapes_go_around_a_tile() -> None:
    drawn = dragged(ToolName.RECTANGLE, (6, 6), ((9, 9), NONE), tiled=True)
    assert int(drawn.sum()) == 12
    assert drawn[1, 6]
    assert drawn[6, 1]
