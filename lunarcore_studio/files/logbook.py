"""The log of the studio in the person's state folder: what went wrong, and when. Any thread.

Each studio that runs at the same time has a file of its own, the first one that is free: studio.log,
studio-2.log and so on. Two programs on one file would each rename it under the other's hands when it is full,
and a file for each process id would fill the folder; the files of this way are as many as studios ever ran at
once. Beside each lies crash.txt, where Python leaves its stack when the program dies in native code.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import stat
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.kernel_lock import FileLock, hold
from lunarcore_studio.files.log_format import LogFormatter
from lunarcore_studio.files.reading import read_bytes

BYTES_EACH: Final = 512 << 10
FILES_EACH: Final = 3
MOST_STUDIOS: Final = 8
OURS: Final = "lunarcore_studio"  # of this logger also what is no trouble is written
_CRASH_BYTES: Final = 64 << 10


class _LogFile(RotatingFileHandler):
    """Holds the lock of its file, so that it is as long this process's as records are written to it."""

    lock_of_file: FileLock | None = None

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """A disk that is full or gone takes the record with it: stderr has had it, and drawing goes on."""


class Logbook:
    """The handlers of this process, from `begin` to `close`; `path` is its file, None where there is none."""

    def __init__(self, path: Path | None = None, lock: FileLock | None = None) -> None:
        self.path, self._lock = path, lock
        self._handlers: list[logging.Handler] = []
        self._former_level = logging.getLogger(OURS).level
        self._crash: int | None = None

    @classmethod
    def begin(cls, folder: Path | None = None) -> Logbook:
        """Log to stderr from WARNING on and to the first free file of `folder` from INFO on; never raises."""
        book = cls(*_free_file(folder or paths.log_dir()))
        logging.getLogger(OURS).setLevel(logging.INFO)
        if sys.stderr is not None:
            book._add(logging.StreamHandler(), logging.WARNING)
        if book.path is not None:
            file = _LogFile(
                book.path, "a", BYTES_EACH, FILES_EACH - 1, "utf-8", delay=True, errors="backslashreplace"
            )
            file.lock_of_file = book._lock
            book._add(file, logging.INFO)
            book._watch_for_crashes(book.path.with_name(f"{book.path.stem.replace('studio', 'crash')}.txt"))
        return book

    def close(self) -> None:
        """Take the handlers away and give the file free."""
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
        logging.getLogger(OURS).setLevel(self._former_level)
        if self._crash is not None:
            faulthandler.disable()
            os.close(self._crash)
            self._crash = None
        if self._lock is not None:
            self._lock.release()

    def _add(self, handler: logging.Handler, level: int) -> None:
        handler.setLevel(level)
        handler.setFormatter(LogFormatter())
        logging.getLogger().addHandler(handler)
        self._handlers.append(handler)

    def _watch_for_crashes(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
        with contextlib.suppress(OSError):
            if path.exists() and path.stat().st_size > _CRASH_BYTES:
                path.unlink()
            self._crash = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
            moment = datetime.now(UTC).isoformat(timespec="seconds")
            os.write(self._crash, f"{moment} process {os.getpid()} started\n".encode())
            faulthandler.enable(self._crash)


def last_lines(count: int) -> tuple[str, ...]:
    """The newest lines of this process's log, also those just set aside as full; fewer where are fewer."""
    handlers = (one for one in logging.getLogger().handlers if isinstance(one, _LogFile))
    path = next((Path(one.baseFilename) for one in handlers), None)
    found: list[str] = []
    for each in () if path is None else (path, path.with_name(f"{path.name}.1")):
        with contextlib.suppress(FileError):
            text = read_bytes(each, 2 * BYTES_EACH).decode("utf-8", "replace")
            found = [*text.splitlines(), *found]
        if len(found) >= count:
            break
    return tuple(found[-count:])


def _free_file(folder: Path) -> tuple[Path | None, FileLock | None]:
    """A log file that no other studio writes to, and the lock that keeps it so; None where nothing can be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None, None
    for number in range(1, MOST_STUDIOS + 1):
        path = folder / ("studio.log" if number == 1 else f"studio-{number}.log")
        try:
            lock = hold(path.with_suffix(".lock"))
        except (OSError, NotImplementedError):
            return None, None
        if lock is None:
            continue
        if _may_write(path):
            return path, lock
        lock.release()
    return None, None


def _may_write(path: Path) -> bool:
    """Whether it is an ordinary file, or none yet: to open a pipe would wait for its reader."""
    try:
        is_file = stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True  # the lock beside it could be made
    except OSError:
        return False
    return is_file and os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
