"""A field that appears where a name stands, and is gone when another one is written. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui.panel import describe

LONGEST_NAME = 64


class NameField(QLineEdit):
    """`named` carries the index that was asked for and the name; Escape leaves the name as it is."""

    named = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._index = -1
        self.setMaxLength(LONGEST_NAME)
        describe(self, say("Name"), "Enter", say("Escape leaves it as it was"))
        self.hide()
        self.returnPressed.connect(self._finish)

    def ask(self, index: int, name: str, place: QRect) -> None:
        """Appear over a name and let it be written anew."""
        self._index = index
        self.setText(name)
        self.setGeometry(place)
        self.show()
        self.selectAll()
        self.setFocus()

    def _finish(self) -> None:
        index, self._index = self._index, -1
        if index >= 0:
            self._vanish()
            self.named.emit(index, self.text())

    def _vanish(self) -> None:
        self._index = -1
        had_focus = self.hasFocus()
        self.hide()
        viewport = self.parentWidget()
        grid = None if viewport is None else viewport.parentWidget()
        if had_focus and grid is not None:
            grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._vanish()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is written when the hand goes elsewhere is meant."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._finish()
