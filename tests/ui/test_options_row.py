"""One row for every tool, and every control in it changes the hand."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunarcore_studio.pixels.tools import Hand, Stamp, ToolName
from lunarcore_studio.ui.action_table import TOOLS
from lunarcore_studio.ui.hand_controls import HandCheck, HandChoice, HandList, HandNumber
from tests.ui.studio import CTRL, LEFT, RED, SHIFT, Studio

ONE_WINDOW = True

NAMES = [str(entry.argument) for entry in TOOLS]
STAMP = Stamp(np.full((2, 3, 4), 255, np.uint8))


@pytest.mark.parametrize("shape", ["square", "custom"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (960, 600)])
def test_the_row_fits_the_window_with_every_tool(
    own_studio: Studio, shape: str, width: int, height: int
) -> None:
    studio, row = own_studio, own_studio.window.options
    studio.window.resize(width, height)
    studio.session.set_hand(stamp=STAMP, brush_shape=shape, dither=8, dither_percent=100)
    for name in NAMES:
        studio.session.choose_tool(name)
        QApplication.processEvents()
        assert row.minimumSizeHint().width() <= width, name
        assert width == 960 or not any(widget.isHidden() for widget in row.spare), name


def test_words_that_were_spared_come_back(studio: Studio) -> None:
    row = studio.window.options
    for width, hidden in ((960, True), (1280, False), (960, True), (1440, False)):
        studio.window.resize(width, 800)
        QApplication.processEvents()
        assert {widget.isHidden() for widget in row.spare} == {hidden}


def test_every_option_of_the_hand_has_its_control(studio: Studio) -> None:
    shown = {getattr(one, "field", "") for one in studio.window.options.findChildren(object)}
    elsewhere = {"tool", "foreground", "background", "stamp", "symmetry", "axis", "tiled", "by_pressure"}
    assert {name for name in Hand.__dataclass_fields__ if name not in elsewhere} <= shown


def test_controls_change_the_hand_and_follow_it(studio: Studio) -> None:
    session, row = studio.session, studio.window.options
    session.choose_tool("gradient")
    QTest.mouseClick(row.findChild(HandChoice, options=Qt.FindChildOption.FindChildrenRecursively), LEFT)
    for control in row.findChildren(HandNumber):
        control.setValue(control.minimum() + 1)
        assert getattr(session.hand, control.field) == control.minimum() + 1
    for check in row.findChildren(HandCheck):
        before = getattr(session.hand, check.field)
        check.click()
        assert getattr(session.hand, check.field) is not before
    for choice in row.findChildren(HandList):
        choice.setCurrentIndex(1)
        choice.activated.emit(1)
        assert getattr(session.hand, choice.field) == choice.itemData(1)
    session.set_hand(tolerance=77, gradient_shape="radial", gradient_dither=8, text="Hello")
    assert row.tolerance.value() == 77
    assert row.text.text() == "Hello"
    for segments in row.findChildren(HandChoice):
        assert segments.current == str(getattr(session.hand, segments.field))


def test_a_stamp_can_be_chosen_once_there_is_one(studio: Studio) -> None:
    row = studio.window.options
    assert not row.shape.button("custom").isEnabled()
    studio.session.set_hand(stamp=STAMP)
    row.shape.button("custom").click()
    assert studio.session.hand.custom == STAMP
    assert row.brush.isHidden() or not row.brush.isVisible()


def test_the_angle_turns_live_and_is_one_step(studio: Studio) -> None:
    studio.drag([(3, 8), (12, 8)])
    studio.session.set_hand(tool=ToolName.MOVE)
    flat, turn = studio.drawn(), studio.window.options.turn
    turn.setFocus()
    for degrees in (10, 45, 90):
        turn.setValue(degrees)
    assert {x for x, _ in studio.drawn()} == {7} or {x for x, _ in studio.drawn()} == {8}
    assert studio.document.undo_label == "Rotate"
    studio.key(Qt.Key.Key_Return)
    assert (turn.value(), studio.document.live) == (0, False)
    studio.document.undo()
    assert studio.drawn() == flat
    turn.setValue(30)
    assert studio.document.live
    studio.key(Qt.Key.Key_Escape)
    assert studio.drawn() == flat
    assert (turn.value(), studio.document.live) == (0, False)
    turn.setValue(30)
    studio.drag([(0, 0), (1, 1)])
    assert turn.value() == 0
    assert studio.document.undo_label == "Move"


def test_text_can_be_emptied(studio: Studio) -> None:
    studio.session.choose_tool("text")
    field = studio.window.options.text.lines
    QTest.keyClicks(field, "a")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert studio.session.hand.text == ""
    studio.drag([(3, 3)])
    assert studio.drawn() == set()
    assert studio.session.hand.foreground == RED


def test_text_of_several_lines_is_written_and_lands_where_one_clicks(studio: Studio) -> None:
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_T, SHIFT)
    field, window = studio.window.options.text, studio.window
    assert window.focusWidget() is field.lines
    low = field.lines.height()
    QTest.keyClicks(field.lines, "Ab")
    studio.key(Qt.Key.Key_Return)
    assert field.lines.height() > low
    studio.key(Qt.Key.Key_I)
    assert studio.session.hand.text == "Ab\ni"
    assert field.lines.mapTo(window, QPoint(0, 0)).x() == field.mapTo(window, QPoint(0, 0)).x()
    studio.key(Qt.Key.Key_Return, CTRL)
    assert not field.hasFocus()
    assert (field.lines.height(), studio.document.can_undo) == (low, False)
    studio.session.set_hand(face="3x5")
    studio.drag([(2, 1)])
    rows = {y for _, y in studio.drawn()}
    assert rows == {1, 2, 3, 4, 5, 8, 9, 10, 11, 12} - {9}
    assert studio.document.undo_label == "Text"
    studio.key(Qt.Key.Key_Z, CTRL)
    assert not studio.drawn()


@pytest.mark.parametrize("leaves", [True, False])
def test_escape_and_a_click_on_the_canvas_leave_the_text(studio: Studio, leaves: bool) -> None:
    studio.session.choose_tool("text")
    field = studio.window.options.text
    QTest.keyClicks(field.lines, "I")
    if leaves:
        studio.key(Qt.Key.Key_Escape)
    else:
        studio.drag([(3, 3)])
        assert studio.drawn()
    assert not field.hasFocus()
    assert field.text() == "I"
    studio.key(Qt.Key.Key_B)
    assert (studio.session.tool, field.lines.isVisible()) == ("pencil", False)
