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
from typing import NamedTuple

from lunarcore_studio.files.errors import FileError

MAX_FILES = 100_000
MAX_LEFT = 100_000  # entries that are no pictures: more than that is a disk and not a folder of sprites
MAX_DEPTH = 40
Leave = Callable[[Path, str], None]
Cancelled = Callable[[], bool]
_NUMBER = re.compile(r"([0-9]+)")


class Walked(NamedTuple):
    """A file and the given folder below which it was found; text, for there may be a hundred thousand."""

    path: str
    root: str

    @property
    def inside(self) -> str:
        """The path from the given folder on; the name alone of a file that was given itself."""
        if self.path == self.root:
            return os.path.basename(self.path)  # noqa: PTH119
        return self.path[len(self.root) :].lstrip(os.sep)

    @property
    def folders(self) -> tuple[str, ...]:
        """The names of the folders between the given one and the file, outermost first."""
        return Path(self.inside).parts[:-1]


def found_files(inputs: Iterable[Path], suffixes: frozenset[str], leave: Leave) -> list[Path]:
    """The given files, and the files of `suffixes` (lower case, with dot) in the given folders and below.

    In the order of `inputs`, in a folder by name with numbers counted, files before folders. `leave` gets
    everything else with a few words why. FileError when one of `inputs` does not exist.
    """
    return [Path(each.path) for each in walked(inputs, suffixes, leave)]


def walked(
    inputs: Iterable[Path], suffixes: frozenset[str], leave: Leave, cancelled: Cancelled | None = None
) -> list[Walked]:
    """`found_files`, each with the input it lies below; ends with what it has once `cancelled` says so."""
    files: list[Walked] = []
    for given in inputs:
        try:
            is_folder = stat.S_ISDIR(given.stat().st_mode)
        except (OSError, ValueError) as error:
            raise FileError.from_os(given, error) from error
        if is_folder:
            _Walk(os.fspath(given), suffixes, leave, files).walk(cancelled)
        elif len(files) < MAX_FILES:
            files.append(Walked(os.fspath(given), os.fspath(given)))
    return files


def natural_order(name: str) -> tuple[tuple[tuple[int, str], ...], bytes]:
    """A key by which tile2 comes before tile10, the same on every system."""
    parts = _NUMBER.split(name.lower())
    numbered = tuple([(int(part), "") if index % 2 else (-1, part) for index, part in enumerate(parts)])
    return numbered, os.fsencode(name)


class _Walk:
    """One given folder and all below it."""

    def __init__(self, root: str, suffixes: frozenset[str], leave: Leave, files: list[Walked]) -> None:
        self._root, self._suffixes, self._files, self._tell = root, suffixes, files, leave
        self._left = 0

    def walk(self, cancelled: Cancelled | None) -> None:
        waiting = [(self._root, 0)]
        while waiting:
            folder, depth = waiting.pop()
            if depth and cancelled is not None and cancelled():
                return
            below = []
            for entry in self._entries(folder):
                if len(self._files) >= MAX_FILES:
                    self._tell(Path(folder), f"not looked at: more than {MAX_FILES:,} files")
                    return
                if self._left >= MAX_LEFT:
                    self._tell(Path(folder), f"not looked at: more than {MAX_LEFT:,} files are no sprites")
                    return
                why = _why_not(entry, self._suffixes, depth)
                if why is None:
                    self._files.append(Walked(entry.path, self._root))
                elif why:
                    self._leave(entry.path, why)
                else:
                    below.append((entry.path, depth + 1))
            waiting.extend(reversed(below))

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as listing:
                return sorted(listing, key=lambda entry: natural_order(entry.name))
        except OSError as error:
            self._leave(folder, FileError.from_os(folder, error).reason)
            return []

    def _leave(self, path: str, why: str) -> None:
        self._left += 1
        self._tell(Path(path), why)


def _why_not(entry: os.DirEntry[str], suffixes: frozenset[str], depth: int) -> str | None:
    """Why an entry is left out; None for a file to be read, empty for a folder to be walked."""
    try:
        if entry.is_dir(follow_symlinks=False):
            if entry.name.startswith("."):
                return "hidden folder"
            return "" if depth < MAX_DEPTH else f"not looked at: deeper than {MAX_DEPTH} folders"
        if entry.is_symlink() and entry.is_dir():
            return "link to a folder, not followed"
        # not Path(...).suffix, which takes as long as all the rest together
        if os.path.splitext(entry.name)[1].lower() not in suffixes:  # noqa: PTH122
            return "not a picture"
        if entry.name.startswith("."):
            return "hidden file"
        if entry.is_file():
            return None
        leads_nowhere = entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110
        return "link that leads nowhere" if leads_nowhere else "not an ordinary file"
    except OSError as error:
        return FileError.from_os(entry.name, error).reason
