"""A picture in a panel: whole blocks, keys, and what is dropped on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.ui.images import from_qimage, sprite_mime
from lunarcore_studio.ui.pixel_view import FRAME_PX, PixelView
from tests.ui.drops import drop


@pytest.fixture
def view(qtbot: QtBot) -> PixelView:
    view = PixelView(zoom=4)
    qtbot.addWidget(view)
    view.set_droppable(True)
    view.set_focusable()
    view.show()
    return view


def shown(view: PixelView) -> np.ndarray:
    """The picture as it is on the screen, (H, W, 4)."""
    place = view.picture_rect()
    return from_qimage(view.grab(place).toImage())


def test_every_pixel_is_a_whole_block(view: PixelView, drawings: np.ndarray) -> None:
    opaque = drawings[0].copy()
    opaque[..., 3] = 255
    view.resize(200, 120)
    view.show_pixels(opaque)
    screen = shown(view)
    zoom = (120 - 2 * FRAME_PX) // 16
    assert screen.shape == (16 * zoom, 16 * zoom, 4)
    assert np.array_equal(screen[..., :3], np.kron(opaque, np.ones((zoom, zoom, 1)))[..., :3])


def test_keys_activate_and_step(view: PixelView, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(view.activated):
            qtbot.keyClick(view, key)
    with qtbot.waitSignal(view.stepped) as step:
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert step.args == [-1]


def test_a_click_counts_where_it_began(view: PixelView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.clicked):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(view.clicked):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(-20, -20))


def test_a_sprite_can_be_dropped(view: PixelView, qtbot: QtBot, drawings: np.ndarray) -> None:
    with qtbot.waitSignal(view.dropped) as dropped:
        assert drop(view, sprite_mime(drawings[1], "potion"))
    assert np.array_equal(dropped.args[0], drawings[1])
    assert dropped.args[1] == "potion"


def test_a_file_can_be_dropped(view: PixelView, qtbot: QtBot, drawings: np.ndarray, tmp_path: Path) -> None:
    write_png(tmp_path / "gem.png", drawings[2])
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "gem.png"))])
    with qtbot.waitSignal(view.dropped) as dropped:
        assert drop(view, mime)
    assert np.array_equal(dropped.args[0], drawings[2])
    assert dropped.args[1] == "gem"


def test_a_file_that_is_no_picture_is_refused_by_name(view: PixelView, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "notes.txt"))])
    with qtbot.waitSignal(view.refused) as refused:
        assert drop(view, mime)
    assert "notes.txt" in refused.args[0]


def test_text_is_not_let_in(view: PixelView) -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not drop(view, mime)
