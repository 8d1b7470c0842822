"""The system asks the program to end: a log-out, a terminal that closes, Ctrl+C. GUI thread only.

Python would handle a signal when it runs next, and while Qt waits for an event it does not run. So the system
writes the signal's number into a socket, which wakes Qt.
"""

from __future__ import annotations

import signal
import socket
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

# SIGHUP is unknown to Windows.
ENDING: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)
)


class SystemSignals(QObject):
    """`end_asked` carries the signal's number. One in a process, in its main thread."""

    end_asked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self._far.setblocking(False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        for number in ENDING:
            signal.signal(number, lambda *_: None)

    def _hear(self) -> None:
        for number in self._near.recv(64):
            if number in ENDING:
                self.end_asked.emit(number)
