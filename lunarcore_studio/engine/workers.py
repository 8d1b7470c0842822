"""The client's worker threads: the one at work, and those that were let go of. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from lunarcore_studio.engine.ledger import Kind
from lunarcore_studio.engine.letting_go import LetGo
from lunarcore_studio.engine.protocol import Reply, Request
from lunarcore_studio.engine.thread import EngineThread
from lunarcore_studio.engine.watch import Watch


class Workers(QObject):
    """Only the worker at work is heard: its serial tells it from those before. `ended` tells that it is gone
    without having been let go of."""

    replied = Signal(object)  # Reply
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker: EngineThread | None = None  # also one that has ended
        self.watch = Watch(self)
        self._let_go = LetGo()
        self._serial = 0

    def open(self) -> None:
        """Start a worker; there must be none."""
        self._serial += 1
        self.worker = EngineThread(self._serial)
        self.worker.replied.connect(self._on_replied, Qt.ConnectionType.QueuedConnection)
        self.worker.finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self.worker.start()
        self.watch.follow(self.worker.mailbox)

    def put(self, request: Request) -> None:
        """Ask the worker for something; without one nothing happens."""
        if self.worker is not None:
            self.worker.mailbox.put(request)
            self.watch.asked()

    def withdraw(self, kind: Kind) -> None:
        """Take back what waits of one kind."""
        if self.worker is not None:
            self.worker.mailbox.withdraw(kind)

    def let_go(self, saves: bool) -> None:
        """Tell the worker to stop without waiting; `saves` where it has something to write first."""
        if self.worker is not None:
            # Qt delivers what was queued before a disconnection: the serial drops that.
            self.worker.replied.disconnect(self._on_replied)
            self.worker.finished.disconnect(self._on_finished)
            self._serial += 1
            # One that hangs will not write anything any more.
            self._let_go.add(self.worker, saves and not self.watch.is_silent)
            self.worker = None
        self.watch.follow(None)

    def join(self) -> None:
        """Wait for those that were let go of, as long as each is worth."""
        self._let_go.join()

    def _on_replied(self, serial: int, reply: Reply) -> None:
        if serial == self._serial:
            self.replied.emit(reply)

    def _on_finished(self) -> None:
        if self.worker is not None and self.worker.isFinished():
            self.watch.follow(None)
            self.ended.emit()
