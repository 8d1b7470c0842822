"""A person's way with a sheet: cut it, draw on its frames, export it with JSON, get the same frames again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from lunarcore_studio.files import sheets
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.sheet_cells import Ruling
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.starter import draw_sprites
from tests.journeys.conftest import Person

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
WALK = list(draw_sprites(6, seed=12))


def import_sheet(person: Person, path: Path, patch: pytest.MonkeyPatch, frames: str) -> None:
    """From the menu, and by the button of the dialog, which is looked at first."""
    patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    person.window.actions_by_id["import-sheet"].trigger()
    dialog = person.window.files.sheets.dialog
    assert dialog is not None
    if frames == "6":
        assert dialog.fields.ruling == Ruling(16, 16, 2, 3)
        dialog.fields.duration_box.setValue(80)
    assert f", {frames} frames" in dialog.line.text()
    QTest.mouseClick(dialog.fields.take, LEFT)
    assert person.window.files.sheets.dialog is None


def edit(person: Person) -> None:
    """A hat on the second frame, on a layer of its own; a line in a seventh frame."""
    grid = person.window.timeline.grid
    person.key(Qt.Key.Key_Tab)
    person.key(Qt.Key.Key_N, SHIFT)
    QTest.mouseClick(grid.viewport(), LEFT, PLAIN, QRect(*grid.geometry_now.cel(1, 1)).center())
    person.window.session.set_hand(foreground=(208, 70, 72, 255))
    person.drag([(6, 1), (9, 1)])
    QTest.mouseClick(grid.viewport(), LEFT, PLAIN, QRect(*grid.geometry_now.cel(0, 5)).center())
    person.key(Qt.Key.Key_N, ALT)
    person.drag([(0, 15), (15, 15)])
    assert person.document.frame == 6
    person.key(Qt.Key.Key_Comma)
    assert person.document.frame == 5


def export_sheet(person: Person, path: Path) -> None:
    person.key(Qt.Key.Key_E, CTRL)
    dialog = person.window.files.exports.dialog
    assert dialog is not None
    dialog.kind.setCurrentIndex(dialog.kind.findData("sheet"))
    dialog.file.setFocus()
    dialog.file.selectAll()
    QTest.keyClicks(dialog.file, str(path))
    QTest.mouseClick(dialog.sheet.form.button("array"), LEFT)
    QTest.mouseClick(dialog.export, LEFT)
    assert person.window.files.exports.dialog is None


def frames_of(sprite: Sprite) -> list[tuple[int, bytes]]:
    """How long each frame lasts, and what is seen in it."""
    return [(frame.duration_ms, sprite.flatten(index).tobytes()) for index, frame in enumerate(sprite.frames)]


def test_a_sheet_is_cut_drawn_on_exported_and_comes_back_the_same(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_png(tmp_path / "walk.png", sheets.pack(WALK, 3, 2, 3))
    import_sheet(person, tmp_path / "walk.png", monkeypatch, "6")
    document = person.document
    assert [pixels for _, pixels in frames_of(document.sprite)] == [pixels.tobytes() for pixels in WALK]
    edit(person)
    drawn = document.sprite
    assert (len(drawn.frames), len(drawn.layers)) == (7, 2)
    assert not np.array_equal(drawn.flatten(1), WALK[1])
    export_sheet(person, tmp_path / "out.png")
    assert (tmp_path / "out.json").exists()
    drawings = len(person.window.session.drawings)
    import_sheet(person, tmp_path / "out.png", monkeypatch, "7")
    again = document.sprite
    assert len(person.window.session.drawings) == drawings + 1
    assert again is not drawn
    assert again.size == drawn.size
    assert {frame.duration_ms for frame in again.frames} == {80}
    assert frames_of(again) == frames_of(drawn)
    assert document.undo_label == "Import sheet"
    for _ in range(2):
        document.mark_saved()
        person.window.session.drawings.step(1)
