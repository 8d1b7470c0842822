"""Mouse cursors that say which tool the canvas holds. GUI thread only."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from lunarcore_studio.ui.icon_face import glyph, icon_font

SIDE_PX = 24
GLYPH_PX = 20
# The point of each glyph that does the work, in pixels of the cursor.
GLYPHS = {"eyedropper": (4, 20), "magnifying-glass-plus": (10, 10), "magnifying-glass-minus": (10, 10)}
SHAPES = {
    "hand": Qt.CursorShape.OpenHandCursor,
    "panning": Qt.CursorShape.ClosedHandCursor,
    "move": Qt.CursorShape.SizeAllCursor,
    "axis": Qt.CursorShape.SizeAllCursor,
}


class CursorShape:
    """The cursor of a widget, told to the system only where it becomes another: that takes a while."""

    def __init__(self, widget: QWidget) -> None:
        self._widget, self._shown = widget, ""

    def show(self, name: str) -> None:
        """Show the cursor of a tool, see `tool_cursor`."""
        if name != self._shown:
            self._shown = name
            self._widget.setCursor(tool_cursor(name))


def tool_cursor(name: str) -> QCursor:
    """The cursor of "hand", "panning", "move", "axis" or of a glyph; a thin cross for what draws."""
    if name in GLYPHS:
        return _glyph_cursor(name)
    return QCursor(SHAPES.get(name, Qt.CursorShape.CrossCursor))


@cache
def _glyph_cursor(name: str) -> QCursor:
    """White with a dark rim, so that it shows on any drawing in either theme."""
    font = icon_font(GLYPH_PX)
    path = QPainterPath()
    path.addText(QPointF(0, QFontMetricsF(font).ascent()), font, glyph(name))
    path.translate(QRectF(0, 0, SIDE_PX, SIDE_PX).center() - path.boundingRect().center())
    pixmap = QPixmap(SIDE_PX, SIDE_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, QPen(QColor(0, 0, 0), 3))
        painter.fillPath(path, QColor(255, 255, 255))
    return QCursor(pixmap, *GLYPHS[name])
