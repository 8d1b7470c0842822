"""The whole window on the real engine thread and the shipped model, as a person meets it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunarcore_studio.app import new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.main_window import MainWindow
from tests.opened_once import models_opened_once

__all__ = ["models_opened_once"]

ENGINE_MS = 30_000


class Person:
    """A hand on mouse and keyboard before a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.document, self.client = window.session.document, window.session.client

    def at(self, x: int, y: int) -> QPoint:
        """The middle of a pixel, in the canvas's coordinates."""
        return self.window.canvas.viewport.screen_rect((x, y, 1, 1)).center().toPoint()

    def drag(self, points: list[tuple[int, int]]) -> None:
        """A stroke of the left button through pixels."""
        canvas = self.window.canvas
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=self.at(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(canvas, self.at(*point))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=self.at(*points[-1]))

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, while the canvas has the focus."""
        self.window.canvas.setFocus()
        QTest.keyClick(self.window.canvas, key, held)


@pytest.fixture(autouse=True)
def quick_ends(few_probes: None) -> None:
    """Trainings end at once: see `few_probes`."""


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication) -> Person:
    """A person before the window, the model loaded and the starter sprites in the library."""
    theme.apply_theme(qapp, "dark")
    session = new_session(Settings(), EngineClient())
    window = MainWindow(session)
    qtbot.addWidget(window, before_close_func=lambda _: session.document.mark_saved())
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    with qtbot.waitSignal(session.client.model_loaded, timeout=ENGINE_MS):
        window.start([])
    qtbot.waitUntil(lambda: window.library.model.rowCount() == 256, timeout=ENGINE_MS)
    return Person(window, qtbot)
