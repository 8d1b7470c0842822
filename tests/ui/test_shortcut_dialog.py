"""The shortcut editor: find an action, give it a key, settle who has it; the window follows at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.ui.actions import present_key
from lunarcore_studio.ui.keymap import ENTRIES
from lunarcore_studio.ui.shortcut_dialog import ShortcutDialog
from tests.ui.studio import ALT, CTRL, LEFT, PLAIN, SHIFT, Studio

ONE_WINDOW = True


@pytest.fixture
def dialog(studio: Studio) -> Iterator[ShortcutDialog]:
    dialog = ShortcutDialog(studio.session, studio.window)
    dialog.show()
    yield dialog
    dialog.close()
    dialog.deleteLater()
    studio.window.activateWindow()


def names(dialog: ShortcutDialog) -> list[str]:
    return [row.id for row in dialog.table.shortcuts.rows]


def choose(dialog: ShortcutDialog, name: str) -> None:
    """Click an action's row, all actions being shown."""
    dialog.name.clear()
    dialog._find_by_name()
    index = dialog.table.shortcuts.index(dialog.table.shortcuts.place(name), 0)
    dialog.table.scrollTo(index)
    QTest.mouseClick(dialog.table.viewport(), LEFT, pos=dialog.table.visualRect(index).center())


def give(dialog: ShortcutDialog, name: str, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    choose(dialog, name)
    QTest.mouseClick(dialog.line.change, LEFT)
    assert dialog.line.field.hasFocus()
    QTest.keyClick(dialog.line.field, key, held)


def test_a_free_key_is_given_at_once(studio: Studio, dialog: ShortcutDialog) -> None:
    give(dialog, "tool-fill", Qt.Key.Key_J, CTRL | ALT)
    action = studio.window.actions_by_id["tool-fill"]
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+Alt+J"]
    assert "(Ctrl+Alt+J)" in action.toolTip()
    assert dialog.line.sentence.text() == "Fill: Ctrl+Alt+J"
    row = dialog.table.chosen
    assert row is not None
    assert (row.id, row.changed) == ("tool-fill", True)
    assert dialog.told.text() == "1 changed"


def test_a_key_of_another_is_asked_about(studio: Studio, dialog: ShortcutDialog, qtbot: QtBot) -> None:
    give(dialog, "tool-spray", Qt.Key.Key_G)
    assert dialog.line.sentence.text() == "G is the key of Fill. Take it for Spray?"
    QTest.mouseClick(dialog.line.no, LEFT)
    assert studio.session.settings.shortcuts == ()
    give(dialog, "tool-spray", Qt.Key.Key_G)
    QTest.keyClick(dialog.line.yes, Qt.Key.Key_Space)
    actions = studio.window.actions_by_id
    assert actions["tool-spray"].shortcut() == QKeySequence("G")
    assert actions["tool-fill"].shortcuts() == []
    with qtbot.waitActive(studio.window):
        dialog.close()
        studio.window.activateWindow()
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_G)
    assert studio.session.tool == "spray"


def test_one_is_reset_and_then_all(studio: Studio, dialog: ShortcutDialog) -> None:
    give(dialog, "tool-fill", Qt.Key.Key_J)
    give(dialog, "undo", Qt.Key.Key_F9)
    choose(dialog, "undo")
    QTest.mouseClick(dialog.line.add, LEFT)
    QTest.keyClick(dialog.line.field, Qt.Key.Key_F10)
    assert studio.session.settings.shortcuts == (("tool-fill", "J"), ("undo", "F9"), ("undo", "F10"))
    QTest.mouseClick(dialog.line.reset, LEFT)
    assert studio.session.settings.shortcuts == (("tool-fill", "J"),)
    assert not dialog.line.reset.isEnabled()
    QTest.mouseClick(dialog.line.remove, LEFT)
    assert studio.window.actions_by_id["undo"].shortcuts() == []
    dialog._reset_all()
    assert studio.session.settings.shortcuts == ()
    assert studio.window.actions_by_id["undo"].shortcut() == QKeySequence("Ctrl+Z")


