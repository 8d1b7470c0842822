"""Pixels that follow the mouse, and turn under Alt."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Hand, Modifiers, ToolName, begin_stroke

Paint = Callable[[str], np.ndarray]
Text = Callable[[np.ndarray], str]
NONE, SHIFT, ALT = Modifiers.NONE, Modifiers.SHIFT, Modifiers.ALT


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


def test_alt_turns_what_is_selected_and_no_alt_moves_it_on(paint_text: Paint, as_text: Text) -> None:
    sprite = Sprite.from_pixels(paint_text("....... ....... ....... .rgb... ....... ....... ......."))
    selection = Selection.rectangle((7, 7), (1, 3, 3, 1))
    stroke = begin_stroke(Hand(ToolName.MOVE), sprite, selection, (6, 3), "left")
    turned = stroke.to((2, 7), ALT)
    assert as_text(turned.sprite.pixels()).split()[1:6] == [
        ".......",
        "..r....",
        "..g....",
        "..b....",
        ".......",
    ]
    assert turned.selection == Selection.rectangle((7, 7), (2, 2, 1, 3))
    moved_on = stroke.to((4, 7))
    assert as_text(moved_on.sprite.pixels()).split()[2] == "....r.."
    assert moved_on.selection == Selection.rectangle((7, 7), (4, 2, 1, 3))


def test_turning_back_changes_nothing(paint_text: Paint) -> None:
    sprite = Sprite.from_pixels(paint_text("r.g.. .bb.. w.w.. ..... ....."))
    stroke = begin_stroke(Hand(ToolName.MOVE), sprite, None, (4, 2), "left")
    assert stroke.to((3, 4), ALT).sprite is not sprite
    assert stroke.to((4, 2), ALT).sprite == sprite


def test_shift_and_alt_turn_by_clean_angles(paint_text: Paint) -> None:
    sprite = Sprite.from_pixels(paint_text("..... ..... .rgb. ..... ....."))
    stroke = begin_stroke(Hand(ToolName.MOVE), sprite, None, (40, 2), "left")
    assert stroke.to((40, 4), ALT | SHIFT).sprite == sprite
    stroke.to((3, 40), ALT)
    quarter = stroke.to((3, 40), ALT | SHIFT).sprite.pixels()
    assert [pixel[3] > 0 for pixel in quarter[:, 2]] == [False, True, True, True, False]


@pytest.mark.parametrize("keys", [NONE, ALT])
def test_a_selection_that_left_with_nothing_does_not_count(keys: Modifiers, paint_text: Paint) -> None:
    sprite = Sprite.from_pixels(paint_text("r.. ... ..."))
    gone = Selection(np.zeros((3, 3), np.bool_))
    stroke = begin_stroke(Hand(ToolName.MOVE), sprite, gone, (0, 0), "left")
    assert stroke.to((1, 2), keys).sprite != sprite
