"""A field that takes keys as they are pressed, also those that mean something elsewhere. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from lunarcore_studio.language import say
from lunarcore_studio.ui.panel import describe

ALONE = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
)  # fmt: skip
HELD = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def key_of(event: QKeyEvent) -> str:
    """The pressed key as the table writes it, "Ctrl+Shift+S"; empty for a modifier that is down alone."""
    key, held = Qt.Key(event.key()), event.modifiers() & HELD
    if key in ALONE:
        return ""
    if key == Qt.Key.Key_Backtab:
        key = Qt.Key.Key_Tab
    # A sign like + or " has its Shift in it; that of a letter, a digit or F5 is a key of its own.
    if 0x21 <= key <= 0x7E and not chr(key).isalnum():
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(held, key)).toString()


class KeyField(QLineEdit):
    """`pressed` carries a key as text; `left` tells that Escape was pressed and no key is wanted."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setPlaceholderText(say("Press a key"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        describe(self, name, hint=hint)

    def event(self, event: QEvent) -> bool:
        # Before Tab goes to the next control, and before a shortcut runs.
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        event.accept()
        key = key_of(event)
        if key == "Esc":
            self.left.emit()
        elif key:
            self.pressed.emit(key)
