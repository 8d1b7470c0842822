"""How hard a pen is pressed, told to the canvas' gestures. GUI thread only.

Qt makes mouse events of a pen's events that nobody takes: they do the drawing, and this only tells beforehand
how hard the pen is pressed at them. A mouse always presses fully.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTabletEvent

from lunarcore_studio.ui.canvas import Canvas

_PRESSED = (QEvent.Type.TabletPress, QEvent.Type.TabletMove)


class PenPressure(QObject):
    """Watches the pen over a canvas."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._gestures = canvas.gestures
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PRESSED and isinstance(event, QTabletEvent):
            self._gestures.pressure = event.pressure()
            event.ignore()
        elif event.type() == QEvent.Type.TabletRelease:
            self._gestures.pressure = 1.0
        return False
