"""The undo history as a list to go back and forth in: click, arrows, or a drag over it. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.history_rows import HistoryDelegate, HistoryModel, Index
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.session import Session


class HistoryView(QListView):
    """The row that is the current one is the drawing's present."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.steps = HistoryModel(session.document.history)
        self.steps.setParent(self)
        self.setModel(self.steps)
        self.delegate = HistoryDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.set_role(self, "bare")
        describe(self, say("Undo history"), hint=say("Click a step, or drag over them, to go there"))

    def show_present(self) -> None:
        """Show the document's steps, and the present one where it can be seen."""
        document = self._session.document
        self.steps.show_history(document.history)
        here = self.steps.index(document.history.cursor)
        self.setCurrentIndex(here)
        self.scrollTo(here)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        # The keys of a list move the current row, and the drawing goes with it.
        super().currentChanged(current, previous)
        history, asked = self._session.document.history, current.isValid() and previous.isValid()
        # Whoever only shows the present must not end the stroke that has just begun.
        if asked and self.steps.history is history and current.row() != history.cursor:
            self._session.document.travel_to(current.row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._scrub(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._scrub(event)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _scrub(self, event: QMouseEvent) -> None:
        """Go to the step under the mouse; above or below the list, one further."""
        y, cursor = round(event.position().y()), self._session.document.history.cursor
        row = self.indexAt(QPoint(2, y)).row()
        if y < 0 or y >= self.viewport().height():
            row = cursor + (-1 if y < 0 else 1)
        if row >= 0:
            self._session.document.travel_to(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.delegate.thumbs.forget_asked()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class HistoryPanel(QWidget):
    """Follows the session's document while it is seen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.view = HistoryView(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        session.document_changed.connect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        if change.what & (What.HISTORY | What.SAVED) and self.isVisible():
            self.view.show_present()

    def showEvent(self, event: QShowEvent) -> None:
        self.view.show_present()
        super().showEvent(event)
