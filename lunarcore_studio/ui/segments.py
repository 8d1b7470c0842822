"""A choice of a few words side by side, of which one is on: modes that must be seen. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui.tokens import CAPTION_PX, SMALL_BUTTON, tokens

_PAD_PX = 7


class _Segment(QAbstractButton):
    def __init__(self, text: str, tooltip: str) -> None:
        super().__init__()
        self.setText(text)
        self.setToolTip(tooltip)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tooltip)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        font = self.font()
        font.setPixelSize(CAPTION_PX)
        self.setFont(font)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * _PAD_PX, SMALL_BUTTON)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = tokens()
        fill = colors.chosen if self.isChecked() else colors.hover if self.underMouse() else colors.well
        text = colors.text if self.isChecked() else colors.quiet
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(fill))
        if self.isChecked():
            painter.fillRect(QRect(0, self.height() - 2, self.width(), 2), QColor(colors.accent))
        painter.setPen(QColor(text if self.isEnabled() else colors.faint))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


class Segments(QWidget):
    """`choices` are (id, word, tooltip), which may be marked; the first is on at the start.

    `chosen` tells the id a hand chose.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._buttons: dict[str, _Segment] = {}
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for key, word, tooltip in choices:
            button = _Segment(say(word), say(tooltip))
            self._buttons[key] = button
            row.addWidget(button)
            button.clicked.connect(lambda _on, key=key: self.chosen.emit(key))
        self._buttons[choices[0][0]].setChecked(True)

    @property
    def current(self) -> str:
        """The id that is on."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def show_current(self, key: str) -> None:
        """Turn `key` on without telling anybody."""
        self._buttons[key].setChecked(True)

    def join(self, widget: QWidget) -> None:
        """Let a widget that belongs to the choice stand at its end."""
        self._row.addWidget(widget)

    def button(self, key: str) -> QAbstractButton:
        """The button of one choice."""
        return self._buttons[key]
