"""Icons of one family and one weight that follow the theme. GUI thread only.

An icon here is a character of the Phosphor face (see `icon_face`) that is painted in the tokens of the
moment it is shown, so that a theme switch needs no icon to be made anew.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap, QTransform

from lunarcore_studio.ui.icon_face import glyph, icon_font
from lunarcore_studio.ui.tokens import tokens


class _Glyph(QIconEngine):
    """One character of the icon face; `turn` in degrees clockwise, `flipped` mirrors it left to right."""

    def __init__(self, name: str, role: str, turn: int, flipped: bool) -> None:
        super().__init__()
        self._name, self._role, self._turn, self._flipped = name, role, turn, flipped

    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._role, self._turn, self._flipped)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "faint" if mode == QIcon.Mode.Disabled else self._role
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(getattr(tokens(), role)))
        painter.setFont(icon_font(rect.height()))
        painter.setTransform(self._placed(QRectF(rect).center()), True)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), glyph(self._name))
        painter.restore()

    def _placed(self, centre: QPointF) -> QTransform:
        around = QTransform.fromTranslate(centre.x(), centre.y())
        around.rotate(self._turn)
        if self._flipped:
            around.scale(-1, 1)
        return around.translate(-centre.x(), -centre.y())

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap


def icon(name: str, role: str = "text", turn: int = 0, flipped: bool = False) -> QIcon:
    """The Phosphor icon `name` ("pencil", "dice-five") in the colour of the token `role`.

    KeyError when the face has no such icon: a misspelt name is found where it is written, not when shown.
    """
    assert QGuiApplication.instance() is not None, "icons are made after the QApplication"
    glyph(name)
    return QIcon(_Glyph(name, role, turn, flipped))
