"""One slider of one's own: its name above it, with a way to rename and to delete it. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QStackedWidget, QToolButton, QVBoxLayout

from lunarcore_studio.files.axis_store import LONGEST_NAME, NamedAxis
from lunarcore_studio.language import say
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.latent_row import ROW_PX, LatentRow
from lunarcore_studio.ui.tokens import CAPTION_PX, PANEL_MARGIN, TIGHT

NAME_PX = 22
NAMED_ROW_PX = ROW_PX + NAME_PX


class NamedAxisRow(LatentRow):
    """`renamed` carries the name that a hand typed."""

    renamed = Signal(str)
    removal_asked = Signal()

    def __init__(self, axis: int, named: NamedAxis) -> None:
        self.named = named
        super().__init__(axis, named.name)
        self.setFixedHeight(NAMED_ROW_PX)
        self.set_reach(named.reach)

    def _lay_out(self) -> None:
        self.number.clear()
        self.name = QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setText(self.named.name)
        self.name.setToolTip(
            say("{name}: {sides}\nDouble click or F2: rename").format(
                name=self.named.name, sides=self._sides()
            )
        )
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setAccessibleName(say("New name of the slider"))
        self.field.setStyleSheet(f"min-height: 14px; padding: 0 4px; font-size: {CAPTION_PX}px;")
        self.field.returnPressed.connect(self._take_name)
        self.names = QStackedWidget()
        self.names.addWidget(self.name)
        self.names.addWidget(self.field)
        for watched in (self.name, self.field, self.slider):
            watched.installEventFilter(self)
        top, line, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.names, 1)
        top.addWidget(self._more())
        for part in (self.number, self.low, self.slider, self.high, self.value, self.lock):
            line.addWidget(part)
        line.setStretchFactor(self.slider, 1)
        for row in (top, line):
            row.setSpacing(TIGHT)
            column.addLayout(row)
        column.setSpacing(0)
        column.setContentsMargins(PANEL_MARGIN, 0, PANEL_MARGIN, 0)

    def _more(self) -> IconButton:
        self.more = IconButton("dots-three", say("Rename or delete {name}").format(name=self.named.name))
        self.more.setFixedSize(NAME_PX, NAME_PX)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.addAction(say("Rename"), self.begin_rename)
        menu.addAction(say("Delete"), self.removal_asked.emit)
        self.more.setMenu(menu)
        return self.more

    def _sides(self) -> str:
        return say("{these:,} sprites at its high end, {those:,} at its low end").format(
            these=self.named.these, those=self.named.those
        )

    def begin_rename(self) -> None:
        """Let the hand type another name in place."""
        self.field.setText(self.named.name)
        self.field.selectAll()
        self.names.setCurrentWidget(self.field)
        self.field.setFocus()

    def _take_name(self) -> None:
        name = self.field.text().strip()
        self._end_rename()
        if name and name != self.named.name:
            self.renamed.emit(name)

    def _end_rename(self) -> None:
        if self.names.currentWidget() is self.field:
            self.names.setCurrentWidget(self.name)
            self.slider.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.name and event.type() == QEvent.Type.MouseButtonDblClick:
            self.begin_rename()
            return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.names.setCurrentWidget(self.name)
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        ):
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        begins = watched is self.slider and event.key() == Qt.Key.Key_F2
        ends = watched is self.field and event.key() == Qt.Key.Key_Escape
        if not (begins or ends):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.begin_rename() if begins else self._end_rename()
        return True
