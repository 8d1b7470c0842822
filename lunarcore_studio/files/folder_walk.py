"""Finding the files below a folder, whatever lies in it. Any thread.

No link to a folder is followed, so that a circle or a way out can not be walked; pipes and devices are told
apart without opening them; what can not be listed, or not within the limit of time, is named and passed over.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.one_by_one import one_by_one

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
    walk = _Walk(suffixes, leave)
    one_by_one(walk.places(inputs, cancelled), walk.listed, walk.take, walk.leave, cancelled)
    return walk.files


def natural_order(name: str) -> tuple[tuple[tuple[int, str], ...], bytes]:
    """A key by which tile2 comes before tile10, the same on every system."""
    parts = _NUMBER.split(name.lower())
    numbered = tuple([(int(part), "") if index % 2 else (-1, part) for index, part in enumerate(parts)])
    return numbered, os.fsencode(name)


class _Place(NamedTuple):
    """A folder, or at the depth -1 what was given and may be one."""

    path: str
    depth: int


# A folder's entries, each with why it is left out as `_why_not` says it; None is not a folder.
_Listing = list[tuple[str, str | None]] | None


class _Walk:
    """The given files and folders and all below them; `files` are those to be read."""

    def __init__(self, suffixes: frozenset[str], tell: Leave) -> None:
        self.files: list[Walked] = []
        self._suffixes, self._tell = suffixes, tell
        self._root = ""
        self._waiting: list[_Place] = []
        self._left = 0

    def places(self, inputs: Iterable[Path], cancelled: Cancelled | None) -> Iterator[_Place]:
        """What is to be listed next, each after the former was taken."""
        for given in inputs:
            self._root, self._left = os.fspath(given), 0
            self._waiting = [_Place(self._root, -1)]
            while self._waiting:
                place = self._waiting.pop()
                if place.depth > 0 and cancelled is not None and cancelled():
                    break
                yield place

    def listed(self, place: _Place) -> _Listing:
        """What lies in a folder, by name; FileError for what was given and is not there."""
        if place.depth >= 0:
            return self._entries(place)
        try:
            is_folder = stat.S_ISDIR(os.stat(place.path).st_mode)  # noqa: PTH116
        except (OSError, ValueError) as error:
            raise FileError.from_os(place.path, error) from error
        return self._entries(_Place(place.path, 0)) if is_folder else None

    def take(self, place: _Place, listing: _Listing) -> None:
        """Keep a folder's files, and its folders for later."""
        if listing is None:
            if len(self.files) < MAX_FILES:
                self.files.append(Walked(place.path, place.path))
            return
        below = []
        for path, why in listing:
            many = self._too_many()
            if many:
                self._tell(Path(place.path), f"not looked at: more than {many}")
                self._waiting.clear()
                return
            if why is None:
                self.files.append(Walked(path, self._root))
            elif why:
                self.leave(_Place(path, 0), why)
            else:
                below.append(_Place(path, max(0, place.depth) + 1))
        self._waiting.extend(reversed(below))

    def leave(self, place: _Place, why: str) -> None:
        """Pass over what is not read."""
        self._left += 1
        self._tell(Path(place.path), why)

    def _entries(self, folder: _Place) -> _Listing:
        try:
            with os.scandir(folder.path) as listing:
                entries = sorted(listing, key=lambda entry: natural_order(entry.name))
        except OSError as error:
            return [(folder.path, FileError.from_os(folder.path, error).reason)]
        # the first that is one too many is told of
        some = islice(entries, MAX_FILES + MAX_LEFT + 1)
        return [(entry.path, _why_not(entry, self._suffixes, folder.depth)) for entry in some]

    def _too_many(self) -> str:
        if len(self.files) >= MAX_FILES:
            return f"{MAX_FILES:,} files"
        return f"{MAX_LEFT:,} files are no sprites" if self._left >= MAX_LEFT else ""


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
