"""A model's card, to be read: its facts, and every sprite that it was trained on. GUI thread only."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.model_card import SpriteFile
from lunarcore_studio.files.model_library import Model
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.models_words import card_rows
from lunarcore_studio.ui.rows_table import Index, RowsModel, RowsTable
from lunarcore_studio.ui.tokens import GAP, PANEL_MARGIN, TIGHT

COLUMNS = (mark("Sprite"), "sha256")
WIDTHS = (220,)


class _FilesModel(RowsModel):
    def cells(self, value: SpriteFile) -> tuple[str, str]:
        return value.name, value.digest

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.FontRole and index.column() == 1:
            return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        return super().data(index, role)


class ModelCardDialog(QDialog):
    """Facts as names and values, which can be selected and copied; below them the sprites with digests."""

    def __init__(self, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Card of {name}").format(name=model.name))
        self.resize(800, 600)
        heading = QLabel(model.name)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("role", "heading")
        heading.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * PANEL_MARGIN, 2 * PANEL_MARGIN, 2 * PANEL_MARGIN, 2 * PANEL_MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading)
        column.addLayout(self._facts(model))
        column.addSpacing(TIGHT)
        files = model.card.files if model.card else ()
        column.addWidget(self._table(files), 1) if files else column.addStretch(1)
        column.addWidget(buttons)

    def _facts(self, model: Model) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(card_rows(model, datetime.now().astimezone())):
            label, fact = QLabel(name), QLabel(value)
            label.setProperty("role", "quiet")
            fact.setTextFormat(Qt.TextFormat.PlainText)
            fact.setWordWrap(True)
            fact.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(fact, row, 1)
        return grid

    def _table(self, files: tuple[SpriteFile, ...]) -> RowsTable:
        rows = _FilesModel(COLUMNS)
        rows.show_rows(files)
        self.table = RowsTable(rows, WIDTHS, say("Sprites that the model was trained on"))
        return self.table
