"""Reads sprites beside the window, so that neither the hand nor the engine's answers wait. Worker thread, but
for __init__ and stop.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from lunarcore_studio.files.dataset import Cancelled, Progress
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.language import say

# A report for each of ten thousand files would be ten thousand repaints.
REPORT_EVERY_S = 0.05
Read = Callable[[Progress, Cancelled], object]


class SpriteScan(QThread):
    """One reading by `read`. `scanned` carries what it gives, `refused` a sentence; stopped, it is silent."""

    progressed = Signal(int, int)  # files read, files in all
    scanned = Signal(object)
    refused = Signal(str)

    def __init__(self, read: Read, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._read = read
        self._stopped = threading.Event()
        self._reported = 0.0

    def stop(self) -> None:
        """End the reading and wait until it has ended."""
        self._stopped.set()
        self.wait()

    def run(self) -> None:
        try:
            found = self._read(self._report, self._stopped.is_set)
        except FileError as error:
            self.refused.emit(str(error))
            return
        except Exception as error:
            self.refused.emit(
                say("The sprites could not be read ({name}: {error}).").format(
                    name=type(error).__name__, error=error
                )
            )
            return
        if not self._stopped.is_set():
            self.scanned.emit(found)

    def _report(self, done: int, known: int) -> None:
        now = time.monotonic()
        if now - self._reported >= REPORT_EVERY_S:
            self._reported = now
            self.progressed.emit(done, known)
