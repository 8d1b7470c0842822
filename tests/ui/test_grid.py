"""The grid is as large as a person wants it: lines, arrows with Shift, and the next start go by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunarcore_studio.files.settings import Settings, load_settings, save_settings
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.grid_dialog import GridDialog
from tests.ui.studio import LEFT, SHIFT, Studio

ONE_WINDOW = True


def picture(studio: Studio) -> QImage:
    QApplication.processEvents()
    return studio.canvas.grab().toImage()


def lines(bare: QImage, ruled: QImage, studio: Studio) -> list[int]:
    """At which columns of the drawing a grid is drawn that was not there before, told in its second row."""
    viewport = studio.canvas.viewport
    y = int(viewport.area.top() + 1.5 * viewport.scale)
    found = []
    for column in range(viewport.size[0]):
        x = round(viewport.area.left() + column * viewport.scale)
        if bare.pixel(x, y) != ruled.pixel(x, y):
            found.append(column)
    return found


def test_lines_and_arrows_go_by_the_size_that_was_chosen(studio: Studio) -> None:
    studio.session.set_settings(show_pixel_grid=False)
    actions, bare = studio.window.actions_by_id, picture(studio)
    assert actions["grid-8"].isChecked()
    actions["grid-4"].trigger()
    assert lines(bare, picture(studio), studio) == [4, 8, 12]
    assert (actions["grid-4"].isChecked(), actions["grid-8"].isChecked()) == (True, False)
    assert actions["tile-grid"].isChecked()
    studio.drag([(2, 2)])
    studio.document.select(Selection.rectangle((16, 16), (2, 2, 1, 1)))
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_Right, SHIFT)
    assert studio.drawn() == {(6, 2)}
    studio.key(Qt.Key.Key_Down, SHIFT)
    assert studio.drawn() == {(6, 6)}


def test_another_size_is_asked_for(studio: Studio) -> None:
    actions = studio.window.actions_by_id
    actions["grid-other"].trigger()
    dialog = studio.window.findChild(GridDialog)
    assert dialog.side.value() == 8
    QTest.keyClicks(dialog.side, "12")
    QTest.mouseClick(dialog.does, LEFT)
    assert studio.session.settings.grid_px == 12
    assert not any(actions[f"grid-{side}"].isChecked() for side in (4, 8, 16, 32))
    actions["grid-other"].trigger()
    dialog = next(one for one in studio.window.findChildren(GridDialog) if one.isVisible())
    assert dialog.side.value() == 12
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert studio.session.settings.grid_px == 12
    actions["grid-16"].trigger()
    assert actions["grid-16"].isChecked()


def test_a_grid_that_would_cover_the_drawing_is_not_drawn(studio: Studio) -> None:
    studio.session.set_settings(show_pixel_grid=False, grid_px=2)
    studio.document.replace(Sprite.blank(64, 64), None)
    for zoom, seen in ((3, False), (4, True)):
        studio.canvas.set_zoom(zoom)
        studio.canvas.centre()
        studio.session.set_settings(show_tile_grid=False)
        bare = picture(studio)
        studio.session.set_settings(show_tile_grid=True)
        assert bool(lines(bare, picture(studio), studio)) is seen, zoom


@pytest.mark.parametrize("odd", [0, 65, -8, 8.5, "8", True, None])
def test_an_odd_size_in_the_settings_is_as_new(tmp_path: Path, odd: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 1, "grid_px": odd, "tiled": True}))
    settings, notice = load_settings(path)
    assert (settings.grid_px, settings.tiled) == (8, True)
    assert "grid_px" in notice
    save_settings(Settings(grid_px=64), path)
    assert load_settings(path) == (Settings(grid_px=64), "")
