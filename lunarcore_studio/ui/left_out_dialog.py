"""What the library did not show, and why: every file by name. GUI thread only."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTableView, QVBoxLayout, QWidget

from lunarcore_studio.files.dataset import LeftOut
from lunarcore_studio.ui.tokens import GAP, PANEL_MARGIN, SMALL_BUTTON

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("File", "Cell", "Reason")


def summary(left_out: tuple[LeftOut, ...]) -> str:
    """Reasons by how often they hold: "30 duplicate, 5 wrong size, 2 blank"."""
    counts = Counter(re.split(" of |:|;", one.reason)[0] for one in left_out)
    return ", ".join(f"{count} {reason}" for reason, count in counts.most_common(4))


class LeftOutModel(QAbstractTableModel):
    """One row a file or a cell of a sheet; paths are shown from `root` on."""

    def __init__(self, left_out: tuple[LeftOut, ...], root: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._left_out, self._root = left_out, root

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._left_out)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        one = self._left_out[index.row()]
        path = one.path.relative_to(self._root) if one.path.is_relative_to(self._root) else one.path
        cell = "" if one.cell is None else f"{one.cell[0]}, {one.cell[1]}"
        return (str(path), cell, one.reason)[index.column()]


class LeftOutTable(QTableView):
    """What was left out, to be read and scrolled: any number of rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Files left out")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(SMALL_BUTTON)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_left_out(self, left_out: tuple[LeftOut, ...], root: Path) -> None:
        """Show these rows in place of the former ones."""
        former = self.model()
        self.setModel(LeftOutModel(left_out, root, self))
        if former is not None:
            former.deleteLater()
        for section, width in enumerate((260, 64)):
            self.horizontalHeader().resizeSection(section, width)


class LeftOutDialog(QDialog):
    """A sentence, and a table that can be read and scrolled."""

    def __init__(self, left_out: tuple[LeftOut, ...], root: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Left out of the library")
        self.resize(720, 400)
        head = QLabel(f"{len(left_out)} left out: {summary(left_out)}.")
        head.setWordWrap(True)
        self.table = LeftOutTable()
        self.table.setAccessibleName("Files left out of the library")
        self.table.show_left_out(left_out, root)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * PANEL_MARGIN, 2 * PANEL_MARGIN, 2 * PANEL_MARGIN, 2 * PANEL_MARGIN)
        column.setSpacing(GAP)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
