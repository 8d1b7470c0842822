"""The preferences hold at once, and show what was changed elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunarcore_studio.ui.preferences_dialog import PreferencesDialog
from lunarcore_studio.ui.shortcut_dialog import ShortcutDialog
from lunarcore_studio.ui.tokens import tokens
from tests.ui.studio import CTRL, LEFT, Studio

ONE_WINDOW = True


def test_what_is_changed_holds_at_once(studio: Studio) -> None:
    def change() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PreferencesDialog)
        QTest.mouseClick(dialog.theme.button("light"), LEFT)
        QTest.keyClick(dialog.pixel_grid, Qt.Key.Key_Space)
        QTest.mouseClick(dialog.profile.button("brackets"), LEFT)
        dialog.width_box.setValue(24)
        dialog.palette_choice.setFocus()
        QTest.keyClicks(dialog.palette_choice, "PICO")
        studio.window.views.toggle_tile_grid(True)
        assert dialog.tile_grid.isChecked()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, change)
    studio.key(Qt.Key.Key_K, CTRL)
    settings = studio.session.settings
    assert (settings.theme, tokens().name) == ("light", "light")
    assert not settings.show_pixel_grid
    assert not studio.window.actions_by_id["pixel-grid"].isChecked()
    assert settings.profile == "brackets"
    assert settings.new_width == 24
    assert settings.palette == "PICO-8"


def test_the_shortcuts_are_a_click_away(studio: Studio) -> None:
    opened = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        opened.append(type(dialog))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    def click() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PreferencesDialog)
        QTimer.singleShot(0, look)
        QTest.mouseClick(dialog.shortcuts, LEFT)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, click)
    studio.key(Qt.Key.Key_K, CTRL)
    assert opened == [ShortcutDialog]


def test_a_language_is_chosen_for_the_next_start(studio: Studio) -> None:
    dialog = PreferencesDialog(studio.session, studio.window.views, studio.window)
    dialog.show()
    box = dialog.language
    assert [box.itemText(place) for place in range(box.count())] == ["System (English)", "English", "Deutsch"]
    assert not dialog.later.isVisible()
    box.setFocus()
    for _ in range(2):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert studio.session.settings.language == "de"
    assert dialog.later.isVisible()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert studio.session.settings.language == "en"
    assert not dialog.later.isVisible()
    studio.session.set_settings(language="tlh")
    assert box.currentData() == ""
    dialog.close()
    dialog.deleteLater()
