"""The palette is edited by mouse and key, each time one step with a name, and the picture stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from lunarcore_studio.files.documents import open_document
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.ui.palette_dialogs import ExtractDialog, RampDialog
from lunarcore_studio.ui.palette_lock import LOCKED
from lunarcore_studio.ui.palette_selection import Chosen
from tests.ui.studio import ALT, BLUE, CTRL, LEFT, RED, SHIFT, Studio, send_move

ONE_WINDOW = True

DARK, GREEN, WHITE = (20, 20, 30, 255), (60, 180, 70, 255), (250, 250, 250, 255)
FIVE = Palette((WHITE, RED, DARK, GREEN, BLUE), "Five")


@pytest.fixture
def five(studio: Studio) -> Studio:
    """Five colours, and one red pixel."""
    studio.document.replace(studio.document.sprite.with_palette(FIVE), None)
    studio.session.set_hand(foreground=RED)
    studio.drag([(3, 3)])
    return studio


def colors(studio: Studio) -> tuple[tuple[int, ...], ...]:
    return studio.document.sprite.palette.colors


def at(studio: Studio, index: int) -> QPoint:
    return studio.window.palette_panel.swatches.place(index).center()


def run(studio: Studio, name: str) -> None:
    studio.window.actions_by_id[name].trigger()


def told(studio: Studio) -> str:
    return studio.window.status.message.whole


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[QDialog], None]) -> None:
    """Do that in a dialog in place of showing it until somebody comes."""
    monkeypatch.setattr(QDialog, "exec", lambda dialog: answer(dialog))


def test_swatches_are_dragged_to_another_place(five: Studio) -> None:
    grid = five.window.palette_panel.swatches
    before = five.document.pixels
    QTest.mousePress(grid, LEFT, pos=at(five, 0))
    send_move(grid, at(five, 2), LEFT, Qt.KeyboardModifier.NoModifier)
    assert grid.is_dragging
    send_move(grid, at(five, 3) + QPoint(grid.side // 3, 0), LEFT, Qt.KeyboardModifier.NoModifier)
    QTest.mouseRelease(grid, LEFT, pos=at(five, 3))
    assert colors(five) == (RED, DARK, GREEN, WHITE, BLUE)
    assert (five.document.undo_label, grid.places) == ("Move colour", [3])
    assert five.document.pixels is before
    five.key(Qt.Key.Key_Z, CTRL)
    assert colors(five) == FIVE.colors


def test_several_are_chosen_and_dragged_together_and_escape_drops_nothing(five: Studio) -> None:
    grid = five.window.palette_panel.swatches
    QTest.mouseClick(grid, LEFT, pos=at(five, 1))
    QTest.mouseClick(grid, LEFT, CTRL, pos=at(five, 3))
    assert grid.places == [1, 3]
    assert five.session.hand.foreground == RED
    for is_dropped in (False, True):
        QTest.mousePress(grid, LEFT, pos=at(five, 3))
        send_move(grid, QPoint(1, 5), LEFT, Qt.KeyboardModifier.NoModifier)
        if not is_dropped:
            QTest.keyClick(grid, Qt.Key.Key_Escape)
        QTest.mouseRelease(grid, LEFT, pos=QPoint(1, 5))
        assert colors(five) == ((RED, GREEN, WHITE, DARK, BLUE) if is_dropped else FIVE.colors)
    assert five.document.undo_label == "Move colours"
    assert grid.places == [0, 1]
    QTest.mouseClick(grid, LEFT, pos=at(five, 1))
    assert (grid.places, five.session.hand.foreground) == ([1], GREEN)


def test_keys_choose_move_and_remove(five: Studio) -> None:
    grid = five.window.palette_panel.swatches
    QTest.mouseClick(grid, LEFT, pos=at(five, 1))
    grid.setFocus()
    five.key(Qt.Key.Key_Right, SHIFT)
    assert grid.places == [1, 2]
    five.key(Qt.Key.Key_Right, ALT)
    assert colors(five) == (WHITE, GREEN, RED, DARK, BLUE)
    five.key(Qt.Key.Key_Left, ALT)
    assert colors(five) == FIVE.colors
    assert grid.places == [1, 2]
    five.key(Qt.Key.Key_Delete)
    assert colors(five) == (WHITE, GREEN, BLUE)
    assert five.document.undo_label == "Remove colours"
    assert five.drawn() == {(3, 3)}


def test_sorting_is_of_all_or_of_what_is_chosen(five: Studio) -> None:
    run(five, "palette-sort-lightness")
    assert colors(five) == (DARK, BLUE, RED, GREEN, WHITE)
    assert five.document.undo_label == "Sort by lightness"
    run(five, "palette-sort-hue")
    assert colors(five) == (DARK, WHITE, RED, GREEN, BLUE)
    run(five, "palette-sort-use")
    assert colors(five)[0] == RED
    five.document.travel_to(1)
    five.window.palette_panel.swatches.choose([0, 1])
    run(five, "palette-sort-lightness")
    assert colors(five) == (RED, WHITE, DARK, GREEN, BLUE)


def test_a_ramp_is_seen_at_once_and_one_step(five: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    run(five, "palette-ramp")
    assert "Choose two colours" in told(five)
    grid = five.window.palette_panel.swatches
    grid.choose([0, 2])

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, RampDialog)
        assert len(colors(five)) == 8
        assert grid.places == [0, 1, 2, 3, 4, 5]
        QTest.keyClick(dialog.steps, Qt.Key.Key_Left)
        assert (len(grid.palette_shown), grid.places) == (7, [0, 1, 2, 3, 4])
        dialog.accept()

    answering(monkeypatch, answer)
    run(five, "palette-ramp")
    assert len(colors(five)) == 7
    assert (colors(five)[0], colors(five)[3:]) == (WHITE, FIVE.colors[1:])
    assert five.document.undo_label == "Insert ramp"
    answering(monkeypatch, lambda dialog: dialog.reject())
    grid.choose([0, 2])
    run(five, "palette-ramp")
    assert (len(colors(five)), grid.places) == (7, [0, 2])


def test_duplicates_and_unused_colours_go(five: Studio) -> None:
    run(five, "palette-merge")
    assert "twice" in told(five)
    five.document.apply(five.document.sprite.with_palette(Palette((RED, BLUE, RED))), "Twice")
    run(five, "palette-merge")
    assert colors(five) == (RED, BLUE)
    assert told(five) == "Merged 1 colour into others like them."
    run(five, "palette-unused")
    assert colors(five) == (RED,)
    run(five, "palette-unused")
    assert told(five) == "Every colour of the palette is drawn with."


def test_colours_are_extracted_and_recolour_only_when_asked(
    five: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    five.session.set_hand(foreground=(210, 72, 70, 255))
    five.drag([(5, 5)])
    five.session.set_hand(foreground=BLUE)
    five.drag([(7, 7)])

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ExtractDialog)
        assert len(colors(five)) == 3
        dialog.count.setValue(2)
        assert len(colors(five)) == 2
        assert five.pixel(3, 3) == RED
        QTest.mouseClick(dialog.recolours, LEFT, pos=QPoint(8, dialog.recolours.height() // 2))
        assert five.pixel(3, 3) == five.pixel(5, 5) != RED
        dialog.recolours.setChecked(False)
        dialog.accept()

    answering(monkeypatch, answer)
    run(five, "palette-extract")
    assert (len(colors(five)), five.pixel(3, 3)) == (2, RED)
    assert five.document.undo_label == "Extract palette"


def test_nothing_is_extracted_from_nothing(studio: Studio) -> None:
    run(studio, "palette-extract")
    assert "Nothing is drawn yet" in told(studio)


def test_a_long_name_leaves_room_for_the_number(five: Studio) -> None:
    long = Palette(FIVE.colors, "A palette with a very long name indeed")
    five.document.apply(five.document.sprite.with_palette(Palette(long.colors[1:], long.name)), "Long")
    shown = five.window.palette_panel.choice.currentText()
    assert shown.startswith("A palette")
    assert shown.endswith("…, 4")


def test_a_remap_takes_the_pixels_of_edited_colours_along(five: Studio) -> None:
    panel = five.window.palette_panel
    editor = panel.edit_swatch(1)
    assert editor is not None
    editor.hex.selectAll()
    QTest.keyClicks(editor.hex, "#3cb446")
    QTest.keyClick(editor.hex, Qt.Key.Key_Return)
    assert five.pixel(3, 3) == RED
    run(five, "palette-remap")
    assert five.pixel(3, 3) == (0x3C, 0xB4, 0x46, 255)
    assert five.document.undo_label == "Remap the picture"
    run(five, "palette-remap")
    assert "already" in told(five)
    five.key(Qt.Key.Key_Z, CTRL)
    assert five.pixel(3, 3) == RED


def test_a_locked_palette_refuses_and_says_so(five: Studio) -> None:
    panel = five.window.palette_panel
    QTest.mouseClick(panel.lock, LEFT)
    assert five.window.actions_by_id["palette-lock"].isChecked()
    history = five.document.history
    five.session.set_hand(foreground=(1, 2, 3, 255))
    panel.swatches.setFocus()
    for refused in (
        lambda: QTest.mouseClick(panel.add, LEFT),
        lambda: five.key(Qt.Key.Key_Delete),
        lambda: five.key(Qt.Key.Key_F2),
        lambda: run(five, "palette-sort-hue"),
        lambda: run(five, "palette-recolour"),
        lambda: panel.choice.activated.emit(panel.choice.count() - 1),
    ):
        five.session.tell("")
        refused()
        assert told(five) == LOCKED
    assert five.document.history is history
    assert panel.choice.currentText() == "Five, 5"
    five.drag([(5, 5)])
    assert colors(five) == FIVE.colors
    run(five, "palette-lock")
    assert not panel.lock.isChecked()
    run(five, "palette-sort-hue")
    assert colors(five) != FIVE.colors


def test_indexed_drawings_hold_their_palette_and_go_with_it(five: Studio, tmp_path: Path) -> None:
    run(five, "mode-indexed")
    five.session.set_hand(foreground=(200, 60, 60, 255))
    five.drag([(6, 6)])
    assert five.pixel(6, 6) == RED
    panel = five.window.palette_panel
    editor = panel.edit_swatch(1)
    assert editor is not None
    editor.hex.selectAll()
    QTest.keyClicks(editor.hex, "#112233")
    assert five.pixel(6, 6) == (0x11, 0x22, 0x33, 255)
    QTest.keyClick(editor.hex, Qt.Key.Key_Return)
    assert five.pixel(3, 3) == (0x11, 0x22, 0x33, 255)
    five.key(Qt.Key.Key_Z, CTRL)
    assert (five.pixel(3, 3), colors(five)) == (RED, FIVE.colors)
    assert five.save(tmp_path / "indexed.png")
    kept = open_document(tmp_path / "indexed.png")
    assert (kept.mode, kept.palette.colors[:5]) == ("indexed", FIVE.colors)
    run(five, "mode-rgba")
    assert not five.window.actions_by_id["mode-indexed"].isChecked()
    five.key(Qt.Key.Key_Z, CTRL)
    assert five.window.actions_by_id["mode-indexed"].isChecked()


def test_no_mode_without_a_palette_that_fits(five: Studio) -> None:
    many = Palette(tuple((index % 256, index // 256, 0, 255) for index in range(300)))
    five.document.apply(five.document.sprite.with_palette(many), "Many")
    run(five, "mode-indexed")
    assert "1 to 256" in told(five)
    assert five.window.actions_by_id["mode-rgba"].isChecked()


def test_known_palettes_recolour_while_one_goes_over_them(five: Studio) -> None:
    panel = five.window.palette_panel
    steps = len(five.document.history.steps)
    for is_taken in (False, True):
        run(five, "palette-recolour")
        shown = panel.recolours
        assert shown is not None
        QTest.keyClick(shown.list, Qt.Key.Key_Down)
        QTest.keyClick(shown.list, Qt.Key.Key_Down)
        seen = five.pixel(3, 3)
        assert seen != RED
        assert seen in colors(five)
        QTest.keyClick(shown.list, Qt.Key.Key_Return if is_taken else Qt.Key.Key_Escape)
        assert five.pixel(3, 3) == (seen if is_taken else RED)
        assert len(five.document.history.steps) == steps + is_taken
    assert five.document.undo_label == "Recolour"


def test_a_click_takes_a_palette_to_recolour_with(five: Studio) -> None:
    run(five, "palette-recolour")
    shown = five.window.palette_panel.recolours
    assert shown is not None
    view = shown.list.viewport()
    spot = shown.list.visualItemRect(shown.list.item(3)).center()
    QTest.mouseMove(view, spot)
    QTest.mouseClick(view, LEFT, pos=spot)
    assert five.document.undo_label == "Recolour"
    assert five.document.sprite.palette.name == shown.list.item(3).text()


def test_what_is_chosen_stays_within_the_palette() -> None:
    chosen = Chosen.one(2).reaching(5)
    assert chosen.places == {2, 3, 4, 5}
    assert chosen.within(4) == Chosen(3, 2, frozenset({2, 3}))
    assert Chosen.one(2).toggled(2).places == {2}
    assert Chosen.one(2).toggled(4).toggled(2) == Chosen(4, 2, frozenset({4}))
    assert Chosen.one(7).within(3) == Chosen(2, 2, frozenset({2}))
