"""Brushes made of the drawing, and marks that repeat."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Symmetry, ToolName
from tests.ui.studio import BLUE, CTRL, RED, Studio

ONE_WINDOW = True


def test_the_selection_becomes_the_brush(studio: Studio) -> None:
    studio.key(Qt.Key.Key_B, CTRL)
    assert studio.session.hand.stamp is None
    assert "Select" in studio.window.status.message.whole
    studio.drag([(2, 2)])
    studio.session.set_hand(foreground=BLUE)
    studio.drag([(3, 2)])
    studio.session.choose_tool("select")
    studio.drag([(2, 2), (3, 3)])
    studio.key(Qt.Key.Key_B, CTRL)
    assert studio.session.hand.tool is ToolName.PENCIL
    assert studio.document.selection is None
    studio.drag([(10, 10)])
    assert (studio.pixel(9, 9), studio.pixel(10, 9)) == (RED, BLUE)
    assert len(studio.drawn()) == 4
    studio.key(Qt.Key.Key_Z, CTRL)
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.document.selection == Selection.rectangle((16, 16), (2, 2, 2, 2))


def test_nothing_and_too_much_make_no_brush(studio: Studio) -> None:
    studio.document.select(Selection.rectangle((16, 16), (2, 2, 3, 3)))
    studio.key(Qt.Key.Key_B, CTRL)
    assert "nothing here" in studio.window.status.message.whole
    studio.document.replace(Sprite.from_pixels(np.full((4, 80, 4), 255, np.uint8)), None)
    studio.key(Qt.Key.Key_A, CTRL)
    studio.key(Qt.Key.Key_B, CTRL)
    assert "at most 64" in studio.window.status.message.whole
    assert studio.session.hand.stamp is None


def test_tiled_drawing_goes_around_the_border(studio: Studio) -> None:
    action = studio.window.actions_by_id["tiled"]
    action.trigger()
    assert action.isChecked()
    studio.drag([(14, 3), (17, 3)])
    assert studio.drawn() == {(14, 3), (15, 3), (0, 3), (1, 3)}
    action.trigger()
    assert not studio.session.hand.tiled


def test_another_canvas_has_its_axes_in_the_middle(studio: Studio) -> None:
    studio.session.set_hand(symmetry=Symmetry.VERTICAL, axis=(5, 16))
    studio.drag([(0, 0)])
    assert studio.session.hand.axis == (5, 16)
    studio.document.replace(Sprite.blank(32, 8), None)
    assert studio.session.hand.axis is None
