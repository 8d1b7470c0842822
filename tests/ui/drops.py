"""Drags as the window system would deliver them: what a widget gives away, and where it is let go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.studio import LEFT, PLAIN, send_move

_COPY = Qt.DropAction.CopyAction


def drop(widget: QWidget, mime: QMimeData, at: QPoint | None = None) -> bool:
    """Drop `mime` on `widget`, in its middle where no place is named; whether it was let in."""
    at = widget.rect().center() if at is None else at
    if not enter(widget, mime, at):
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(at), _COPY, mime, LEFT, PLAIN))
    return True


def enter(widget: QWidget, mime: QMimeData, at: QPoint) -> bool:
    """Bring `mime` over a widget; whether it is let in."""
    event = QDragEnterEvent(at, _COPY, mime, LEFT, PLAIN)
    event.setAccepted(False)
    QApplication.sendEvent(widget, event)
    if event.isAccepted():
        QApplication.sendEvent(widget, QDragMoveEvent(at, _COPY, mime, LEFT, PLAIN))
    return event.isAccepted()


def carried(
    patch: pytest.MonkeyPatch,
    widget: QWidget,
    start: QPoint,
    keys: Qt.KeyboardModifier = PLAIN,
    let_go: Callable[[QMimeData], object] = lambda mime: None,
    by: QPoint | None = None,
) -> QMimeData | None:
    """What the mouse takes with it that is pressed at `start` and pulled away; None where nothing comes.

    `let_go` is called where the hand would let go of it.
    """
    taken: list[QMimeData] = []

    def execute(drag: QDrag, *_: object) -> Qt.DropAction:
        taken.append(drag.mimeData())
        let_go(drag.mimeData())
        return _COPY

    patch.setattr(QDrag, "exec", execute)
    away = start + (by or QPoint(2 * QApplication.startDragDistance(), 0))
    QTest.mousePress(widget, LEFT, keys, start)
    send_move(widget, away, LEFT, keys)
    QTest.mouseRelease(widget, LEFT, keys, away)
    return taken[0] if taken else None
