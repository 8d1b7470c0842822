"""The same sprites in rows under each other: as they are, and what a model makes of them. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui.images import paint_checker, paint_pixels
from lunarcore_studio.ui.tokens import CAPTION_PX, TIGHT, tokens

LABEL_PX = 72
FEWEST_SHOWN = 8
LARGEST_PX = 96


class SpriteRows(QWidget):
    """`names` stand before the rows; pictures at the largest whole-number zoom that goes into the place."""

    def __init__(self, names: Sequence[str], what: str) -> None:
        super().__init__()
        self._names = tuple(names)
        self._what = what
        self._rows: tuple[np.ndarray, ...] = ()
        self.placeholder = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tell()

    def show_rows(self, rows: Sequence[np.ndarray]) -> None:
        """Show uint8 (N, R, R, 4) for every name; an empty one shows the placeholder."""
        self._rows = tuple(rows)
        self._tell()
        self.updateGeometry()
        self.update()

    @property
    def rows(self) -> tuple[np.ndarray, ...]:
        """What is shown."""
        return self._rows

    @property
    def count(self) -> int:
        """How many sprites there are to show."""
        return len(self._rows[0]) if self._rows else 0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.height_at(self.zoom_for(width))

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(600))

    def minimumSizeHint(self) -> QSize:
        return QSize(400, self.height_at(2 if self._side < 32 else 1))

    def height_at(self, zoom: int) -> int:
        """The height of all rows at a zoom."""
        return len(self._names) * (self._side * zoom + TIGHT) - TIGHT

    def zoom_for(self, width: int) -> int:
        """Screen pixels to the pixel at which `FEWEST_SHOWN` sprites, or all, go into a width."""
        shown = min(self.count, FEWEST_SHOWN) or FEWEST_SHOWN
        fits = (width - LABEL_PX + TIGHT) // shown - TIGHT
        return max(1, min(LARGEST_PX, fits) // self._side)

    @property
    def _side(self) -> int:
        return self._rows[0].shape[1] if self.count else 16

    @property
    def zoom(self) -> int:
        """Screen pixels to the pixel."""
        high = (self.height() + TIGHT) // len(self._names) - TIGHT
        return max(1, min(self.zoom_for(self.width()), high // self._side))

    def _tell(self) -> None:
        shown = (
            say("{count} sprites in rows: {names}").format(count=self.count, names=", ".join(self._names))
            if self.count
            else self.placeholder
        )
        self.setAccessibleName(self._what)
        self.setAccessibleDescription(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.count:
            self._paint_rows(painter)
        else:
            painter.fillRect(self.rect(), QColor(tokens().well))
            painter.setPen(QColor(tokens().quiet))
            inside = self.rect().adjusted(24, 8, -24, -8)
            centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside, centre, self.placeholder)
        painter.end()

    def _paint_rows(self, painter: QPainter) -> None:
        zoom = self.zoom
        side = self._side * zoom
        font = self.font()
        font.setPixelSize(CAPTION_PX)
        painter.setFont(font)
        fits = max(1, (self.width() - LABEL_PX + TIGHT) // (side + TIGHT))
        for row, (name, pictures) in enumerate(zip(self._names, self._rows, strict=True)):
            top = row * (side + TIGHT)
            painter.setPen(QColor(tokens().quiet))
            label = QRect(0, top, LABEL_PX - 8, side)
            painter.drawText(label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            for number, pixels in enumerate(pictures[:fits]):
                place = QRect(LABEL_PX + number * (side + TIGHT), top, side, side)
                paint_checker(painter, place)
                paint_pixels(painter, place, pixels, zoom)
