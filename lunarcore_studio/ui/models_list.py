"""The models as Qt asks for them, and how each is painted as a card. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lunarcore_studio.files.model_card import LONGEST_NAME
from lunarcore_studio.files.model_library import Model
from lunarcore_studio.language import say, say_filled
from lunarcore_studio.ui import models_words as words
from lunarcore_studio.ui.images import paint_checker, paint_pixels
from lunarcore_studio.ui.theme import icon
from lunarcore_studio.ui.tokens import CAPTION_PX, GAP, TIGHT, tokens

MODEL = Qt.ItemDataRole.UserRole
IN_USE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
GRID = QSize(128, 64)
CARD = QSize(396, GRID.height() + 2 * TIGHT)
_SIGN_PX = 16


class ModelsList(QAbstractListModel):
    """Models, one of them in use; `rename_asked` carries a Model and the name that a hand typed."""

    rename_asked = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[Model, ...] = ()
        self._used: Path | None = None

    def show_models(self, models: Sequence[Model]) -> None:
        """Hold other models."""
        self.beginResetModel()
        self._models = tuple(models)
        self.endResetModel()

    def show_used(self, path: Path | None) -> None:
        """Mark the model in the folder `path` as the one that answers the hand."""
        before, self._used = self._used, path
        for row in {self.row_of(before), self.row_of(path)} - {-1} if before != path else ():
            self.dataChanged.emit(self.index(row), self.index(row))

    def model(self, row: int) -> Model:
        """The model of a row."""
        return self._models[row]

    def row_of(self, path: Path | None) -> int:
        """The row of the model in a folder, -1 where there is none."""
        return next((row for row, model in enumerate(self._models) if model.path == path), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._models)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        model = self._models[index.row()]
        used = model.path == self._used
        values: dict[int, Callable[[], object]] = {
            MODEL: lambda: model,
            IN_USE: lambda: used,
            Qt.ItemDataRole.DisplayRole: lambda: model.name,
            Qt.ItemDataRole.EditRole: lambda: model.name,
            Qt.ItemDataRole.ToolTipRole: lambda: words.tooltip(model),
            Qt.ItemDataRole.AccessibleTextRole: lambda: ", ".join((model.name, *lines_of(model, used))),
        }
        return values[role]() if role in values else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        model, name = self._models[index.row()], str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name or name == model.name:
            return False
        self.rename_asked.emit(model, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        mine = index.isValid() and self._models[index.row()].home == "mine" and self._models[index.row()].card
        return usual | Qt.ItemFlag.ItemIsEditable if mine else usual


def lines_of(model: Model, used: bool) -> tuple[str, str, str]:
    """What stands on a model's card below its name, and at its right: what it is, how good, what it is at."""
    if model.card is None:
        return say_filled(model.trouble), "", ""
    is_what = words.what_it_is(model.card, datetime.now().astimezone())
    good = words.progress_text(model) if model.is_unfinished else words.how_good(model.card.measured)
    home = {"shipped": say("shipped"), "elsewhere": say("elsewhere"), "mine": ""}[model.home]
    return is_what, good or say("not measured"), say("in use") if used else home


class ModelDelegate(QStyledItemDelegate):
    """Paints a model: its thumbnails at a whole-number zoom, its name and facts; the one in use is marked."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, used = index.data(MODEL), bool(index.data(IN_USE))
        place = option.rect.adjusted(2, 2, -2, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        look = tokens()
        painter.fillRect(place, QColor(look.chosen if chosen else look.hover if over else look.panel))
        if used or chosen:
            painter.setPen(QPen(QColor(look.accent), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        self._paint_grid(painter, grid_rect(option.rect), model)
        self._paint_text(painter, option.rect, option.font, model, used)

    def _paint_grid(self, painter: QPainter, place: QRect, model: Model) -> None:
        if model.thumbnails is None or model.card is None:
            painter.fillRect(place, QColor(tokens().well))
            sign = icon("warning" if model.card is None else "cube", "quiet")
            sign.paint(painter, QRect(0, 0, 24, 24).translated(place.center() - QRect(0, 0, 24, 24).center()))
            return
        height, width = model.thumbnails.shape[:2]
        zoom = max(1, min(place.width() // width, place.height() // height))
        shown = model.thumbnails[: place.height() // zoom, : place.width() // zoom]
        paint_checker(painter, place)
        paint_pixels(painter, place, shown, zoom)

    def _paint_text(self, painter: QPainter, rect: QRect, face: QFont, model: Model, used: bool) -> None:
        is_what, good, state = lines_of(model, used)
        room, look, caption = text_rect(rect), tokens(), QFont(face)
        caption.setPixelSize(CAPTION_PX)
        line, edge = room.height() // 3, room.right()
        top = QRect(room.left(), room.top(), room.width(), line)
        painter.setFont(caption)
        if state:
            painter.setPen(QColor(look.accent if used else look.quiet))
            painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)
            edge -= painter.fontMetrics().horizontalAdvance(state) + GAP
        if used:
            sign = QRect(edge - _SIGN_PX, top.center().y() - _SIGN_PX // 2 + 1, _SIGN_PX, _SIGN_PX)
            icon("moon-stars", "accent").paint(painter, sign)
            edge = sign.left() - GAP
        painter.setFont(face)
        _draw_line(painter, QRect(room.left(), top.top(), edge - room.left(), line), model.name, look.text)
        painter.setFont(caption)
        below = QRect(room.left(), room.top() + line, room.width(), line)
        if model.card is None:
            painter.setPen(QColor(look.error))
            both = below.united(below.translated(0, line))
            painter.drawText(both, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, is_what)
            return
        _draw_line(painter, below, is_what, look.quiet)
        _draw_line(
            painter, below.translated(0, line), good, look.accent if model.is_unfinished else look.quiet
        )

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(LONGEST_NAME)
        editor.setAccessibleName(say("New name of the model"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        room = text_rect(option.rect)
        editor.setGeometry(
            room.left() - TIGHT, room.top() - TIGHT, room.width() + TIGHT, editor.sizeHint().height()
        )


def grid_rect(card: QRect) -> QRect:
    """Where the thumbnails stand on a card."""
    return QRect(
        card.left() + GAP, card.top() + (card.height() - GRID.height()) // 2, GRID.width(), GRID.height()
    )


def text_rect(card: QRect) -> QRect:
    """Where the words stand on a card."""
    left = grid_rect(card).right() + 1 + GAP + TIGHT
    return QRect(left, card.top() + TIGHT, card.right() - GAP - TIGHT - left, card.height() - 2 * TIGHT)


def _draw_line(painter: QPainter, place: QRect, text: str, color: str) -> None:
    painter.setPen(QColor(color))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
