"""The command palette: a few letters find an action of the window, and it runs."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.studio import CTRL, LEFT, Studio

ONE_WINDOW = True


def opened(studio: Studio, letters: str = "") -> list[str]:
    """Open it by its key, write, and give the ids of what was found."""
    studio.key(Qt.Key.Key_Space, CTRL)
    palette = studio.window.studio.palette
    assert palette.isVisible()
    assert studio.window.focusWidget() is palette.field
    QTest.keyClicks(palette.field, letters)
    return [row.id for row in palette.rows.rows]


def test_every_action_is_there_with_its_menu_and_key(studio: Studio) -> None:
    found = opened(studio)
    rows = {row.id: row for row in studio.window.studio.palette.rows.rows}
    assert set(studio.window.actions_by_id.ids) <= set(found)
    assert rows["tool-eraser"].keys == "E"
    assert rows["brush-take"].path == "Edit › Brush"
    assert "panel: Palette" in found


def test_letters_and_enter_run_an_action(studio: Studio) -> None:
    opened(studio, "eras")
    studio.key(Qt.Key.Key_Return)
    assert studio.session.tool == "eraser"
    assert not studio.window.studio.palette.isVisible()
    assert studio.window.focusWidget() is studio.canvas


def test_arrows_go_round_and_escape_changes_nothing(studio: Studio) -> None:
    found = opened(studio, "select")
    palette = studio.window.studio.palette
    studio.key(Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == len(found) - 1
    studio.key(Qt.Key.Key_Down)
    studio.key(Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    studio.key(Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == min(11, len(found) - 1)
    before = studio.document.revision
    studio.key(Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert studio.document.revision == before
    assert studio.session.tool == "pencil"


def test_a_click_runs_and_one_beside_it_closes(studio: Studio) -> None:
    found = opened(studio, "theme")
    palette = studio.window.studio.palette
    row = found.index("theme-light")
    spot = palette.list.visualRect(palette.rows.index(row, 0)).center()
    QTest.mouseMove(palette.list.viewport(), spot)
    QTest.mouseClick(palette.list.viewport(), LEFT, pos=spot)
    assert studio.session.settings.theme == "light"
    opened(studio)
    QTest.mouseClick(studio.window.statusBar(), LEFT, pos=QPoint(5, 5))
    assert not palette.isVisible()
    opened(studio)
    studio.key(Qt.Key.Key_Space, CTRL)
    assert not palette.isVisible()


def test_what_can_not_run_says_why_and_stays(studio: Studio) -> None:
    opened(studio, "undo")
    palette = studio.window.studio.palette
    row = palette.rows.rows[0]
    assert (row.id, row.can, row.more) == ("undo", False, "nothing to undo")
    studio.key(Qt.Key.Key_Return)
    assert palette.isVisible()
    assert studio.window.status.message.whole == "Undo: nothing to undo."
    studio.key(Qt.Key.Key_Escape)
    studio.drag([(3, 3)])
    opened(studio, "undo")
    studio.key(Qt.Key.Key_Return)
    assert studio.drawn() == set()


def test_what_was_run_last_comes_first_the_next_time(studio: Studio) -> None:
    for letters in ("flip h", "zoom 400"):
        opened(studio, letters)
        studio.key(Qt.Key.Key_Return)
    assert opened(studio)[:2] == ["zoom-400", "flip-horizontal"]
    assert studio.session.settings.recent_actions == ("zoom-400", "flip-horizontal")


def test_nothing_found_is_said(studio: Studio) -> None:
    assert opened(studio, "zzqq") == []
    palette = studio.window.studio.palette
    assert palette.empty.isVisible()
    assert not palette.list.isVisible()
    studio.key(Qt.Key.Key_Return)
    assert palette.isVisible()


def test_the_button_in_the_menu_bar_opens_it_and_names_its_key(studio: Studio) -> None:
    button = studio.window.menus.find
    assert button.text().endswith("Ctrl+Space")
    QTest.mouseClick(button, LEFT)
    assert studio.window.studio.palette.isVisible()
    studio.session.set_settings(shortcuts=(("commands", "F1"),))
    assert button.text().endswith("F1")
    assert studio.window.studio.palette.geometry().left() > 0
