"""One studio at a time writes a document: by a lock that a program which dies gives back. Any thread.

The lock is held on a file of the person's state folder that is named by where the document lies; nothing is
written beside the document, so that it works on read-only and on network drives for the studios of one person
on one machine. Where not even the state folder can be written, there is no lock and no refusal.
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
from pathlib import Path
from typing import Final

from lunarcore_studio.files import paths
from lunarcore_studio.files.identity import name_digest
from lunarcore_studio.files.kernel_lock import FileLock, hold

MOST_FILES: Final = 500
_UNUSED_S: Final = 30 * 24 * 3600
log = logging.getLogger(__name__)


class DocumentLock:
    """The right to write the document at `path`; ask with `acquire`, end with `release`."""

    def __init__(self, path: Path) -> None:
        self._place = paths.locks_dir() / f"{name_digest(path)}.lock"
        self._lock: FileLock | None = None

    def acquire(self) -> bool:
        """Whether this is the one who may write; False while another studio, or another tab, holds it."""
        if self._lock is not None:
            return True
        try:
            self._place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = hold(self._place)
            if self._lock is not None:
                os.utime(self._place)  # tells `_prune` that it is in use
                _prune(self._place.parent)
        except (OSError, NotImplementedError) as error:
            log.info("documents can not be locked: %s", error)
            return True
        return self._lock is not None

    def release(self) -> None:
        """Let others write; nothing where it is not held."""
        if self._lock is not None:
            lock, self._lock = self._lock, None
            with contextlib.suppress(OSError):
                lock.release()


def _prune(folder: Path) -> None:
    """Where there are many, remove what nobody holds and nobody has used for a month."""
    places = list(folder.glob("*.lock"))
    if len(places) <= MOST_FILES:
        return
    for place in places:
        with contextlib.suppress(OSError):
            if time.time() - place.stat().st_mtime > _UNUSED_S:
                lock = hold(place)
                if lock is not None:
                    place.unlink()
                    lock.release()
