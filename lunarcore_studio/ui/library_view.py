"""The grid of thumbnails: arrows walk, Enter opens, a drag carries a sprite anywhere. GUI thread only.

A drag of several that are selected carries them to the timeline as frames, elsewhere the one under the mouse.

Several are selected as in a file manager: Ctrl or Shift and click, Shift and arrows, Ctrl+A for all that are
shown; Ctrl and arrows walk without selecting and Space takes one in or out. Escape leaves the present one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from lunarcore_studio.files.picture import USUAL_MS
from lunarcore_studio.language import say
from lunarcore_studio.ui.drag_out import carry_out
from lunarcore_studio.ui.library_model import LibraryModel, SpriteDelegate
from lunarcore_studio.ui.several_pictures import MOST_FRAMES, Several
from lunarcore_studio.ui.tokens import tokens

SMALLEST_ZOOM, LARGEST_ZOOM = 2, 6
_OWN_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
_SELECTING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class LibraryView(QListView):
    """Shows a LibraryModel; `opened` carries the row that a double click or Enter means."""

    opened = Signal(int)

    def __init__(self, model: LibraryModel) -> None:
        super().__init__()
        self._sprites = model
        self.painted = SpriteDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self.painted)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(2000)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionRectVisible(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(say("Sprites of the library"))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.set_zoom(SMALLEST_ZOOM)

    def set_zoom(self, zoom: int) -> None:
        """Show the sprites `zoom` screen pixels to the pixel."""
        self.painted.zoom = min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM)
        self.setGridSize(QSize(self.painted.cell_px, self.painted.cell_px))
        self.verticalScrollBar().setSingleStep(self.painted.cell_px)

    def event(self, event: QEvent) -> bool:
        # The window's own keys (arrows nudge, Enter plays) stand back while the thumbnails have the focus.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(self._is_own(event))
            return event.isAccepted()
        return super().event(event)

    @property
    def selected_rows(self) -> list[int]:
        """The selected rows, from the first on."""
        return sorted(index.row() for index in self.selectedIndexes())

    def _is_own(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self._has_several()
        walks = event.key() in _OWN_KEYS and not event.modifiers() & ~_SELECTING
        return walks or (event.key() == Qt.Key.Key_Space and not event.modifiers())

    @property
    def selected_count(self) -> int:
        """How many are selected."""
        return len(self.selectionModel().selectedIndexes())

    def _has_several(self) -> bool:
        return self.selected_count > 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.opened.emit(current.row())
        elif event.key() == Qt.Key.Key_Escape and self._has_several():
            self.selectionModel().select(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers() and current.isValid():
            self.selectionModel().select(current, QItemSelectionModel.SelectionFlag.Toggle)
        elif event.text().isprintable() and event.text() and not event.modifiers():
            # Letters are tools and not the beginning of a name; the search has its own field.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.painted.zoom + (1 if event.angleDelta().y() > 0 else -1))
            event.accept()
        else:
            super().wheelEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        index: QModelIndex = self.currentIndex()
        if not index.isValid():
            return
        one, rows = self._sprites.found(index.row()), self.selected_rows
        several = None
        if index.row() in rows and len(rows) <= MOST_FRAMES:
            several = Several.of([self._sprites.found(row).pixels for row in rows], USUAL_MS)
        carry_out(self, one.pixels, one.name, several)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.end()
