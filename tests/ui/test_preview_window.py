"""The drawing at its own size: a pixel of the screen for one of the drawing, and copies around a tile."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunarcore_studio.ui.preview_window import PreviewWindow
from tests.ui.studio import RED, Studio

ONE_WINDOW = True


def reds(window: PreviewWindow) -> set[tuple[int, int]]:
    """Where the drawing's red is on the screen, counted from the middle of the window."""
    image, middle = window.grab().toImage(), window.rect().center()
    return {
        (x - middle.x(), y - middle.y())
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).getRgb() == RED
    }


def turn(window: PreviewWindow, notches: int) -> None:
    spot = QPointF(5, 5)
    event = QWheelEvent(
        spot, window.mapToGlobal(spot), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(window, event)


def test_a_pixel_is_a_pixel_and_follows_the_hand(studio: Studio) -> None:
    studio.window.views.toggle_preview()
    window = studio.window.views.preview
    assert window is not None
    assert reds(window) == set()
    studio.drag([(3, 5)])
    assert len(reds(window)) == 1
    turn(window, 1)
    turn(window, 1)
    assert len(reds(window)) == 9
    assert window.windowTitle() == "Preview, 300 %"
    for _ in range(9):
        turn(window, -1)
    assert (window.zoom, len(reds(window))) == (1, 1)


def test_a_tile_is_repeated_to_the_edges(studio: Studio) -> None:
    studio.drag([(0, 0)])
    studio.window.views.toggle_preview()
    window = studio.window.views.preview
    assert window is not None
    window.resize(160, 160)
    (x, y), *others = reds(window)
    assert others == []
    studio.session.set_hand(tiled=True)
    found = reds(window)
    assert len(found) == 100
    assert {((a - x) % 16, (b - y) % 16) for a, b in found} == {(0, 0)}


def test_it_plays_what_the_canvas_plays(studio: Studio, qtbot: QtBot) -> None:
    studio.drag([(3, 3)])
    studio.window.timeline.frames.add_empty()
    studio.window.views.toggle_preview()
    window, playback = studio.window.views.preview, studio.window.timeline.playback
    assert window is not None
    assert reds(window) == set()
    playback.toggle()
    qtbot.waitUntil(lambda: window.playing == 0, timeout=5000)
    assert len(reds(window)) == 1
    playback.stop()
    assert window.playing is None
    assert reds(window) == set()
