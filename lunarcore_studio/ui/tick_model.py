"""The sprites of a scan, each with a tick, as Qt asks for them: any number. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QModelIndex as Row
from PySide6.QtCore import QObject, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from lunarcore_studio.files.dataset import Found
from lunarcore_studio.language import say
from lunarcore_studio.ui.images import paint_checker, paint_pixels
from lunarcore_studio.ui.library_model import CELL_MARGIN_PX, FOUND, LibraryModel, SpriteDelegate
from lunarcore_studio.ui.plain_text import plain_tip
from lunarcore_studio.ui.tokens import tokens

Index = Row | QPersistentModelIndex
TICKED = Qt.ItemDataRole.CheckStateRole
BOX_PX = 13


class TickModel(LibraryModel):
    """`ticks` is bool (N,), which sprites are to be learned from; `ticked` tells of every change."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sprites: Sequence[Found] = ()
        self.ticks = np.zeros(0, np.bool_)

    @property
    def known(self) -> int:
        return len(self._sprites)

    @property
    def count(self) -> int:
        """How many are ticked."""
        return int(self.ticks.sum())

    def show_sprites(self, sprites: Sequence[Found]) -> None:
        """Hold other sprites, all ticked."""
        self.beginResetModel()
        self._sprites, self.ticks = sprites, np.ones(len(sprites), np.bool_)
        self.endResetModel()
        self.ticked.emit()

    def found(self, row: int) -> Found:
        return self._sprites[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._sprites)

    def tick(self, first: int, last: int, on: bool) -> None:
        """Tick the sprites from row `first` to row `last`, or untick them."""
        low, high = min(first, last), max(first, last)
        self.ticks[low : high + 1] = on
        self.dataChanged.emit(self.index(low, 0), self.index(high, 0), [TICKED])
        self.ticked.emit()

    def tick_all(self, on: bool) -> None:
        """Tick every sprite, or none."""
        if len(self.ticks):
            self.tick(0, len(self.ticks) - 1, on)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        on = bool(self.ticks[index.row()])
        if role == TICKED:
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (say("{name}, ticked") if on else say("{name}, not ticked")).format(
                name=self.found(index.row()).name
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            told = (
                say("{name}\nClick or Space leaves it out. Shift and click: all up to there")
                if on
                else say("{name}\nClick or Space takes it in again. Shift and click: all up to there")
            )
            name = self.found(index.row()).name
            return plain_tip(told.format(name=name))
        return super().data(index, role)


class TickDelegate(SpriteDelegate):
    """A sprite with its box in the corner; one that is left out is pale, and its box is empty."""

    def __init__(self, parent: QWidget, side: int = 16) -> None:
        super().__init__(parent, side)
        self.zoom = 3

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        on = index.data(TICKED) == Qt.CheckState.Checked
        found: Found = index.data(FOUND)
        place = option.rect.adjusted(CELL_MARGIN_PX, CELL_MARGIN_PX, -CELL_MARGIN_PX, -CELL_MARGIN_PX)
        paint_checker(painter, place)
        painter.setOpacity(1.0 if on else 0.25)
        paint_pixels(painter, place, found.pixels, self.zoom)
        painter.setOpacity(1.0)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if over or focused:
            painter.setPen(QPen(QColor(tokens().accent if focused else tokens().edge), 1))
            for step in range(1, 3 if focused else 2):
                painter.drawRect(place.adjusted(-step, -step, step - 1, step - 1))
        self._paint_box(painter, QRect(place.right() - BOX_PX + 4, place.y() - 4, BOX_PX, BOX_PX), on)

    def _paint_box(self, painter: QPainter, box: QRect, on: bool) -> None:
        colors = tokens()
        painter.fillRect(box, QColor(colors.well if on else colors.field))
        if not on:
            painter.setPen(QPen(QColor(colors.edge), 1))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        if on:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colors.accent), 1.6))
            left, middle = box.x() + 3.0, box.y() + box.height() / 2
            points = ((0.0, 0.0), (2.4, 2.4), (7.0, -2.6))
            painter.drawPolyline([QPointF(left + x, middle + y) for x, y in points])
            painter.restore()
