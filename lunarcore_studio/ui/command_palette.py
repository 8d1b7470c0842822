"""The command palette: a few letters, and the action they mean runs. GUI thread only.

It lies over the window and is no window of its own, so that it stands in the same place everywhere. It goes
with Escape, with a click beside it, and with the action that it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.found_rows import ROW_PX, FoundDelegate, FoundModel, Row
from lunarcore_studio.ui.panel import describe

WIDTH_PX = 600
MOST_ROWS = 12
TOP_PX = 40
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
STEPS |= {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class CommandPalette(QFrame):
    """`chosen` carries the id of an action that is to run, `refused` the row of one that can not."""

    chosen = Signal(str)
    refused = Signal(object)

    def __init__(self, find: Callable[[str], Sequence[Row]], parent: QWidget) -> None:
        """find: gives the rows for what is written, the best first."""
        super().__init__(parent)
        self._find, self._over = find, parent
        self._focus_before: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(say("Command palette"))
        theme.set_role(self, "popup")
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("What do you want to do?"))
        describe(
            self.field, say("Search for an action"), hint=say("Arrows choose, Enter runs, Escape closes")
        )
        self.field.textChanged.connect(lambda _text: self._search())
        self.field.installEventFilter(self)
        self.rows = FoundModel()
        self.rows.setParent(self)
        self.list = self._made_list()
        self.empty = QLabel(say("No action is called that."))
        theme.set_role(self.empty, "quiet")
        self.empty.setContentsMargins(theme.GAP, theme.TIGHT, theme.GAP, theme.TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self.empty)
        self.hide()

    def _made_list(self) -> QListView:
        view = QListView()
        view.setModel(self.rows)
        view.setItemDelegate(FoundDelegate(view))
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.set_role(view, "bare")
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setMouseTracking(True)
        view.setAccessibleName(say("Actions that were found"))
        view.entered.connect(view.setCurrentIndex)
        view.clicked.connect(self._run)
        return view

    def open(self) -> None:
        """Come up with nothing written; go when it is there already."""
        if self.isVisible():
            self.hide()
            return
        self._focus_before = self.window().focusWidget()
        self.field.clear()
        self._search()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self) -> None:
        self.rows.show_rows(self._find(self.field.text()))
        count = len(self.rows.rows)
        self.list.setVisible(count > 0)
        self.empty.setVisible(count == 0)
        room = (self._over.height() - 2 * TOP_PX - 3 * theme.GAP - ROW_PX) // ROW_PX
        self.list.setFixedHeight(max(1, min(count, MOST_ROWS, room)) * ROW_PX)
        self.list.setCurrentIndex(self.rows.index(0, 0))
        self.list.scrollToTop()
        self._place()

    def _place(self) -> None:
        window = self._over
        width = min(WIDTH_PX, window.width() - 2 * theme.PANEL_MARGIN)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, TOP_PX)

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = self.rows.rows[index.row()]
        if row.can:
            self.hide()
            self.chosen.emit(row.id)
        else:
            self.refused.emit(row)

    def _step(self, steps: int) -> None:
        count, now = len(self.rows.rows), self.list.currentIndex().row()
        if count:
            far = abs(steps) > 1  # a page stops at the end, a row goes round
            place = min(count - 1, max(0, now + steps)) if far else (now + steps) % count
            self.list.setCurrentIndex(self.rows.index(place, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.field and isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            return self._on_key(event)
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            spot = self.mapFromGlobal(event.globalPosition().toPoint())
            if not self.rect().contains(spot):
                self.hide()
        elif kind == QEvent.Type.Resize and watched is self._over:
            self._place()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in STEPS:
            self._step(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def showEvent(self, event: QShowEvent) -> None:
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        if self._focus_before is not None and self.window().focusWidget() in (None, self.field):
            self._focus_before.setFocus()
        self._focus_before = None
        super().hideEvent(event)
