"""A sheet is cut as a person sees it: its grid is found, told by JSON, or written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from lunarcore_studio.files import sheets
from lunarcore_studio.files.export_choice import ExportChoice, write_export
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.sheet_cells import Ruling
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui.images import from_qimage
from lunarcore_studio.ui.sheet_import_dialog import SheetImportDialog
from tests.ui.desk import Desk
from tests.ui.studio import CTRL, LEFT
from tests.ui.test_export_dialog import WALK

SPRITES = list(draw_sprites(7, seed=2))
BLANK = np.zeros((16, 16, 4), np.uint8)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Two rows of four cells with gaps, the fourth of them blank."""
    path = tmp_path / "cave.png"
    write_png(path, sheets.pack([*SPRITES[:3], BLANK, *SPRITES[3:]], 4, 1, 1))
    return path


def asked(desk: Desk, path: Path) -> SheetImportDialog:
    assert desk.files.sheets.open_path(path)
    dialog = desk.files.sheets.dialog
    assert dialog is not None
    return dialog


def press_import(dialog: SheetImportDialog) -> None:
    QTest.mouseClick(dialog.fields.take, LEFT)


def test_a_found_grid_becomes_the_frames_of_one_drawing_that_can_be_undone(desk: Desk, sheet: Path) -> None:
    dialog = asked(desk, sheet)
    assert dialog.fields.ruling == Ruling(16, 16, 1, 1)
    assert dialog.fields.count.text() == "4 × 2 = 8 cells, 1 of them blank"
    assert dialog.line.text() == "One drawing, 16 × 16, 7 frames"
    dialog.fields.duration_box.setValue(60)
    press_import(dialog)
    sprite = desk.document.sprite
    assert [frame.duration_ms for frame in sprite.frames] == [60] * 7
    for frame, pixels in enumerate(SPRITES):
        np.testing.assert_array_equal(sprite.flatten(frame), pixels)
    assert desk.document.modified
    assert desk.document.undo_label == "Import sheet"
    assert desk.told[-1] == "Imported cave.png as 7 frames."
    desk.document.undo()
    assert len(desk.document.sprite.frames) == 1
    assert desk.files.sheets.dialog is None


