"""Taking the bytes of one ordinary file, with a limit before anything is allocated. Any thread."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from lunarcore_studio.files.errors import FileError

FILE_LIMIT = 64 << 20  # bytes: more than an incompressible picture of the largest size we read
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_bytes(path: Path | str, limit: int = FILE_LIMIT) -> bytes:
    """All bytes of the file at `path`, which may be a link.

    FileError when it is missing, can not be read, holds more than `limit` bytes, or is a folder, a pipe or a
    device: those are told apart without waiting for them.
    """
    path = Path(path)
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise FileError.from_os(path, error) from error
    try:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise FileError.about(path, "is a folder")
        if not stat.S_ISREG(found.st_mode):
            raise FileError.about(path, "is not an ordinary file")
        if found.st_size > limit:
            raise FileError.about(path, _too_large(limit))
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise FileError.from_os(path, error) from error
    finally:
        os.close(descriptor)
    if len(data) > limit:
        raise FileError.about(path, _too_large(limit))
    return data


def _too_large(limit: int) -> str:
    bound = f"{limit >> 20} MB" if limit >= 1 << 20 else f"{limit} bytes"
    return f"is too large: files of this kind may have {bound}"
