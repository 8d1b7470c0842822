"""Rectangle, ellipse, lasso, polygon and wand, with the operations their keys mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Hand, Modifiers, Stroke, ToolName, begin_stroke

Paint = Callable[[str], np.ndarray]
Text = Callable[[np.ndarray], str]
Point = tuple[int, int]
NONE, SHIFT, CTRL, ALT = Modifiers.NONE, Modifiers.SHIFT, Modifiers.CTRL, Modifiers.ALT
SPACE = Modifiers.SPACE
OLD = Selection.rectangle((8, 8), (0, 0, 4, 4))


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


def led(tool: ToolName, *way: Point, old: Selection | None = None, pressed: Modifiers = NONE) -> Stroke:
    """A gesture through all points; of one that waits, every further point is a press of its own."""
    stroke = begin_stroke(Hand(tool), Sprite.blank(8, 8), old, way[0], "left", pressed)
    for point in way[1:]:
        stroke.to(point, pressed)
        if tool is ToolName.SELECT_POLYGON:
            stroke.release()
    return stroke


def chosen(stroke: Stroke) -> np.ndarray:
    selection = stroke.result.selection
    return np.zeros((8, 8), np.bool_) if selection is None else selection.mask


def test_an_ellipse_selects_a_disc(as_text: Text) -> None:
    mask = chosen(led(ToolName.SELECT_ELLIPSE, (1, 1), (5, 5)))
    assert as_text(mask[1:6, 1:6]) == ".###.\n#####\n#####\n#####\n.###."


def test_a_lasso_selects_what_it_encloses_and_its_line() -> None:
    mask = chosen(led(ToolName.LASSO, (1, 1), (5, 1), (5, 5), (1, 5)))
    assert np.array_equal(mask, Selection.rectangle((8, 8), (1, 1, 5, 5)).mask)
    assert chosen(led(ToolName.LASSO, (-9, -9), (20, -9), (20, 20), (-9, 20))).all()


def test_a_polygon_selects_between_its_corners() -> None:
    stroke = led(ToolName.SELECT_POLYGON, (1, 1), (5, 1), (5, 5), (1, 5))
    assert stroke.waits
    stroke.to((1, 1))
    stroke.release()
    assert not stroke.waits
    assert stroke.result.selection == Selection.rectangle((8, 8), (1, 1, 5, 5))


def test_a_wand_takes_what_hangs_together_or_all_of_its_kind(paint_text: Paint, as_text: Text) -> None:
    sprite = Sprite.from_pixels(paint_text("rr.r r..r ...r"))
    wand = Hand(ToolName.WAND)
    here = begin_stroke(wand, sprite, None, (0, 0), "left").result.selection
    everywhere = begin_stroke(replace(wand, contiguous=False), sprite, None, (0, 0), "left").result.selection
    assert here is not None
    assert everywhere is not None
    assert as_text(here.mask) == "##..\n#...\n...."
    assert as_text(everywhere.mask) == "##.#\n#..#\n...#"


def test_a_wand_is_tolerant(paint_text: Paint) -> None:
    pixels = paint_text("gg")
    pixels[0, 1, 0] += 9
    sprite = Sprite.from_pixels(pixels)
    for tolerance, count in ((8, 1), (9, 2)):
        wand = Hand(ToolName.WAND, tolerance=tolerance)
        selection = begin_stroke(wand, sprite, None, (0, 0), "left").result.selection
        assert selection is not None
        assert int(selection.mask.sum()) == count


def test_a_wand_beside_the_canvas_finds_nothing() -> None:
    assert led(ToolName.WAND, (-1, 0), old=OLD).result.selection is None


@pytest.mark.parametrize(
    "tool", [ToolName.SELECT, ToolName.SELECT_ELLIPSE, ToolName.LASSO, ToolName.SELECT_POLYGON]
)
def test_the_keys_mean_the_same_to_all(tool: ToolName) -> None:
    way = ((2, 2), (6, 2), (6, 6), (2, 6))
    new = chosen(led(tool, *way))
    assert new.any()
    assert np.array_equal(chosen(led(tool, *way, old=OLD, pressed=SHIFT)), OLD.mask | new)
    assert np.array_equal(chosen(led(tool, *way, old=OLD, pressed=SHIFT | ALT)), OLD.mask & ~new)
    assert np.array_equal(chosen(led(tool, *way, old=OLD, pressed=SHIFT | CTRL)), OLD.mask & new)


def test_the_keys_mean_the_same_to_the_wand(paint_text: Paint) -> None:
    sprite = Sprite.from_pixels(paint_text("rrgg"))
    old = Selection.rectangle((4, 1), (1, 0, 2, 1))
    for keys, text in ((SHIFT, "##.."), (SHIFT | ALT, "..#."), (SHIFT | CTRL, ".#..")):
        selection = begin_stroke(Hand(ToolName.WAND), sprite, old, (0, 0), "left", keys).result.selection
        assert selection is not None
        expected = {"##..": "###.", "..#.": "..#.", ".#..": ".#.."}[text]
        assert "".join(".#"[int(on)] for on in selection.mask[0]) == expected


@pytest.mark.parametrize("tool", [ToolName.SELECT, ToolName.SELECT_ELLIPSE])
def test_a_marquee_turns_moves_and_centres(tool: ToolName) -> None:
    stroke = led(tool, (1, 3), (5, 4))
    stroke.to((5, 5), SPACE)
    assert Selection(chosen(stroke)).bounds == (1, 4, 5, 2)
    centred = led(tool, (4, 4))
    centred.to((6, 5), CTRL)
    assert Selection(chosen(centred)).bounds == (2, 3, 5, 3)
    upright = led(tool, (1, 3), (5, 3))
    upright.to((3, 5), ALT)
    assert Selection(chosen(upright)).bounds == (3, 1, 1, 5)


def test_a_gesture_that_selects_leaves_the_picture_alone(paint_text: Paint) -> None:
    sprite = Sprite.from_pixels(paint_text("rg b."))
    for tool in (ToolName.LASSO, ToolName.WAND, ToolName.SELECT_POLYGON, ToolName.SELECT_ELLIPSE):
        assert begin_stroke(Hand(tool), sprite, None, (0, 0), "left").to((1, 1)).sprite is sprite
