"""Opening the journal whatever state it is in: a damaged one is set aside and what is whole of it taken over.

Only for the thread that uses the journal afterwards.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import sqlite3
import stat
import time
from pathlib import Path
from typing import Final, NamedTuple

from lunarcore_studio.files.journal_rows import DrawingRows
from lunarcore_studio.files.journal_store import ERRORS, VERSION, JournalStore

NAME: Final = f"journal-{VERSION}.sqlite"  # another version's journal is left to the studio that wrote it
_MOST_ASIDE: Final = 3
_BESIDE: Final = ("", "-wal", "-shm")
_DAMAGES: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, None}
log = logging.getLogger(__name__)


class Opened(NamedTuple):
    """The journal, and where the damaged one lies that it took the place of, else None."""

    store: JournalStore
    aside: Path | None


def is_damage(error: sqlite3.Error | UnicodeDecodeError) -> bool:
    """Whether an error means that the database is damaged, and not that the disk is full, busy or gone."""
    if isinstance(error, UnicodeDecodeError):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.DatabaseError) and (code if code is None else code & 0xFF) in _DAMAGES


def open_journal(folder: Path) -> Opened:
    """The journal in `folder`. OSError or sqlite3.Error where none can be kept there."""
    path = folder / NAME
    if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
        return renew_journal(folder)
    try:
        return Opened(_checked(path), None)
    except ERRORS as error:
        if not is_damage(error):
            raise
        return renew_journal(folder)


def renew_journal(folder: Path) -> Opened:
    """A new journal in place of a damaged one, with all that is whole of it; errors as `open_journal`."""
    path = folder / NAME
    aside = _set_aside(path)
    log.warning("the journal was damaged and is set aside as %s", aside.name)
    store = JournalStore(path)
    try:
        _take_over(aside, store)
    except (*ERRORS, OSError) as error:
        log.warning("a damaged journal can not be read: %s", error)
    return Opened(store, aside)


def _set_aside(path: Path) -> Path:
    """Move a journal with what belongs to it out of the way; the oldest of those that lie there go."""
    aside = path.with_name(
        f"damaged-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(2)}.sqlite"
    )
    for suffix in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    for old in sorted(path.parent.glob("damaged-*.sqlite"))[:-_MOST_ASIDE]:
        for suffix in _BESIDE:
            with contextlib.suppress(OSError):
                old.with_name(old.name + suffix).unlink()
    return aside


def _checked(path: Path) -> JournalStore:
    store = JournalStore(path)
    try:
        store.check()
    except ERRORS:
        store.close()
        raise
    return store


def _take_over(aside: Path, store: JournalStore) -> None:
    former = JournalStore(aside, is_damaged=True)
    try:
        for entry, session in former.found():
            recovered = former.read(entry.key)
            if recovered is not None:
                store.write(recovered.drawing, DrawingRows(), session, entry.touched, recovered.file)
                if entry.thrown is not None:
                    store.throw(entry.key, entry.thrown)
    finally:
        former.close()
