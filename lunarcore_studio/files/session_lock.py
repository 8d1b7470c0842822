"""Which studios are alive: each holds a lock that its end, of whatever kind, gives back. Any thread.

A process number would not do: it may belong to another program by now.
"""

from __future__ import annotations

import contextlib
import logging
import re
import secrets
from pathlib import Path

from lunarcore_studio.files.kernel_lock import FileLock, hold

_NAME = re.compile(r"[0-9a-f]{16}")
log = logging.getLogger(__name__)


class SessionLock:
    """The lock of this session in `folder`; `name` tells it from all others."""

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(8)
        self._folder = folder
        self._lock: FileLock | None = None

    def acquire(self) -> None:
        """Be alive, as long as `release` is not called. OSError where the folder can not be written."""
        if self._lock is None:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with contextlib.suppress(NotImplementedError):
                self._lock = hold(self._place(self.name))

    def release(self) -> None:
        """Be no more."""
        if self._lock is not None:
            lock, self._lock = self._lock, None
            with contextlib.suppress(OSError):
                lock.release()
                self._place(self.name).unlink(missing_ok=True)

    def is_alive(self, name: str) -> bool:
        """Whether that session still runs; True for this one."""
        if name == self.name:
            return True
        if not _NAME.fullmatch(name) or not self._place(name).exists():
            return False
        try:
            lock = hold(self._place(name))
        except (OSError, NotImplementedError) as error:
            log.info("a session's lock can not be tried: %s", error)
            return True
        if lock is not None:
            lock.release()
        return lock is None

    def sweep(self, kept: set[str]) -> None:
        """Remove the locks of sessions that are no more, except those `kept`."""
        with contextlib.suppress(OSError):
            for place in self._folder.glob("*.lock"):
                if place.stem not in kept and not self.is_alive(place.stem):
                    place.unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        return self._folder / f"{name}.lock"
