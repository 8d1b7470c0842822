"""The gesture that moves pixels, and turns them. GUI thread; see strokes."""

from __future__ import annotations

import math
from functools import cached_property

from lunarcore_studio.pixels.adrift import Adrift, adrift_at
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.ground import Ground
from lunarcore_studio.pixels.hand import Modifiers, ToolName
from lunarcore_studio.pixels.selection import Selection, moved
from lunarcore_studio.pixels.shapes import added, angle_between
from lunarcore_studio.pixels.strokes import Stroke
from lunarcore_studio.pixels.transforms import Turning

_CLEAN_ANGLE = math.pi / 12  # Shift turns by 15 degrees


class MoveStroke(Stroke):
    """The selected pixels, or the whole cel, follow the mouse; Shift keeps to the longer axis.

    While Alt is held they turn about their middle instead; with Shift as well, by clean angles.
    """

    def __init__(self, ground: Ground, tool: ToolName, label: str, start: Point) -> None:
        super().__init__(ground, tool, label, start)
        self._way: Point = (0, 0)
        self._angle = 0.0
        self._adrift = ground.adrift

    @property
    def adrift(self) -> Adrift | None:
        return self._adrift

    @cached_property
    def _whole(self) -> Adrift:
        ground = self.ground
        return adrift_at((ground.layer, ground.frame), ground.pixels, ground.adrift)

    @cached_property
    def _turning(self) -> Turning:
        return Turning(self.ground.pixels, self._movable)

    @property
    def _movable(self) -> Selection | None:
        """The selection; one that has left the canvas and carries nothing does not count."""
        selection = self.ground.selection
        gone = selection is not None and selection.is_empty and selection.lifted is None
        return None if gone else selection

    def _follow(self, point: Point, modifiers: Modifiers) -> tuple[Pixels, Selection | None]:
        turns, angle = Modifiers.ALT in modifiers, self._angle
        if turns:
            x, y = self._turning.centre
            centre = x + self._way[0], y + self._way[1]
            self._angle = angle = angle + angle_between(centre, self.last_point, point)
        else:
            self._way = added(self._way, (point[0] - self.last_point[0], point[1] - self.last_point[1]))
        dx, dy = self._way
        if Modifiers.SHIFT in modifiers and turns:
            angle = round(angle / _CLEAN_ANGLE) * _CLEAN_ANGLE
        elif Modifiers.SHIFT in modifiers:
            dx, dy = (dx, 0) if abs(dx) >= abs(dy) else (0, dy)
        self._adrift = self.ground.adrift
        if angle != 0.0:
            return self._turning.at(angle, (dx, dy))
        if (dx, dy) == (0, 0):
            return self.ground.pixels, self.ground.selection
        if self._movable is None:
            self._adrift = self._whole.moved((dx, dy))
            return self._adrift.shown(), None
        return moved(self.ground.pixels, self._movable, (dx, dy))
