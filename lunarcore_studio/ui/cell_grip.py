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
        """Where the grip lies: at a corner of the cell, or of what of it is in sight, and outside of it.

        Where the cell touches the edge of the drawing that is a corner there, so that the grip covers no
        pixel: it never does on a drawing of twice the cell's size.
        """
        room = QRectF(0, 0, self.viewport.room.width(), self.viewport.room.height())
        seen = self.viewport.screen_rect(self.rect) & room
        if seen.isEmpty():
            return None
        (x, y, width, height), (wide, high) = self.rect, self.viewport.size
        left = seen.right() if x > 0 and x + width == wide else seen.left() - SIDE_PX
        top = seen.bottom() if y > 0 and y + height == high else seen.top() - SIDE_PX
        place = QRectF(left, top, SIDE_PX, SIDE_PX)
        place.moveRight(min(place.right(), room.right()))
        place.moveBottom(min(place.bottom(), room.bottom()))
        place.moveLeft(max(place.left(), 0))
        place.moveTop(max(place.top(), 0))
        return place

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
