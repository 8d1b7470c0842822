"""Asks how many pixels the grid's tiles have on a side. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from lunarcore_studio.files.settings import MAX_GRID_PX
from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.dialog_answers import DialogAnswers
from lunarcore_studio.ui.pixel_box import pixel_box


class GridDialog(QDialog):
    """`chosen` carries the side in pixels when a person pressed Set."""

    chosen = Signal(int)

    def __init__(self, grid_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Grid size"))
        bounds = say("1 to {most} pixels").format(most=MAX_GRID_PX)
        self.side = pixel_box(say("Side of a tile"), (1, MAX_GRID_PX), grid_px, bounds)
        heading, hint = (
            QLabel(say("How large are the tiles?")),
            QLabel(say("Shift and an arrow move by one.")),
        )
        theme.set_role(heading, "heading")
        theme.set_role(hint, "caption")
        column, form = QVBoxLayout(self), QFormLayout()
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        form.addRow(say("Side of a tile"), self.side)
        answers = DialogAnswers(say("Set"))
        answers.accepted.connect(self._take)
        answers.rejected.connect(self.reject)
        self.does = answers.does
        column.addWidget(heading)
        column.addLayout(form)
        column.addWidget(hint)
        column.addWidget(answers)
        self.side.setFocus()
        self.side.selectAll()

    def _take(self) -> None:
        self.chosen.emit(self.side.value())
        self.accept()
