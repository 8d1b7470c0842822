"""Numbers and colours that are written in passing: the next key is the drawing's again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QSpinBox,
    QStyle,
    QStyleOptionSpinBox,
    QWidget,
)

from lunarcore_studio.pixels.tools import ToolName
from lunarcore_studio.ui.field_keys import FieldKeys
from lunarcore_studio.ui.new_dialog import NewDialog
from tests.ui.studio import CTRL, LEFT, PLAIN, RED, Studio

ONE_WINDOW = True
Key = Qt.Key


def type_into(field: QWidget, text: str) -> None:
    """Click into the field, and write over what is in it."""
    inside = field.lineEdit() if isinstance(field, QAbstractSpinBox) else field
    QTest.mouseClick(inside, LEFT, PLAIN, QPoint(6, inside.height() // 2))
    assert field.hasFocus()
    QTest.keyClick(field, Key.Key_A, CTRL)
    QTest.keyClicks(field, text)


def arrow_of(box: QSpinBox) -> QPoint:
    option = QStyleOptionSpinBox()
    box.initStyleOption(option)
    up = QStyle.SubControl.SC_SpinBoxUp
    return box.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, up, box).center()


def test_the_key_after_a_size_and_enter_is_a_tools(studio: Studio) -> None:
    type_into(studio.window.options.brush, "5")
    studio.key(Key.Key_Return)
    assert studio.canvas.hasFocus()
    assert studio.session.hand.brush_size == 5
    studio.key(Key.Key_E)
    assert studio.session.hand.tool is ToolName.ERASER
    zoom = studio.canvas.viewport.zoom
    studio.key(Key.Key_1)
    assert studio.canvas.viewport.zoom == 1 != zoom


def test_the_key_after_a_hex_colour_and_enter_is_a_tools(studio: Studio) -> None:
    studio.session.choose_tool("eraser")
    type_into(studio.window.palette_panel.hex, "#30ff80")
    studio.key(Key.Key_Enter)
    assert studio.canvas.hasFocus()
    studio.key(Key.Key_B)
    assert studio.session.hand.tool is ToolName.PENCIL
    assert studio.session.hand.foreground == (48, 255, 128, 255)


def test_after_a_duration_and_enter_undo_is_the_drawings(studio: Studio) -> None:
    studio.drag([(3, 3), (5, 3)])
    empty = studio.document.history.steps[0].state.sprite.cels
    field = studio.window.timeline.controls.duration
    studio.key(Key.Key_Tab)
    QApplication.processEvents()
    type_into(field, "250")
    studio.key(Key.Key_Return)
    assert studio.document.sprite.frames[0].duration_ms == 250
    assert studio.canvas.hasFocus()
    studio.key(Key.Key_Z, CTRL)
    assert studio.document.sprite.frames[0].duration_ms == 100
    studio.key(Key.Key_Z, CTRL)
    assert studio.document.sprite.cels == empty


def test_escape_brings_the_value_and_the_focus_back(studio: Studio) -> None:
    brush, hexes = studio.window.options.brush, studio.window.palette_panel.hex
    type_into(brush, "12")
    assert studio.session.hand.brush_size == 12
    studio.key(Key.Key_Escape)
    assert studio.session.hand.brush_size == 1
    assert studio.canvas.hasFocus()
    type_into(hexes, "#00ff00")
    studio.key(Key.Key_Escape)
    assert studio.session.hand.foreground == RED
    assert hexes.text() == "#d04648"
    assert studio.canvas.hasFocus()


def test_escape_in_a_field_leaves_a_duration_as_it_was(studio: Studio) -> None:
    field = studio.window.timeline.controls.duration
    studio.key(Key.Key_Tab)
    QApplication.processEvents()
    type_into(field, "999")
    studio.key(Key.Key_Escape)
    assert field.value() == studio.document.sprite.frames[0].duration_ms == 100
    assert not studio.document.can_undo


@pytest.mark.parametrize(("key", "tool"), [(Key.Key_E, "eraser"), (Key.Key_G, "fill"), (Key.Key_B, "pencil")])
def test_a_key_that_is_no_part_of_a_number_is_a_tools_at_once(studio: Studio, key: Key, tool: str) -> None:
    studio.session.choose_tool("line")
    type_into(studio.window.options.brush, "7")
    studio.key(key)
    assert studio.session.tool == tool
    assert studio.session.other_tools[ToolName.LINE]["brush_size"] == 7
    assert studio.canvas.hasFocus()


def test_a_digit_of_a_colour_is_no_tool_and_another_letter_is(studio: Studio) -> None:
    type_into(studio.window.palette_panel.hex, "#3")
    for key in (Key.Key_E, Key.Key_G):
        studio.key(key)
    assert studio.window.palette_panel.hex.text() == "#3eg"  # a slip in the middle of a colour
    studio.key(Key.Key_Backspace)
    QTest.keyClicks(studio.window.palette_panel.hex, "be00")
    studio.key(Key.Key_G)
    assert studio.session.hand.tool is ToolName.FILL
    assert studio.session.hand.foreground == (62, 190, 0, 255)


def test_undo_in_a_field_is_the_drawings_until_something_is_written(studio: Studio) -> None:
    studio.drag([(3, 3), (5, 3)])
    brush = studio.window.options.brush
    type_into(brush, "4")
    studio.key(Key.Key_Z, CTRL)
    assert studio.document.can_undo
    QTest.mouseClick(studio.canvas, Qt.MouseButton.MiddleButton)
    studio.canvas.setFocus()
    brush.setFocus()
    studio.key(Key.Key_Z, CTRL)
    assert not studio.document.can_undo


def test_the_mouse_on_the_arrows_and_the_wheel_leave_the_keys_with_the_canvas(studio: Studio) -> None:
    brush = studio.window.options.brush
    QTest.mouseClick(brush, LEFT, PLAIN, arrow_of(brush))
    assert brush.value() == 2
    assert studio.canvas.hasFocus()
    middle = QPointF(brush.rect().center())
    wheel = QWheelEvent(
        middle, brush.mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, PLAIN,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(brush, wheel)
    assert brush.value() == 3
    assert studio.canvas.hasFocus()


def test_a_click_on_a_check_a_list_or_a_slider_leaves_the_keys_with_the_canvas(studio: Studio) -> None:
    options = studio.window.options
    QTest.mouseClick(options.perfect, LEFT, PLAIN, QPoint(8, options.perfect.height() // 2))
    QTest.mouseClick(options.brush_slider, LEFT)
    assert studio.session.hand.brush_size > 1
    assert not studio.session.hand.pixel_perfect
    assert studio.canvas.hasFocus()


def test_every_number_of_the_window_follows_the_rule(studio: Studio) -> None:
    boxes = [box for box in studio.window.findChildren(QAbstractSpinBox) if box.window() is studio.window]
    assert len(boxes) >= 8
    assert [box.accessibleName() for box in boxes if box.findChild(FieldKeys) is None] == []


def test_in_a_dialog_enter_is_the_dialogs(studio: Studio) -> None:
    dialog = NewDialog((16, 16), studio.window)
    dialog.show()
    box = dialog.findChildren(QSpinBox)[0]
    box.setFocus()
    QTest.keyClick(box, Key.Key_Return)
    assert dialog.result() == dialog.DialogCode.Accepted
    dialog.deleteLater()


def test_keys_of_the_system_go_the_same_way(studio: Studio) -> None:
    """Through the window's own queue, where Qt asks for shortcuts before it looks for the focus."""
    system = studio.window.windowHandle()
    type_into(studio.window.options.brush, "")
    for key in (Key.Key_9, Key.Key_Return, Key.Key_E):
        QTest.keyClick(system, key)
    assert studio.session.hand.tool is ToolName.ERASER
    assert studio.session.other_tools[ToolName.PENCIL]["brush_size"] == 9
    type_into(studio.window.options.brush, "3")
    QTest.keyPress(system, Key.Key_Space)  # pans: no shortcut, but a key that is held
    assert studio.canvas.hasFocus()
    studio.drag([(3, 3), (6, 6)])
    assert not studio.drawn()
    QTest.keyRelease(system, Key.Key_Space)
    assert studio.session.hand.brush_size == 3


