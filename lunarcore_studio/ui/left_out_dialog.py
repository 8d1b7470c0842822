"""What the library did not show, and why: every file by name. GUI thread only."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from lunarcore_studio.files.dataset import LeftOut
from lunarcore_studio.files.errors import shown
from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.ui.rows_table import RowsModel, RowsTable
from lunarcore_studio.ui.tokens import GAP, PANEL_MARGIN

_DETAIL = re.compile(" of |:|;")
COLUMNS = (mark("File"), mark("Cell"), mark("Reason"))
WIDTHS = (260, 64)


def said(reason: str) -> str:
    """A reason in the chosen language: a file's error stands in the list without its "is"."""
    whole = f"is {reason}"
    found = say_filled(whole)
    return found if found != whole else say_filled(reason)


def summary(left_out: tuple[LeftOut, ...]) -> str:
    """Reasons by how often they hold: "30 duplicate, 5 wrong size, 2 blank"."""
    counts: Counter[str] = Counter()
    # a hundred thousand files have few reasons, or many that are told apart by one name
    for reason, count in Counter(one.reason for one in left_out).items():
        end = _DETAIL.search(reason)
        counts[reason[: end.start()] if end else reason] += count
    return ", ".join(f"{count} {said(reason)}" for reason, count in counts.most_common(4))


class LeftOutModel(RowsModel):
    """One row a file or a cell of a sheet; paths are shown from `root` on."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.root = Path()

    def cells(self, value: LeftOut) -> tuple[str, str, str]:
        path = value.path.relative_to(self.root) if value.path.is_relative_to(self.root) else value.path
        cell = "" if value.cell is None else f"{value.cell[0]}, {value.cell[1]}"
        # each name as one printable line: a stranger's may hold newlines and turn the rest around
        return str(Path(*map(shown, path.parts))), cell, said(value.reason)


class LeftOutTable(RowsTable):
    """What was left out, to be read and scrolled."""

    def __init__(self) -> None:
        self.left_out = LeftOutModel()
        super().__init__(self.left_out, WIDTHS, say("Files left out"))

    def show_left_out(self, left_out: tuple[LeftOut, ...], root: Path) -> None:
        """Show these rows in place of the former ones."""
        self.left_out.root = root
        self.left_out.show_rows(left_out)


class LeftOutDialog(QDialog):
    """A sentence, and a table that can be read and scrolled."""

    def __init__(self, left_out: tuple[LeftOut, ...], root: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Left out of the library"))
        self.resize(720, 400)
        head = QLabel(
            say("{count} left out: {left_out}.").format(count=len(left_out), left_out=summary(left_out))
        )
        head.setWordWrap(True)
        self.table = LeftOutTable()
        self.table.setAccessibleName(say("Files left out of the library"))
        self.table.show_left_out(left_out, root)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * PANEL_MARGIN, 2 * PANEL_MARGIN, 2 * PANEL_MARGIN, 2 * PANEL_MARGIN)
        column.setSpacing(GAP)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
