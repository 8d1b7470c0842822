"""What goes wrong on disk, as sentences for a person. Any thread."""

from __future__ import annotations


class FileError(Exception):
    """One clear sentence that names the file; everything a reader or writer can meet becomes this."""


class FileExists(FileError):
    """The target stands already and overwriting was not allowed."""


def reason(error: OSError) -> str:
    """The operating system's own words for `error`, without number and path, in lower case."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
