"""Keys that act where a hand draws, and mean something else where it writes or answers. GUI thread only.

They are no shortcuts of the window: Qt would run one even while a dialog opens over it, and Enter is then the
dialog's.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from lunarcore_studio.ui.canvas import ENDING, Canvas
from lunarcore_studio.ui.clipboard import afloat
from lunarcore_studio.ui.gestures import Doing


class CanvasKeys(QObject):
    """Runs `actions` by their present keys on the canvas and on `others`; menus show the keys as ever."""

    def __init__(self, canvas: Canvas, others: Iterable[QWidget], actions: Iterable[QAction]) -> None:
        super().__init__(canvas)
        self._canvas, self._actions = canvas, tuple(actions)
        for action in self._actions:
            # of the window itself, which never has the focus
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        for widget in (canvas, *others):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.isAutoRepeat() or (event.key() in ENDING and self._is_taken(watched, event)):
            return False
        action = self._action_of(event)
        if action is not None:
            action.trigger()
        return action is not None

    def _is_taken(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether Enter ends what is under way on the canvas: a gesture, or pixels that float."""
        if self._canvas.gestures.doing is Doing.WAITING:
            return True
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        document = self._canvas.session.document
        return plain and watched is self._canvas and afloat(document.pixels, document.selection) is not None

    def _action_of(self, event: QKeyEvent) -> QAction | None:
        keypad = Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(event.modifiers() & ~keypad, Qt.Key(event.key())))
        return next((one for one in self._actions if one.isEnabled() and pressed in one.shortcuts()), None)
