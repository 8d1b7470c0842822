"""Which stroke a press means, and picking colours."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import (
    Button,
    Hand,
    Modifiers,
    ToolName,
    begin_stroke,
    effective_tool,
    select_op,
)

NONE, SHIFT, CTRL, ALT = Modifiers.NONE, Modifiers.SHIFT, Modifiers.CTRL, Modifiers.ALT
HERE = Selection.rectangle((8, 8), (0, 0, 2, 2))


@pytest.mark.parametrize(
    ("tool", "keys", "means"),
    [
        (ToolName.PENCIL, NONE, ToolName.PENCIL),
        (ToolName.PENCIL, CTRL, ToolName.MOVE),
        (ToolName.RECTANGLE, CTRL, ToolName.MOVE),
        (ToolName.RECTANGLE, CTRL | SHIFT, ToolName.RECTANGLE),
        (ToolName.FILL, ALT, ToolName.EYEDROPPER),
        (ToolName.SELECT, NONE, ToolName.MOVE),
        (ToolName.SELECT, SHIFT, ToolName.SELECT),
        (ToolName.SELECT, SHIFT | ALT, ToolName.SELECT),
        (ToolName.SELECT, CTRL, ToolName.MOVE),
    ],
)
def test_keys_change_the_tool(tool: ToolName, keys: Modifiers, means: ToolName) -> None:
    assert effective_tool(Hand(tool), HERE, (0, 0), "left", keys) is means


def test_a_marquee_outside_of_the_selection_or_adding_to_it_selects() -> None:
    assert effective_tool(Hand(ToolName.SELECT), HERE, (5, 5)) is ToolName.SELECT
    assert effective_tool(Hand(ToolName.SELECT), None, (0, 0)) is ToolName.SELECT
    adding = Hand(ToolName.SELECT, select_op="add")
    assert effective_tool(adding, HERE, (0, 0)) is ToolName.SELECT
    assert effective_tool(Hand(ToolName.SELECT), HERE, (0, 0), "right") is ToolName.SELECT


@pytest.mark.parametrize(
    ("button", "keys", "op"),
    [
        ("left", NONE, "intersect"),
        ("right", NONE, "subtract"),
        ("left", SHIFT, "add"),
        ("left", SHIFT | ALT, "subtract"),
        ("left", SHIFT | CTRL, "intersect"),
    ],
)
def test_keys_and_button_come_before_the_option(button: Button, keys: Modifiers, op: str) -> None:
    assert select_op(Hand(ToolName.SELECT, select_op="intersect"), button, keys) == op


def line_from(origin: tuple[int, int], to: tuple[int, int], keys: Modifiers, tool: ToolName) -> np.ndarray:
    stroke = begin_stroke(Hand(tool), Sprite.blank(8, 8), None, to, "left", keys, from_point=origin)
    return np.argwhere(stroke.result.sprite.pixels()[..., 3])[:, ::-1]


def test_shift_and_click_draws_a_line_from_the_last_point() -> None:
    assert line_from((1, 1), (4, 4), SHIFT, ToolName.PENCIL).tolist() == [[1, 1], [2, 2], [3, 3], [4, 4]]
    snapped = line_from((1, 1), (7, 2), SHIFT | CTRL, ToolName.PENCIL)
    assert snapped.tolist() == [[x, 1] for x in range(1, 8)]


def test_only_freehand_tools_know_a_last_point() -> None:
    assert line_from((1, 1), (4, 4), SHIFT, ToolName.RECTANGLE).tolist() == [[4, 4]]


def test_labels_name_what_was_done() -> None:
    def label(hand: Hand, button: Button = "left") -> str:
        return begin_stroke(hand, Sprite.blank(8, 8), None, (0, 0), button).label

    names = {tool: label(Hand(tool)) for tool in ToolName}
    assert names[ToolName.PENCIL] == "Pencil"
    assert len(set(names.values())) == len(ToolName)
    assert label(Hand(ToolName.ERASER), "right") == "Replace Colour"


def test_the_eyedropper_changes_nothing() -> None:
    sprite = Sprite.blank(8, 8)
    stroke = begin_stroke(Hand(ToolName.EYEDROPPER), sprite, HERE, (0, 0), "left")
    result = stroke.to((3, 3))
    assert (result.sprite, result.selection, result.rect) == (sprite, HERE, None)
