"""The walk from A to B as a row of pictures to step through, take and drag. GUI thread only."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from lunarcore_studio.engine.protocol import Neighbour
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.nearest_line import nearest_text
from lunarcore_studio.ui.pixel_view import FRAME_PX, PixelView
from lunarcore_studio.ui.several_pictures import Several
from lunarcore_studio.ui.tokens import TIGHT

ENDS = ("A", "B")
SIDE = 16
LARGEST_ZOOM = 8
SMALLEST_ZOOM = 2
_HINT_PX, _NARROWEST_HINT_PX = 360, 96
_LETTER_PX = 12
_FRAME_TIP = mark(
    "Click or Enter: take this frame into the drawing\nLeft, right: step. Drag it anywhere; with Shift, the "
    "whole walk"
)


class StripRow(QWidget):
    """A and B are wells to drop on; what lies between them is the model's.

    `taken` carries the index of a frame that a hand wants in the drawing.
    """

    taken = Signal(int)
    stepped = Signal(int)  # index of the frame that the keyboard reached
    refused = Signal(str)  # why what was dropped is no sprite
    end_dropped = Signal(str, object, str)  # "A" or "B", uint8 (H, W, 4), name

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "quiet")
        self._letters = {end: self._make_letter(end) for end in ENDS}
        self.views: list[PixelView] = []
        self.current = -1
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._wells = {end: self._make_well(end) for end in ENDS}
        self._lay_out([self._wells["A"], self._wells["B"]])

    def show_ends(self, a: np.ndarray | None, b: np.ndarray | None, hint: str) -> None:
        """Show the wells, with what is in them, and in one line what is missing."""
        self._wells["A"].show_pixels(a)
        self._wells["B"].show_pixels(b)
        self.hint.setText(hint)
        self.setToolTip(hint)
        self._lay_out([self._wells["A"], self._wells["B"]])

    def show_frames(self, frames: np.ndarray) -> None:
        """Show uint8 (N, R, R, 4), the first in A's well and the last in B's."""
        between = [view for view in self.views if view not in self._wells.values()][: len(frames) - 2]
        while len(between) < len(frames) - 2:
            between.append(self._make_frame())
        views = [self._wells["A"], *between, self._wells["B"]]
        for index, (view, pixels) in enumerate(zip(views, frames, strict=True)):
            view.show_pixels(pixels)
            view.setAccessibleName(say("Frame {index} of {count}").format(index=index + 1, count=len(frames)))
            if view not in self._wells.values():
                view.setToolTip(say(_FRAME_TIP))
                view.name = say("Frame {index} of {count}").format(index=index + 1, count=len(frames))
        self.hint.setText("")
        self.setToolTip("")
        self._lay_out(views)

    def carry(self, walk: Several | None) -> None:
        """What a drag with Shift carries from now on, whichever picture it begins on."""
        for view in self.views:
            view.several, view.several_name = walk, say("Walk from A to B")

    def show_nearest(self, neighbours: tuple[Neighbour, ...], source: str) -> None:
        """Tell of each frame between the ends which training sprite is nearest to it."""
        for view, neighbour in zip(self.views[1:-1], neighbours, strict=False):
            view.setToolTip(f"{say(_FRAME_TIP)}\n{nearest_text(neighbour, source)}")

    def show_current(self, index: int) -> None:
        """Mark the frame that was taken or reached last."""
        self.current = index
        for at, view in enumerate(self.views):
            view.set_role(view not in self._wells.values(), chosen=at == index and len(self.views) > 2)

    def well(self, end: str) -> PixelView:
        """The view of A or B."""
        return self._wells[end]

    def _make_letter(self, end: str) -> QLabel:
        letter = QLabel(end)
        letter.setProperty("role", "accent")
        letter.setFixedWidth(_LETTER_PX)
        letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return letter

    def _make_well(self, end: str) -> PixelView:
        view = PixelView()
        view.name = end
        view.draggable = True
        view.set_droppable(True)
        view.set_focusable()
        view.setAccessibleName(say("{end}, empty").format(end=end))
        view.setToolTip(say("{end}: drop a sprite here, or press “{end} = drawing”").format(end=end))
        view.refused.connect(self.refused)
        view.dropped.connect(partial(self.end_dropped.emit, end))
        self._connect(view)
        return view

    def _make_frame(self) -> PixelView:
        view = PixelView()
        view.draggable = True
        view.set_focusable()
        view.set_role(framed=True)
        view.setToolTip(say(_FRAME_TIP))
        self._connect(view)
        return view

    def _connect(self, view: PixelView) -> None:
        view.clicked.connect(lambda: self._take(view))
        view.activated.connect(lambda: self._take(view))
        view.stepped.connect(lambda step: self._step(view, step))

    def _take(self, view: PixelView) -> None:
        if view.pixels is not None and view in self.views:
            self.taken.emit(self.views.index(view))

    def _step(self, view: PixelView, step: int) -> None:
        index = self.views.index(view) + step
        if 0 <= index < len(self.views):
            self.views[index].setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_current(index)
            self.stepped.emit(index)

    def _lay_out(self, views: list[PixelView]) -> None:
        while self._row.count():
            self._row.takeAt(0)
        for old in set(self.views) - set(views):
            old.hide()
            old.deleteLater()
        self.views = views
        self._row.addWidget(self._letters["A"])
        self._row.addWidget(views[0])
        for view in views[1:-1]:
            self._row.addWidget(view)
        if len(views) == 2:
            self._row.addSpacing(2 * TIGHT)
            self._row.addWidget(self.hint)
            self._row.addSpacing(2 * TIGHT)
        self._row.addWidget(views[-1])
        self._row.addWidget(self._letters["B"])
        self._row.addStretch(1)
        self._fit()
        self._order_focus()
        self.show_current(self.current)

    def _order_focus(self) -> None:
        for one, two in zip(self.views, self.views[1:], strict=False):
            QWidget.setTabOrder(one, two)

    def _fit(self) -> None:
        """One whole-number zoom for all, the largest at which the row is neither too wide nor too high."""
        count = max(len(self.views), 5)
        wide = (self.width() - 2 * _LETTER_PX) // count - 2 * FRAME_PX
        high = self.height() - 2 * FRAME_PX
        zoom = min(max(min(wide, high) // SIDE, SMALLEST_ZOOM), LARGEST_ZOOM)
        for view in self.views:
            view.setFixedSize(QSize(SIDE * zoom + 2 * FRAME_PX, SIDE * zoom + 2 * FRAME_PX))
        self._fit_hint(self.width() - 2 * (_LETTER_PX + SIDE * zoom + 2 * FRAME_PX) - 4 * TIGHT)

    def _fit_hint(self, room: int) -> None:
        """Between the two wells, as wide as reads well; away where there is no room for all of its words."""
        self.hint.setFixedWidth(max(_NARROWEST_HINT_PX, min(room, _HINT_PX)))
        fits = room >= _NARROWEST_HINT_PX and self.hint.heightForWidth(self.hint.width()) <= self.height()
        self.hint.setVisible(len(self.views) == 2 and fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, SIDE * SMALLEST_ZOOM + 2 * FRAME_PX)

    def sizeHint(self) -> QSize:
        return QSize(640, SIDE * 4 + 2 * FRAME_PX)
