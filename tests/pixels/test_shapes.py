"""Line, rectangle, ellipse, marquee and move under the keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Hand, Modifiers, Stroke, ToolName, begin_stroke

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


def selecting(start: Point, end: Point, old: Selection | None = None, pressed: Modifiers = NONE) -> Stroke:
    stroke = begin_stroke(Hand(ToolName.SELECT), Sprite.blank(8, 8), old, start, "left", pressed)
    stroke.to(end, pressed)
    return stroke


def test_a_marquee_selects_between_its_corners() -> None:
    result = selecting((5, 6), (2, 3)).result
    assert result.selection == Selection.rectangle((8, 8), (2, 3, 4, 4))
    assert result.sprite == Sprite.blank(8, 8)


def test_a_click_deselects() -> None:
    assert selecting((7, 7), (7, 7), Selection.rectangle((8, 8), (0, 0, 2, 2))).result.selection is None


@pytest.mark.parametrize(("pressed", "pixels"), [(SHIFT, 7), (SHIFT | ALT, 3), (SHIFT | CTRL, 1), (NONE, 4)])
def test_the_keys_at_the_press_choose_the_operation(pressed: Modifiers, pixels: int) -> None:
    old = Selection.rectangle((8, 8), (0, 0, 2, 2))
    selection = selecting((2, 2), (1, 1), old, pressed).result.selection
    assert selection is not None
    assert int(selection.mask.sum()) == pixels


def test_the_right_button_subtracts_and_nothing_left_is_none() -> None:
    old = Selection.rectangle((8, 8), (0, 0, 2, 2))
    stroke = begin_stroke(Hand(ToolName.SELECT), Sprite.blank(8, 8), old, (0, 0), "right")
    assert stroke.result.selection == Selection.rectangle((8, 8), (0, 0, 2, 2)).subtract(
        Selection.rectangle((8, 8), (0, 0, 1, 1))
    )
    assert stroke.to((1, 1)).selection is None


def test_shift_pressed_again_squares_the_marquee_it_added_with() -> None:
    stroke = selecting((0, 0), (4, 2), None, SHIFT)
    assert stroke.result.selection == Selection.rectangle((8, 8), (0, 0, 5, 3))
    stroke.to((4, 2), NONE)
    assert stroke.to((4, 2), SHIFT).selection == Selection.rectangle((8, 8), (0, 0, 5, 5))


def test_a_marquee_begun_within_the_selection_moves_it(paint_text: Paint, as_text: Text) -> None:
    sprite = Sprite.from_pixels(paint_text("rg.. ...."))
    old = Selection.rectangle((4, 2), (0, 0, 2, 1))
    stroke = begin_stroke(Hand(ToolName.SELECT), sprite, old, (1, 0), "left")
    assert (stroke.tool, stroke.label) == (ToolName.MOVE, "Move")
    result = stroke.to((3, 1))
    assert as_text(result.sprite.pixels()) == "....\n..rg"
    assert result.selection == Selection.rectangle((4, 2), (2, 1, 2, 1))


def test_moving_and_coming_back_changes_nothing(paint_text: Paint) -> None:
    sprite = Sprite.from_pixels(paint_text("rg.. .b.#"))
    stroke = begin_stroke(Hand(ToolName.MOVE), sprite, None, (1, 0), "left")
    stroke.to((9, 9))
    assert stroke.to((1, 0)).sprite is sprite


def test_shift_keeps_a_move_on_the_longer_axis(paint_text: Paint, as_text: Text) -> None:
    sprite = Sprite.from_pixels(paint_text("r... ...."))
    stroke = begin_stroke(Hand(ToolName.MOVE), sprite, None, (0, 0), "left")
    assert as_text(stroke.to((2, 1), SHIFT).sprite.pixels()) == "..r.\n...."
