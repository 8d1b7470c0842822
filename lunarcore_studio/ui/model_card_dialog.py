"""A model's card, to be read: its facts, and every sprite that it was trained on. GUI thread only."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.model_card import SpriteFile
from lunarcore_studio.files.model_library import Model
from lunarcore_studio.ui.models_words import card_rows
from lunarcore_studio.ui.tokens import GAP, PANEL_MARGIN, SMALL_BUTTON, TIGHT

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Sprite", "sha256")


class _FilesModel(QAbstractTableModel):
    def __init__(self, files: tuple[SpriteFile, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._files = files

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._files)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self._files[index.row()]
        if role == Qt.ItemDataRole.FontRole and index.column() == 1:
            return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return one.digest if index.column() else one.name
        return None


class ModelCardDialog(QDialog):
    """Facts as names and values, which can be selected and copied; below them the sprites with digests."""

    def __init__(self, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Card of {model.name}")
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

    def _table(self, files: tuple[SpriteFile, ...]) -> QTableView:
        self.table = QTableView()
        self.table.setModel(_FilesModel(files, self.table))
        self.table.setAccessibleName("Sprites that the model was trained on")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(SMALL_BUTTON)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(0, 220)
        return self.table
