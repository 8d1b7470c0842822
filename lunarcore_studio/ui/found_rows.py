"""The rows of the command palette: what was found, and how a row looks. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lunarcore_studio.language import say
from lunarcore_studio.ui import theme

ROW_PX = 28
_LEFT_OF_TEXT = 2 * theme.PANEL_MARGIN + theme.ICON
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One action: `places` are the letters of its name that were asked for, `reason` why it can not run."""

    id: str
    name: str
    path: str = ""
    keys: str = ""
    places: tuple[int, ...] = ()
    icon: QIcon | None = None
    is_on: bool = False
    can: bool = True
    reason: str = ""

    @property
    def more(self) -> str:
        """What stands quietly beside the name: why it can not run, else the menu it is in."""
        return self.path if self.can else self.reason or say("not now")


class FoundModel(QAbstractListModel):
    """`rows` of actions, the best first."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Hold these in place of the former ones."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.name, row.more, row.keys) if part)
        return None


class FoundDelegate(QStyledItemDelegate):
    """Icon or tick, the name with the letters that were asked for, the menu, and the key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, FoundModel)
        row, area = model.rows[index.row()], QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("chosen"))
            painter.fillRect(QRect(area.left(), area.top(), 2, area.height()), theme.color("accent"))
        self._paint_icon(painter, area, row)
        inner = area.adjusted(_LEFT_OF_TEXT, 0, -2 * theme.PANEL_MARGIN, 0)
        quiet = theme.color("quiet")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(option.font)
        painter.setPen(quiet)
        painter.drawText(inner, int(right), row.keys)
        keys_px = painter.fontMetrics().horizontalAdvance(row.keys)
        end = self._paint_name(painter, inner, option.font, row)
        beside = QRect(inner)
        beside.setLeft(end + 2 * theme.GAP)
        beside.setRight(inner.right() - keys_px - theme.GAP)
        painter.setPen(quiet)
        more = painter.fontMetrics().elidedText(row.more, Qt.TextElideMode.ElideRight, max(0, beside.width()))
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter), more)

    def _paint_icon(self, painter: QPainter, area: QRect, row: Row) -> None:
        sign = theme.icon("check", "accent") if row.is_on else row.icon
        if sign is not None and not sign.isNull():
            mode = QIcon.Mode.Normal if row.can else QIcon.Mode.Disabled
            top = area.top() + (area.height() - theme.ICON) // 2
            place = QRect(area.left() + theme.PANEL_MARGIN, top, theme.ICON, theme.ICON)
            sign.paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)

    def _paint_name(self, painter: QPainter, area: QRect, plain: QFont, row: Row) -> int:
        """The name in runs of letters that were asked for or not; gives the x of its end."""
        strong = QFont(plain)
        strong.setWeight(QFont.Weight.DemiBold)
        x, asked = area.left(), set(row.places)
        for start, end in _runs(row.name, asked):
            is_asked, text = start in asked, row.name[start:end]
            painter.setFont(strong if is_asked else plain)
            role = "faint" if not row.can else "accent" if is_asked else "text"
            painter.setPen(theme.color(role))
            place = QRect(x, area.top(), area.right() - x, area.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)
            x += painter.fontMetrics().horizontalAdvance(text)
        painter.setFont(plain)
        return x


def _runs(text: str, asked: set[int]) -> list[tuple[int, int]]:
    """Where the text changes between letters that were asked for and others, as (start, end)."""
    edges = [0, *(n for n in range(1, len(text)) if (n in asked) != (n - 1 in asked)), len(text)]
    return [(start, end) for start, end in pairwise(edges) if end > start]
