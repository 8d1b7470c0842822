"""What keys mean in a field of the main window where a number or a colour is written. GUI thread only.

One writes there in passing, with the hands on the drawing: Enter keeps what is written and Escape takes it
back, and both lead home to the canvas, as does any key that can be no part of what the field holds, a tool's
for one. In dialogs and popups a field is as Qt has it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QMainWindow, QSpinBox, QWidget

from lunarcore_studio.ui.canvas import ENDING
from lunarcore_studio.ui.hex_field import HexField

HEX = "#0123456789abcdefABCDEF"
_WRITING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_TRAVEL = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def lead_home(widget: QWidget) -> None:
    """Bring the focus from a part of the main window to the canvas."""
    window = widget.window()
    centre = window.centralWidget() if isinstance(window, QMainWindow) else None
    if centre is not None:
        centre.setFocus(Qt.FocusReason.OtherFocusReason)


class FieldKeys(QObject):
    """Watches one field.

    One that `proposes` keeps the focus while it is dialled, and leaves Escape to others.
    """

    def __init__(self, field: QSpinBox | QDoubleSpinBox | HexField, proposes: bool = False) -> None:
        super().__init__(field)
        self._field, self._proposes = field, proposes
        self._is_passing = False  # a press on its arrows brought the focus, and no key followed
        self._is_dialled = not isinstance(field, HexField)
        if self._is_dialled and not proposes:
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not for the wheel
        self._before = self._value()
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(self._field.window(), QMainWindow):
            return False
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._before = self._value()
            by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
            self._is_passing = by_mouse and self._is_dialled and not self._proposes
        elif event.type() == QEvent.Type.MouseButtonRelease and self._is_passing:
            self._pass_on()
        elif isinstance(event, QKeyEvent) and event.type() != QEvent.Type.KeyRelease:
            return self._hear(event, asks=event.type() == QEvent.Type.ShortcutOverride)
        return False

    def _hear(self, event: QKeyEvent, asks: bool) -> bool:
        """Whether the key needs nothing more of the field; Qt `asks` before it looks for a shortcut."""
        self._is_passing = False
        is_ours = event.key() in ENDING or (event.key() == Qt.Key.Key_Escape and not self._proposes)
        if is_ours and asks:
            event.accept()
        elif is_ours:
            self._leave(keeps=event.key() in ENDING)
        elif self._is_foreign(event):
            self._leave(keeps=True)
            event.ignore()
        elif not self._line.isModified() and any(map(event.matches, _TRAVEL)):
            event.ignore()
        else:
            return False
        return True

    def _is_foreign(self, event: QKeyEvent) -> bool:
        text, field = event.text(), self._field
        if not text.isprintable() or not text or event.modifiers() & ~_WRITING:
            return False
        if isinstance(field, HexField):
            return field.is_whole and text not in HEX
        if isinstance(field, QDoubleSpinBox) and text in ".,":
            return False
        return not (text.isdecimal() or (text == "-" and field.minimum() < 0))

    def _leave(self, keeps: bool) -> None:
        field = self._field
        if isinstance(field, HexField):
            if not keeps:
                field.put_back(self._before)
        elif keeps:
            field.interpretText()
        else:
            # what is told only when it is kept has not been told yet
            value: Any = self._before if field.keyboardTracking() else field.value()
            field.setValue(value)
        self._pass_on()
        self._before = self._value()

    def _pass_on(self) -> None:
        self._is_passing = False
        if self._field.hasFocus():
            lead_home(self._field)

    def _value(self) -> Any:
        return self._field.color if isinstance(self._field, HexField) else self._field.value()

    @property
    def _line(self) -> QLineEdit:
        return self._field if isinstance(self._field, QLineEdit) else self._field.lineEdit()
