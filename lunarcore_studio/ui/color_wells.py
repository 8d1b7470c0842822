"""Foreground over background, as every pixel editor shows them. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.color import RGBA, to_hex
from lunarcore_studio.pixels.tools import Hand
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.images import paint_checker
from lunarcore_studio.ui.session import ColorField, Session

WELL_PX = 22
STEP_PX = 10


def paint_color(painter: QPainter, place: QRect, color: RGBA, rim: QColor) -> None:
    """A colour in a rim of one pixel, on the checkerboard where it is not opaque."""
    painter.fillRect(place, rim)
    inner = place.adjusted(1, 1, -1, -1)
    if color[3] < 255:
        paint_checker(painter, inner)
    painter.fillRect(inner, QColor(*color))


_TIPS = {
    "foreground": mark("Foreground {color}  (X swaps)\nClick: edit it"),
    "background": mark("Background {color}  (X swaps)\nClick: edit it"),
}


class ColorWells(QWidget):
    """Click: edit that colour (`edit_asked`). Enter edits the foreground, Shift+Enter the background."""

    edit_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        side = WELL_PX + STEP_PX
        self.setFixedSize(side, side)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        session.hand_changed.connect(self._show)
        self._show(session.hand)

    def _show(self, hand: Hand) -> None:
        colors = say("Foreground {foreground}, background {background}").format(
            foreground=to_hex(hand.foreground), background=to_hex(hand.background)
        )
        self.setAccessibleName(colors)
        self.update()

    def place(self, which: ColorField) -> QRect:
        """Where a colour is shown."""
        step = STEP_PX if which == "background" else 0
        return QRect(step, step, WELL_PX, WELL_PX)

    def _at(self, position: QPointF) -> ColorField:
        return "foreground" if self.place("foreground").contains(position.toPoint()) else "background"

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            which = self._at(QPointF(event.pos()))
            color = to_hex(getattr(self._session.hand, which))
            QToolTip.showText(
                event.globalPos(),
                say(_TIPS[which]).format(color=color),
            )
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit_asked.emit(self._at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.edit_asked.emit("background" if shift else "foreground")
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rim = theme.color("accent") if self.hasFocus() else theme.color("edge")
        paint_color(painter, self.place("background"), self._session.hand.background, rim)
        front = self.place("foreground")
        painter.fillRect(front.adjusted(-2, -2, 2, 2), theme.color("window"))
        paint_color(painter, front, self._session.hand.foreground, rim)
        painter.end()
