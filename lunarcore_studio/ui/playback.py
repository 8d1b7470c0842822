"""Plays the frames at true speed: a timer asks a clock which frame is due. GUI thread only.

A late tick shows the frame that is due by then, so that lateness never adds up. The drawing, and which frame
of it is active, stay as they are.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from lunarcore_studio.language import say
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.playing import Run, run_of
from lunarcore_studio.ui.actions import present_key
from lunarcore_studio.ui.session import Session


class Playback(QObject):
    """`shown` carries the index of the frame to be seen, None when the drawing is to be seen again."""

    shown = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run: Run | None = None
        self._all = False
        self._ahead_ms = 0  # what had passed of the run when the clock was started
        self._frame = 0  # that is shown
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        session.document_changed.connect(self._on_changed)

    @property
    def playing(self) -> bool:
        """Whether the frames move now."""
        return self._run is not None

    def toggle(self) -> None:
        """Play the tag around the active frame, or all frames where there is none; stop what plays.

        What loops begins at the active frame.
        """
        self._toggle(all_frames=False)

    def toggle_all(self) -> None:
        """Play all frames, also from within a tag; stop what plays."""
        self._toggle(all_frames=True)

    def stop(self) -> bool:
        """Show the drawing again; whether something played."""
        was_playing, self._run = self.playing, None
        self._timer.stop()
        if was_playing:
            self.shown.emit(None)
        return was_playing

    def _toggle(self, all_frames: bool) -> None:
        if self.stop():
            return
        document = self._session.document
        if len(document.sprite.frames) == 1:
            key = present_key(self._session.settings, "frame-add")
            self._session.tell(say("There is but one frame to play: {key} makes another.").format(key=key))
            return
        self._all = all_frames
        self._start(run_of(document.sprite, document.frame, all_frames), document.frame)

    def _start(self, run: Run, frame: int) -> None:
        self._run, self._ahead_ms = run, run.begin_of(frame)
        self._clock.start()
        self._tick()

    def _tick(self) -> None:
        run = self._run
        if run is None:
            return
        elapsed_ms = self._ahead_ms + self._clock.nsecsElapsed() / 1e6
        moment = run.at(elapsed_ms)
        rest_ms = moment.rest_ms
        if rest_ms is None:
            rest_ms = sum(run.durations_ms) - elapsed_ms
            if rest_ms <= 0:
                self.stop()
                return
        self._timer.start(max(1, math.ceil(rest_ms)))
        self._frame = moment.frame
        self.shown.emit(moment.frame)

    def _on_changed(self, change: Change) -> None:
        """Frames that came, went or last longer play on as they are now."""
        document = self._session.document
        if self._run is None or not change.what & (What.STRUCTURE | What.PLACE):
            return
        if len(document.sprite.frames) == 1:
            self.stop()
            return
        run = run_of(document.sprite, document.frame, self._all)
        if run != self._run:
            self._start(run, self._frame)
