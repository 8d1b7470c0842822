"""A hand on the studio's window: real mouse and key events, in pixels of the drawing. GUI thread only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lunarcore_studio.app import new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.hand import Hand
from lunarcore_studio.ui import clipboard, theme
from lunarcore_studio.ui.main_window import MainWindow

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
RED = (208, 70, 72, 255)
BLUE = (48, 96, 208, 255)
EMPTY = (0, 0, 0, 0)


class Studio:
    """The window on a drawing, without an engine unless one is given."""

    def __init__(self, client: EngineClient | None = None, settings: Settings | None = None) -> None:
        self.session = new_session(settings or Settings(), client or EngineClient())
        self.window = MainWindow(self.session)
        self.document, self.canvas = self.session.document, self.window.canvas
        self.session.set_hand(foreground=RED, background=BLUE)
        self.first_layout = QByteArray()

    def open(self) -> None:
        """Show the window, active, as wide as the tests want it."""
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        await_active(self.window)
        QApplication.processEvents()  # the docks' first sizes
        self.first_layout = self.window.saveState()

    @property
    def is_renewable(self) -> bool:
        """Whether `renew` makes a window of a first start of this one: it is open, and had no engine."""
        client = self.session.client
        return self.window.isVisible() and client.state.phase == "stopped" and client.facts is None

    def renew(self) -> None:
        """An empty drawing, the hand and settings of a first start, the panels where they stood, no dialog
        and no notice, and the keys and the mouse back home."""
        session, fresh = self.session, new_session(Settings(), EngineClient())
        self._close_others()
        self.canvas.abort()
        while len(session.drawings) > 1:
            session.drawings.drop(fresh.document.drawing)
        session.drawings.open(fresh.document.drawing, in_place=True)
        while session.drawings.reopened() is not None:
            pass
        if session.settings.theme != fresh.settings.theme:
            self.window.views.choose_theme(fresh.settings.theme)
        session.set_settings(**vars_of(fresh.settings))
        session.other_tools.clear()
        session.set_hand(**vars_of(fresh.hand) | {"foreground": RED, "background": BLUE})
        session.projection = fresh.projection
        fresh.close()
        self._renew_panels()
        self.canvas.show_extras(True)
        self.canvas.fit()
        self.canvas.setFocus()
        QTest.mouseMove(self.canvas, QPoint(1, 1))
        QApplication.processEvents()

    def _close_others(self) -> None:
        """Close the dialogs and popups that are still open."""
        self.window.timeline.playback.stop()
        self.window.training.stop()
        self.window.studio.palette.hide()
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                widget.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.window.activateWindow()
        await_active(self.window)

    def _renew_panels(self) -> None:
        window, client = self.window, self.session.client
        window.notice.hide()
        window.status.message.say("")
        window.status.show_training("")
        client.state_changed.emit(client.state)
        window.palette_panel.swatches.choose([0])
        window.resize(1440, 900)
        QApplication.processEvents()
        if window.saveState() != self.first_layout:
            window.restoreState(self.first_layout)

    def at(self, point: tuple[int, int]) -> QPoint:
        """The middle of a sprite's pixel, in the canvas."""
        return self.canvas.viewport.screen_rect((*point, 1, 1)).center().toPoint()

    def hover(self, point: tuple[int, int]) -> None:
        QTest.mouseMove(self.canvas, self.at(point))
        QApplication.processEvents()

    def drag(
        self,
        points: Sequence[tuple[int, int]],
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = PLAIN,
    ) -> None:
        """Press on the first point, go over the others, let go on the last."""
        self.press(points[0], button, keys)
        for point in points[1:]:
            self.move(point, button, keys)
        QTest.mouseRelease(self.canvas, button, keys, self.at(points[-1]))

    def press(
        self, point: tuple[int, int], button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = PLAIN
    ) -> None:
        QTest.mousePress(self.canvas, button, keys, self.at(point))

    def move(
        self, point: tuple[int, int], button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = PLAIN
    ) -> None:
        send_move(self.canvas, self.at(point), button, keys)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """A key goes down and up, where the focus is."""
        if QApplication.activeWindow() is None:  # a dialog has just gone
            self.window.activateWindow()
            await_active(self.window)
        QTest.keyClick(self.window.focusWidget() or self.window, key, keys)

    def turn(self, notches: float, at: QPointF, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """The wheel over the canvas."""
        spot = self.canvas.mapToGlobal(at)
        angle = QPoint(0, round(120 * notches))
        event = QWheelEvent(
            at, spot, QPoint(), angle, Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(self.canvas, event)

    def drop(self, mime: QMimeData, point: tuple[int, int] = (0, 0)) -> None:
        """Something is dropped over a pixel."""
        spot = QPointF(self.canvas.mapTo(self.window, self.at(point)))
        enter = QDragEnterEvent(spot.toPoint(), Qt.DropAction.CopyAction, mime, LEFT, PLAIN)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        event = QDropEvent(spot, Qt.DropAction.CopyAction, mime, LEFT, PLAIN, QEvent.Type.Drop)
        QApplication.sendEvent(self.window, event)

    def pixel(self, x: int, y: int) -> tuple[int, ...]:
        """The drawing's colour there."""
        return tuple(self.document.pixels[y, x].tolist())

    def drawn(self) -> set[tuple[int, int]]:
        """The pixels that are not empty."""
        ys, xs = np.nonzero(self.document.pixels[..., 3])
        return set(zip(xs.tolist(), ys.tolist(), strict=True))

    def mark_all_saved(self) -> None:
        """Let the window close without a question."""
        for _ in range(len(self.session.drawings)):
            self.document.commit("Change")
            self.document.mark_saved()
            self.session.drawings.step(1)

    def save(self, path: Path) -> bool:
        return self.window.save_path(path)


@contextmanager
def opened_studio(client: EngineClient | None = None) -> Iterator[Studio]:
    """A studio, shown and active, that is closed in the end without a question."""
    theme.apply_theme(QApplication.instance(), "dark")
    studio = Studio(client)
    studio.open()
    yield studio
    clipboard.let_go()
    studio.mark_all_saved()
    studio.window.close()
    studio.window.deleteLater()
    # Without it a window lives until somebody runs an event loop, and every new one is slower to lay out.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def vars_of(value: Hand | Settings) -> dict[str, Any]:
    """The fields of a frozen value by name."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def await_active(window: QWidget) -> None:
    """Until the keys go to a window; Qt tells of a dialog and its window too early that they are active."""
    patience = QDeadlineTimer(5000)
    while QApplication.activeWindow() is not window and not patience.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)
    assert QApplication.activeWindow() is window


def send_move(widget: QWidget, at: QPoint, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    """A move with a button down and keys held, which QTest has no call for."""
    spot = QPointF(widget.mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), spot, Qt.MouseButton.NoButton, button, keys)
    QApplication.sendEvent(widget, event)
