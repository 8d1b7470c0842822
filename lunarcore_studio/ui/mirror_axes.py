"""The lines in which the hand is mirrored: where they lie, and the grips that move them. GUI thread only.

All lines cross in one point, which is what a grip moves; see `raster.axis_of` for how it is counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.raster import Symmetry, axis_of
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.viewport import Viewport

OVER_PX = 12  # the lines are a little longer than the drawing
INSET_PX = 6  # and stay in sight
GRIP_PX = 4
REACH_PX = 8


@dataclass(frozen=True)
class MirrorAxes:
    """The axes of `symmetry` through `axis`, on a viewport as it is now."""

    viewport: Viewport
    symmetry: Symmetry
    axis: Point | None

    def lines(self) -> dict[Symmetry, QLineF]:
        """Each line in the widget; one that is out of sight is left out."""
        ax, ay = axis_of(self.viewport.size, self.axis)
        left, top, right, bottom = self._bounds()
        lean, total = (ax - ay) // 2, (ax + ay) // 2
        falling = max(left, top + lean), min(right, bottom + lean)
        rising = max(left, total - bottom), min(right, total - top)
        ends = {
            Symmetry.VERTICAL: ((ax / 2, top), (ax / 2, bottom)),
            Symmetry.HORIZONTAL: ((left, ay / 2), (right, ay / 2)),
            Symmetry.DIAGONAL: tuple((x, x - lean) for x in falling),
            Symmetry.ANTIDIAGONAL: tuple((x, total - x) for x in rising),
        }
        return {
            mirror: QLineF(self._placed(*start), self._placed(*end))
            for mirror, (start, end) in ends.items()
            if mirror in self.symmetry and start <= end
        }

    def grip_at(self, position: QPointF) -> Symmetry | None:
        """The line whose grip is under the mouse."""
        for mirror, line in self.lines().items():
            for end in (line.p1(), line.p2()):
                if QLineF(end, position).length() <= REACH_PX:
                    return mirror
        return None

    def dragged(self, mirror: Symmetry, position: QPointF) -> Point | None:
        """The axis with the line of `mirror` brought to the mouse, by half pixels or, of a diagonal, whole
        ones; None in the middle of the drawing."""
        (width, height), (ax, ay) = self.viewport.size, axis_of(self.viewport.size, self.axis)
        spot = (position - self.viewport.origin) / self.viewport.scale
        if mirror is Symmetry.VERTICAL:
            ax = round(2 * spot.x())
        elif mirror is Symmetry.HORIZONTAL:
            ay = round(2 * spot.y())
        elif mirror is Symmetry.DIAGONAL:
            ax = ay + 2 * round(spot.x() - spot.y())
        else:
            ax = 2 * round(spot.x() + spot.y()) - ay
        axis = min(max(ax, 0), 2 * width), min(max(ay, 0), 2 * height)
        return None if axis == (width, height) else axis

    def paint(self, painter: QPainter) -> None:
        """The lines, dashed, with their grips."""
        accent = theme.color("accent")
        pen = QPen(accent, 0, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([2, 3])
        painter.save()
        for line in self.lines().values():
            painter.setPen(pen)
            painter.drawLine(line)
            for end in (line.p1(), line.p2()):
                grip = QRectF(end.x() - GRIP_PX, end.y() - GRIP_PX, 2 * GRIP_PX, 2 * GRIP_PX)
                painter.fillRect(grip, theme.color("well"))
                painter.fillRect(grip.adjusted(1, 1, -1, -1), accent)
        painter.restore()

    def _bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom end of all lines, in pixels of the drawing."""
        viewport = self.viewport
        area = viewport.area.adjusted(-OVER_PX, -OVER_PX, OVER_PX, OVER_PX)
        room = QRectF(0, 0, viewport.room.width(), viewport.room.height())
        seen = area & room.adjusted(INSET_PX, INSET_PX, -INSET_PX, -INSET_PX)
        start = (seen.topLeft() - viewport.origin) / viewport.scale
        end = (seen.bottomRight() - viewport.origin) / viewport.scale
        return start.x(), start.y(), end.x(), end.y()

    def _placed(self, x: float, y: float) -> QPointF:
        return self.viewport.origin + QPointF(x, y) * self.viewport.scale
