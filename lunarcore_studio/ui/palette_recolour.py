"""Known palettes to recolour the drawing with: seen while one goes over them, one step. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.language import say
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.recolouring import RECOLOUR
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.recolour_preview import RecolourPreview
from lunarcore_studio.ui.session import Session

WIDTH_PX, HEIGHT_PX, ROW_PX = 280, 330, 38
BAND_PX = 10
_PALETTE = Qt.ItemDataRole.UserRole


class _Rows(QStyledItemDelegate):
    """The name, and under it the colours as one band."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(WIDTH_PX - 40, ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        place: QRect = whole.rect
        palette: Palette = index.data(_PALETTE)
        whole.text = ""
        style = whole.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        inner = place.adjusted(8, 3, -8, -6)
        painter.setPen(theme.color("text"))
        words = inner.adjusted(0, 0, 0, -BAND_PX)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), palette.name or say("Own colours"))
        painter.setPen(theme.color("quiet"))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(words, right, str(len(palette)))
        _paint_band(
            painter, QRect(inner.left(), inner.bottom() - BAND_PX + 1, inner.width(), BAND_PX), palette
        )


def _paint_band(painter: QPainter, place: QRect, palette: Palette) -> None:
    count = len(palette)
    for index, color in enumerate(palette):
        left, right = (place.left() + place.width() * step // count for step in (index, index + 1))
        painter.fillRect(QRect(left, place.top(), right - left, place.height()), QColor(*color))


class RecolourList(QFrame):
    """`file_asked` when a palette is to come from a file. A click or Enter takes one, Escape none."""

    file_asked = Signal()

    def __init__(self, session: Session, palettes: Sequence[Palette], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_role(self, "popup")
        self._preview, self._taken = RecolourPreview(session, RECOLOUR, self), False
        self.list = QListWidget()
        describe(
            self.list,
            say("Palettes"),
            hint=say("Arrows show the drawing in them. Enter takes one, Escape none"),
        )
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for palette in palettes:
            item = QListWidgetItem(palette.name or say("Own colours"), self.list)
            item.setData(_PALETTE, palette)
        self.open = QPushButton(say("Open a palette file…"))
        self._lay_out()
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.currentItemChanged.connect(lambda item, _former: self._show(item))
        self.list.itemClicked.connect(self._take)
        self.open.clicked.connect(self._ask_for_file)
        self.list.setFocus()

    def _lay_out(self) -> None:
        title, hint = QLabel(say("Recolour the drawing")), QLabel(say("Seen at once; Escape takes it back"))
        theme.set_role(title, "title")
        theme.set_role(hint, "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(theme.GAP)
        for part in (title, hint, self.list, self.open):
            column.addWidget(part)
        self.setFixedSize(WIDTH_PX, HEIGHT_PX)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._preview.show(item.data(_PALETTE))

    def _take(self, item: QListWidgetItem) -> None:
        self._show(item)
        self._taken = True
        self.close()

    def _ask_for_file(self) -> None:
        self.close()
        self.file_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
            self._take(self.list.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.close()

    def hideEvent(self, event: QHideEvent) -> None:
        if self._taken:
            self._preview.take()
        else:
            self._preview.take_back()
