"""The row of model cards: arrows walk, Enter draws with one, F2 renames, Del deletes. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView

from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.models_list import CARD, ModelDelegate, ModelsList
from lunarcore_studio.ui.tokens import GAP, TIGHT, tokens

HINT = mark("Models of your own sprites will stand here.")
_HINT_PX = 200
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ModelsView(QListView):
    """`used` and `delete_asked` carry the row that a hand means."""

    used = Signal(int)
    delete_asked = Signal(int)

    def __init__(self, model: ModelsList) -> None:
        super().__init__()
        self._models = model
        self.hint = ""
        self.setModel(model)
        self.setItemDelegate(ModelDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        # One row where there is room for one; its cards then go on to the right.
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(True)
        self.setGridSize(QSize(CARD.width() + TIGHT, CARD.height() + TIGHT))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalScrollBar().setSingleStep((CARD.width() + TIGHT) // 3)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(say("Models"))
        self.doubleClicked.connect(lambda index: self.used.emit(index.row()))

    def event(self, event: QEvent) -> bool:
        # The window's own keys (arrows nudge, Del clears) stand back while the cards have the focus.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            keys = (*_ARROWS, *_ENTER, Qt.Key.Key_F2, Qt.Key.Key_Delete)
            own = event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            event.setAccepted(own)
            return own
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            # What the field with the name leaves over, Enter first of all, is no wish of its own.
            event.accept()
        elif event.key() in _ENTER and index.isValid():
            self.used.emit(index.row())
        elif event.key() == Qt.Key.Key_F2 and index.isValid():
            self.rename()
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.delete_asked.emit(index.row())
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def rename(self) -> None:
        """Let a hand type another name for the selected model, where it may have one."""
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(index)
            self.edit(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.hasFocus() and not self.currentIndex().isValid():
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        if self.hint and self._models.rowCount():
            last = self.visualRect(self._models.index(self._models.rowCount() - 1))
            room = QRect(last.right() + 3 * GAP, last.top(), _HINT_PX, last.height())
            if room.right() < self.viewport().width():
                painter.setPen(QColor(tokens().quiet))
                flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
                painter.drawText(room, flags, self.hint)
        painter.end()
