"""The sprites to tick: a click or Space turns one, Shift and a click a row of them. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from lunarcore_studio.language import say
from lunarcore_studio.ui.library_view import LibraryView
from lunarcore_studio.ui.tick_model import TickDelegate, TickModel

_TURN = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TickView(LibraryView):
    """Shows a TickModel. Arrows walk, Ctrl and the wheel zoom as in the library."""

    def __init__(self, model: TickModel) -> None:
        super().__init__(model)
        self._ticks = model
        self._last = 0
        self.painted = TickDelegate(self)
        self.setItemDelegate(self.painted)
        self.setDragEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMouseTracking(True)
        self.setAccessibleName(say("Sprites that were found; Space ticks or unticks one"))
        self.set_zoom(3)

    def show_side(self, side: int) -> None:
        """Make room for sprites of `side` pixels."""
        self.painted.side = side
        self.set_zoom({8: 5, 32: 2}.get(side, 3))

    def turn(self, row: int, up_to: bool = False) -> None:
        """Turn one row's tick; with `up_to`, give every row since the last turned one that one's tick."""
        if up_to and self._last < self._ticks.rowCount():
            self._ticks.tick(self._last, row, bool(self._ticks.ticks[self._last]))
        else:
            self._ticks.tick(row, row, not self._ticks.ticks[row])
        self._last = row

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            own = event.key() in _TURN and not event.modifiers()
            if own:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in _TURN and current.isValid():
            self.turn(current.row(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at.isValid() and at == self.currentIndex():
            self.turn(at.row(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
