"""The canvas made larger and smaller from the Sprite menu."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunarcore_studio.pixels.canvas_size import MAX_SIDE_PX
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.actions import REASON
from lunarcore_studio.ui.canvas_size_dialog import CanvasSizeDialog
from lunarcore_studio.ui.new_dialog import NewDialog
from tests.ui.studio import CTRL, LEFT, RED, Studio, await_active

ONE_WINDOW = True
Key = Qt.Key


def answer(studio: Studio, hand: Callable[[CanvasSizeDialog], None]) -> None:
    """Press C, and let a hand at the dialog that opens."""
    failures: list[BaseException] = []

    def at_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CanvasSizeDialog)
        try:
            await_active(dialog)
            hand(dialog)
        except BaseException as failure:
            failures.append(failure)
            dialog.reject()

    QTimer.singleShot(0, at_it)
    studio.key(Key.Key_C)
    studio.window.activateWindow()
    await_active(studio.window)
    for failure in failures:
        raise failure


def typed(dialog: CanvasSizeDialog, width: str, height: str) -> None:
    for box, text in ((dialog.width_box, width), (dialog.height_box, height)):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)


def do(studio: Studio, *names: str) -> None:
    for name in names:
        studio.window.actions_by_id[name].trigger()


def select(studio: Studio, *rect: int) -> None:
    studio.document.select(Selection.rectangle(studio.document.sprite.size, tuple(rect)))  # type: ignore[arg-type]


def steps(studio: Studio) -> int:
    return len(studio.document.history.steps)


def test_more_room_on_all_sides_in_one_step(studio: Studio) -> None:
    studio.drag([(2, 3)])
    do(studio, "layer-add", "frame-add")
    studio.drag([(15, 15)])
    before, at = studio.document.sprite, steps(studio)

    def hand(dialog: CanvasSizeDialog) -> None:
        assert dialog.outcome.text() == "16 × 16  →  16 × 16"
        typed(dialog, "32", "24")
        assert dialog.outcome.text() == "16 × 16  →  32 × 24"
        QTest.keyClick(dialog, Key.Key_Return)

    answer(studio, hand)
    after = studio.document.sprite
    assert (after.size, steps(studio)) == ((32, 24), at + 1)
    assert studio.document.undo_label == "Canvas size"
    assert after.pixels(0, 0)[7, 10].tolist() == list(RED)
    assert after.pixels(1, 1)[19, 23].tolist() == list(RED)
    assert (len(after.layers), len(after.frames)) == (2, 2)
    assert studio.canvas.viewport.size == (32, 24)
    assert studio.canvas.viewport.fitted
    assert studio.window.status.message.whole == "The canvas was 16 × 16 pixels and is 32 × 24."
    studio.key(Key.Key_Z, CTRL)
    assert studio.document.sprite == before
    assert studio.canvas.viewport.size == (16, 16)


@pytest.mark.parametrize(("anchor", "place"), [((0, 0), (2, 3)), ((2, 0), (6, 3)), ((1, 2), (4, 7))])
def test_what_is_anchored_keeps_its_place(studio: Studio, anchor: Point, place: Point) -> None:
    studio.drag([(2, 3)])

    def hand(dialog: CanvasSizeDialog) -> None:
        typed(dialog, "20", "20")
        QTest.mouseClick(dialog.anchor_field.button(anchor), LEFT)
        QTest.mouseClick(dialog.answers.does, LEFT)

    answer(studio, hand)
    assert studio.drawn() == {place}


def test_arrows_choose_what_is_anchored(studio: Studio) -> None:
    seen: list[Point] = []

    def hand(dialog: CanvasSizeDialog) -> None:
        dialog.anchor_field.button(dialog.anchor).setFocus()
        for key in (Key.Key_Left, Key.Key_Up, Key.Key_Up, Key.Key_Right, Key.Key_Down, Key.Key_Down):
            QTest.keyClick(dialog.focusWidget(), key)
            seen.append(dialog.anchor)
        assert dialog.anchor_field.button((1, 2)).hasFocus()
        QTest.keyClick(dialog, Key.Key_Escape)

    answer(studio, hand)
    assert seen == [(0, 1), (0, 0), (0, 0), (1, 0), (1, 1), (1, 2)]
    assert not studio.document.can_undo


def test_sizes_that_no_drawing_has_are_told_and_refused(studio: Studio) -> None:
    def hand(dialog: CanvasSizeDialog) -> None:
        for width, height in (("0", "16"), ("16", "257"), ("9999", "1")):
            typed(dialog, width, height)
            assert dialog.outcome.text() == "A drawing is 1 to 256 pixels a side."
            assert not dialog.answers.does.isEnabled()
            QTest.keyClick(dialog, Key.Key_Return)
            assert dialog.isVisible()
        typed(dialog, "1", str(MAX_SIDE_PX))
        QTest.keyClick(dialog, Key.Key_Return)

    answer(studio, hand)
    assert studio.document.sprite.size == (1, MAX_SIDE_PX)


def test_the_same_size_is_no_step(studio: Studio) -> None:
    answer(studio, lambda dialog: QTest.mouseClick(dialog.answers.does, LEFT))
    assert not studio.document.can_undo


def test_the_selection_goes_along_or_is_dropped(studio: Studio) -> None:
    select(studio, 2, 2, 4, 4)

    def hand(dialog: CanvasSizeDialog) -> None:
        typed(dialog, "32", "32")
        QTest.keyClick(dialog, Key.Key_Return)

    answer(studio, hand)
    assert studio.document.selection is not None
    assert studio.document.selection.bounds == (10, 10, 4, 4)
    studio.drag([(10, 10)])
    do(studio, "trim")
    assert studio.document.sprite.size == (1, 1)
    assert studio.document.selection is None


def test_cropping_needs_a_selection(studio: Studio) -> None:
    crop = studio.window.actions_by_id["crop"]
    assert not crop.isEnabled()
    assert crop.property(REASON) == "nothing is selected"
    studio.drag([(4, 5), (9, 5)])
    studio.key(Key.Key_M)
    studio.drag([(4, 4), (7, 9)])
    assert crop.isEnabled()
    at = steps(studio)
    crop.trigger()
    assert steps(studio) == at + 1
    assert studio.document.undo_label == "Crop to selection"
    assert studio.document.sprite.size == (4, 6)
    assert studio.drawn() == {(x, 1) for x in range(4)}
    assert studio.document.selection is None
    assert not crop.isEnabled()
    studio.key(Key.Key_Z, CTRL)
    assert studio.document.sprite.size == (16, 16)
    assert studio.document.selection is not None
    assert crop.isEnabled()


def test_a_selection_that_is_no_rectangle_stays(studio: Studio) -> None:
    mask = np.zeros((16, 16), np.bool_)
    mask[3, 3] = mask[5, 6] = True
    studio.document.select(Selection(mask))
    do(studio, "crop")
    assert studio.document.sprite.size == (4, 3)
    assert studio.document.selection is not None
    assert np.argwhere(studio.document.selection.mask).tolist() == [[0, 0], [2, 3]]


def test_trimming_keeps_what_is_drawn_in_any_frame(studio: Studio) -> None:
    do(studio, "trim")
    assert studio.window.status.message.whole == "There is nothing in the drawing yet."
    studio.drag([(3, 4)])
    do(studio, "frame-add")
    studio.drag([(9, 6)])
    at = steps(studio)
    do(studio, "trim")
    assert (studio.document.sprite.size, steps(studio)) == ((7, 3), at + 1)
    do(studio, "trim")
    assert "nothing to trim" in studio.window.status.message.whole
    assert steps(studio) == at + 1


def test_a_larger_file_can_be_cropped_but_none_is_begun(studio: Studio) -> None:
    studio.document.replace(Sprite.blank(600, 400), None)
    select(studio, 0, 0, 300, 300)
    do(studio, "crop")
    assert studio.document.sprite.size == (300, 300)
    dialog = NewDialog((16, 16), studio.window)
    assert dialog.width_box.maximum() == dialog.height_box.maximum() == MAX_SIDE_PX
    dialog.deleteLater()
