"""A table to be read and scrolled, any number of rows: its model and how it looks. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from lunarcore_studio.language import say
from lunarcore_studio.ui.plain_text import plain_tip
from lunarcore_studio.ui.tokens import SMALL_BUTTON

Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Named columns over `rows`, values of any kind; `cells` says what a row has in them."""

    def __init__(self, columns: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self.rows: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Hold these values in place of the former ones."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def cells(self, value: Any) -> Sequence[str]:
        """The texts of one row."""
        raise NotImplementedError

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return say(self._columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = self.cells(self.rows[index.row()])[index.column()]
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text


class RowsTable(QTableView):
    """Shows a RowsModel; `widths` of its first columns in pixels, the last is as wide as there is room."""

    def __init__(self, model: RowsModel, widths: Sequence[int], name: str) -> None:
        super().__init__()
        self.setModel(model)
        model.setParent(self)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(SMALL_BUTTON)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section, width in enumerate(widths):
            header.resizeSection(section, width)
