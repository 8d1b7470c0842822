"""What goes wrong with files, as sentences a person can act on. Any thread."""

from __future__ import annotations

import errno
import os
import unicodedata
from pathlib import Path

_LONGEST_NAME = 80
_REASONS = {
    errno.ENOENT: "does not exist",
    errno.EEXIST: "can not be {done}: there is a file where its folder should be",
    errno.ENOTDIR: "does not exist: a part of its path is not a folder",
    errno.EISDIR: "is a folder",
    errno.EACCES: "can not be {done}: permission denied",
    errno.EPERM: "can not be {done}: permission denied",
    errno.ENOSPC: "can not be {done}: the disk is full",
    errno.EDQUOT: "can not be {done}: the disk quota is used up",
    errno.EFBIG: "can not be {done}: it grew over the size allowed here",
    errno.EROFS: "can not be {done}: the disk is read-only",
    errno.ELOOP: "can not be {done}: its links lead in a circle",
    errno.ENAMETOOLONG: "can not be {done}: the name is too long",
    errno.EMFILE: "can not be {done}: too many files are open",
    errno.EIO: "can not be {done}: the disk reports an error",
    errno.ESTALE: "can not be {done}: the network drive is gone",
    errno.ENOTCONN: "can not be {done}: the network drive is gone",
    errno.EHOSTDOWN: "can not be {done}: the network drive is gone",
    errno.EHOSTUNREACH: "can not be {done}: the network drive is gone",
    errno.ETIMEDOUT: "can not be {done}: the drive does not answer",
    errno.ENODEV: "can not be {done}: its drive is gone",
    errno.ENXIO: "can not be {done}: its drive is gone",
}


class FileError(Exception):
    """One sentence that names the file; `path` is the file where one is known, `reason` the predicate.

    `str(error)` is for a person: "door.png is cut short: ...". A list that shows the name already uses
    `reason`: "is cut short: ...".
    """

    def __init__(self, sentence: str, path: Path | None = None, reason: str = "") -> None:
        super().__init__(sentence)
        self.path = path
        self.reason = reason or sentence

    @classmethod
    def about(cls, path: Path | str, reason: str) -> FileError:
        """The sentence "`name of path` `reason`."."""
        path = Path(path)
        return cls(f"{shown(path)} {reason}.", path, reason)

    @classmethod
    def from_os(cls, path: Path | str, error: OSError | ValueError, done: str = "read") -> FileError:
        """The system's error as a sentence; `done` is what could not be done: "read", "written".

        A ValueError is what Python raises for a path that no system takes, like one with a null in it.
        """
        number, said = (error.errno, error.strerror) if isinstance(error, OSError) else (None, None)
        parent = Path(path).parent
        if number == errno.ENOENT and not os.path.isdir(parent):  # noqa: PTH112 (Path.is_dir can raise)
            return cls.about(path, f"does not exist: there is no folder {shown(parent)}")
        known = _REASONS.get(number or 0)
        said = (said or str(error) or type(error).__name__).lower()
        return cls.about(path, known.format(done=done) if known else f"can not be {done}: {said}")


class FileExists(FileError):  # noqa: N818
    """An output is there already and the caller did not ask to overwrite it."""


def shown(path: Path | str) -> str:
    """The last part of a path as one printable line: no control or bidirectional marks, not endless."""
    path = Path(path)
    name = path.name or str(path)
    # bytes that are no letters stand in a path as halves of surrogates, which are of these kinds too
    clean = "".join("�" if unicodedata.category(letter).startswith("C") else letter for letter in name)
    half = _LONGEST_NAME // 2
    return clean if len(clean) <= _LONGEST_NAME else f"{clean[:half]}…{clean[1 - half :]}"
