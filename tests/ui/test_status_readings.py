"""The sizes in the status line."""

from __future__ import annotations

from PySide6.QtCore import Qt

from lunarcore_studio.pixels.frames import frame_added
from lunarcore_studio.pixels.sprite import Sprite
from tests.ui.studio import CTRL, SHIFT, Studio

ONE_WINDOW = True
Key = Qt.Key


def test_a_marquee_is_measured_while_it_is_dragged_and_as_long_as_it_stands(studio: Studio) -> None:
    extent = studio.window.status.extent
    studio.key(Key.Key_M)
    assert extent.text() == ""
    studio.press((2, 3))
    studio.move((9, 5))
    assert extent.text() == "8 × 3"
    studio.move((30, 30))
    assert extent.text() == "14 × 13"
    studio.drag([(30, 30), (9, 5)])
    assert extent.text() == "8 × 3"
    studio.drag([(0, 0), (3, 4)], keys=SHIFT)
    assert extent.text() == "10 × 6"
    studio.key(Key.Key_D, CTRL)
    assert extent.text() == ""
    studio.key(Key.Key_Z, CTRL)
    assert extent.text() == "10 × 6"


def test_shapes_and_lines_are_measured_over_the_selection(studio: Studio) -> None:
    extent = studio.window.status.extent
    studio.key(Key.Key_A, CTRL)
    assert extent.text() == "16 × 16"
    studio.key(Key.Key_U)
    studio.press((2, 3))
    studio.move((5, 9))
    assert extent.text() == "4 × 7"
    studio.move((20, 9))  # beyond the canvas, where nothing more is drawn
    studio.move((22, 9))
    assert extent.text() == "21 × 7"
    studio.key(Key.Key_Escape)
    assert extent.text() == "16 × 16"
    studio.key(Key.Key_L)
    studio.press((2, 9))
    studio.move((6, 5))
    assert extent.text() == "4, -4  45°"
    studio.drag([(6, 5), (6, 5)])
    assert extent.text() == "16 × 16"


def test_a_pencil_writes_no_size(studio: Studio) -> None:
    studio.press((2, 3))
    studio.move((9, 5))
    assert studio.window.status.extent.text() == ""


def test_canvas_and_frame_are_told_and_nothing_jumps(studio: Studio) -> None:
    status = studio.window.status
    assert status.canvas.text() == "16 × 16"
    assert status.frame.isHidden()
    place = status.pixel.geometry()
    studio.document.apply(frame_added(studio.document.sprite, 0), "Frame")
    studio.document.go_to(0, 1)
    assert status.frame.text() == "2/2"
    assert status.frame.isVisible()
    studio.key(Key.Key_Comma)
    assert status.frame.text() == "1/2"
    studio.key(Key.Key_A, CTRL)
    assert status.pixel.geometry() == place
    studio.document.replace(Sprite.blank(200, 120), None)
    assert status.canvas.text() == "200 × 120"
    assert status.frame.isHidden()
