"""Moves and scales the reference by hand while its board is open; the canvas does not draw then. GUI thread.

The middle button and the wheel go on as ever.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from lunarcore_studio.ui.canvas import Canvas
from lunarcore_studio.ui.canvas_wheel import NOTCH

_GROWTH = 1.1  # of the scale, for one notch of the wheel
_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
)


class ReferenceMover(QObject):
    """Hears the canvas' events first as long as it lives; `escaped` tells of Escape."""

    escaped = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._last: QPointF | None = None  # of the drag under way
        canvas.installEventFilter(self)

    def end(self) -> None:
        """Give the events back to the canvas."""
        self._canvas.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return self._key(event)
        reference = self._canvas.reference.current
        if reference is None or reference.locked:
            return False
        if event.type() == QEvent.Type.Enter:
            return True
        if event.type() in _MOUSE and isinstance(event, QMouseEvent):
            return self._mouse(event)
        return isinstance(event, QWheelEvent) and self._wheel(event)

    def _key(self, event: QKeyEvent) -> bool:
        escapes = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        if escapes:
            self.escaped.emit()
        return escapes

    def _mouse(self, event: QMouseEvent) -> bool:
        """A left press and what follows moves it; other buttons are the canvas'."""
        layer, view = self._canvas.reference, self._canvas.viewport
        left = Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseMove:
            if event.buttons() & ~left:
                return False
            if self._canvas.overlay.preview is not None:
                QApplication.sendEvent(self._canvas, QEvent(QEvent.Type.Leave))
            self._canvas.cursor_shape.show("move")
            moved = None if self._last is None else (event.position() - self._last) / view.scale
            if moved is not None and layer.current is not None:
                layer.set_current(layer.current.moved(moved.x(), moved.y()))
                self._last = event.position()
            return True
        if event.button() != left:
            return event.button() == Qt.MouseButton.RightButton
        ends = event.type() == QEvent.Type.MouseButtonRelease
        self._last = None if ends else event.position()
        return True

    def _wheel(self, event: QWheelEvent) -> bool:
        """With Ctrl, larger or smaller around what is under the mouse."""
        layer, view = self._canvas.reference, self._canvas.viewport
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier or layer.current is None:
            return False
        spot = (event.position() - view.origin) / view.scale
        scale = layer.current.scale * _GROWTH ** (event.angleDelta().y() / NOTCH)
        layer.set_current(layer.current.scaled(scale, spot))
        return True
