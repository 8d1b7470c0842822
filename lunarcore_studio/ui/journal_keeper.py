"""Leads every step of every open drawing to the journal, and its answers to who listens. GUI thread only.

A drawing that was never changed is not kept: its file has it, or nothing is lost with it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from lunarcore_studio.files.fingerprint import Fingerprint
from lunarcore_studio.files.journal import Damaged, Journal, Lost, Restored, Trouble
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.ui.session import Session


class JournalKeeper(QObject):
    """The journal of a session's drawings in `folder`: `start` it once the window is up, `end` it at last.

    `file_of` tells what the file of the drawing with a key was when it was read or written last.
    """

    lost = Signal(object)  # Lost
    restored = Signal(object)  # Restored
    troubled = Signal(str)  # why nothing can be kept now, or "" when it can again
    damaged = Signal(object)  # Path of the damaged journal
    _told = Signal(object)  # from the journal's thread

    def __init__(
        self,
        session: Session,
        folder: Path,
        file_of: Callable[[str], Fingerprint | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._file_of = session, file_of
        self._journal = Journal(folder, self._told.emit)
        self._kept: dict[str, Drawing] = {}
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        session.document_changed.connect(self._on_change)
        session.drawings.changed.connect(self._follow)

    def start(self) -> None:
        """Begin to keep; `lost` comes soon."""
        self._journal.start()

    def look(self) -> None:
        """Have `lost` told again."""
        self._journal.ask_lost()

    def restore(self, key: str) -> None:
        """Have a lost drawing told by `restored`."""
        self._journal.ask_restored(key)

    def throw(self, key: str) -> None:
        """Put a lost drawing into the trash."""
        self._journal.discard(key)

    def flush(self, timeout_s: float) -> bool:
        """Wait until all is on disk; False where it is not by then."""
        return self._journal.flush(timeout_s)

    def end(self) -> bool:
        """The studio ends with its drawings: those that were not saved go into the trash.

        False where the disk did not take all of it in time.
        """
        for drawing in self._kept.values():
            self._journal.close_drawing(drawing)
        self._kept.clear()
        return self._journal.close()

    def _on_change(self, change: Change) -> None:
        if change.what & (What.HISTORY | What.SAVED):
            drawing = self._session.document.drawing
            kept = self._kept.get(drawing.key)
            # one that is only shown again has not changed
            is_new = kept is None or kept.history is not drawing.history or kept.path != drawing.path
            if is_new and (kept is not None or drawing.modified):
                self._kept[drawing.key] = drawing
                self._journal.keep(drawing, self._file_of(drawing.key))

    def _follow(self) -> None:
        """A drawing that was closed is forgotten when it is saved, and else goes into the trash."""
        here = {drawing.key for drawing in self._session.drawings.all}
        for key in self._kept.keys() - here:
            self._journal.close_drawing(self._kept.pop(key))

    def _on_told(self, told: object) -> None:
        if isinstance(told, Lost):
            self.lost.emit(told)
        elif isinstance(told, Restored):
            self.restored.emit(told)
        elif isinstance(told, Trouble):
            self.troubled.emit(told.sentence)
        elif isinstance(told, Damaged):
            self.damaged.emit(told.aside)
