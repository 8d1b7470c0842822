"""The library's sprites as Qt asks for them: any number, without a widget for each. GUI thread only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lunarcore_studio.files.dataset import Found
from lunarcore_studio.language import say
from lunarcore_studio.ui.images import PNG_MIME, SPRITE_MIME, paint_checker, paint_pixels, sprite_mime
from lunarcore_studio.ui.plain_text import plain_tip
from lunarcore_studio.ui.tokens import tokens

FOUND = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
CELL_MARGIN_PX = 6
FEWEST_OF_A_TAG = 3


class LibraryModel(QAbstractListModel):
    """Sprites whose name contains every searched word."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Found, ...] = ()
        self._folded: list[str] = []
        self._shown: list[int] = []
        self._words: list[str] = []

    @property
    def known(self) -> int:
        """Sprites with or without the search."""
        return len(self._all)

    @property
    def sprites(self) -> tuple[Found, ...]:
        """All sprites, with or without the search."""
        return self._all

    def tags(self) -> dict[str, int]:
        """Folder names of sprites that tell some from the others, with how many sprites they hold."""
        counts = Counter(tag for one in self._all for tag in set(one.tags))
        few, all_of_them = FEWEST_OF_A_TAG, len(self._all)
        return {tag: count for tag, count in sorted(counts.items()) if few <= count < all_of_them}

    def show_sprites(self, sprites: Sequence[Found]) -> None:
        """Hold other sprites."""
        self._all = tuple(sprites)
        self._folded = [one.name.casefold() for one in self._all]
        self.search(" ".join(self._words))

    def search(self, text: str) -> None:
        """Show only sprites whose name contains every word of `text`."""
        self._words = text.casefold().split()
        self.beginResetModel()
        self._shown = [at for at, name in enumerate(self._folded) if all(w in name for w in self._words)]
        self.endResetModel()

    def found(self, row: int) -> Found:
        """The sprite of a shown row."""
        return self._all[self._shown[row]]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self.found(index.row())
        if role == FOUND:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(
                say(
                    "{name}\nDouble click or Enter: open. Drag it to A, B, the canvas or the timeline\n"
                    "Ctrl or Shift and click: select several"
                ).format(name=one.name)
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    def mimeTypes(self) -> list[str]:
        return [PNG_MIME, SPRITE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        one = self.found(indexes[0].row())
        return sprite_mime(one.pixels, one.name)


class SpriteDelegate(QStyledItemDelegate):
    """Paints one sprite at a whole-number zoom, framed when selected."""

    def __init__(self, parent: QWidget, side: int = 16) -> None:
        super().__init__(parent)
        self.side = side
        self.zoom = 2

    @property
    def cell_px(self) -> int:
        """Width and height of a cell."""
        return self.side * self.zoom + 2 * CELL_MARGIN_PX

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.cell_px, self.cell_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Found = index.data(FOUND)
        place = option.rect.adjusted(CELL_MARGIN_PX, CELL_MARGIN_PX, -CELL_MARGIN_PX, -CELL_MARGIN_PX)
        paint_checker(painter, place)
        paint_pixels(painter, place, found.pixels, self.zoom)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        here = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if chosen or over or here:
            painter.setPen(QPen(QColor(tokens().accent if chosen else tokens().edge), 1))
            for step in range(1, 3 if chosen else 2):
                painter.drawRect(place.adjusted(-step, -step, step - 1, step - 1))
        if here:
            painter.setPen(QPen(QColor(tokens().text), 1))
            painter.drawRect(place.adjusted(-4, -4, 3, 3))