def test_blank_cells_are_kept_by_choice(desk: Desk, sheet: Path) -> None:
    dialog = asked(desk, sheet)
    QTest.mouseClick(dialog.fields.leave_out, LEFT, pos=QPoint(10, dialog.fields.leave_out.height() // 2))
    assert dialog.line.text() == "One drawing, 16 × 16, 8 frames"
    press_import(dialog)
    assert not desk.document.sprite.flatten(3).any()


def test_each_cell_can_be_a_drawing_of_its_own(desk: Desk, sheet: Path) -> None:
    dialog = asked(desk, sheet)
    dialog.fields.as_drawings.click()
    assert dialog.line.text() == "7 drawings, 16 × 16"
    press_import(dialog)
    assert len(desk.session.drawings) == 7
    for drawing, pixels in zip(desk.session.drawings.all, SPRITES, strict=True):
        np.testing.assert_array_equal(drawing.sprite.flatten(), pixels)
    assert desk.session.drawings.current == 0


def test_the_fields_rule_the_sheet_and_the_grid_is_found_again(desk: Desk, sheet: Path) -> None:
    dialog = asked(desk, sheet)
    dialog.fields.width_box.setValue(8)
    dialog.fields.height_box.setValue(200)
    assert dialog.fields.height_box.value() == 35
    assert dialog.line.text() == "cave.png has no whole cell of 8 × 35 pixels."
    assert not dialog.fields.take.isEnabled()
    dialog.fields.height_box.setValue(34)
    assert dialog.fields.count.text() == "7 × 1 = 7 cells, none of them blank"
    QTest.mouseClick(dialog.fields.propose, LEFT)
    assert dialog.fields.ruling == Ruling(16, 16, 1, 1)
    assert dialog.fields.take.isEnabled()
    dialog.reject()
    assert desk.document.drawing.untouched


def test_too_many_cells_are_counted_and_not_made(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "big.png"
    write_png(path, np.full((512, 512, 4), 90, np.uint8))
    dialog = asked(desk, path)
    for box in (dialog.fields.width_box, dialog.fields.height_box):
        box.setValue(1)
    assert dialog.line.text() == "262,144 cells are too many, at most 1,024 are cut: make them larger."
    for box in (dialog.fields.width_box, dialog.fields.height_box):
        box.setValue(64)
    assert dialog.line.text() == "One drawing, 64 × 64, 64 frames"
    dialog.fields.as_drawings.click()
    assert "64 drawings are too many, at most 32" in dialog.line.text()
    assert not dialog.fields.take.isEnabled()
    dialog.reject()


def test_nothing_but_blank_cells_is_nothing_to_import(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "blank.png"
    write_png(path, np.zeros((32, 64, 4), np.uint8))
    dialog = asked(desk, path)
    assert dialog.line.text() == "All cells are blank."
    dialog.reject()


def test_the_json_beside_a_sheet_brings_durations_and_tags(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "walk.png"
    write_export(ExportChoice(path, "sheet", 2), WALK, 0, "1")
    dialog = asked(desk, path)
    assert dialog.fields.count.text() == "4 cells, none of them blank"
    assert not dialog.fields.width_box.isEnabled()
    QTest.mouseClick(dialog.fields.source.button("grid"), LEFT)
    assert dialog.fields.width_box.isEnabled()
    assert dialog.fields.duration_box.isVisible()
    QTest.mouseClick(dialog.fields.source.button("told"), LEFT)
    assert not dialog.fields.duration_box.isVisible()
    press_import(dialog)
    sprite = desk.document.sprite
    assert (sprite.frames, sprite.tags, sprite.size) == (WALK.frames, WALK.tags, (32, 32))


def test_a_json_that_is_wrong_is_said_and_the_grid_stays(desk: Desk, sheet: Path) -> None:
    sheet.with_suffix(".json").write_text('{"frames": [{"frame": {"x": 900}}]}')
    dialog = asked(desk, sheet)
    assert dialog.fields.note.text().startswith("cave.json does not fit the picture")
    assert not dialog.fields.source.isVisible()
    assert dialog.line.text() == "One drawing, 16 × 16, 7 frames"
    dialog.reject()


def test_what_is_no_picture_is_one_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "note.png").write_text("no picture")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "note.png"), ""))
    failed: list[str] = []
    desk.files.failed.connect(failed.append)
    desk.files.sheets.ask()
    assert desk.files.sheets.dialog is None
    assert len(failed) == 1
    assert failed[0].startswith("note.png is not a picture")


def test_the_view_shows_whole_pixels_at_every_zoom_and_strikes_out_blank_cells(
    desk: Desk, sheet: Path, qtbot: QtBot
) -> None:
    dialog = asked(desk, sheet)
    view = dialog.view
    qtbot.waitUntil(lambda: view.zoom > 1)
    QTest.mouseClick(dialog.smaller, LEFT)
    zoom = view.zoom
    assert dialog.zoom_label.text() == f"{100 * zoom} %"
    spot = QPointF(40, 40)
    wheel = QWheelEvent(
        spot, view.viewport().mapToGlobal(spot), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom == zoom + 1
    seen = from_qimage(view.sheet.grab().toImage())
    place = view.sheet.place_of(dialog._cells[0])
    for y, x in ((7, 7), (3, 9), (12, 5)):
        if SPRITES[0][y, x, 3]:
            at = seen[place.y() + y * view.zoom + 1, place.x() + x * view.zoom + 1]
            np.testing.assert_array_equal(at, SPRITES[0][y, x])
    assert SPRITES[0][7, 7, 3] or SPRITES[0][3, 9, 3] or SPRITES[0][12, 5, 3]
    blank = view.sheet.place_of(dialog._cells[3])
    middle = seen[blank.center().y() - 3 : blank.center().y() + 4, blank.center().x(), 0]
    assert len(np.unique(middle)) > 1
    view.set_zoom(99)
    assert view.zoom == 32
    dialog.reject()
