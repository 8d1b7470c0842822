"""Where text is written: a line in the row of options, more of them over the canvas. GUI thread only.

Enter begins a line; Ctrl and Enter, Escape, or a click on the canvas give the keys back to the drawing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.tools import Hand
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.session import Session

HEIGHT_PX, MOST_LINES = 28, 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TextLines(QPlainTextEdit):
    """As high as what is written in it, while one writes; `grown` tells of another height."""

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.blockCountChanged.connect(self.grown)

    @property
    def wanted_px(self) -> int:
        """How high it is to be."""
        count = min(MOST_LINES, self.blockCount()) if self.hasFocus() else 1
        return HEIGHT_PX + (count - 1) * self.fontMetrics().lineSpacing()

    def event(self, event: QEvent) -> bool:
        # these two leave the field before they are anybody's shortcuts
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _leaves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _leaves(event):
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.grown.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.verticalScrollBar().setValue(0)
        self.grown.emit()


class TextField(QWidget):
    """Keeps the place of `lines` in the row; they themselves lie over the window."""

    def __init__(self, session: Session, field: str, name: str, hint: str) -> None:
        super().__init__()
        self.field, self.lines = field, TextLines()
        self.lines.setParent(self)
        self.lines.setPlaceholderText(hint)
        describe(self.lines, name, hint=say("Enter begins a line, Ctrl+Enter goes back to the canvas"))
        self.setFocusProxy(self.lines)
        self.lines.textChanged.connect(lambda: session.set_hand(**{field: self.text()}))
        self.lines.grown.connect(self._place)

    def text(self) -> str:
        """What is written, its lines parted by breaks."""
        return self.lines.toPlainText()

    def show_hand(self, hand: Hand) -> None:
        """Show what the hand has, without telling it."""
        if self.text() != getattr(hand, self.field):
            self.lines.setPlainText(getattr(hand, self.field))

    def selectAll(self) -> None:
        """Mark all that is written, to be written over."""
        self.lines.selectAll()

    def sizeHint(self) -> QSize:
        return QSize(self.lines.sizeHint().width(), HEIGHT_PX)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.lines.parent() is not self.window():
            self.lines.setParent(self.window())
        self._place()
        self.lines.show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.lines.hide()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        corner = self.mapTo(self.window(), QPoint(0, (self.height() - HEIGHT_PX) // 2))
        self.lines.setGeometry(QRect(corner, QSize(self.width(), self.lines.wanted_px)))
        self.lines.raise_()


def _leaves(event: QKeyEvent) -> bool:
    held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and bool(held))