def test_after_a_colour_is_mixed_and_accepted_the_keys_are_the_drawings(studio: Studio) -> None:
    studio.drag([(3, 3)])
    editor = studio.window.palette_panel.edit_hand("foreground")
    QTest.keyClick(editor.hex, Key.Key_A, CTRL)
    QTest.keyClicks(editor.hex, "#00ff00")
    QTest.keyClick(editor.hex, Key.Key_Return)
    studio.key(Key.Key_E)
    studio.key(Key.Key_Z, CTRL)
    assert studio.session.hand.tool is ToolName.ERASER
    assert studio.session.hand.foreground == (0, 255, 0, 255)
    assert not studio.drawn()
    assert studio.canvas.hasFocus()


def test_an_angle_is_kept_by_enter_and_taken_back_by_escape(studio: Studio) -> None:
    studio.drag([(4, 4), (11, 4)])
    before = studio.document.sprite.digest
    studio.key(Key.Key_V)
    turn = studio.window.options.turn
    type_into(turn, "90")
    studio.key(Key.Key_Escape)
    assert studio.document.sprite.digest == before
    assert studio.canvas.hasFocus()
    type_into(turn, "-90")  # a sign is a part of this number
    studio.key(Key.Key_Return)
    assert studio.canvas.hasFocus()
    assert studio.document.sprite.digest != before
    studio.key(Key.Key_Z, CTRL)
    assert studio.document.sprite.digest == before
