"""Asks how a sheet is cut: the sheet with its cells, and what is to become of them. GUI thread only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lunarcore_studio.files.errors import shown
from lunarcore_studio.files.picture import MAX_FRAMES
from lunarcore_studio.files.sheet_cells import Cell, Ruling, blank_cells, kept_tags, proposed, too_much
from lunarcore_studio.files.sheet_reading import Told
from lunarcore_studio.language import say, say_filled, say_many
from lunarcore_studio.pixels.sprite import Sprite, Tag
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.sheet_import_fields import SheetFields
from lunarcore_studio.ui.sheet_import_view import SheetView

MOST_DRAWINGS = 32  # that are opened at once, each in a tab


class SheetImportDialog(QDialog):
    """`cells` and `tags` are what is kept; `as_frames` whether they become one drawing."""

    def __init__(
        self,
        sheet: Sprite,
        path: Path,
        told: Told | None,
        resolution: int,
        trouble: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Import sheet"))
        self._pixels, self._told, self._resolution = np.ascontiguousarray(sheet.flatten()), told, resolution
        self._name, self._size = shown(path), sheet.size
        self._cells: tuple[Cell, ...] = ()
        self._blank: frozenset[int] = frozenset()
        self.view = SheetView(self._pixels)
        self.fields = SheetFields(self._size, "" if told is None else shown(path.with_suffix(".json")))
        self.line = self.fields.line
        self._lay_out(trouble)
        self.fields.changed.connect(self._on_changed)
        self.fields.propose_asked.connect(self.propose)
        self.fields.accepted.connect(self.accept)
        self.fields.rejected.connect(self.reject)
        self.propose()
        self.fields.width_box.setFocus()
        self.resize(960, 600)

    @property
    def as_frames(self) -> bool:
        """Whether the cells become the frames of one drawing."""
        return self.fields.as_frames.isChecked()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that are kept, in order."""
        cells = tuple(self._cells[index] for index in self._kept)
        if self.fields.by_grid:
            return tuple(replace(cell, duration_ms=self.fields.duration_box.value()) for cell in cells)
        return cells

    @property
    def tags(self) -> list[Tag]:
        """The tags that the JSON beside the sheet has, on the kept cells."""
        return [] if self._told is None or self.fields.by_grid else kept_tags(self._told.tags, self._kept)

    def propose(self) -> None:
        """Lay the likeliest grid over the sheet."""
        self.fields.rule(proposed(self._pixels, self._resolution))
        self._on_changed()

    @property
    def _kept(self) -> list[int]:
        leaves_out = self.fields.leave_out.isChecked()
        return [index for index in range(len(self._cells)) if not (leaves_out and index in self._blank)]

    def _on_changed(self) -> None:
        ruling = self.fields.ruling
        columns, rows = ruling.shape(self._size)
        many = self.fields.by_grid and columns * rows > MAX_FRAMES
        if self._told is not None and not self.fields.by_grid:
            self._cells = self._told.cells
        else:
            # a cell of one pixel makes millions of them: as many are counted, and not made
            self._cells = () if many else ruling.cells(self._size)
        self._blank = blank_cells(self._pixels, self._cells)
        self.view.show_cells(self._cells, self._blank)
        grid = f"{columns} × {rows} = " if self.fields.by_grid and not many else ""
        count = say_many("{count:,} cell", "{count:,} cells", len(self._cells)).format(count=len(self._cells))
        blank = (
            say("{count:,} of them blank").format(count=len(self._blank))
            if self._blank
            else say("none of them blank")
        )
        self.fields.count.setText("" if not self._cells else f"{grid}{count}, {blank}")
        trouble = self._trouble(ruling, columns * rows if many else 0)
        self.fields.show_result(trouble or self._outcome(), bool(trouble))

    def _trouble(self, ruling: Ruling, too_many: int) -> str:
        if too_many:
            return say(
                "{too_many:,} cells are too many, at most {max_frames:,} are cut: make them larger."
            ).format(too_many=too_many, max_frames=MAX_FRAMES)
        if not self._cells:
            return say("{name} has no whole cell of {width} × {height} pixels.").format(
                name=self._name, width=ruling.width, height=ruling.height
            )
        if not self._kept:
            return say("All cells are blank.")
        if not self.as_frames and len(self._kept) > MOST_DRAWINGS:
            return say(
                "{count:,} drawings are too many, at most {most} are opened at once: take them as frames."
            ).format(count=len(self._kept), most=MOST_DRAWINGS)
        reason = too_much(self.cells)
        return say_filled(f"{self._name} {reason}.") if reason else ""

    def _outcome(self) -> str:
        count = len(self._kept)
        widths, heights = zip(*(cell.size for cell in self.cells), strict=True)
        size = f"{max(widths)} × {max(heights)}"
        if self.as_frames:
            told = say_many(
                "One drawing, {size}, {count} frame", "One drawing, {size}, {count} frames", count
            )
        else:
            told = say_many("{count} drawing, {size}", "{count} drawings, {size}", count)
        return told.format(count=count, size=size)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.fit()

    def _lay_out(self, trouble: str) -> None:
        self.zoom_label = QLabel()
        self.zoom_label.setFont(theme.number_font(theme.CAPTION_PX))
        self.zoom_label.setMinimumWidth(48)
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.zoomed.connect(lambda zoom: self.zoom_label.setText(f"{100 * zoom} %"))
        self.smaller = IconButton("minus", say("Zoom out"), hint=say("Or the wheel with Ctrl"))
        self.larger = IconButton("plus", say("Zoom in"), hint=say("Or the wheel with Ctrl"))
        self.smaller.clicked.connect(lambda: self.view.set_zoom(self.view.zoom - 1))
        self.larger.clicked.connect(lambda: self.view.set_zoom(self.view.zoom + 1))
        name = QLabel(
            say("{name}, {width} × {height} pixels").format(
                name=self._name, width=self._size[0], height=self._size[1]
            )
        )
        name.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(name, "quiet")
        below = QHBoxLayout()
        below.setSpacing(theme.TIGHT)
        below.addWidget(name, 1)
        for part in (self.smaller, self.zoom_label, self.larger):
            below.addWidget(part)
        left = QVBoxLayout()
        left.setSpacing(theme.TIGHT)
        left.addWidget(self.view, 1)
        left.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 24, 16)
        row.setSpacing(3 * theme.GAP)
        row.addLayout(left, 1)
        row.addWidget(self.fields)
        self.fields.note.setText(say_filled(trouble))
        self.fields.note.setVisible(bool(trouble))
