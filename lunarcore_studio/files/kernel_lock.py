"""A lock on a file that the system gives back when a program ends, in whatever way. Any thread."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

__all__ = ["FileLock", "hold"]


def hold(place: Path) -> FileLock | None:
    """The lock on the file at `place`, held until its `release`; None while another one holds it.

    OSError in a folder that can not be written, NotImplementedError on a drive that knows no locks.
    """
    lock = FileLock(place, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock
