"""One sprite at the largest whole-number zoom: every picture in the panels is one. GUI thread only."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.images import read_pixels
from lunarcore_studio.ui.drag_out import carry_out
from lunarcore_studio.ui.images import (
    dropped_file,
    holds_pixels,
    paint_checker,
    paint_pixels,
    pixels_from_mime,
    whole_zoom,
)
from lunarcore_studio.ui.patient_reading import read_patiently
from lunarcore_studio.ui.several_pictures import Several
from lunarcore_studio.ui.tokens import CAPTION_PX, tokens

FRAME_PX = 2
_ACTIVATE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PixelView(QWidget):
    """Shows uint8 (H, W, 4) on the checkerboard, or `placeholder` where there is no picture.

    `framed` draws the accent frame of a picture that is not in the drawing, `chosen` a heavier one. It can
    be clicked, activated by Enter, Space or a double click, dragged out and dropped on.
    """

    clicked = Signal()
    activated = Signal()
    dropped = Signal(object, str)  # uint8 (H, W, 4), name
    refused = Signal(str)  # why what was dropped is no picture
    stepped = Signal(int)  # -1 or 1: the key to the neighbour before or after

    def __init__(self, zoom: int = 4, side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom, self._side = zoom, side
        self._least_zoom = zoom
        self._pixels: np.ndarray | None = None
        self._marks: np.ndarray | None = None
        self._dragged: np.ndarray | None = None
        self._pressed: QPoint | None = None
        self._drop_near = False
        self.name = ""
        self.placeholder = ""
        self.framed = False
        self.chosen = False
        self.draggable = False
        self.several: Several | None = None  # what a drag with Shift carries, of which the picture is one
        self.several_name = ""
        self.carries_several = False  # also without Shift
        self.droppable = False

    @property
    def pixels(self) -> np.ndarray | None:
        """What is shown, read-only uint8 (H, W, 4); None when nothing is."""
        return self._pixels

    def show_pixels(
        self, pixels: np.ndarray | None, marks: np.ndarray | None = None, dragged: np.ndarray | None = None
    ) -> None:
        """Show a picture; `marks` bool (H, W) are outlined, a drag carries `dragged` in its place."""
        self._pixels, self._marks = pixels, marks
        self._dragged = pixels if dragged is None else dragged
        self.update()

    def set_role(self, framed: bool, chosen: bool = False) -> None:
        """Say by the frame whether the picture stands outside of the drawing, and is the chosen one."""
        if (framed, chosen) != (self.framed, self.chosen):
            self.framed, self.chosen = framed, chosen
            self.update()

    def set_droppable(self, droppable: bool) -> None:
        """Accept pictures by drag, or no more."""
        self.droppable = droppable
        self.setAcceptDrops(droppable)

    def set_focusable(self) -> None:
        """Let the keyboard reach it."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        side = self._side * self._zoom + 2 * FRAME_PX
        return QSize(side, side)

    def set_least_zoom(self, zoom: int) -> None:
        """Allow the layout to make it as small as `zoom` screen pixels to the pixel."""
        self._least_zoom = zoom

    def minimumSizeHint(self) -> QSize:
        side = self._side * self._least_zoom + 2 * FRAME_PX
        return QSize(side, side)

    def picture_rect(self) -> QRect:
        """Where the picture stands in the widget."""
        room = self.rect().adjusted(FRAME_PX, FRAME_PX, -FRAME_PX, -FRAME_PX)
        height, width = (self._side, self._side) if self._pixels is None else self._pixels.shape[:2]
        zoom = whole_zoom(width, height, room.width(), room.height())
        place = QRect(0, 0, width * zoom, height * zoom)
        place.moveTo(
            room.x() + (room.width() - place.width()) // 2, room.y() + (room.height() - place.height()) // 2
        )
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self.picture_rect()
        if self._pixels is None:
            self._paint_placeholder(painter, place)
        else:
            paint_checker(painter, place)
            paint_pixels(painter, place, self._pixels, place.width() // self._pixels.shape[1])
            if self._marks is not None:
                paint_marks(painter, place, self._marks)
        self._paint_frame(painter, place)
        painter.end()

    def _paint_placeholder(self, painter: QPainter, place: QRect) -> None:
        painter.fillRect(place, QColor(tokens().well))
        font = self.font()
        font.setPixelSize(CAPTION_PX if len(self.placeholder) > 1 else place.height() // 3)
        painter.setFont(font)
        painter.setPen(QColor(tokens().quiet))
        inside = place.adjusted(4, 4, -4, -4)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.placeholder)

    def _paint_frame(self, painter: QPainter, place: QRect) -> None:
        heavy = self.chosen or self._drop_near or self.hasFocus()
        if not (self.framed or heavy or self._pixels is None):
            return
        accent = self.framed or heavy
        color = QColor(tokens().text if self.hasFocus() else tokens().accent if accent else tokens().line)
        if self.framed and not heavy:
            color.setAlpha(150)
        width = FRAME_PX if heavy else 1
        for step in range(1, width + 1):
            painter.setPen(QPen(color, 1))
            painter.drawRect(place.adjusted(-step, -step, step - 1, step - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self.draggable or self._dragged is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._carry_out(self._dragged, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()

    def event(self, event: QEvent) -> bool:
        # The window's own keys stand back while a picture has the focus.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            own = event.key() in (*_ACTIVATE, *_STEPS) and not event.modifiers()
            event.setAccepted(own)
            return own
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ACTIVATE:
            self.activated.emit()
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[event.key()])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if event.source() is not self and (holds_pixels(mime) or dropped_file(mime) is not None):
            self._drop_near = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_near = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_near = False
        self.update()
        try:
            found = pixels_from_mime(event.mimeData()) or self._pixels_in_file(event.mimeData())
        except FileError as error:
            self.refused.emit(str(error))
            return
        if found is not None:
            event.acceptProposedAction()
            self.dropped.emit(*found)

    def _pixels_in_file(self, mime: QMimeData) -> tuple[np.ndarray, str] | None:
        path = dropped_file(mime)
        if path is None:
            return None
        return read_patiently(path, lambda: read_pixels(path), self), path.stem

    def _carry_out(self, pixels: np.ndarray, keys: Qt.KeyboardModifier) -> None:
        whole = self.several
        if whole is not None and (self.carries_several or keys & Qt.KeyboardModifier.ShiftModifier):
            carry_out(self, whole.pictures[0], self.several_name, whole)
        else:
            carry_out(self, pixels, self.name)


def paint_marks(painter: QPainter, place: QRect, marks: np.ndarray) -> None:
    """Outline the True pixels of bool (H, W) in the accent colour over the picture at `place`."""
    zoom = place.width() // marks.shape[1]
    painter.setPen(QPen(QColor(tokens().accent), 1))
    inside = np.pad(marks, 1)
    for y, x in zip(*np.nonzero(marks), strict=True):
        left, top = place.x() + int(x) * zoom, place.y() + int(y) * zoom
        right, bottom = left + zoom - 1, top + zoom - 1
        if not inside[y, x + 1]:
            painter.drawLine(left, top, right, top)
        if not inside[y + 2, x + 1]:
            painter.drawLine(left, bottom, right, bottom)
        if not inside[y + 1, x]:
            painter.drawLine(left, top, left, bottom)
        if not inside[y + 1, x + 2]:
            painter.drawLine(right, top, right, bottom)
