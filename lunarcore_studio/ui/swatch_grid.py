"""The colours of a palette as squares: left takes the foreground, right the background. GUI thread only.

Ctrl and Shift choose several; what is chosen is dragged to another place among the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.color import RGBA, to_hex
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.ui import palette_painting as painting
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.color_wells import paint_color
from lunarcore_studio.ui.palette_selection import Chosen

LEAST_PX, LARGEST_PX = 16, 30
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ARROWS = (*_STEPS, Qt.Key.Key_Up, Qt.Key.Key_Down)
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


@lru_cache(maxsize=16)
def swatch_side(count: int, width: int, height: int) -> int:
    """The largest square at which `count` of them fill rows of `width` within `height`, in bounds."""
    for side in range(LARGEST_PX, LEAST_PX, -1):
        columns = max(1, width // side)
        if -(-count // columns) * side <= height:
            return side
    return LEAST_PX


class SwatchGrid(QWidget):
    """`chosen` carries a colour and "foreground" or "background"; `edit_asked` an index, by double click.

    `move_asked` carries places and the gap that they go to, counted from 0; `remove_asked` means the chosen.
    """

    chosen = Signal(object, str)
    edit_asked = Signal(int)
    move_asked = Signal(object, int)
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.palette_shown = Palette(())
        self._marks: tuple[RGBA | None, RGBA | None] = (None, None)
        self._chosen = Chosen()
        self._room = 200
        self._pressed: tuple[QPoint, int] | None = None
        self._drop: tuple[int, int] | None = None  # column and row of the gap while swatches are dragged
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(say("Palette"))
        self.setAccessibleDescription(
            say(
                "Arrows go through the colours, with Shift they choose several, with Alt they move them. "
                "Enter: foreground, Shift+Enter: background. F2 edits, Delete removes"
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> int:
        """The index that keyboard and buttons mean."""
        return self._chosen.current

    @property
    def places(self) -> list[int]:
        """All the chosen ones, the current one among them, in their order."""
        return sorted(self._chosen.places)

    @property
    def is_dragging(self) -> bool:
        """Whether swatches are on their way to another place."""
        return self._drop is not None

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
        self._chosen = self._chosen.within(len(palette))
        self._measure()

    def show_marks(self, foreground: RGBA, background: RGBA) -> None:
        """Mark the foreground and the background, where the palette has them."""
        colors, before = self.palette_shown.colors, self._marks
        is_new, self._marks = foreground != before[0], (foreground, background)
        if not any(color in colors for color in (*before, *self._marks)):
            return  # a colour that is being mixed repaints nothing here
        if is_new and foreground in colors and colors[self.current] != foreground:
            self._chosen = Chosen.one(colors.index(foreground))
        self.update()

    def choose(self, places: Iterable[int]) -> None:
        """Choose these; there is one at least."""
        self._chosen = Chosen.these(places).within(len(self.palette_shown))
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

    def _gap_at(self, position: QPoint) -> tuple[int, int]:
        """Column and row of the gap between swatches that is nearest to a position."""
        last = len(self.palette_shown)
        row = min(max(0, position.y() // self.side), (last - 1) // self.columns)
        column = min(max(0, round(position.x() / self.side)), self.columns)
        return min(column, last - row * self.columns), row

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
                hint = say("Left: foreground. Right: background. Double click: edit. Drag: another place")
                QToolTip.showText(
                    event.globalPos(),
                    say("{color}, colour {number}\n{hint}").format(color=color, number=index + 1, hint=hint),
                )
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # with the focus here these keys mean the palette, and not the drawing
            if event.key() in _REMOVING or (event.key() in _ARROWS and event.modifiers() & _ALT):
                event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().toPoint())
        if index is None:
            return
        if event.button() == Qt.MouseButton.RightButton:
            self._take(index, "background")
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & (_SHIFT | _CTRL):
            ctrl = bool(event.modifiers() & _CTRL)
            self._chosen = self._chosen.toggled(index) if ctrl else self._chosen.reaching(index)
            self.update()
        else:
            if not (self._chosen.several and index in self._chosen.places):
                self._chosen = Chosen.one(index)
                self._take(index, "foreground")
            self._pressed = (event.position().toPoint(), index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        position = event.position().toPoint()
        far = (position - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
        if self._drop is None and far:
            self.grabKeyboard()  # Escape takes the drag back wherever the focus is
        if self._drop is not None or far:
            self._drop = self._gap_at(position)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._drop is not None:
            column, row = self._drop
            self._end_drag()
            self.move_asked.emit(self.places, row * self.columns + column)
        elif pressed is not None and self._chosen.several:
            self._chosen = Chosen.one(pressed[1])
            self._take(pressed[1], "foreground")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().toPoint())
        plain = not event.modifiers() & (_SHIFT | _CTRL)
        if index is not None and event.button() == Qt.MouseButton.LeftButton and plain:
            self.edit_asked.emit(index)
        else:
            self.mousePressEvent(event)

    def _end_drag(self) -> None:
        self._pressed = self._drop = None
        self.releaseKeyboard()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), len(self.palette_shown)
        steps = {**_STEPS, Qt.Key.Key_Up: -self.columns, Qt.Key.Key_Down: self.columns}
        if self.is_dragging:
            if key == Qt.Key.Key_Escape:
                self._end_drag()
        elif not count:
            event.ignore()
        elif key in steps:
            self._step(steps[key], event.modifiers())
        elif key in _ENTER:
            self._take(self.current, "background" if event.modifiers() & _SHIFT else "foreground")
        elif key == Qt.Key.Key_F2:
            self.edit_asked.emit(self.current)
        elif key in _REMOVING:
            self.remove_asked.emit()
        else:
            event.ignore()

    def _step(self, by: int, keys: Qt.KeyboardModifier) -> None:
        count, places = len(self.palette_shown), self.places
        if keys & _ALT:
            gap = places[0] + by if by < 0 else places[-1] + 1 + by
            self.move_asked.emit(places, min(count, max(0, gap)))
            return
        place = min(count - 1, max(0, self.current + by))
        self._chosen = self._chosen.reaching(place) if keys & _SHIFT else Chosen.one(place)
        self.update()

    def _take(self, index: int, which: str) -> None:
        self.chosen.emit(self.palette_shown.colors[index], which)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = self.palette_shown.colors
        for index, color in enumerate(colors):
            place = self.place(index).adjusted(0, 0, -1, -1)
            paint_color(painter, place, color, QColor(*color))
        foreground, background = self._marks
        if background in colors:
            painting.paint_background(painter, self.place(colors.index(background)))
        if foreground in colors:
            painting.paint_foreground(painter, self.place(colors.index(foreground)))
        for index in self.places if self._chosen.several else ():
            painting.paint_chosen(painter, self.place(index))
        if self.hasFocus() and colors:
            painting.paint_ring(painter, self.place(self.current))
        if self._drop is not None:
            column, row = self._drop
            painting.paint_gap(painter, column * self.side, row * self.side, self.side)
        painter.end()