def test_a_name_or_a_key_finds_the_action(dialog: ShortcutDialog) -> None:
    assert names(dialog) == list(ENTRIES)
    QTest.keyClicks(dialog.name, "flip ver")
    assert names(dialog)[0] == "flip-vertical"
    dialog.key.setFocus()
    QTest.keyClick(dialog.key, Qt.Key.Key_S, CTRL | SHIFT)
    assert names(dialog) == ["save-as"]
    assert dialog.key.text() == "Ctrl+Shift+S"
    assert dialog.name.text() == ""
    QTest.keyClick(dialog.key, Qt.Key.Key_F11)
    assert names(dialog) == []
    assert not dialog.line.change.isEnabled()
    QTest.keyClick(dialog.key, Qt.Key.Key_Escape)
    assert names(dialog) == list(ENTRIES)
    assert dialog.isVisible()


def test_escape_leaves_a_key_as_it_was_and_keeps_the_editor(studio: Studio, dialog: ShortcutDialog) -> None:
    choose(dialog, "dice")
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    QTest.keyClick(dialog.line.field, Qt.Key.Key_Left)
    assert "belong to the canvas" in dialog.line.sentence.text()
    QTest.keyClick(dialog.line.field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.table.hasFocus()
    assert studio.session.settings.shortcuts == ()


def test_the_profile_is_changed_here_too(studio: Studio, dialog: ShortcutDialog) -> None:
    QTest.mouseClick(dialog.profile.button("brackets"), LEFT)
    assert studio.session.settings.profile == "brackets"
    assert dialog.table.shortcuts.rows[dialog.table.shortcuts.place("brush-larger")].keys == ("]", "+", "=")


def test_keys_go_into_a_file_and_come_back(studio: Studio, dialog: ShortcutDialog, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    wanted = (("tool-fill", "N"), ("dice", ""))
    studio.session.set_settings(profile="brackets", shortcuts=wanted)
    dialog.export_path(path)
    assert dialog.told.text() == "Written to mine.json."
    studio.session.set_settings(profile="aseprite", shortcuts=())
    dialog.import_path(path)
    assert studio.session.settings.profile == "brackets"
    assert studio.session.settings.shortcuts == wanted
    path.write_text("{")
    dialog.import_path(path)
    assert dialog.told.text() == "mine.json holds no shortcuts that can be read."
    assert studio.session.settings.shortcuts == wanted


def test_a_held_key_can_be_another_one(studio: Studio) -> None:
    said = studio.window.status.message
    studio.session.set_settings(shortcuts=(("model-picture", "F6"),))
    assert studio.window.actions_by_id["model-picture"].text().endswith("F6 (hold)")
    studio.key(Qt.Key.Key_T)
    assert said.whole == ""
    studio.key(Qt.Key.Key_F6)
    assert said.whole == "The model has no picture of this yet."


def test_everything_that_names_a_key_names_the_present_one(studio: Studio) -> None:
    window = studio.window
    controls = (window.latent.dice, window.options.brush, window.timeline.controls.duration)
    assert [control.toolTip().split("\n")[0] for control in controls] == [
        "Dice  (D)",
        "Brush size  (-, +, =)",
        "Duration of the frame  (P)",
    ]
    own = (("dice", "F6"), ("frame-duration", ""), ("deselect", "F8"))
    studio.session.set_settings(profile="brackets", shortcuts=own)
    assert [control.toolTip().split("\n")[0] for control in controls] == [
        "Dice  (F6)",
        "Brush size  ([, -, ], +, =)",
        "Duration of the frame",
    ]
    assert present_key(studio.session.settings, "deselect") == "F8"
    assert present_key(studio.session.settings, "frame-duration") == "“Duration”"
    assert "1 to 32 pixels" in window.options.brush.toolTip()


def test_the_keys_of_the_table_are_written_as_qt_writes_them() -> None:
    for entry in ENTRIES.values():
        for key in (*entry.keys, *(entry.brackets or ())):
            assert QKeySequence(key).toString() == key
