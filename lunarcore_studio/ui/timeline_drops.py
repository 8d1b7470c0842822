"""Pictures that come into the timeline by drag, and cels that leave it so. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea

from lunarcore_studio.ui.drag_out import carry_out
from lunarcore_studio.ui.dropped_frames import Size, frames_in, holds_frames
from lunarcore_studio.ui.timeline_geometry import CELL_PX, NAMES_PX, TimelineGeometry
from lunarcore_studio.ui.timeline_painting import Look


class TimelineDrops(QObject):
    """Marks in `look` where frames would come in; `dropped` carries Frames and the frame they come before."""

    dropped = Signal(object, int)

    def __init__(
        self, area: QAbstractScrollArea, look: Look, geometry: Callable[[], TimelineGeometry]
    ) -> None:
        super().__init__(area)
        self._area, self._look, self._geometry = area, look, geometry
        self._is_carrying = False

    def carry(self, pixels: np.ndarray, name: str) -> None:
        """Let the mouse carry a cel to anywhere but back: let go beside its place it is no new frame."""
        self._is_carrying = True
        carry_out(self._area, pixels, name)
        self._is_carrying = False

    def enter(self, event: QDragEnterEvent) -> None:
        """Something comes over the timeline."""
        if self._is_carrying:
            event.accept()  # and go no further: the window would paste it
        elif holds_frames(event.mimeData()):
            self._mark(event)

    def move(self, event: QDragMoveEvent) -> None:
        """It is over another place."""
        if self._is_carrying:
            event.ignore()
            return
        self._scroll_near_edge(event.position().toPoint().x())
        self._mark(event)

    def leave(self) -> None:
        """It is gone."""
        self._look.gap = None
        self._area.viewport().update()

    def drop(self, event: QDropEvent, size: Size) -> None:
        """It is let go over a drawing of `size`."""
        if self._is_carrying:
            return
        gap = self._mark(event)
        self.leave()
        self.dropped.emit(frames_in(event.mimeData(), size, self._area), gap)

    def _mark(self, event: QDropEvent) -> int:
        gap = self._look.gap = self._geometry().gap_near(event.position().toPoint().x())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._area.viewport().update()
        return gap

    def _scroll_near_edge(self, x: int) -> None:
        bar, room = self._area.horizontalScrollBar(), self._area.viewport().width()
        steps = (x > room - CELL_PX // 2) - (NAMES_PX <= x < NAMES_PX + CELL_PX // 2)
        bar.setValue(bar.value() + steps * CELL_PX // 2)
