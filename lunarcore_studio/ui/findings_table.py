"""Sheets and enlarged art that a scan came upon, each to be taken so or left alone. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal

from lunarcore_studio.files.errors import shown
from lunarcore_studio.files.findings import Finding
from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.ui.rows_table import Index, RowsModel, RowsTable

COLUMNS = (mark("Picture"), mark("What it is"), mark("What is done with it"))
WIDTHS = (240, 250)


def done_text(finding: Finding, side: int) -> str:
    """What becomes of a finding, in a few words."""
    if not finding.is_applied:
        return say("left as it stands")
    grid, factor = finding.layout.grid, finding.layout.factor
    shrunk = say("shrunk {factor} times").format(factor=factor) if factor > 1 else ""
    cut = (
        say("cut into {columns:,} cells of {side}x{side}").format(columns=grid.columns * grid.rows, side=side)
        if grid is not None
        else ""
    )
    return ", ".join(part for part in (shrunk, cut) if part)


class FindingsModel(RowsModel):
    """The first column has the tick; `declined` carries the paths without one."""

    declined = Signal(object)  # frozenset[Path]

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self._side = 16

    def show_findings(self, findings: tuple[Finding, ...], side: int) -> None:
        """Hold other findings, of a scan for sprites of `side` pixels."""
        self._side = side
        self.show_rows(findings)

    def cells(self, value: Finding) -> tuple[str, str, str]:
        return shown(value.path), say_filled(value.what), done_text(value, self._side)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            is_applied = self.rows[index.row()].is_applied
            return Qt.CheckState.Checked if is_applied else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        turned = self.rows[index.row()].path
        left: set[Path] = {one.path for one in self.rows if not one.is_applied}
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.declined.emit(frozenset(left - {turned} if on else left | {turned}))
        return True


class FindingsTable(RowsTable):
    """The table; Space turns the tick of the current row."""

    def __init__(self) -> None:
        self.found = FindingsModel()
        super().__init__(self.found, WIDTHS, say("Sheets and enlarged pictures; a tick cuts or shrinks one"))
