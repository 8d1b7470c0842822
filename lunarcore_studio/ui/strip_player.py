"""Plays the walk in one small picture, as it will move in a game. GUI thread only."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui.icons import icon
from lunarcore_studio.ui.pixel_view import PixelView
from lunarcore_studio.ui.several_pictures import Several
from lunarcore_studio.ui.strip_controls import FRAME_MS


class StripPlayer(QWidget):
    """`button` starts and stops it. Nothing runs while it is stopped, hidden or without frames."""

    def __init__(self, button: QToolButton) -> None:
        super().__init__()
        self._frames: np.ndarray | None = None
        self._at = 0
        self.view = PixelView(zoom=4)
        self.view.setFixedSize(self.view.sizeHint())
        self.view.setAccessibleName(say("The walk, playing"))
        self.view.placeholder = say("plays here")
        self.view.draggable = self.view.carries_several = True
        self.button = button
        self.button.toggled.connect(self._run)
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._step)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.view, 0, Qt.AlignmentFlag.AlignVCenter)
        self._run()

    @property
    def playing(self) -> bool:
        """Whether the picture moves now."""
        return self._timer.isActive()

    def show_frames(self, frames: np.ndarray | None) -> None:
        """Play uint8 (N, R, R, 4) from now on; None shows that there is nothing to play.

        Dragging the picture carries all of them.
        """
        self._frames = frames
        self._at = 0 if frames is None else self._at % len(frames)
        self.view.set_role(framed=frames is not None)
        self.view.show_pixels(None if frames is None else frames[self._at])
        self.view.several = None if frames is None else Several.of(list(frames), FRAME_MS)
        self.view.several_name = say("Walk from A to B")
        self.view.setToolTip(
            "" if frames is None else say("Drag it: the whole walk, into the timeline as frames")
        )
        self.button.setEnabled(frames is not None)
        self._run()

    def _run(self) -> None:
        wanted = self.button.isChecked() and self._frames is not None
        self.button.setIcon(icon("pause" if wanted else "play"))
        self.button.setToolTip(say("Stop the walk") if wanted else say("Play the walk"))
        if wanted and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _step(self) -> None:
        if self._frames is not None:
            self._at = (self._at + 1) % len(self._frames)
            self.view.show_pixels(self._frames[self._at])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
