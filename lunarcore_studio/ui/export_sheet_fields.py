"""How the frames of an export stand on a sheet, and what is written beside it. GUI thread only."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from lunarcore_studio.files.export_choice import ExportChoice
from lunarcore_studio.files.sheet_data import Form
from lunarcore_studio.files.sheet_export import Arrangement
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.segments import Segments

ARRANGEMENTS = (
    ("packed", mark("Packed"), mark("As small and as square as it gets")),
    ("rows", mark("In rows"), mark("Side by side, in the order in which they play")),
)
FORMS = (
    ("hash", mark("JSON hash"), mark("Frames by their names, as Aseprite writes it")),
    ("array", mark("JSON array"), mark("Frames in their order, as Aseprite writes it")),
    ("", mark("No JSON"), mark("The picture alone")),
)
MOST_COLUMNS, MOST_PX = 4096, 256


class SheetFields(QWidget):
    """`changed` tells of any field."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.arrangement, self.form = Segments(ARRANGEMENTS, say("Arrangement")), Segments(FORMS, say("Data"))
        self.columns, self.margin, self.spacing = QSpinBox(), QSpinBox(), QSpinBox()
        self._lay_out()
        for segments in (self.arrangement, self.form):
            segments.chosen.connect(self._on_changed)
        for box in (self.columns, self.margin, self.spacing):
            box.valueChanged.connect(self._on_changed)

    def show_choice(self, choice: ExportChoice) -> None:
        """Show the fields as an export had them."""
        self.arrangement.show_current(choice.arrangement)
        self.form.show_current(choice.form or "")
        self.columns.setValue(choice.columns)
        self.margin.setValue(choice.margin)
        self.spacing.setValue(choice.spacing)
        self._on_changed()

    def taken_by(self, choice: ExportChoice) -> ExportChoice:
        """The export with what the fields say."""
        return replace(
            choice,
            arrangement=cast(Arrangement, self.arrangement.current),
            form=cast(Form, self.form.current) if self.form.current else None,
            columns=self.columns.value(),
            margin=self.margin.value(),
            spacing=self.spacing.value(),
        )

    def _on_changed(self) -> None:
        self.columns.setEnabled(self.arrangement.current == "rows")
        self.changed.emit()

    def _lay_out(self) -> None:
        column, choices, grid = QVBoxLayout(self), QHBoxLayout(), QGridLayout()
        column.setContentsMargins(0, theme.TIGHT, 0, 0)
        column.setSpacing(theme.GAP)
        choices.setSpacing(2 * theme.GAP)
        choices.addWidget(self.arrangement)
        choices.addWidget(self.form)
        choices.addStretch(1)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.TIGHT)
        hints = (
            say("Frames in a row; 0 is all of them"),
            say("Empty pixels around the sheet"),
            say("Empty pixels between frames"),
        )
        self.columns.setRange(0, MOST_COLUMNS)
        self.columns.setSpecialValueText(say("All frames"))
        names = say("Columns"), say("Margin"), say("Spacing")
        for place, (name, box, hint) in enumerate(
            zip(names, (self.columns, self.margin, self.spacing), hints, strict=True)
        ):
            if box is not self.columns:
                box.setRange(0, MOST_PX)
                box.setSuffix(" px")
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            describe(box, name, hint=hint)
            caption = QLabel(name)
            theme.set_role(caption, "caption")
            caption.setBuddy(box)
            grid.addWidget(caption, 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
        column.addLayout(choices)
        column.addLayout(grid)
