"""Workers that nobody listens to any more: how long each is waited for at the end. GUI thread only.

A worker that trains writes a checkpoint as its last deed, and that is worth a wait. Any other has nothing to
save: it may be importing torch, or hang, and the window shall not stay for it.
"""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QThread

from lunarcore_studio.engine.thread import EngineThread

# The way out of a training step; one that takes longer hangs.
HEARING_LIMIT_S: Final = 4.0
# A checkpoint on a slow disk.
SAVING_LIMIT_S: Final = 10.0
# An idle worker is gone within milliseconds.
IDLE_LIMIT_S: Final = 0.4


class LetGo:
    """Keeps the threads that were told to stop until they have, since Qt ends a program that destroys a
    running one."""

    def __init__(self) -> None:
        self._threads: list[tuple[EngineThread, bool]] = []

    def add(self, thread: EngineThread, saves: bool) -> None:
        """Tell a worker to stop, without waiting; `saves` where it has something to write first."""
        thread.mailbox.stop()
        self._threads = [each for each in self._threads if not each[0].isFinished()]
        self._threads.append((thread, saves))

    def join(self) -> None:
        """Wait for all of them as long as they are worth; those that still run are left to the system."""
        began = time.monotonic()

        def left_s(limit_s: float) -> float:
            return max(0.0, began + limit_s - time.monotonic())

        for thread, saves in self._threads:
            hears = saves and thread.closing.wait(left_s(HEARING_LIMIT_S))
            limit_s = SAVING_LIMIT_S if hears else IDLE_LIMIT_S
            if not thread.wait(round(1000 * left_s(limit_s))):
                # It can be neither joined nor destroyed. As a child of the GUI thread's own object, which
                # outlives the program, it stays.
                thread.setParent(QThread.currentThread())
        self._threads.clear()
