"""Several sprites of the library, selected by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.ui.library_panel import LibraryPanel
from lunarcore_studio.ui.library_scan import _named
from lunarcore_studio.ui.session import Session
from tests.ui.axes import CTRL, LEFT, PLAIN, SHIFT, click, family, fill
from tests.ui.studio import Studio


@pytest.fixture
def panel(unready: Session, qtbot: QtBot) -> LibraryPanel:
    panel = LibraryPanel(unready)
    qtbot.addWidget(panel)
    panel.resize(1200, 104)
    panel.show()
    fill(panel, family("gem", 6) + family("sword", 4) + family("potion", 2))
    return panel


def names(panel: LibraryPanel) -> list[str]:
    return [one.name for one in panel.selected]


def test_clicks_with_shift_and_ctrl_select_several(panel: LibraryPanel) -> None:
    click(panel, 1)
    assert names(panel) == ["gem 1"]
    assert panel.controls.count.text() == "12"
    click(panel, 3, SHIFT)
    click(panel, 7, CTRL)
    click(panel, 2, CTRL)
    assert names(panel) == ["gem 1", "gem 3", "sword 1"]
    assert panel.controls.count.text() == "3 selected"
    click(panel, 0)
    assert names(panel) == ["gem 0"]


def test_keys_select_several(panel: LibraryPanel) -> None:
    view = panel.view
    click(panel, 0)
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert names(panel) == ["gem 0", "gem 1", "gem 2"]
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Right, CTRL)
    assert names(panel) == ["gem 0", "gem 1", "gem 2"], "Ctrl walks and selects nothing"
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert names(panel)[-1] == "gem 4"
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert names(panel) == ["gem 0", "gem 1", "gem 2"]
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert len(names(panel)) == 12
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert names(panel) == ["gem 4"], "Escape leaves the present one"


def test_all_that_the_search_finds_are_selected_at_once(panel: LibraryPanel) -> None:
    QTest.keyClicks(panel.controls.search, "sword")
    QTest.keyClick(panel.view, Qt.Key.Key_A, CTRL)
    assert names(panel) == [f"sword {number}" for number in range(4)]
    QTest.keyClick(panel.controls.search, Qt.Key.Key_Escape)
    assert names(panel) == []
    assert len(panel.sprites) == 12


def test_a_drag_and_a_press_on_one_of_several_keep_them(panel: LibraryPanel) -> None:
    click(panel, 1)
    click(panel, 3, SHIFT)
    middle = panel.view.visualRect(panel.model.index(2)).center()
    QTest.mousePress(panel.view.viewport(), LEFT, PLAIN, middle)
    assert len(panel.selected) == 3
    QTest.mouseRelease(panel.view.viewport(), LEFT, PLAIN, middle)
    assert names(panel) == ["gem 2"]


def test_folders_of_three_and_more_are_offered(panel: LibraryPanel) -> None:
    assert panel.model.tags() == {"gem": 6, "sword": 4}
    offered = [action.text() for action in panel.controls.wishes.actions()]
    assert offered[0] == "Make a slider from these…"
    assert offered[-2:] == ["gem\t6", "sword\t4"]
    assert not panel.controls.of_these.isEnabled()
    asked: list[str] = []
    panel.tag_asked.connect(asked.append)
    panel.controls.wishes.actions()[-1].trigger()
    assert asked == ["sword"]
    fill(panel, family("gem", 6))
    assert panel.model.tags() == {}, "a tag that all have tells nothing"


def test_the_starter_sprites_are_tagged_by_what_they_are() -> None:
    one = family("gem", 1)[0]
    sheet = one.__class__(one.pixels, "x", one.source, (1, 0), "d")
    assert _named(sheet, ["a 1", "potion 12"], 2).tags == ("potion",)
    assert _named(sheet, ["a 1", "the moon"], 2).tags == ()


def test_in_the_window_ctrl_a_is_the_library_s_while_it_has_the_focus(studio: Studio) -> None:
    library = studio.window.library
    fill(library, family("gem", 6))
    library.view.setFocus()
    studio.key(Qt.Key.Key_A, CTRL)
    assert len(library.selected) == 6
    assert studio.document.selection is None
    studio.key(Qt.Key.Key_Escape)
    assert len(library.selected) == 1
    assert library.view.hasFocus()
    studio.key(Qt.Key.Key_Escape)
    assert studio.canvas.hasFocus()
