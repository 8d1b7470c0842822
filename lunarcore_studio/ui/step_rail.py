"""The wizard's four steps at its left: where one is, and what was chosen on the way. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui.theme import CAPTION_PX, GAP, TEXT_PX, icon
from lunarcore_studio.ui.tokens import tokens

WIDTH_PX = 176
STEP_PX = 56
MARK_PX = 20
TOP_PX = 16


class StepRail(QWidget):
    """Paints the steps; `show_step` and `say` change them."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(map(say, names))
        self._said = [""] * len(names)
        self._current = 0
        self.setFixedWidth(WIDTH_PX)
        self.setMinimumHeight(TOP_PX + STEP_PX * len(names))
        self._tell()

    def show_step(self, number: int) -> None:
        """Mark a step, from 0, as the one under way."""
        self._current = number
        self._tell()
        self.update()

    def say(self, number: int, text: str) -> None:
        """What was chosen in a step, in two or three words."""
        if self._said[number] != text:
            self._said[number] = text
            self.update()

    def said(self, number: int) -> str:
        """What is said under a step."""
        return self._said[number]

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, self.minimumHeight())

    def _tell(self) -> None:
        self.setAccessibleName(
            say("Step {current} of {count}: {name}").format(
                current=self._current + 1, count=len(self._names), name=self._names[self._current]
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number in range(len(self._names)):
            self._paint_step(painter, number, TOP_PX + number * STEP_PX)
        painter.end()

    def _paint_step(self, painter: QPainter, number: int, top: int) -> None:
        colors = tokens()
        now, done = number == self._current, number < self._current
        mark = QRect(2 * GAP, top, MARK_PX, MARK_PX)
        if now:
            painter.fillRect(0, top - GAP, 2, MARK_PX + 2 * GAP, QColor(colors.accent))
        if done:
            icon("check", "accent").paint(painter, mark.adjusted(1, 1, -1, -1))
        else:
            painter.setFont(self._font(TEXT_PX, now))
            painter.setPen(QColor(colors.accent if now else colors.quiet))
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        left = mark.right() + GAP
        room = self.width() - left - GAP
        painter.setFont(self._font(TEXT_PX, now))
        painter.setPen(QColor(colors.text if now or done else colors.quiet))
        row = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, top, room, MARK_PX), row, self._names[number])
        if self._said[number]:
            painter.setFont(self._font(CAPTION_PX, False))
            painter.setPen(QColor(colors.quiet))
            text = painter.fontMetrics().elidedText(self._said[number], Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(QRect(left, top + MARK_PX, room, 16), row, text)

    def _font(self, size: int, strong: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font
