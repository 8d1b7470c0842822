"""The former version of each document, kept when a save replaces it, so that it can be had back. Any thread.

The copies lie in the person's state folder and not beside the drawings, one for a document, named by a digest
of where it lies and by its name. They are bounded in number and bytes: the oldest go.
"""

from __future__ import annotations

import contextlib
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lunarcore_studio.files import paths
from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.identity import name_digest
from lunarcore_studio.files.reading import read_bytes

MOST_COPIES: Final = 200
MOST_BYTES: Final = 256 << 20
_LONGEST_NAME: Final = 120  # bytes of UTF-8, of the 255 that a name may have
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backup:
    """A former version: the copy's own file, and when the version was written, in UTC."""

    path: Path
    written: datetime


def place_of(path: Path) -> Path:
    """Where the former version of the document at `path` is kept; the suffix stays, to open it by."""
    stem = shown(path.with_suffix("")).encode()[:_LONGEST_NAME].decode(errors="ignore")
    return paths.backups_dir() / f"{name_digest(path)}-{stem}{path.suffix.lower()}"


def keep_former(path: Path, data: bytes) -> None:
    """Keep what is at `path` before `data` takes its place, in place of the backup that was; never raises.

    A file that holds `data` already is no other version. Without a backup a save is still a save: what keeps
    one from being made is logged.
    """
    try:
        former = read_bytes(path)
        if former == data:
            return
        place = place_of(path)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        modified = path.stat().st_mtime_ns
        write_bytes(place, former)
        # the copy's own time tells which version this is
        os.utime(place, ns=(modified, modified))
        _prune(place)
    except (FileError, OSError, ValueError) as error:
        log.info("no backup was kept: %s", error)


def find_backup(path: Path) -> Backup | None:
    """The former version of the document at `path`; None when none is kept."""
    place = place_of(path)
    try:
        written = datetime.fromtimestamp(place.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
    return Backup(place, written)


def _prune(newest: Path) -> None:
    """Remove copies, oldest first, until they are few and small enough; the newest stays."""
    with os.scandir(newest.parent) as listing:
        found = [(entry.stat(follow_symlinks=False), Path(entry.path)) for entry in listing]
    copies = sorted((one.st_ctime_ns, one.st_size, path) for one, path in found if path.name[:1] != ".")
    count, size = len(copies), sum(bytes_ for _, bytes_, _ in copies)
    for _, bytes_, path in copies:
        if count <= MOST_COPIES and size <= MOST_BYTES:
            return
        if path != newest:
            with contextlib.suppress(OSError):
                path.unlink()
                count, size = count - 1, size - bytes_
