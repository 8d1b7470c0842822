"""A small window with the drawing at its own size, repeated where it is a tile. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.change import Change
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.canvas_wheel import NOTCH
from lunarcore_studio.ui.images import paint_checker, paint_pixels
from lunarcore_studio.ui.session import Session

LARGEST_ZOOM = 8
MARGIN_PX = 16
LEAST_PX = 120


class PreviewWindow(QWidget):
    """Stays above its window and takes no keys from it; the wheel zooms."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self._session = session
        self.zoom = 1
        self.playing: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAccessibleName(say("Preview"))
        self.setMinimumSize(LEAST_PX, LEAST_PX)
        session.document_changed.connect(self._on_changed)
        session.hand_changed.connect(lambda _hand: self.update())
        self.set_zoom(1)

    def sizeHint(self) -> QSize:
        width, height = self._session.document.sprite.size
        return QSize(self.zoom * width + 2 * MARGIN_PX, self.zoom * height + 2 * MARGIN_PX)

    def set_zoom(self, zoom: int) -> None:
        """Show a pixel of the drawing with `zoom` pixels of the screen a side, 1 to 8."""
        self.zoom = min(LARGEST_ZOOM, max(1, zoom))
        self.setWindowTitle(say("Preview, {zoom} %").format(zoom=100 * self.zoom))
        if not self.isVisible():
            self.resize(self.sizeHint().expandedTo(self.minimumSize()))
        self.update()

    def show_playing(self, frame: int | None) -> None:
        """Show a frame in place of the active one; None shows the drawing again."""
        self.playing = frame
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        self.set_zoom(self.zoom + (turned >= NOTCH) - (turned <= -NOTCH))
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        document = self._session.document
        pixels = document.sprite.flatten(document.frame if self.playing is None else self.playing)
        width, height = (self.zoom * side for side in document.sprite.size)
        middle = QRect(0, 0, width, height)
        middle.moveCenter(self.rect().center())
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("well"))
        for place in self._tiles(middle) if self._session.hand.tiled else [middle]:
            paint_checker(painter, place)
            paint_pixels(painter, place, pixels, self.zoom)
        painter.end()

    def _tiles(self, middle: QRect) -> list[QRect]:
        """The drawing and its copies, as many as are seen."""
        columns, rows = (
            range(-(near // side + 1), (far - near) // side + 1)
            for near, far, side in (
                (middle.left(), self.width(), middle.width()),
                (middle.top(), self.height(), middle.height()),
            )
        )
        return [middle.translated(x * middle.width(), y * middle.height()) for y in rows for x in columns]

    def _on_changed(self, _change: Change) -> None:
        if self.isVisible():
            self.update()
