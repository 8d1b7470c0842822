"""The journal: every step of every open drawing goes to disk, off the thread that draws.

`Journal` is the drawing thread's end: its methods return at once. One thread of its own owns the database and
answers by `tell`, which is called in that thread. Of a drawing that changes faster than the disk writes, the
newest state is written: its history holds all steps before it.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunarcore_studio.files.fingerprint import Fingerprint
from lunarcore_studio.files.journal_desk import JournalDesk
from lunarcore_studio.files.journal_entry import Entry
from lunarcore_studio.files.journal_store import ERRORS
from lunarcore_studio.pixels.drawing import Drawing

CALM_S: Final = 0.06  # in which the answer to a stroke has the machine for itself, and more strokes may come
RETRY_S: Final = 2.0
END_S: Final = 5.0
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trouble:
    """The journal can not be kept now, with a sentence; empty when it can again."""

    sentence: str


@dataclass(frozen=True)
class Damaged:
    """The journal was damaged and lies at `aside`; what was whole of it is kept."""

    aside: Path


@dataclass(frozen=True)
class Lost:
    """What studios that are no more left unsaved, the last touched drawing first; and the trash."""

    unsaved: tuple[Entry, ...]
    trash: tuple[Entry, ...]


@dataclass(frozen=True)
class Restored:
    """The drawing that was asked for, and whether all its steps are there; None where it is had by nobody.

    `file` is what its file was when it was read or written last, where that is known.
    """

    key: str
    drawing: Drawing | None
    is_whole: bool
    file: Fingerprint | None = None


Told = Trouble | Damaged | Lost | Restored


class Journal:
    """Keeps drawings in `folder`, at most `limit_bytes` of them."""

    def __init__(self, folder: Path, tell: Callable[[Told], object], limit_bytes: int = 200 << 20) -> None:
        self._desk = JournalDesk(folder, limit_bytes)
        self._tell = tell
        self._lock = threading.Condition()
        self._due: dict[str, Callable[[], object]] = {}  # of each drawing what is to be done, the newest
        self._asked: deque[Callable[[], Told]] = deque()
        self._ends = self._is_busy = self._hurries = False
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def start(self) -> None:
        """Begin to write, and tell of what was lost."""
        self._thread.start()

    def keep(self, drawing: Drawing, file: Fingerprint | None = None) -> None:
        """Write a drawing as it is now, and what its file was when it was read or written last."""
        now = time.time()
        self._post(drawing.key, lambda: self._desk.keep(drawing, now, file))

    def close_drawing(self, drawing: Drawing) -> None:
        """A drawing was closed as it is: into the trash if it is not saved, else nothing is left of it."""
        now = time.time()
        self._post(drawing.key, lambda: self._desk.close_drawing(drawing, now))

    def discard(self, key: str) -> None:
        """Put a lost drawing into the trash."""
        now = time.time()
        self._post(key, lambda: self._desk.discard(key, now))

    def ask_lost(self) -> None:
        """Have `Lost` told."""
        self._ask(self._lost)

    def ask_restored(self, key: str) -> None:
        """Have a lost drawing told as `Restored`; it is this session's then, and has to be kept."""
        self._ask(lambda: self._restored(key))

    def flush(self, timeout_s: float) -> bool:
        """Wait until all that was asked for is done; False where it is not by then."""
        with self._lock:
            self._hurries = True
            self._lock.notify_all()
            done = self._lock.wait_for(lambda: not (self._due or self._asked or self._is_busy), timeout_s)
            self._hurries = False
            return done

    def close(self, timeout_s: float = END_S) -> bool:
        """Write what is due and end; False where the disk did not take it in time."""
        with self._lock:
            self._ends = True
            self._lock.notify_all()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._due and not self._thread.is_alive()

    def _post(self, key: str, work: Callable[[], object]) -> None:
        with self._lock:
            self._due[key] = work
            self._lock.notify_all()

    def _ask(self, question: Callable[[], Told]) -> None:
        with self._lock:
            self._asked.append(question)
            self._lock.notify_all()

    def _run(self) -> None:
        self._ask(self._lost)
        trouble = ""
        while self._wait(RETRY_S if trouble else None):
            was, trouble = trouble, self._turn()
            if trouble != was:
                self._tell(Trouble(trouble))
            if self._ends and trouble:
                break
        self._desk.close()

    def _wait(self, retry_s: float | None) -> bool:
        """Until there is something to do; False where there is not and never will be."""
        with self._lock:
            if retry_s is not None and not self._ends:
                self._lock.wait(retry_s)
            self._lock.wait_for(lambda: self._due or self._asked or self._ends)
            self._lock.wait_for(lambda: self._asked or self._hurries or self._ends, CALM_S)
            self._is_busy = bool(self._due or self._asked)
            return self._is_busy

    def _turn(self) -> str:
        """Do all that is due and answer all that was asked; the sentence of what kept it from that."""
        with self._lock:
            due, self._due = self._due, {}
            asked, self._asked = self._asked, deque()
        trouble = self._work_off(due, asked)
        if self._desk.aside is not None:
            self._tell(Damaged(self._desk.aside))
            self._desk.aside = None
        with self._lock:
            self._due = {**due, **self._due}
            self._asked = deque((*asked, *self._asked))
            self._is_busy = False
            self._lock.notify_all()
        return trouble

    def _work_off(self, due: dict[str, Callable[[], object]], asked: deque[Callable[[], Told]]) -> str:
        """Take off what was done; what the disk did not take stays on, to be tried again."""
        try:
            while due:
                due[next(iter(due))]()
                del due[next(iter(due))]
            while asked:
                self._tell(asked[0]())
                asked.popleft()
        except (*ERRORS, OSError) as error:
            log.warning("the journal can not be written: %s", error)
            return _sentence(error)
        except Exception as error:
            # a drawing that can not be told of must not end the thread that keeps all others
            log.exception("the journal failed")
            due.pop(next(iter(due), ""), None)
            return _sentence(error)
        return ""

    def _lost(self) -> Lost:
        self._desk.tidy()
        unsaved, trash = self._desk.lost()
        return Lost(tuple(unsaved), tuple(trash))

    def _restored(self, key: str) -> Restored:
        recovered = self._desk.restore(key)
        if recovered is None:
            return Restored(key, None, False)
        return Restored(key, *recovered)


def _sentence(error: Exception) -> str:
    """What a person is told of what went wrong."""
    number = getattr(error, "sqlite_errorcode", None)
    full = number is not None and number & 0xFF == sqlite3.SQLITE_FULL
    if full or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        reason = "the disk is full"
    elif isinstance(error, OSError) and error.strerror:
        reason = error.strerror.lower()
    else:
        reason = str(error)
    return f"What you draw can not be kept against a crash now: {reason}. Save your drawings."
