"""How the swatches of a palette say what they are: never by colour alone. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from lunarcore_studio.ui import theme

GAP_PX = 4


def paint_foreground(painter: QPainter, place: QRect) -> None:
    """A frame, light and dark so that it is seen on any colour."""
    inner = place.adjusted(0, 0, -1, -1)
    for step, tone in enumerate((theme.color("text"), theme.color("window"))):
        painter.setPen(tone)
        painter.drawRect(inner.adjusted(step, step, -step - 1, -step - 1))


def paint_background(painter: QPainter, place: QRect) -> None:
    """A dot in the corner."""
    inner = place.adjusted(0, 0, -1, -1)
    dot = QRect(inner.right() - 6, inner.bottom() - 6, 6, 6)
    painter.fillRect(dot, theme.color("window"))
    painter.fillRect(dot.adjusted(1, 1, -1, -1), theme.color("text"))


def paint_ring(painter: QPainter, place: QRect) -> None:
    """The focus of the keyboard."""
    painter.setPen(theme.color("accent"))
    for step in range(2):
        painter.drawRect(place.adjusted(step, step, -step - 2, -step - 2))


def paint_chosen(painter: QPainter, place: QRect) -> None:
    """One of several that are chosen: a ring of the accent, and a dark one that parts it from the colour."""
    paint_ring(painter, place)
    painter.setPen(theme.color("window"))
    painter.drawRect(place.adjusted(2, 2, -4, -4))


def paint_gap(painter: QPainter, left: int, top: int, side: int) -> None:
    """Where dragged swatches would land: a bar between two of them."""
    bar = QRect(left - GAP_PX // 2 - 1, top, GAP_PX + 2, side - 1)
    painter.fillRect(bar, theme.color("window"))
    painter.fillRect(bar.adjusted(1, 0, -1, 0), theme.color("accent"))
