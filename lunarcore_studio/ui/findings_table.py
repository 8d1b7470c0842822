"""Sheets and enlarged art that a scan came upon, each to be taken so or left alone. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QTableView

from lunarcore_studio.files.errors import shown
from lunarcore_studio.files.findings import Finding
from lunarcore_studio.ui.tokens import SMALL_BUTTON

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Picture", "What it is", "What is done with it")
WIDTHS = (240, 250)


def done_text(finding: Finding, side: int) -> str:
    """What becomes of a finding, in a few words."""
    if not finding.is_applied:
        return "left as it stands"
    grid, factor = finding.layout.grid, finding.layout.factor
    shrunk = f"shrunk {factor} times" if factor > 1 else ""
    cut = f"cut into {grid.columns * grid.rows:,} cells of {side}x{side}" if grid is not None else ""
    return ", ".join(part for part in (shrunk, cut) if part)


class FindingsModel(QAbstractTableModel):
    """The first column has the tick; `declined` carries the paths without one."""

    declined = Signal(object)  # frozenset[Path]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._side = 16

    def show_findings(self, findings: tuple[Finding, ...], side: int) -> None:
        """Hold other findings, of a scan for sprites of `side` pixels."""
        self.beginResetModel()
        self._findings, self._side = findings, side
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        finding = self._findings[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if finding.is_applied else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (shown(finding.path), finding.what, done_text(finding, self._side))[index.column()]
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        turned = self._findings[index.row()].path
        left: set[Path] = {one.path for one in self._findings if not one.is_applied}
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.declined.emit(frozenset(left - {turned} if on else left | {turned}))
        return True


class FindingsTable(QTableView):
    """The table; Space turns the tick of the current row."""

    def __init__(self) -> None:
        super().__init__()
        self.found = FindingsModel(self)
        self.setModel(self.found)
        self.setAccessibleName("Sheets and enlarged pictures; a tick cuts or shrinks one")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(SMALL_BUTTON)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section, width in enumerate(WIDTHS):
            header.resizeSection(section, width)
