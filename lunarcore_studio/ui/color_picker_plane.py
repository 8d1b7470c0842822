"""A plane of colours to point at, and a band of them to pull along; both go by keys too. GUI thread only.

What sRGB can not show is hatched: a pattern, so that it is not told by colour alone.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.images import paint_checker, to_qimage
from lunarcore_studio.ui.panel import describe

_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_PageUp: (0, 10),
    Qt.Key.Key_PageDown: (0, -10),
    Qt.Key.Key_Home: (-1000, 0),
    Qt.Key.Key_End: (1000, 0),
}
SHIFTED = 10  # steps of a key with Shift
BLACK, WHITE = QColor(0, 0, 0), QColor(255, 255, 255)


def hatched(pixels: np.ndarray, shown: np.ndarray) -> QImage:
    """A picture of uint8 (H, W, 4) that is see-through where it is not `shown`, bool (H, W)."""
    out = np.array(pixels)
    out[~shown] = 0
    return to_qimage(out)


def paint_hatching(painter: QPainter, place: QRect) -> None:
    """The ground that shows where a picture is see-through because sRGB ends."""
    painter.fillRect(place, theme.color("well"))
    painter.fillRect(place, QBrush(theme.color("faint"), Qt.BrushStyle.BDiagPattern))


class Pointed(QWidget):
    """`pointed` carries two numbers from 0 to 1, to the right and upwards; a step of a key is `step`."""

    pointed = Signal(float, float)

    def __init__(self, name: str, step: tuple[float, float] = (0.01, 0.01)) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        describe(self, name, hint=say("Drag, or use the arrows, with Shift in larger steps"))
        self.at = (0.0, 0.0)
        self._step = step
        self._image, self._is_whole = QImage(), False

    def show_image(self, image: QImage, is_whole: bool = False) -> None:
        """Show a picture, stretched over all of it; one that `is_whole` lets no ground through."""
        self._image, self._is_whole = image, is_whole
        self.update()

    def show_at(self, x: float, y: float) -> None:
        """Put the mark there without telling anybody."""
        self.at = (min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))
        self.update()

    def set_step(self, x: float, y: float) -> None:
        """How far a key goes."""
        self._step = (x, y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _KEYS.get(Qt.Key(event.key()))
        if way is None:
            event.ignore()
            return
        times = SHIFTED if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        self._walk(way[0] * times, way[1] * times)

    def _walk(self, right: int, up: int) -> None:
        """So many steps by key."""
        self._go(self.at[0] + right * self._step[0], self.at[1] + up * self._step[1])

    def _point(self, position: QPointF) -> None:
        self._go(position.x() / (self.width() - 1), 1 - position.y() / (self.height() - 1))

    def _go(self, x: float, y: float) -> None:
        self.show_at(x, y)
        self.pointed.emit(*self.at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._is_whole:
            self.paint_ground(painter)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        self.paint_mark(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def paint_ground(self, painter: QPainter) -> None:
        """What shows through the picture."""
        paint_hatching(painter, self.rect())

    def paint_mark(self, painter: QPainter) -> None:
        """A ring, dark and light."""
        centre = QPointF(self.at[0] * (self.width() - 1), (1 - self.at[1]) * (self.height() - 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tone, width in ((BLACK, 3.0), (WHITE, 1.5)):
            painter.setPen(QPen(tone, width))
            painter.drawEllipse(centre, 5, 5)


class Strip(Pointed):
    """A column of hues, its mark a bar across."""

    def paint_mark(self, painter: QPainter) -> None:
        """A bar from side to side."""
        y = round((1 - self.at[1]) * (self.height() - 1))
        painter.fillRect(QRect(0, y - 2, self.width(), 5), BLACK)
        painter.fillRect(QRect(0, y - 1, self.width(), 3), WHITE)


class Band(Pointed):
    """A row that one channel is pulled along; on a checkerboard when that is alpha."""

    def __init__(self, name: str, on_checker: bool = False) -> None:
        super().__init__(name)
        self._on_checker = on_checker

    def _walk(self, right: int, up: int) -> None:
        # a band knows but one way: up is more, as it is to the right
        self._go(self.at[0] + (right + up) * self._step[0], 0)

    def paint_ground(self, painter: QPainter) -> None:
        """A checkerboard under alpha."""
        if self._on_checker:
            paint_checker(painter, self.rect())
        else:
            super().paint_ground(painter)

    def paint_mark(self, painter: QPainter) -> None:
        """A bar from top to bottom."""
        x = round(self.at[0] * (self.width() - 1))
        painter.fillRect(QRect(x - 2, 0, 5, self.height()), BLACK)
        painter.fillRect(QRect(x - 1, 0, 3, self.height()), WHITE)
