"""Tools that share a place in the column."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from lunarcore_studio.ui.tool_slot import ToolSlot
from tests.ui.studio import LEFT, SHIFT, Studio

ONE_WINDOW = True


def slot_of(studio: Studio, tool: str) -> ToolSlot:
    return studio.window.tools.buttons[f"tool-{tool}"]


def ask_for_menu(slot: ToolSlot) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), slot.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(slot, event)


def test_a_click_takes_the_tool_that_is_shown(studio: Studio) -> None:
    QTest.mouseClick(slot_of(studio, "curve"), LEFT)
    assert studio.session.tool == "line"
    assert slot_of(studio, "curve").flyout is None


def test_the_tool_used_last_is_shown(studio: Studio) -> None:
    slot = slot_of(studio, "line")
    studio.key(Qt.Key.Key_L, SHIFT)
    studio.key(Qt.Key.Key_B)
    assert slot.accessibleName() == "Curve"
    assert not slot.isChecked()
    QTest.mouseClick(slot, LEFT)
    assert studio.session.tool == "curve"
    assert slot.isChecked()


def test_a_long_press_offers_all_of_them(studio: Studio, qtbot: QtBot) -> None:
    slot = slot_of(studio, "select")
    QTest.mousePress(slot, LEFT)
    qtbot.waitUntil(lambda: slot.flyout is not None)
    QTest.mouseRelease(slot, LEFT)
    assert slot.flyout is not None
    entries = slot.flyout.actions()
    assert [entry.text().split("\t") for entry in entries] == [
        ["Rectangle select", "M"], ["Ellipse select", "Shift+M"], ["Lasso", "Q"],
        ["Polygon select", "Shift+Q"], ["Magic wand", "W"],
    ]  # fmt: skip
    assert slot.flyout.activeAction() is entries[0]
    entries[2].trigger()
    slot.flyout.close()
    assert slot.flyout is None
    assert studio.session.tool == "lasso"
    assert slot.accessibleName() == "Lasso"


def test_the_right_button_does_too_where_there_is_more_than_one(studio: Studio) -> None:
    ask_for_menu(slot_of(studio, "eraser"))
    assert slot_of(studio, "eraser").flyout is None
    slot = slot_of(studio, "fill")
    ask_for_menu(slot)
    assert slot.flyout is not None
    assert studio.session.tool == "pencil"
    slot.flyout.close()


def test_the_tooltip_tells_of_the_others(studio: Studio) -> None:
    slot = slot_of(studio, "pencil")
    spot = slot.mapToGlobal(QPoint(5, 5))
    QApplication.sendEvent(slot, QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 5), spot))
    assert QToolTip.text().splitlines()[0] == "Pencil  (B)"
    assert QToolTip.text().splitlines()[-1] == "Hold, or right button: Spray"
    QToolTip.hideText()
