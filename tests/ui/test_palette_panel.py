"""Colours are taken by clicks, palettes by name; a changed palette can be undone and changes no pixel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lunarcore_studio.ui.color_editor import ColorEditor
from lunarcore_studio.ui.swatch_grid import LARGEST_PX, LEAST_PX, SwatchGrid, swatch_side
from tests.ui.studio import BLUE, CTRL, LEFT, RED, RIGHT, Studio


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
    assert isinstance(editor, ColorEditor)
    editor.hex.selectAll()
    QTest.keyClicks(editor.hex, "#12ab34")
    assert studio.document.sprite.palette.colors[4] == (0x12, 0xAB, 0x34, 255)
    QTest.mouseClick(editor.field, LEFT, pos=QPoint(0, 1))
    QTest.keyClick(editor.hex, Qt.Key.Key_Return)
    assert studio.document.sprite.palette.colors[4] == (253, 253, 253, 255)
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


@pytest.mark.parametrize("count", [1, 4, 16, 32, 64, 256])
def test_swatches_fill_the_room_in_bounds(count: int) -> None:
    side = swatch_side(count, 272, 140)
    assert LEAST_PX <= side <= LARGEST_PX
    rows = -(-count // (272 // side))
    assert side == LEAST_PX or rows * side <= 140
