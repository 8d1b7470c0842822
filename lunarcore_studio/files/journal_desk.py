"""What is kept in the journal, thrown away and found again, and how much of it. Journal thread only.

Every method may be tried again after it failed. What goes wrong is sqlite3.Error or OSError. A database that
turns out to be damaged, or that somebody has taken away, is replaced at once by one with the open drawings.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from lunarcore_studio.files.fingerprint import Fingerprint
from lunarcore_studio.files.journal_entry import Entry
from lunarcore_studio.files.journal_opening import Opened, is_damage, open_journal, renew_journal
from lunarcore_studio.files.journal_reading import Recovered
from lunarcore_studio.files.journal_rows import DrawingRows
from lunarcore_studio.files.journal_store import ERRORS, JournalStore
from lunarcore_studio.files.session_lock import SessionLock
from lunarcore_studio.pixels.drawing import Drawing

TRASH_DAYS: Final = 30
_MOST_PARTS: Final = 64
_Answer = TypeVar("_Answer")


class _Open(NamedTuple):
    drawing: Drawing
    touched: float
    file: Fingerprint | None


class JournalDesk:
    """Keeps at most `limit_bytes` in `folder`; `aside` is where a damaged journal was put."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self.aside: Path | None = None
        self._folder, self._limit = folder, limit_bytes
        self._session = SessionLock(folder / "sessions")
        self._store: JournalStore | None = None
        self._open: dict[str, _Open] = {}  # this session's drawings as they should stand
        self._rows: dict[str, DrawingRows] = {}  # those that do stand, as far as this store is concerned

    def keep(self, drawing: Drawing, touched: float, file: Fingerprint | None = None) -> None:
        """Write an open drawing; `file` is what its file was when it was read or written last."""
        self._open[drawing.key] = _Open(drawing, touched, file)
        self._do(lambda store: self._write(store, drawing.key))

    def close_drawing(self, drawing: Drawing, now: float) -> None:
        """A drawing is not open any more: into the trash if it is not saved, else nothing is left of it."""
        key = drawing.key
        if drawing.modified:
            kept = self._open.get(key, _Open(drawing, now, None))
            self.keep(drawing, kept.touched, kept.file)
            self._do(lambda store: store.throw(key, now))
        else:
            self._do(lambda store: store.forget(key))
        self._open.pop(key, None)
        self._rows.pop(key, None)

    def discard(self, key: str, now: float) -> None:
        """Put a lost drawing into the trash."""
        self._do(lambda store: store.throw(key, now))

    def lost(self) -> tuple[list[Entry], list[Entry]]:
        """What other sessions left unsaved when they ended, and the trash."""
        return self._do(self._lost)

    def restore(self, key: str) -> Recovered | None:
        """Make a lost drawing one of this session; None where it is gone, or another session has it."""
        return self._do(lambda store: self._restored(store, key))

    def tidy(self) -> None:
        """Remove what nobody needs: the old trash, what was saved before its studio ended."""
        self._do(self._tidy)

    def close(self) -> None:
        """End the session."""
        self._close_store()
        self._session.release()

    def _do(self, work: Callable[[JournalStore], _Answer]) -> _Answer:
        try:
            return work(self._opened())
        except ERRORS as error:
            self._close_store()
            if not is_damage(error):
                raise
            return work(self._use(renew_journal(self._folder)))

    def _opened(self) -> JournalStore:
        """The database; where the former one is gone a new one, with the open drawings in it."""
        if self._store is not None and not self._store.is_in_place():
            self._close_store()
        if self._store is None:
            # for nobody else's eyes: it holds pictures
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._session.acquire()
            return self._use(open_journal(self._folder))
        return self._store

    def _use(self, opened: Opened) -> JournalStore:
        self._store, self.aside = opened.store, opened.aside or self.aside
        for key in self._open:
            self._write(opened.store, key)
        return opened.store

    def _close_store(self) -> None:
        store, self._store = self._store, None
        self._rows.clear()
        if store is not None:
            with contextlib.suppress(sqlite3.Error):
                store.close()

    def _write(self, store: JournalStore, key: str) -> None:
        drawing, touched, file = self._open[key]
        rows = self._rows.pop(key, None) or DrawingRows()
        store.write(drawing, rows, self._session.name, touched, file)
        self._rows[key] = rows
        if store.size() > self._limit:
            self._make_room(store)

    def _make_room(self, store: JournalStore) -> None:
        """Let the oldest go: the trash, then what no living session has, then old steps of one's own."""
        for key, session, thrown in store.oldest():
            if store.size() <= self._limit:
                break
            if thrown is not None or not self._session.is_alive(session):
                store.forget(key)
        while store.size() > self._limit and (largest := self._largest()) is not None:
            drawing, touched, file = self._open[largest]
            rows = DrawingRows(2 * self._rows[largest].part)
            store.write(drawing, rows, self._session.name, touched, file)
            self._rows[largest] = rows
        store.shrink()

    def _largest(self) -> str | None:
        """The open drawing with the most steps that can still be written with fewer."""
        some = [key for key, rows in self._rows.items() if rows.part < _MOST_PARTS]
        return max(some, key=lambda key: len(self._open[key].drawing.history.steps), default=None)

    def _lost(self, store: JournalStore) -> tuple[list[Entry], list[Entry]]:
        found = store.found()
        unsaved = [one.entry for one in found if one.entry.thrown is None and self._is_lost(one.session)]
        trash = [one.entry for one in found if one.entry.thrown is not None]
        return [entry for entry in unsaved if entry.modified], trash

    def _is_lost(self, session: str) -> bool:
        return not self._session.is_alive(session)

    def _restored(self, store: JournalStore, key: str) -> Recovered | None:
        former = next((one for one in store.found() if one.entry.key == key), None)
        if former is None or (former.entry.thrown is None and not self._is_lost(former.session)):
            return None
        recovered = store.read(key)
        if recovered is None or not store.claim(key, former.session, self._session.name):
            return None
        return recovered

    def _tidy(self, store: JournalStore) -> None:
        eldest = time.time() - TRASH_DAYS * 24 * 3600
        for entry, session in store.found():
            is_old = entry.thrown is not None and entry.thrown < eldest
            if is_old or (entry.thrown is None and not entry.modified and self._is_lost(session)):
                store.forget(entry.key)
        store.shrink()
        self._session.sweep(store.sessions())
