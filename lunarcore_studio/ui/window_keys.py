"""What keys do that are no actions: those that are held, the arrows, Escape and Enter. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from lunarcore_studio.ui.canvas import ENDING

if TYPE_CHECKING:
    from lunarcore_studio.ui.main_window import MainWindow

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class WindowKeys:
    """Does what keys mean that reach the window itself."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key that went down means something."""
        window, key = self._window, Qt.Key(event.key())
        if window.actions_by_id.is_held("model-picture", event):
            if not event.isAutoRepeat():
                window.model.show_picture(True)
        elif key == Qt.Key.Key_Escape:
            window.escape()
        elif key in ARROWS and window.canvas.hasFocus():
            self._go(key, event.modifiers())
        elif (key in ENDING and window.canvas.finish()) or (
            key in ENDING and window.canvas.hasFocus() and window.edits.floats.set_down()
        ):
            event.accept()
        else:
            return not event.isAutoRepeat() and window.canvas.hold_key(key, True)
        return True

    def release(self, event: QKeyEvent) -> bool:
        """Whether the key that came up means something."""
        if event.isAutoRepeat():
            return True
        if self._window.actions_by_id.is_held("model-picture", event):
            self._window.model.show_picture(False)
            return True
        return self._window.canvas.hold_key(event.key(), False)

    def let_go(self) -> None:
        """A key that is let go in another window is never heard here."""
        self._window.canvas.hold_key(Qt.Key.Key_Space, False)
        if self._window.canvas.model_picture is not None:
            self._window.model.show_picture(False)

    def _end(self) -> bool:
        """Enter: whether it ends a gesture that waits, or sets down what floats."""
        window = self._window
        return window.canvas.finish() or (window.canvas.hasFocus() and window.edits.floats.set_down())

    def _go(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        step = self._window.session.settings.grid_px if held & Qt.KeyboardModifier.ShiftModifier else 1
        if self._window.edits.can_nudge:
            self._window.edits.nudge(*(step * side for side in ARROWS[key]))
        else:
            self._window.timeline.step(*ARROWS[key])
