"""What stands between a drawing and the file it lies in: other studios, and other programs. GUI thread only.

For each open drawing the guard holds the lock of its file and the fingerprint of what was read or written
last. It follows the row of open drawings by itself; whoever opens says what the file was as it was read,
whoever saves asks `may_save` before and says `saved` after. A drive that does not answer is not waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lunarcore_studio.files import fingerprint
from lunarcore_studio.files.document_lock import DocumentLock
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.fingerprint import Fingerprint, Standing
from lunarcore_studio.files.given_time import Reading
from lunarcore_studio.language import say
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.open_drawings import MOST_CLOSED, OpenDrawings

Verdict = Literal["save", "elsewhere", "cancel"]
_LOOK_S: Final = 0.3  # how long the window may wait to hear how a file stands


@dataclass
class _Held:
    """What is known of one drawing's file."""

    path: Path
    lock: DocumentLock
    may_write: bool
    fingerprint: Fingerprint | None  # None where it could not be read
    look: Reading[tuple[Standing, Fingerprint]] | None = None  # that has not been answered yet


class FileGuard(QObject):
    """`refused` carries why a drawing can only be saved elsewhere; `changed` is of what may be written."""

    refused = Signal(str)
    changed = Signal()

    def __init__(self, drawings: OpenDrawings, window: QWidget) -> None:
        super().__init__(window)
        self._drawings, self._window = drawings, window
        self._held: dict[str, _Held] = {}
        self._left: dict[str, _Held] = {}  # of drawings that were closed, which can be opened again
        drawings.changed.connect(self._follow)
        self._follow()

    def is_read_only(self, key: str) -> bool:
        """Whether the drawing's file is another's to write."""
        held = self._held.get(key)
        return held is not None and not held.may_write

    @property
    def has_read_only(self) -> bool:
        """Whether some open drawing's file is another's to write."""
        return any(not held.may_write for held in self._held.values())

    def fingerprint_of(self, key: str) -> Fingerprint | None:
        """What the drawing's file was when it was read or written last; None where nobody knows."""
        held = self._held.get(key) or self._left.get(key)
        return None if held is None else held.fingerprint

    def recall(self, key: str, path: Path, known: Fingerprint | None) -> None:
        """The drawing that is about to be opened stands to its file as it was at `known`."""
        if known is not None:
            self._left[key] = _Held(path, DocumentLock(path), False, known)

    def may_save(self, drawing: Drawing, path: Path) -> Verdict:
        """Whether the drawing may be written to `path`; asks where the file is no longer what it was."""
        held = self._held.get(drawing.key)
        if held is None or held.path != path:
            return self._may_take(path)
        if not self._try(held):
            self.refused.emit(self._sentence(path))
            return "elsewhere"
        if self.standing(drawing.key) != "changed":
            return "save"
        return errors.ask_about_changed(self._window, path.name)

    def saved(self, drawing: Drawing, path: Path, known: Fingerprint | None) -> None:
        """The drawing has just been written to `path`, or read from it anew; the file is `known` since."""
        held = self._held.get(drawing.key)
        if held is None or held.path != path:
            self._let_go(drawing.key)
            held = self._hold(drawing.key, path)
        held.fingerprint, held.look = known, None
        self.changed.emit()

    def standing(self, key: str) -> Standing:
        """How the drawing's file stands to what was read or written last, as far as is known."""
        held = self._held.get(key)
        if held is None or held.fingerprint is None:
            return "unknown"
        if held.look is not None and not held.look.wait(0):
            return "unknown"
        path, former = held.path, held.fingerprint
        try:
            held.look = Reading(lambda: fingerprint.compare(path, former))
        except FileError:
            return "unknown"
        if not held.look.wait(_LOOK_S):
            return "unknown"
        (standing, held.fingerprint), held.look = held.look.content(), None
        return standing

    def look_again(self) -> None:
        """Take the locks that others have given back meanwhile."""
        before = [held.may_write for held in self._held.values()]
        if [self._try(held) for held in self._held.values()] != before:
            self.changed.emit()

    def close(self) -> None:
        """Give every file back."""
        for key in list(self._held):
            self._let_go(key)

    def _follow(self) -> None:
        """Hold what is open and nothing else."""
        drawings = {drawing.key: drawing for drawing in self._drawings.all}
        for key, held in list(self._held.items()):
            if key not in drawings or drawings[key].path != held.path:
                self._let_go(key)
        for key, drawing in drawings.items():
            if drawing.path is not None and key not in self._held:
                held = self._hold(key, drawing.path)
                if not held.may_write:
                    self.refused.emit(self._sentence(drawing.path))
        self.changed.emit()

    def _hold(self, key: str, path: Path) -> _Held:
        lock = DocumentLock(path)
        left = self._left.pop(key, None)
        known = left.fingerprint if left is not None and left.path == path else fingerprint.take(path)
        held = self._held[key] = _Held(path, lock, lock.acquire(), known)
        return held

    def _let_go(self, key: str) -> None:
        held = self._held.pop(key, None)
        if held is not None:
            held.lock.release()
            self._left[key] = held
            if len(self._left) > MOST_CLOSED:
                del self._left[next(iter(self._left))]

    def _try(self, held: _Held) -> bool:
        held.may_write = held.lock.acquire()
        return held.may_write

    def _may_take(self, path: Path) -> Verdict:
        """Whether a file that was not this drawing's may become it."""
        lock = DocumentLock(path)
        if not lock.acquire():
            self.refused.emit(self._sentence(path))
            return "elsewhere"
        lock.release()
        return "save"

    def _sentence(self, path: Path) -> str:
        here = any(held.path == path and held.may_write for held in self._held.values())
        sentence = (
            say("{name} is open in another tab of the studio: this one can only be saved elsewhere.")
            if here
            else say("{name} is open in another window of the studio: this one can only be saved elsewhere.")
        )
        return sentence.format(name=path.name)
