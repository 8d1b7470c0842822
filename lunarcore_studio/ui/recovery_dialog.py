"""Offers the drawings that were not saved when their studio ended, and the trash. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.journal import Lost
from lunarcore_studio.files.journal_entry import Entry
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.recovery_row import RecoveryRow

WIDTH, HIGHEST = 680, 520
OFFER = mark("The studio ended before these drawings were saved. They are here up to the last stroke.")
NOTHING = mark("Every drawing was saved.")
EMPTY_TRASH = mark("What is closed without being saved is kept here for 30 days.")


class RecoveryDialog(QDialog):
    """Rows of drawings. Escape and *Later* leave all as it is; they are offered again at the next start."""

    restore_asked = Signal(str)  # key
    discard_asked = Signal(str)

    def __init__(self, lost: Lost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Recover drawings"))
        self.rows: dict[str, RecoveryRow] = {}
        rows = QWidget()
        self._column = QVBoxLayout(rows)
        self._column.setContentsMargins(0, 0, theme.GAP, 0)
        self._column.setSpacing(0)
        self._add_heading(say("Not saved"), OFFER if lost.unsaved else NOTHING)
        self._add_rows(lost.unsaved)
        self._column.addSpacing(2 * theme.GAP)
        self._add_heading(say("Trash"), "" if lost.trash else EMPTY_TRASH)
        self._add_rows(lost.trash)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP)
        column.setSpacing(2 * theme.GAP)
        column.addWidget(area, 1)
        column.addLayout(self._buttons(lost.unsaved))
        rest = column.sizeHint().height() - area.sizeHint().height()
        self.resize(WIDTH, min(HIGHEST, rows.sizeHint().height() + rest))

    def take_away(self, key: str) -> None:
        """A drawing is not to be had here any more; with the last unsaved one the dialog goes too."""
        row = self.rows.pop(key, None)
        if row is None:
            return
        self._column.removeWidget(row)
        row.deleteLater()
        if row.entry.thrown is None and not self.unsaved:
            self.accept()

    @property
    def unsaved(self) -> list[str]:
        """The keys of the rows that are not in the trash."""
        return [key for key, row in self.rows.items() if row.entry.thrown is None]

    def _add_heading(self, title: str, sentence: str) -> None:
        for text, role in ((title, "title"), (sentence, "quiet")):
            if text:
                label = QLabel(say(text))
                label.setWordWrap(True)
                theme.set_role(label, role)
                self._column.addWidget(label)
        self._column.addSpacing(theme.TIGHT)

    def _add_rows(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            row = RecoveryRow(entry)
            row.restore_asked.connect(self.restore_asked)
            row.discard_asked.connect(self.discard_asked)
            self.rows[entry.key] = row
            self._column.addWidget(row)

    def _buttons(self, unsaved: Sequence[Entry]) -> QHBoxLayout:
        self.later = QPushButton(say("Later") if unsaved else say("Close"))
        self.later.clicked.connect(self.reject)
        self.restore_all = QPushButton(say("Restore all") if len(unsaved) > 1 else say("Restore"))
        self.restore_all.setVisible(bool(unsaved))
        self.restore_all.clicked.connect(self._restore_all)
        (self.restore_all if unsaved else self.later).setDefault(True)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, theme.GAP, 0)
        line.addStretch(1)
        line.addWidget(self.later)
        line.addWidget(self.restore_all)
        return line

    def _restore_all(self) -> None:
        for key in self.unsaved:
            self.restore_asked.emit(key)
