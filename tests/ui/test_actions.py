"""One table makes menus, buttons, tooltips and keys; nothing in it is dead, doubled or without a name."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QTabBar,
)

from lunarcore_studio.ui.action_table import MENUS, TABLE, TOOLS
from tests.ui.studio import PLAIN, SHIFT, Studio

ONE_WINDOW = True

ENTRIES = [entry for entry in TABLE if entry.id]


@pytest.mark.parametrize("profile", ["aseprite", "brackets"])
def test_no_key_means_two_things(profile: str) -> None:
    keys = Counter(QKeySequence(key).toString() for entry in ENTRIES for key in entry.keys_in(profile))
    assert [key for key, times in keys.items() if times > 1] == []
    assert "" not in keys


def test_ids_are_unique() -> None:
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)


def test_every_handler_is_there(studio: Studio) -> None:
    for entry in ENTRIES:
        assert callable(attrgetter(entry.handler)(studio.window)), entry.id


def test_every_action_stands_in_a_menu(studio: Studio) -> None:
    shown = {
        action.objectName()
        for menu in studio.window.actions_by_id.menus.values()
        for action in menu.actions()
    }
    assert {entry.id for entry in ENTRIES} <= shown


def test_every_control_says_what_it_is(studio: Studio) -> None:
    kinds = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
    for control in studio.window.findChildren(QObject):
        inner = control.objectName().startswith("qt_") if isinstance(control, kinds) else True
        if inner or isinstance(control, QScrollBar) or wordless(control) or qts_own(control):
            continue
        named = control.accessibleName() or getattr(control, "text", str)()
        assert named, (control, control.parent())
        assert control.toolTip() or control.text(), (control, control.parent())


def wordless(control: QObject) -> bool:
    """A button that is hidden until there is something to say."""
    return isinstance(control, QPushButton) and not control.isVisible() and not control.text()


def qts_own(control: QObject) -> bool:
    """The button with which a field clears itself, and those that scroll more tabs than fit."""
    return isinstance(control.parent(), QLineEdit | QTabBar)


def test_tool_buttons_tell_their_keys(studio: Studio) -> None:
    buttons = studio.window.tools.buttons
    assert "(B)" in buttons["tool-pencil"].toolTip()
    studio.key(Qt.Key.Key_U, SHIFT)
    assert "(Shift+U)" in buttons["tool-ellipse"].toolTip()
    studio.key(Qt.Key.Key_B)
    assert buttons["tool-pencil"].accessibleName() == "Pencil"
    assert buttons["tool-pencil"].isChecked()


def test_every_tool_has_its_key(studio: Studio) -> None:
    keys = {"B": "pencil", "E": "eraser", "G": "fill", "I": "eyedropper", "L": "line", "U": "rectangle"}
    keys |= {"M": "select", "Q": "lasso", "W": "wand", "V": "move", "H": "hand", "Z": "zoom"}
    shifted = {"B": "spray", "G": "gradient", "L": "curve", "U": "ellipse", "D": "polygon", "C": "contour"}
    shifted |= {"S": "shade", "R": "replace", "M": "select-ellipse", "Q": "select-polygon", "T": "text"}
    for held, meant in ((PLAIN, keys), (SHIFT, shifted)):
        for key, tool in meant.items():
            studio.canvas.setFocus()
            studio.key(Qt.Key(ord(key)), held)
            assert studio.session.tool == tool
            button = studio.window.tools.buttons[f"tool-{tool}"]
            assert button.isChecked()
            assert studio.window.options.name.text() == button.accessibleName()
    assert {*keys.values(), *shifted.values()} == {entry.argument for entry in TOOLS}


def test_brackets_change_the_brush_in_the_second_profile(studio: Studio) -> None:
    palette = studio.document.sprite.palette.colors
    studio.session.set_hand(foreground=palette[0])
    studio.key(Qt.Key.Key_BracketRight)
    assert studio.session.hand.foreground == palette[1]
    studio.window.actions_by_id["keys-brackets"].trigger()
    studio.key(Qt.Key.Key_BracketRight)
    studio.key(Qt.Key.Key_0)
    assert studio.session.hand.brush_size == 2
    assert studio.session.hand.foreground == palette[2]
    studio.key(Qt.Key.Key_BracketLeft)
    studio.key(Qt.Key.Key_9)
    assert studio.session.hand.brush_size == 1
    assert studio.session.hand.foreground == palette[1]
    assert "]" in studio.window.actions_by_id["brush-larger"].toolTip()


def test_a_person_can_give_an_action_another_key(studio: Studio) -> None:
    studio.session.set_settings(shortcuts=(("tool-fill", "N"),))
    studio.key(Qt.Key.Key_N)
    assert studio.session.tool == "fill"
    studio.key(Qt.Key.Key_B)
    studio.key(Qt.Key.Key_G)
    assert studio.session.tool == "pencil"


def test_letters_go_into_a_field_that_has_the_focus(studio: Studio) -> None:
    field = studio.window.palette_panel.hex
    field.setFocus()
    field.selectAll()
    for letter in "#00ee11":
        studio.key(Qt.Key(ord(letter.upper())))
    assert studio.session.tool == "pencil"
    assert studio.session.hand.foreground == (0, 0xEE, 0x11, 255)


def test_the_whole_window_is_reached_by_tab(studio: Studio) -> None:
    studio.canvas.setFocus()
    reached = set()
    for _ in range(120):
        studio.key(Qt.Key.Key_Tab, SHIFT)  # on the canvas Tab is the timeline's
        reached.add(studio.window.focusWidget())
    window = studio.window
    wanted = [*window.tools.buttons.values(), studio.canvas, window.palette_panel.swatches]
    wanted += [window.palette_panel.choice, window.options.brush, window.options.perfect]
    assert [widget for widget in wanted if widget not in reached] == []


def test_letting_go_of_alt_does_not_send_the_next_key_to_the_menus(studio: Studio) -> None:
    for widget in (studio.canvas, studio.window.tools.buttons["tool-fill"]):
        widget.setFocus()
        QTest.keyPress(widget, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
        QTest.keyRelease(widget, Qt.Key.Key_Alt)
        assert studio.window.menuBar().activeAction() is None
        assert studio.window.focusWidget() is widget
    studio.key(Qt.Key.Key_E)
    assert studio.session.tool == "eraser"


def test_every_menu_has_its_letter() -> None:
    letters = [name[name.index("&") + 1].upper() for name in MENUS]
    assert len(set(letters)) == len(MENUS)
