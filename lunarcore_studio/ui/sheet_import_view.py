"""A sheet at a whole-number zoom with its cells laid over it; blank ones are struck out. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from lunarcore_studio.files.sheet_cells import Cell
from lunarcore_studio.language import say
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.canvas_painting import view_of
from lunarcore_studio.ui.images import paint_checker, whole_zoom

LARGEST_ZOOM = 32
AROUND_PX = 12


class _Sheet(QWidget):
    """As large as the picture at its zoom, or as the room for it."""

    def __init__(self, pixels: Pixels) -> None:
        super().__init__()
        self._pixels, self._image = pixels, view_of(pixels, (0, 0, pixels.shape[1], pixels.shape[0]))
        self.zoom = 1
        self.cells: Sequence[Cell] = ()
        self.blank: frozenset[int] = frozenset()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        height, width = self._pixels.shape[:2]
        return QSize(width * self.zoom + 2 * AROUND_PX, height * self.zoom + 2 * AROUND_PX)

    @property
    def area(self) -> QRect:
        """Where the picture lies in the widget."""
        height, width = (side * self.zoom for side in self._pixels.shape[:2])
        return QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def place_of(self, cell: Cell) -> QRect:
        """Where a cell lies in the widget."""
        left, top, width, height = (side * self.zoom for side in cell.rect)
        return QRect(self.area.left() + left, self.area.top() + top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        area, dirty = self.area, event.rect()
        seen = dirty.intersected(area)
        painter = QPainter(self)
        painter.fillRect(dirty, theme.color("well"))
        if not seen.isEmpty():
            self._paint_picture(painter, area, seen)
        for index, cell in enumerate(self.cells):
            place = self.place_of(cell)
            if place.intersects(dirty):
                self._paint_cell(painter, place, index in self.blank)
        painter.end()

    def _paint_picture(self, painter: QPainter, area: QRect, seen: QRect) -> None:
        painter.save()
        painter.setClipRect(seen)
        paint_checker(painter, area)
        painter.restore()
        # whole pixels alone: a part of one would be drawn at another size than its neighbours
        left, top = (seen.left() - area.left()) // self.zoom, (seen.top() - area.top()) // self.zoom
        right, bottom = (seen.right() - area.left()) // self.zoom, (seen.bottom() - area.top()) // self.zoom
        part = QRect(left, top, right - left + 1, bottom - top + 1)
        at = QPoint(area.left() + left * self.zoom, area.top() + top * self.zoom)
        painter.drawImage(QRect(at, part.size() * self.zoom), self._image, part)

    def _paint_cell(self, painter: QPainter, place: QRect, is_blank: bool) -> None:
        accent = theme.color("accent")
        if is_blank:
            veil = QColor(theme.color("well"))
            veil.setAlpha(150)
            painter.fillRect(place, veil)
            painter.setPen(QPen(theme.color("quiet"), 1))
            painter.drawLine(place.topLeft(), place.bottomRight())
        accent.setAlpha(210)
        frame = QRectF(place)
        for side in (
            QRectF(frame.left(), frame.top(), frame.width(), 1),
            QRectF(frame.left(), frame.top(), 1, frame.height()),
            QRectF(frame.left(), frame.bottom(), frame.width() + 1, 1),
            QRectF(frame.right(), frame.top(), 1, frame.height()),
        ):
            painter.fillRect(side, accent)


class SheetView(QScrollArea):
    """Scrolls over a sheet, uint8 (H, W, 4) contiguous; the wheel with Ctrl zooms, which `zoomed` tells."""

    zoomed = Signal(int)

    def __init__(self, pixels: Pixels) -> None:
        super().__init__()
        self.sheet = _Sheet(pixels)
        self.setWidget(self.sheet)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("The sheet and its cells"))
        self.setMinimumSize(320, 240)

    @property
    def zoom(self) -> int:
        """Screen pixels to a pixel of the sheet."""
        return self.sheet.zoom

    def set_zoom(self, zoom: int) -> None:
        """Show a pixel of the sheet as `zoom` pixels of the screen, within bounds."""
        self.sheet.zoom = min(max(1, zoom), LARGEST_ZOOM)
        self.sheet.updateGeometry()
        self.sheet.resize(self.sheet.minimumSizeHint().expandedTo(self.viewport().size()))
        self.sheet.update()
        self.zoomed.emit(self.sheet.zoom)

    def fit(self) -> None:
        """Show all of the sheet as large as it goes."""
        height, width = self.sheet._pixels.shape[:2]
        room = self.viewport().size()
        zoom = whole_zoom(width, height, room.width() - 2 * AROUND_PX, room.height() - 2 * AROUND_PX)
        self.set_zoom(zoom)

    def show_cells(self, cells: Sequence[Cell], blank: frozenset[int]) -> None:
        """Lay cells over the sheet, those at the places in `blank` struck out."""
        self.sheet.cells, self.sheet.blank = cells, blank
        self.sheet.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom + (1 if event.angleDelta().y() > 0 else -1))
            event.accept()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.sheet.update()
