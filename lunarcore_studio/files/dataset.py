"""From a folder of pictures to training sprites, with a reason for everything left out. Any thread.

The walk follows no symbolic link to a folder, opens regular files only and never stops at a bad one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from lunarcore_studio.files import images, sheets
from lunarcore_studio.files.errors import FileError, reason
from lunarcore_studio.pixels.color import Pixels

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
MAX_FILES = 100_000
MAX_DEPTH = 40


@dataclass(frozen=True)
class Found:
    """One sprite uint8 (R, R, 4), its name for a person, its file, its cell in a sheet and its digest."""

    pixels: Pixels
    name: str
    source: Path
    cell: tuple[int, int] | None
    digest: str


@dataclass(frozen=True)
class LeftOut:
    """Something that is not trained on, and why, in a few words."""

    path: Path
    cell: tuple[int, int] | None
    reason: str


@dataclass(frozen=True)
class Scan:
    """What a scan kept and what it left out, both in the order of the names."""

    sprites: tuple[Found, ...]
    left_out: tuple[LeftOut, ...]
    resolution: int

    @cached_property
    def pixels(self) -> Pixels:
        """All sprites, uint8 (N, R, R, 4) straight RGBA."""
        if not self.sprites:
            return np.zeros((0, self.resolution, self.resolution, 4), np.uint8)
        return np.stack([found.pixels for found in self.sprites])


class _Gathering:
    """Collects cells, once each."""

    def __init__(self, resolution: int) -> None:
        self.resolution = resolution
        self.sprites: list[Found] = []
        self.left_out: list[LeftOut] = []
        self._first: dict[str, str] = {}

    def leave(self, path: Path, why: str, cell: tuple[int, int] | None = None) -> None:
        self.left_out.append(LeftOut(path, cell, why))

    def take(self, path: Path, pixels: Pixels, cell: tuple[int, int] | None, frame: int | None) -> None:
        name = path.stem if frame is None else f"{path.stem} #{frame + 1}"
        name = name if cell is None else f"{name} ({cell[0]},{cell[1]})"
        canonical = np.where(pixels[..., 3:] > 0, pixels, 0).astype(np.uint8)
        if not canonical.any():
            self.leave(path, "blank", cell)
            return
        digest = hashlib.sha256(canonical.tobytes()).hexdigest()
        if digest in self._first:
            self.leave(path, f"duplicate of {self._first[digest]}", cell)
            return
        self._first[digest] = name
        canonical.setflags(write=False)
        self.sprites.append(Found(canonical, name, path, cell, digest))

    def read(self, path: Path) -> None:
        try:
            picture = images.read_image(path)
        except FileError as error:
            self.leave(path, str(error).replace(f"{path} ", "", 1).rstrip("."))
            return
        size = self.resolution
        height, width = picture.frames[0].shape[:2]
        several = len(picture.frames) > 1
        for index, frame in enumerate(picture.frames):
            number = index if several else None
            if (width, height) == (size, size):
                self.take(path, frame, None, number)
            elif sheets.is_sheet((width, height), size):
                for part in sheets.cut(frame, (size, size)):
                    self.take(path, part.pixels, (part.column, part.row), number)
            else:
                self.leave(path, f"wrong size: {width}x{height}, not {size}x{size} nor a sheet of it")
                return


def scan(
    inputs: Iterable[Path],
    resolution: int = 16,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Scan:
    """Every sprite of `resolution` pixels a side in the given files and folders, each distinct picture once.

    Larger pictures whose sides are multiples of `resolution` are cut as sheets. `progress` gets (done, all)
    after each file; when `cancelled` answers True the scan ends with what it has. Raises FileError only when
    one of `inputs` itself does not exist.
    """
    gathering = _Gathering(resolution)
    files = list(_files(inputs, gathering))
    for index, path in enumerate(files):
        if cancelled is not None and cancelled():
            break
        gathering.read(path)
        if progress is not None:
            progress(index + 1, len(files))
    return Scan(tuple(gathering.sprites), tuple(gathering.left_out), resolution)


def _files(inputs: Iterable[Path], gathering: _Gathering) -> Iterator[Path]:
    count = 0
    for given in map(Path, inputs):
        if not os.path.lexists(given):
            raise FileError(f"{given} does not exist.")
        for path in _walk(given, gathering) if given.is_dir() else [given]:
            count += 1
            if count > MAX_FILES:
                gathering.leave(path, f"more than {MAX_FILES} files")
                return
            yield path


def _walk(folder: Path, gathering: _Gathering, depth: int = 0) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        gathering.leave(folder, f"unreadable folder: {reason(error)}")
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if depth + 1 > MAX_DEPTH:
                gathering.leave(path, f"deeper than {MAX_DEPTH} folders")
            else:
                yield from _walk(path, gathering, depth + 1)
        elif path.suffix.lower() in images.READABLE:
            if _is_file(entry):
                yield path
            else:
                gathering.leave(path, "not a regular file")


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False
