"""The colours of a palette as squares: left takes the foreground, right the background. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lunarcore_studio.pixels.color import RGBA, to_hex
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.color_wells import paint_color

LEAST_PX, LARGEST_PX = 16, 30
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def swatch_side(count: int, width: int, height: int) -> int:
    """The largest square at which `count` of them fill rows of `width` within `height`, in bounds."""
    for side in range(LARGEST_PX, LEAST_PX, -1):
        columns = max(1, width // side)
        if -(-count // columns) * side <= height:
            return side
    return LEAST_PX


class SwatchGrid(QWidget):
    """`chosen` carries a colour and "foreground" or "background"; `edit_asked` an index, by double click."""

    chosen = Signal(object, str)
    edit_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.palette_shown = Palette(())
        self._marks: tuple[RGBA | None, RGBA | None] = (None, None)
        self._current = 0
        self._room = 200
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Palette")
        self.setAccessibleDescription(
            "Arrows go through the colours. Enter: foreground, Shift+Enter: background"
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> int:
        """The index that keyboard and buttons mean."""
        return min(self._current, max(0, len(self.palette_shown) - 1))

    @property
    def side(self) -> int:
        """How large a swatch is."""
        return swatch_side(len(self.palette_shown), self.width(), self._room)

    @property
    def columns(self) -> int:
        """How many swatches stand in a row."""
        return max(1, self.width() // self.side)

    def set_room(self, height: int) -> None:
        """Tell how high the panel is, so that the swatches grow into it."""
        self._room = height
        self._measure()

    def show_palette(self, palette: Palette) -> None:
        """Show a palette."""
        self.palette_shown = palette
        self._measure()

    def show_marks(self, foreground: RGBA, background: RGBA) -> None:
        """Mark the foreground and the background, where the palette has them."""
        self._marks = (foreground, background)
        if foreground in self.palette_shown.colors:
            self._current = self.palette_shown.colors.index(foreground)
        self.update()

    def place(self, index: int) -> QRect:
        """Where a swatch is."""
        row, column = divmod(index, self.columns)
        return QRect(column * self.side, row * self.side, self.side, self.side)

    def index_at(self, position: QPoint) -> int | None:
        """The swatch at a position."""
        index = position.y() // self.side * self.columns + position.x() // self.side
        inside = 0 <= position.x() < self.columns * self.side and position.y() >= 0
        return index if inside and index < len(self.palette_shown) else None

    def _measure(self) -> None:
        rows = -(-len(self.palette_shown) // self.columns)
        self.setFixedHeight(max(1, rows) * self.side)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(8 * theme.SWATCH, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._measure()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.index_at(event.pos())
            if index is not None:
                color = to_hex(self.palette_shown.colors[index])
                hint = "Left: foreground. Right: background. Double click: edit"
                QToolTip.showText(event.globalPos(), f"{color}, colour {index + 1}\n{hint}")
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().toPoint())
        if index is None:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(index, "foreground")
        elif event.button() == Qt.MouseButton.RightButton:
            self._choose(index, "background")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().toPoint())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.edit_asked.emit(index)
        else:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), len(self.palette_shown)
        steps = {**_STEPS, Qt.Key.Key_Up: -self.columns, Qt.Key.Key_Down: self.columns}
        if not count:
            event.ignore()
        elif key in steps:
            self._current = min(count - 1, max(0, self.current + steps[key]))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._choose(self.current, "background" if shift else "foreground")
        elif key == Qt.Key.Key_F2:
            self.edit_asked.emit(self.current)
        else:
            event.ignore()

    def _choose(self, index: int, which: str) -> None:
        self._current = index
        self.chosen.emit(self.palette_shown.colors[index], which)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index, color in enumerate(self.palette_shown):
            place = self.place(index).adjusted(0, 0, -1, -1)
            paint_color(painter, place, color, QColor(*color))
        for which, corner in ((1, "background"), (0, "foreground")):
            marked = self._marks[which]
            if marked in self.palette_shown.colors:
                self._mark(painter, self.place(self.palette_shown.colors.index(marked)), corner)
        if self.hasFocus() and len(self.palette_shown):
            self._ring(painter, self.place(self.current))
        painter.end()

    def _mark(self, painter: QPainter, place: QRect, which: str) -> None:
        """A framed swatch is the foreground, a dot in the corner the background: not told by colour alone."""
        inner = place.adjusted(0, 0, -1, -1)
        if which == "foreground":
            for step, tone in enumerate((theme.color("text"), theme.color("window"))):
                painter.setPen(tone)
                painter.drawRect(inner.adjusted(step, step, -step - 1, -step - 1))
            return
        dot = QRect(inner.right() - 6, inner.bottom() - 6, 6, 6)
        painter.fillRect(dot, theme.color("window"))
        painter.fillRect(dot.adjusted(1, 1, -1, -1), theme.color("text"))

    def _ring(self, painter: QPainter, place: QRect) -> None:
        painter.setPen(theme.color("accent"))
        for step in range(2):
            painter.drawRect(place.adjusted(step, step, -step - 2, -step - 2))
