"""Whether a file is still what it was when it was opened or saved. Any thread.

Size, time and inode are compared first, which costs nothing; only where they differ is the file read, because
a copy put in its place, or a mere touch, changes no pixel.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.reading import read_bytes

Standing = Literal["same", "changed", "gone", "unknown"]


@dataclass(frozen=True)
class Fingerprint:
    """A file as it was; `digest` is the sha256 of its bytes."""

    size: int
    modified_ns: int
    inode: int
    device: int
    digest: bytes


def take(path: Path) -> Fingerprint | None:
    """The fingerprint of the file at `path`; None when there is none that can be read."""
    try:
        before = path.stat()
        return _of(before, hashlib.sha256(read_bytes(path)).digest())
    except (FileError, OSError, ValueError):
        return None


def compare(path: Path, former: Fingerprint) -> tuple[Standing, Fingerprint]:
    """How the file at `path` stands to what it was, and the fingerprint to compare with from now on.

    "unknown" is a file that can not be looked at just now, like one on a drive that does not answer.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "gone", former
    except (OSError, ValueError):
        return "unknown", former
    now = _of(found, former.digest)
    if now == former:
        return "same", former
    if not stat.S_ISREG(found.st_mode) or now.size != former.size:
        return "changed", former
    try:
        digest = hashlib.sha256(read_bytes(path)).digest()
    except FileError:
        return "unknown", former
    return ("same", replace(now, digest=digest)) if digest == former.digest else ("changed", former)


def to_facts(known: Fingerprint | None) -> list[int | str] | None:
    """A fingerprint as JSON has it."""
    if known is None:
        return None
    return [known.size, known.modified_ns, known.inode, known.device, known.digest.hex()]


def from_facts(facts: Any) -> Fingerprint | None:
    """The fingerprint of `to_facts`; None for anything else."""
    try:
        size, modified_ns, inode, device, digest = facts
        numbers = int(size), int(modified_ns), int(inode), int(device)
        return Fingerprint(*numbers, bytes.fromhex(digest))
    except (ValueError, TypeError, OverflowError):
        return None


def _of(found: os.stat_result, digest: bytes) -> Fingerprint:
    return Fingerprint(found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev, digest)
