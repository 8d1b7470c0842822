"""The frame around the model's cell, and the grip that drags it over the drawing. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from lunarcore_studio.pixels.change import Rect
from lunarcore_studio.ui import canvas_painting as paint
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.model_cell import is_apart
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.viewport import Viewport

SIDE_PX = 10
REACH_PX = 2  # around it: more would be in the way of the pencil


@dataclass(frozen=True)
class CellGrip:
    """Of the cell at `rect` of the sprite, on a viewport as it is now."""

    viewport: Viewport
    rect: Rect
    is_pinned: bool

    @property
    def place(self) -> QRectF | None:
        """Where the grip lies: outside of the cell at its first corner, or of what of it is in sight."""
        room = QRectF(0, 0, self.viewport.room.width(), self.viewport.room.height())
        seen = self.viewport.screen_rect(self.rect) & room
        if seen.isEmpty():
            return None
        x, y = max(seen.left() - SIDE_PX, 0), max(seen.top() - SIDE_PX, 0)
        return QRectF(x, y, SIDE_PX, SIDE_PX)

    def holds(self, position: QPointF) -> bool:
        """Whether the mouse is on the grip."""
        place = self.place
        return place is not None and place.adjusted(-REACH_PX, -REACH_PX, REACH_PX, REACH_PX).contains(
            position
        )

    def paint(self, painter: QPainter) -> None:
        """The frame with its grip, which has a hole while the cell is pinned."""
        accent, well = theme.color("accent"), theme.color("well")
        hair = 1 / self.viewport.ratio
        paint.paint_frame(painter, self.viewport.screen_rect(self.rect), accent, hair)
        place = self.place
        if place is not None:
            painter.fillRect(place, well)
            painter.fillRect(place.adjusted(1, 1, -1, -1), accent)
            if self.is_pinned:
                painter.fillRect(place.adjusted(3, 3, -3, -3), well)


def cell_grip(session: Session, viewport: Viewport) -> CellGrip | None:
    """The grip as it lies now; None where the model sees all of the drawing."""
    apart = is_apart(viewport.size, session.resolution)
    return CellGrip(viewport, session.cell_rect, session.cell.is_pinned) if apart else None
