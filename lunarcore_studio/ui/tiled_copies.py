"""The drawing's neighbours while it is drawn tiled: how it will repeat, seen around it. GUI thread only.

They are fainter than the drawing, so that nobody takes them for it, and are hidden with the other extras.
Nothing is done here while tiled drawing is off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QRegion

from lunarcore_studio.pixels.change import Change
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.ui import canvas_painting as paint
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.images import paint_checker

if TYPE_CHECKING:
    from lunarcore_studio.ui.canvas import Canvas

AROUND = tuple((x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if (x, y) != (0, 0))
VEIL = 120  # of 255: how much of the well lies over the copies


class TiledCopies:
    """One ring of copies around the drawing of `canvas`."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        canvas.session.document_changed.connect(self._on_changed)

    @property
    def shown(self) -> bool:
        """Whether there are copies to be seen."""
        return self._canvas.session.hand.tiled and self._canvas.extras_shown

    def paint(self, painter: QPainter, pixels: Pixels, dirty: QRectF) -> None:
        """The copies of uint8 (H, W, 4) that a dirty region shows."""
        if not self.shown:
            return
        viewport = self._canvas.viewport
        veil = QColor(theme.color("well"))
        veil.setAlpha(VEIL)
        for offset in self._offsets():
            part = viewport.area.translated(offset).intersected(dirty)
            if part.isEmpty():
                continue
            painter.save()
            painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            painter.translate(offset)
            inside = part.translated(-offset)
            paint_checker(painter, viewport.area.toAlignedRect())
            paint.paint_picture(painter, viewport, pixels, inside)
            painter.fillRect(inside, veil)
            painter.restore()

    def _on_changed(self, change: Change) -> None:
        if change.rect is None or not self.shown:
            return
        changed = self._canvas.viewport.update_rect(change.rect)
        region = QRegion()
        for offset in self._offsets():
            region += changed.translated(offset.toPoint())
        self._canvas.update(region)

    def _offsets(self) -> list[QPointF]:
        area = self._canvas.viewport.area
        return [QPointF(x * area.width(), y * area.height()) for x, y in AROUND]
