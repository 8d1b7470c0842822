"""Finding the files below a folder, whatever lies in it. Any thread.

No link to a folder is followed, so that a circle or a way out can not be walked; pipes and devices are told
apart without opening them; what can not be listed is named and passed over.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from lunarcore_studio.files.errors import FileError

MAX_FILES = 100_000
MAX_DEPTH = 40
Leave = Callable[[Path, str], None]


def found_files(inputs: Iterable[Path], suffixes: frozenset[str], leave: Leave) -> list[Path]:
    """The given files, and the files of `suffixes` (lower case, with dot) in the given folders and below.

    In the order of `inputs`, in a folder by name with numbers counted, files before folders. `leave` gets
    everything else with a few words why. FileError when one of `inputs` does not exist.
    """
    files: list[Path] = []
    for given in inputs:
        try:
            is_folder = stat.S_ISDIR(given.stat().st_mode)
        except (OSError, ValueError) as error:
            raise FileError.from_os(given, error) from error
        if is_folder:
            _walk(given, suffixes, leave, files)
        elif len(files) < MAX_FILES:
            files.append(given)
    return files


def natural_order(name: str) -> tuple[tuple[tuple[int, str], ...], bytes]:
    """A key by which tile2 comes before tile10, the same on every system."""
    parts = re.split(r"([0-9]+)", name.lower())
    numbered = tuple((int(part), "") if index % 2 else (-1, part) for index, part in enumerate(parts))
    return numbered, os.fsencode(name)


def _walk(top: Path, suffixes: frozenset[str], leave: Leave, files: list[Path]) -> None:
    waiting = [(top, 0)]
    while waiting:
        folder, depth = waiting.pop()
        below = []
        for entry in _entries(folder, leave):
            if len(files) >= MAX_FILES:
                leave(folder, f"not looked at: more than {MAX_FILES:,} files")
                return
            path = Path(entry.path)
            why = _why_not(entry, suffixes, depth)
            if why is None:
                files.append(path)
            elif why:
                leave(path, why)
            else:
                below.append((path, depth + 1))
        waiting.extend(reversed(below))


def _entries(folder: Path, leave: Leave) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return sorted(listing, key=lambda entry: natural_order(entry.name))
    except OSError as error:
        leave(folder, FileError.from_os(folder, error).reason)
        return []


def _why_not(entry: os.DirEntry[str], suffixes: frozenset[str], depth: int) -> str | None:
    """Why an entry is left out; None for a file to be read, empty for a folder to be walked."""
    try:
        if entry.is_dir(follow_symlinks=False):
            if entry.name.startswith("."):
                return "hidden folder"
            return "" if depth < MAX_DEPTH else f"not looked at: deeper than {MAX_DEPTH} folders"
        if entry.is_symlink() and entry.is_dir():
            return "link to a folder, not followed"
        if Path(entry.name).suffix.lower() not in suffixes:
            return "not a picture"
        if entry.name.startswith("."):
            return "hidden file"
        if entry.is_file():
            return None
        return "link that leads nowhere" if entry.is_symlink() else "not an ordinary file"
    except OSError as error:
        return FileError.from_os(entry.name, error).reason
