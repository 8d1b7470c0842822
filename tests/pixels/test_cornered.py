"""Polygons corner by corner, curves bend by bend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Hand, Modifiers, Stroke, ToolName, begin_stroke

Text = Callable[[np.ndarray], str]
Point = tuple[int, int]
SHIFT, SPACE = Modifiers.SHIFT, Modifiers.SPACE


def begun(tool: ToolName, start: Point, **options: object) -> Stroke:
    hand = replace(Hand(tool), **options)  # type: ignore[arg-type]
    return begin_stroke(hand, Sprite.blank(9, 9), None, start, "left")


def clicked(stroke: Stroke, *points: Point) -> Stroke:
    for point in points:
        stroke.to(point)
        stroke.release()
    return stroke


def drawn(stroke: Stroke) -> np.ndarray:
    return stroke.result.sprite.pixels()[..., 3] > 0


def test_a_polygon_ends_on_its_first_corner(as_text: Text) -> None:
    stroke = clicked(begun(ToolName.POLYGON, (1, 1)), (1, 1), (5, 1), (5, 5))
    assert stroke.waits
    clicked(stroke, (1, 1))
    assert not stroke.waits
    assert as_text(drawn(stroke)[:7, :7]).split() == [
        ".......", ".#####.", "..#..#.", "...#.#.", "....##.", ".....#.", ".......",
    ]  # fmt: skip


def test_a_second_press_on_the_same_corner_ends_it_too() -> None:
    stroke = clicked(begun(ToolName.POLYGON, (1, 1)), (5, 1), (5, 5), (5, 5))
    assert not stroke.waits
    assert drawn(stroke)[3, 3]


def test_a_filled_polygon_is_full() -> None:
    stroke = clicked(begun(ToolName.POLYGON, (1, 1), filled=True), (5, 1), (5, 5), (1, 5), (1, 1))
    assert int(drawn(stroke).sum()) == 25


def test_the_next_corner_follows_the_mouse_and_is_left_out_at_the_end() -> None:
    stroke = clicked(begun(ToolName.POLYGON, (1, 1)), (5, 1), (5, 5))
    corner = drawn(stroke).copy()
    stroke.to((0, 8))
    assert drawn(stroke)[8, 0]
    stroke.finish()
    assert np.array_equal(drawn(stroke), corner)


def test_shift_keeps_a_side_clean_and_space_moves_all_corners() -> None:
    stroke = clicked(begun(ToolName.POLYGON, (1, 1)), (5, 1))
    stroke.to((6, 5), SHIFT)
    assert drawn(stroke)[1:6, 5].all()
    stroke.to((7, 7), SPACE)
    assert drawn(stroke)[3, 2:7].all()
    assert not drawn(stroke)[:3].any()


@pytest.mark.parametrize("bends", [1, 2])
def test_a_curve_is_dragged_then_bent(bends: int) -> None:
    stroke = clicked(begun(ToolName.CURVE, (0, 8), bends=bends), (8, 8))
    assert stroke.waits
    assert drawn(stroke)[8].all()
    stroke.to((4, 0))
    assert drawn(stroke)[4, 4]
    assert not drawn(stroke)[8, 4]
    stroke.release()
    assert stroke.waits is (bends == 2)
    if bends == 2:
        clicked(stroke, (8, 0))
    assert not stroke.waits
    assert drawn(stroke)[8, [0, 8]].all()


def test_a_curve_without_length_is_a_dot() -> None:
    stroke = clicked(begun(ToolName.CURVE, (4, 4)), (4, 4))
    assert not stroke.waits
    assert int(drawn(stroke).sum()) == 1


def test_space_moves_a_bent_curve() -> None:
    stroke = clicked(begun(ToolName.CURVE, (0, 6)), (6, 6))
    stroke.to((3, 0))
    before = drawn(stroke).copy()
    stroke.to((4, 2), SPACE)
    assert np.array_equal(drawn(stroke)[2:, 1:], before[:-2, :-1])


@pytest.mark.parametrize("tool", [ToolName.POLYGON, ToolName.CURVE, ToolName.SELECT_POLYGON])
def test_all_presses_are_one_step_or_none(tool: ToolName) -> None:
    def open_gesture() -> Document:
        document = Document(Sprite.blank(9, 9))
        document.stroke_begin(Hand(tool), (1, 1))
        document.stroke_to((7, 1))
        assert not document.stroke_end()
        assert document.stroke_waits
        document.stroke_to((7, 7))
        return document

    document = open_gesture()
    assert document.stroke_finish()
    assert not document.stroke_finish()
    assert document.undo()
    assert not document.can_undo
    document = open_gesture()
    assert document.abort()
    assert (document.can_undo, document.pixels.any(), document.selection) == (False, False, None)
    document = open_gesture()
    assert document.undo(), "an open gesture is what undo takes back"
    assert (document.can_redo, document.pixels.any(), document.selection) == (True, False, None)
