"""The steps of the history as rows: which one is the present, which lies on disk. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, QStringListModel, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.pixels.history import History, Step
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.history_thumbs import THUMB_PX, HistoryThumbs
from lunarcore_studio.ui.images import paint_checker

ROW_PX = 26
BEGINNING = mark("Beginning")
SIGN_PX = 14
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QStringListModel):
    """`history` with its beginning as the first row.

    Qt counts the rows again for each of them whenever there is one more: over 10,000 steps that must not be
    asked of Python. So the rows themselves are Qt's own, and what they say is given on demand.
    """

    def __init__(self, history: History) -> None:
        super().__init__([""] * len(history.steps))
        self.history = history

    def show_history(self, history: History) -> None:
        """Hold another history, or the same one after something happened."""
        before, self.history = self.history, history
        if before.steps is history.steps:
            return
        kept = before.cursor + 1
        if len(history.steps) == kept + 1 and history.steps[before.cursor] is before.steps[before.cursor]:
            self.removeRows(kept, len(before.steps) - kept)
            self.insertRows(kept, 1)
        else:
            self.setStringList([""] * len(history.steps))

    def label(self, row: int) -> str:
        """What the step is called."""
        return say_filled(self.history.steps[row].label or BEGINNING)

    def is_saved(self, row: int) -> bool:
        """Whether the drawing after this step is what lies on disk."""
        return self.history.steps[row].state.sprite.digest == self.history.saved_digest

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.label(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join((self.label(row), *self._facts(row)))
        return None

    def _facts(self, row: int) -> list[str]:
        cursor = self.history.cursor
        now = say("the drawing now") if row == cursor else say("undone") if row > cursor else ""
        return [fact for fact in (now, say("as it was saved") if self.is_saved(row) else "") if fact]


class HistoryDelegate(QStyledItemDelegate):
    """A caret before the present step, pictures, a disk behind what is saved, numbers; undone ones lean."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.thumbs = HistoryThumbs(self)
        self.thumbs.made.connect(view.viewport().update)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, HistoryModel)
        row, cursor, area = index.row(), model.history.cursor, QRect(option.rect)
        if row == cursor:
            painter.fillRect(area, theme.color("chosen"))
            self._paint_sign(painter, area, "caret-right", area.left() + theme.TIGHT)
            if self._view.hasFocus():
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.drawRect(area.adjusted(1, 1, -1, -1))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("hover"))
        right = area.right() - 2 * theme.PANEL_MARGIN
        painter.setFont(theme.number_font(theme.CAPTION_PX))
        painter.setPen(theme.color("quiet"))
        number = QRect(area.left(), area.top(), right - area.left(), area.height())
        painter.drawText(number, int(_RIGHT), str(row))
        right -= painter.fontMetrics().horizontalAdvance(str(len(model.history.steps))) + theme.TIGHT
        if model.is_saved(row):
            right -= SIGN_PX
            self._paint_sign(painter, area, "floppy-disk", right)
        left = area.left() + 2 * theme.TIGHT + SIGN_PX
        self._paint_thumb(
            painter, QRect(left, area.top(), THUMB_PX, ROW_PX), model.history.steps[row], row > cursor
        )
        text = QRect(area)
        text.setLeft(left + THUMB_PX + theme.GAP)
        text.setRight(right - theme.TIGHT)
        painter.setPen(theme.color("quiet" if row > cursor else "text"))
        font = option.font
        font.setItalic(row > cursor)
        painter.setFont(font)
        label = painter.fontMetrics().elidedText(model.label(row), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), label)

    def _paint_thumb(self, painter: QPainter, place: QRect, step: Step, is_undone: bool) -> None:
        image = self.thumbs.of(step)
        if image is None:
            return
        spot = QRect(0, 0, image.width(), image.height())
        spot.moveCenter(place.center())
        paint_checker(painter, spot)
        painter.setOpacity(0.5 if is_undone else 1)
        painter.drawImage(spot, image)
        painter.setOpacity(1)

    def _paint_sign(self, painter: QPainter, area: QRect, name: str, left: int) -> None:
        place = QRect(left, area.top() + (ROW_PX - SIGN_PX) // 2, SIGN_PX, SIGN_PX)
        theme.icon(name, "accent" if name == "caret-right" else "quiet").paint(painter, place)
