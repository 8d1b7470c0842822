"""Gestures of several presses, those that go on by themselves, and how each can be taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.tools import Symmetry, ToolName
from lunarcore_studio.ui.gestures import Doing
from tests.ui.studio import ALT, BLUE, CTRL, LEFT, MIDDLE, RED, RIGHT, SHIFT, Studio

ONE_WINDOW = True

SQUARE = [(2, 2), (9, 2), (9, 9), (2, 9)]
MULTIPLE = ["polygon", "curve", "select-polygon"]


def click(studio: Studio, *points: tuple[int, int], button: Qt.MouseButton = LEFT) -> None:
    for point in points:
        studio.hover(point)
        studio.drag([point], button)


def double_click(studio: Studio, point: tuple[int, int]) -> None:
    """As a mouse sends it: press, release, double click, release."""
    click(studio, point)
    QTest.mouseDClick(studio.canvas, LEFT, pos=studio.at(point))
    QTest.mouseRelease(studio.canvas, LEFT, pos=studio.at(point))


def border() -> set[tuple[int, int]]:
    ring = {(x, y) for x in range(2, 10) for y in (2, 9)}
    return ring | {(y, x) for x, y in ring}


def test_a_polygon_is_clicked_and_ends_where_it_began(studio: Studio) -> None:
    studio.session.choose_tool("polygon")
    click(studio, *SQUARE)
    assert studio.canvas.gestures.doing is Doing.WAITING
    click(studio, SQUARE[0])
    assert studio.canvas.gestures.doing is Doing.NOTHING
    assert studio.drawn() == border()
    assert studio.document.undo_label == "Polygon"
    studio.key(Qt.Key.Key_Z, CTRL)
    assert not studio.document.can_undo


def test_the_next_side_is_shown_before_it_is_drawn(studio: Studio) -> None:
    studio.session.choose_tool("polygon")
    click(studio, (2, 2), (9, 2))
    studio.hover((9, 9))
    assert (9, 6) in studio.drawn()
    studio.key(Qt.Key.Key_Return)
    assert studio.drawn() == {(x, 2) for x in range(2, 10)}
    assert studio.canvas.gestures.doing is Doing.NOTHING


def test_enter_ends_a_polygon_before_it_is_a_shortcut(studio: Studio) -> None:
    timeline = studio.window.timeline
    timeline.frames.add()
    studio.session.choose_tool("polygon")
    studio.canvas.setFocus()
    click(studio, *SQUARE)
    studio.key(Qt.Key.Key_Return)
    assert (studio.document.live, timeline.playback.playing) == (False, False)
    studio.key(Qt.Key.Key_Return)
    assert timeline.playback.playing


def test_the_other_button_ends_a_polygon(studio: Studio) -> None:
    studio.session.choose_tool("polygon")
    click(studio, *SQUARE)
    click(studio, (14, 14), button=RIGHT)
    assert studio.drawn() == border()
    assert not studio.document.live


def test_a_double_click_ends_a_polygon(studio: Studio) -> None:
    studio.session.choose_tool("polygon")
    click(studio, *SQUARE[:2])
    double_click(studio, SQUARE[2])
    assert not studio.document.live
    assert {(9, 9), (9, 5), (5, 5)} <= studio.drawn()


def test_a_double_click_on_the_first_corner_begins_no_other(studio: Studio) -> None:
    studio.session.choose_tool("polygon")
    click(studio, *SQUARE)
    double_click(studio, SQUARE[0])
    assert not studio.document.live
    assert studio.drawn() == border()


@pytest.mark.parametrize("tool", MULTIPLE)
def test_escape_takes_back_all_presses(studio: Studio, tool: str) -> None:
    studio.session.choose_tool(tool)
    studio.drag([(2, 2), (9, 2)])
    studio.hover((9, 9))
    assert studio.document.live
    studio.key(Qt.Key.Key_Escape)
    assert not studio.document.live
    assert studio.canvas.gestures.doing is Doing.NOTHING
    assert studio.drawn() == set()
    assert studio.document.selection is None
    assert not studio.document.can_undo


@pytest.mark.parametrize("tool", [tool for tool in ToolName if tool is not ToolName.EYEDROPPER])
def test_escape_takes_back_every_gesture(studio: Studio, tool: ToolName) -> None:
    studio.session.set_hand(symmetry=Symmetry.VERTICAL)
    studio.drag([(3, 3), (9, 9)])
    studio.document.select(Selection.rectangle((16, 16), (2, 2, 6, 6)))
    before, selection, label = studio.drawn(), studio.document.selection, studio.document.undo_label
    studio.session.set_hand(tool=tool, foreground=BLUE, text="Hi", filled=True)
    studio.press((8, 8))
    studio.move((12, 4))
    studio.move((13, 13), keys=SHIFT)
    studio.key(Qt.Key.Key_Escape)
    assert (studio.drawn(), studio.document.selection) == (before, selection)
    assert (studio.document.undo_label, studio.document.live) == (label, False)
    QTest.mouseRelease(studio.canvas, LEFT, pos=studio.at((13, 13)))
    assert (studio.drawn(), studio.document.selection) == (before, selection)


@pytest.mark.parametrize("tool", MULTIPLE)
def test_another_tool_keeps_what_was_drawn(studio: Studio, tool: str) -> None:
    studio.session.choose_tool(tool)
    studio.drag([(2, 2), (9, 2)])
    studio.key(Qt.Key.Key_E)
    assert not studio.document.live
    assert studio.document.can_undo
    assert studio.canvas.gestures.doing is Doing.NOTHING


def test_undo_takes_back_a_polygon_that_waits(studio: Studio) -> None:
    studio.session.choose_tool("polygon")
    click(studio, *SQUARE)
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.drawn() == set()
    assert studio.canvas.gestures.doing is Doing.NOTHING
    click(studio, (12, 12))
    assert studio.drawn() == {(12, 12)}


def test_the_view_can_be_panned_between_two_corners(studio: Studio) -> None:
    studio.session.choose_tool("polygon")
    click(studio, *SQUARE[:2])
    studio.drag([(8, 8), (9, 9)], MIDDLE)
    assert studio.canvas.gestures.doing is Doing.WAITING
    click(studio, *SQUARE[2:], SQUARE[0])
    assert studio.drawn() == border()


def test_a_curve_follows_the_mouse_until_a_click(studio: Studio) -> None:
    studio.session.choose_tool("curve")
    studio.drag([(1, 12), (14, 12)])
    studio.hover((7, 2))
    bent = studio.drawn()
    assert min(y for _, y in bent) == 7
    click(studio, (7, 2))
    assert studio.drawn() == bent
    assert not studio.document.live


def test_a_spray_goes_on_while_the_mouse_stays(studio: Studio, qtbot: QtBot) -> None:
    studio.session.choose_tool("spray")
    studio.press((8, 8))
    first = len(studio.drawn())
    assert first > 0
    qtbot.waitUntil(lambda: len(studio.drawn()) > first + 6)
    QTest.mouseRelease(studio.canvas, LEFT, pos=studio.at((8, 8)))
    assert studio.document.undo()
    assert not studio.document.can_undo


def test_escape_ends_a_spray(studio: Studio) -> None:
    studio.session.choose_tool("spray")
    studio.press((8, 8))
    studio.key(Qt.Key.Key_Escape)
    assert studio.drawn() == set()
    assert studio.canvas.gestures.doing is Doing.NOTHING


def test_text_is_written_above_and_placed_below(studio: Studio) -> None:
    studio.key(Qt.Key.Key_T, SHIFT)
    assert studio.window.options.text.hasFocus()
    QTest.keyClicks(studio.window.focusWidget(), "HI")
    assert studio.session.hand.text == "HI"
    studio.hover((2, 3))
    assert studio.canvas.overlay.preview is not None
    studio.drag([(2, 3)])
    assert (2, 3) in studio.drawn()
    assert studio.document.undo_label == "Text"
    assert studio.canvas.hasFocus()


@pytest.mark.parametrize(("keys", "count"), [(SHIFT, 23), (SHIFT | ALT, 7), (SHIFT | CTRL, 9)])
@pytest.mark.parametrize("tool", ["select", "lasso"])
def test_keys_add_subtract_and_intersect(
    studio: Studio, tool: str, keys: Qt.KeyboardModifier, count: int
) -> None:
    studio.document.select(Selection.rectangle((16, 16), (1, 1, 4, 4)))
    studio.session.choose_tool(tool)
    around = [(2, 2), (5, 5)] if tool == "select" else [(2, 2), (5, 2), (5, 5), (2, 5)]
    studio.drag(around, keys=keys)
    assert studio.document.selection is not None
    assert int(studio.document.selection.mask.sum()) == count


def test_ctrl_moves_and_alt_picks_with_every_new_tool(studio: Studio) -> None:
    studio.drag([(1, 1)])
    for tool in (
        "spray",
        "gradient",
        "curve",
        "polygon",
        "contour",
        "shade",
        "replace",
        "text",
        "lasso",
        "wand",
    ):
        studio.session.choose_tool(tool)
        studio.session.set_hand(foreground=(1, 2, 3, 255))
        studio.drag([(1, 1), (4, 4)], keys=CTRL)
        studio.drag([(4, 4)], keys=ALT)
        assert studio.session.hand.foreground == RED, tool
        studio.drag([(4, 4), (1, 1)], keys=CTRL)
    assert studio.drawn() == {(1, 1)}


def test_alt_turns_while_moving(studio: Studio) -> None:
    studio.drag([(3, 8), (12, 8)])
    studio.document.select(Selection.rectangle((16, 16), (3, 8, 10, 1)))
    studio.session.set_hand(tool=ToolName.MOVE)
    studio.press((12, 8))
    studio.move((7, 14), keys=ALT)
    QTest.mouseRelease(studio.canvas, LEFT, ALT, studio.at((7, 14)))
    xs = {x for x, _ in studio.drawn()}
    ys = {y for _, y in studio.drawn()}
    assert len(ys) > len(xs)


def test_an_axis_is_dragged_by_its_grip_and_escape_lets_it_go(studio: Studio) -> None:
    studio.window.actions_by_id["mirror-vertical"].trigger()
    canvas, view = studio.canvas, studio.canvas.viewport
    grip = view.screen_rect((8, -1, 0, 0)).topLeft().toPoint()
    grip.setY(round(view.area.top()) - 12)
    QTest.mouseMove(canvas, grip)
    assert canvas.cursor().shape() == Qt.CursorShape.SizeAllCursor
    QTest.mousePress(canvas, LEFT, pos=grip)
    studio.move((5, 5))
    assert studio.session.hand.axis == (11, 16)
    assert "5.5, 8" in studio.window.status.message.whole
    studio.key(Qt.Key.Key_Escape)
    assert studio.session.hand.axis is None
    QTest.mousePress(canvas, LEFT, pos=grip)
    studio.move((5, 5))
    QTest.mouseRelease(canvas, LEFT, pos=studio.at((5, 5)))
    assert studio.drawn() == set()
    studio.drag([(3, 3)])
    assert studio.drawn() == {(3, 3), (7, 3)}
    studio.window.actions_by_id["mirror-centre"].trigger()
    assert studio.session.hand.axis is None


def test_hidden_grips_are_not_in_the_way(studio: Studio) -> None:
    studio.window.actions_by_id["mirror-vertical"].trigger()
    studio.window.actions_by_id["hide-extras"].trigger()
    grip = studio.canvas.viewport.screen_rect((8, 0, 0, 0)).topLeft()
    grip.setY(studio.canvas.viewport.area.top() - 12)
    assert studio.canvas.gestures.grip(grip) is None
    studio.window.actions_by_id["hide-extras"].trigger()
    assert studio.canvas.gestures.grip(grip) is Symmetry.VERTICAL


def test_picking_where_nothing_is_drawn_says_so_and_keeps_the_colour(studio: Studio) -> None:
    told: list[str] = []
    studio.session.told.connect(told.append)
    before = studio.session.hand
    studio.drag([(3, 3)], keys=ALT)
    assert told == ["Nothing is drawn there: no colour is picked."]
    assert studio.session.hand == before
    studio.session.told.disconnect(told.append)
