"""Colours are taken by clicks, palettes by name; a changed palette can be undone and changes no pixel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.palette_files import read_palette
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.ui.color_picker import ColorPicker
from lunarcore_studio.ui.swatch_grid import LARGEST_PX, LEAST_PX, SwatchGrid, swatch_side
from tests.ui.drops import drop
from tests.ui.studio import BLUE, CTRL, LEFT, RED, RIGHT, SHIFT, Studio

ONE_WINDOW = True


def middle(grid: SwatchGrid, index: int) -> QPoint:
    return grid.place(index).center()


def test_left_takes_the_foreground_and_right_the_background(studio: Studio) -> None:
    grid, colors = studio.window.palette_panel.swatches, studio.document.sprite.palette.colors
    QTest.mouseClick(grid, LEFT, pos=middle(grid, 5))
    QTest.mouseClick(grid, RIGHT, pos=middle(grid, 17))
    assert studio.session.hand.foreground == colors[5]
    assert studio.session.hand.background == colors[17]
    studio.key(Qt.Key.Key_X)
    assert studio.session.hand.foreground == colors[17]


def test_arrows_and_enter_take_colours(studio: Studio) -> None:
    grid, colors = studio.window.palette_panel.swatches, studio.document.sprite.palette.colors
    studio.session.set_hand(foreground=colors[0])
    grid.setFocus()
    studio.key(Qt.Key.Key_Right)
    studio.key(Qt.Key.Key_Down)
    studio.key(Qt.Key.Key_Return)
    assert studio.session.hand.foreground == colors[1 + grid.columns]


def test_known_palettes_are_offered_and_change_no_pixel(studio: Studio) -> None:
    studio.drag([(3, 3)])
    panel = studio.window.palette_panel
    assert panel.choice.count() >= 8
    row = panel.choice.findText("PICO-8", Qt.MatchFlag.MatchStartsWith)
    before = studio.document.pixels
    panel.choice.setCurrentIndex(row)
    panel.choice.activated.emit(row)
    assert studio.document.sprite.palette.name == "PICO-8"
    assert len(panel.swatches.palette_shown) == 16
    assert studio.document.pixels is before
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.document.sprite.palette.name == "DawnBringer 32"
    assert panel.choice.currentText() == "DawnBringer 32"


def test_a_colour_is_edited_live_and_is_one_step(studio: Studio) -> None:
    studio.drag([(3, 3)])
    panel = studio.window.palette_panel
    grid, before = panel.swatches, studio.document.pixels
    QTest.mouseDClick(grid, LEFT, pos=middle(grid, 4))
    editor = panel.editor
    assert isinstance(editor, ColorPicker)
    editor.hex.selectAll()
    QTest.keyClicks(editor.hex, "#12ab34")
    assert studio.document.sprite.palette.colors[4] == (0x12, 0xAB, 0x34, 255)
    QTest.mouseClick(editor.field, LEFT, pos=QPoint(0, 1))
    QTest.keyClick(editor.hex, Qt.Key.Key_Return)
    assert studio.document.sprite.palette.colors[4] == (254, 254, 254, 255)
    assert studio.document.undo_label == "Edit colour"
    assert studio.document.pixels is before
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.document.undo_label == "Pencil"


def test_escape_leaves_the_palette_as_it_was(studio: Studio) -> None:
    panel, palette = studio.window.palette_panel, studio.document.sprite.palette
    editor = panel.edit_swatch(2)
    assert editor is not None
    QTest.keyClicks(editor.hex, "#12ab34")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert studio.document.sprite.palette == palette
    assert not studio.document.can_undo
    assert not studio.document.live


def test_the_hue_and_the_arrows_mix(studio: Studio) -> None:
    studio.session.set_hand(foreground=(255, 0, 0, 255))
    editor = studio.window.palette_panel.edit_hand("foreground")
    QTest.mouseClick(editor.hue, LEFT, pos=QPoint(4, round(editor.hue.height() * (1 - 1 / 3))))
    red, green, blue, alpha = studio.session.hand.foreground
    assert green > 250 > 20 > red
    assert (blue, alpha) == (0, 255) or blue < 20
    editor.field.setFocus()
    for _ in range(10):
        QTest.keyClick(editor.field, Qt.Key.Key_Down)
    assert studio.session.hand.foreground[1] < green
    editor.close()


def test_add_and_remove(studio: Studio) -> None:
    panel, count = studio.window.palette_panel, len(studio.document.sprite.palette)
    studio.session.set_hand(foreground=(1, 2, 3, 255))
    QTest.mouseClick(panel.add, LEFT)
    assert studio.document.sprite.palette.colors[-1] == (1, 2, 3, 255)
    assert not panel.add.isEnabled()
    assert panel.choice.currentText().endswith(f", {count + 1}")
    QTest.mouseClick(panel.remove, LEFT)
    assert len(studio.document.sprite.palette) == count
    studio.key(Qt.Key.Key_Z, CTRL)
    studio.key(Qt.Key.Key_Z, CTRL)
    assert len(studio.document.sprite.palette) == count


def test_a_wrong_hex_is_marked_and_changes_nothing(studio: Studio) -> None:
    field = studio.window.palette_panel.hex
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "#12z")
    assert field.property("wrong") == "true"
    assert studio.session.hand.foreground == RED
    studio.canvas.setFocus()
    assert field.text() == "#d04648"
    assert field.property("wrong") == "false"


def test_the_wells_show_and_edit_both(studio: Studio) -> None:
    wells = studio.window.palette_panel.wells
    assert wells.accessibleName() == "Foreground #d04648, background #3060d0"
    QTest.mouseClick(wells, LEFT, pos=wells.place("background").bottomRight() - QPoint(2, 2))
    editor = studio.window.palette_panel.editor
    assert editor is not None
    QTest.keyClicks(editor.hex, "#ffffff")
    assert studio.session.hand.background == (255, 255, 255, 255)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert studio.session.hand.background == BLUE
    wells.setFocus()
    studio.key(Qt.Key.Key_Return, SHIFT)
    assert studio.window.palette_panel.editor is not None
    assert studio.window.palette_panel.editor.color == BLUE
    studio.window.palette_panel.editor.close()


@pytest.mark.parametrize("count", [1, 4, 16, 32, 64, 256])
def test_swatches_fill_the_room_in_bounds(count: int) -> None:
    side = swatch_side(count, 272, 140)
    assert LEAST_PX <= side <= LARGEST_PX
    rows = -(-count // (272 // side))
    assert side == LEAST_PX or rows * side <= 140


TWO = "GIMP Palette\nName: Two\n255 0 0\n0 0 255\n"


def dragged(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def test_a_palette_is_opened_from_a_file_as_one_step(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.drag([(3, 3)])
    (tmp_path / "two.gpl").write_text(TWO)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "two.gpl"), ""))
    panel, before = studio.window.palette_panel, studio.document.pixels
    QTest.mouseClick(panel.open, LEFT)
    assert studio.document.sprite.palette == Palette(((255, 0, 0, 255), (0, 0, 255, 255)), "Two")
    assert panel.choice.currentText() == "Two, 2"
    assert studio.document.pixels is before
    assert studio.window.status.message.whole == "Opened two.gpl, a palette of 2 colours."
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.document.sprite.palette.name == "DawnBringer 32"


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [
        ("mine", "Hex list (*.hex)", b"000000\n"),
        ("mine", "Microsoft palette (*.pal)", b"RIFF"),
        ("mine.pal", "Microsoft palette (*.pal)", b"RIFF"),
        ("mine.pal", "GIMP palette (*.gpl)", b"JASC-PAL"),
        ("mine.json", "GIMP palette (*.gpl)", b"{"),
        ("mine", "Adobe swatches (*.ase)", b"ASEF"),
    ],
)
def test_a_palette_is_saved_in_the_kind_that_is_asked_for(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str, begins: bytes
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), kind))
    QTest.mouseClick(studio.window.palette_panel.save, LEFT)
    (path,) = tmp_path.iterdir()
    assert path.read_bytes().startswith(begins)
    assert read_palette(path).colors == studio.document.sprite.palette.colors
    assert studio.window.status.message.whole == f"Saved {path.name}."


def test_lost_alpha_and_what_does_not_work_are_told(studio: Studio, tmp_path: Path) -> None:
    files, told = studio.window.palette_panel.files, studio.window.status.message
    glass = studio.document.sprite.with_palette(Palette(((1, 2, 3, 128),)))
    studio.document.apply(glass, "Glass")
    assert files.save_path(tmp_path / "a.hex")
    assert told.whole == "Saved a.hex. It holds no alpha."
    assert files.save_path(tmp_path / "a.gpl")
    assert told.whole == "Saved a.gpl."
    assert not files.save_path(tmp_path / "a.doc")
    assert "a.doc can not be written" in told.whole
    assert not files.open_path(tmp_path / "none.gpl")
    assert "none.gpl does not exist" in told.whole
    assert studio.document.sprite.palette == glass.palette


def test_a_palette_dropped_on_the_panel_changes_no_pixel(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "two.gpl").write_text(TWO)
    studio.drag([(3, 3)])
    before = studio.document.pixels
    assert drop(studio.window.palette_panel, dragged(tmp_path / "two.gpl"))
    assert studio.document.sprite.palette.name == "Two"
    assert studio.document.pixels is before
    assert studio.document.undo_label == "Open palette"


def test_a_palette_dropped_on_the_drawing_recolours_it(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "two.gpl").write_text(TWO)
    studio.drag([(3, 3)])
    studio.drop(dragged(tmp_path / "two.gpl"))
    assert studio.document.sprite.palette.name == "Two"
    assert studio.pixel(3, 3) == (255, 0, 0, 255)
    assert studio.document.undo_label == "Recolour"
    studio.key(Qt.Key.Key_Z, CTRL)
    assert (studio.pixel(3, 3), studio.document.sprite.palette.name) == (RED, "DawnBringer 32")


def test_a_palette_dragged_over_the_drawing_is_seen_and_goes_back(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "two.gpl").write_text(TWO)
    (tmp_path / "bad.gpl").write_text("no palette")
    studio.drag([(3, 3)])
    history = studio.document.history
    middle, copy = studio.window.rect().center(), Qt.DropAction.CopyAction
    plain = Qt.KeyboardModifier.NoModifier
    for name, seen in (("two.gpl", (255, 0, 0, 255)), ("bad.gpl", RED)):
        mime = dragged(tmp_path / name)
        QApplication.sendEvent(studio.window, QDragEnterEvent(middle, copy, mime, LEFT, plain))
        assert studio.pixel(3, 3) == seen
        QApplication.sendEvent(studio.window, QDragLeaveEvent())
        assert studio.pixel(3, 3) == RED
    assert studio.document.history is history
    studio.session.set_settings(palette_locked=True)
    mime = dragged(tmp_path / "two.gpl")
    QApplication.sendEvent(studio.window, QDragEnterEvent(middle, copy, mime, LEFT, plain))
    assert not studio.document.live


def test_a_picture_dropped_on_the_panel_gives_its_colours(studio: Studio, tmp_path: Path) -> None:
    write_png(tmp_path / "strip.png", np.array([[RED, BLUE]], np.uint8))
    panel, name = studio.window.palette_panel, studio.document.name
    assert drop(panel, dragged(tmp_path / "strip.png"))
    assert studio.document.sprite.palette == Palette((RED, BLUE), "strip")
    assert studio.document.name == name
