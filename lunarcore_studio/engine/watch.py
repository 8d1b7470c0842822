"""Whether the worker is alive while something is asked of it. GUI thread only.

A worker comes to its mailbox between any two layers of a training step and after every answer, also in the
middle of what takes minutes. One that does not come for long hangs: in a driver, on a disk that is gone.
Seconds are counted by the GUI's own clock, so that neither a machine that slept nor a window that was busy
itself counts against the worker. (What hangs with Python's lock in its hands stops the window too; nothing
within the process can help there.)
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunarcore_studio.engine.engine_state import EngineState
from lunarcore_studio.engine.mailbox import Mailbox

# On two cores that three programs wanted, the longest way between two looks into the mailbox was a checkpoint
# at full width: 2 s. Ten times that is no busy machine any more.
ANSWER_LIMIT_S: Final = 20
# The first import of torch from a cold disk, a graphics card that wakes, a model on a network drive.
START_LIMIT_S: Final = 120
TICK_MS: Final = 1000
SILENT: Final = "The engine has not answered for more than {seconds} seconds."


class Watch(QObject):
    """`changed` tells that the worker has not come to its mailbox for too long, or has come again after all.
    The timer runs only while the worker is busy."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_starting = False  # what the worker is at may take its time
        self._mailbox: Mailbox | None = None
        self._turns = self._silent_s = 0
        self._state: EngineState | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._look)

    @property
    def state(self) -> EngineState | None:
        """What is to be said of a worker that is silent; None while all is well."""
        return self._state

    @property
    def is_silent(self) -> bool:
        """Whether the worker has not come for too long."""
        return self._state is not None

    def follow(self, mailbox: Mailbox | None) -> None:
        """Watch another worker; None for none."""
        self._mailbox, self._state = mailbox, None
        self._turns = self._silent_s = 0
        self._clock.stop()
        self.asked()

    def asked(self) -> None:
        """Something was put into the mailbox."""
        if self._mailbox is not None and not self._clock.isActive():
            self._silent_s = 0
            self._clock.start()

    def _look(self) -> None:
        mailbox, limit_s = self._mailbox, START_LIMIT_S if self.is_starting else ANSWER_LIMIT_S
        if mailbox is None:
            return
        if mailbox.resting or mailbox.turns != self._turns:
            self._turns, self._silent_s = mailbox.turns, 0
            if mailbox.resting:
                self._clock.stop()
            self._say(None)
            return
        self._silent_s += 1
        if self._silent_s >= limit_s:
            self._say(EngineState("failed", SILENT.format(seconds=limit_s), "restart"))

    def _say(self, state: EngineState | None) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit()
