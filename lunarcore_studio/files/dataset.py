"""From files and folders to training sprites, each distinct picture once, with a reason for what is left out.

Any thread; nothing here waits for a person or a pipe, and one bad file never ends a scan.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from lunarcore_studio.files import images, sheets
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.folder_walk import found_files
from lunarcore_studio.pixels.color import Pixels

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
MAX_SPRITES = 1 << 17
_PROGRESS_S = 0.1


@dataclass(frozen=True)
class Found:
    """One sprite: read-only uint8 (R, R, 4), zeros under alpha 0.

    `name` is for a person ("sheet.png (3,4)": column 3, row 4), `source` its file, `cell` its (column, row)
    in a sheet, `digest` the sha256 of its bytes in hex, `frame` its number in an animation, from 0.
    """

    pixels: Pixels
    name: str
    source: Path
    cell: tuple[int, int] | None
    digest: str
    frame: int = 0


@dataclass(frozen=True)
class LeftOut:
    """A file, a folder or a cell of a sheet that is not used, and why in a few words."""

    path: Path
    cell: tuple[int, int] | None
    reason: str


@dataclass(frozen=True)
class Scan:
    """What was kept and what was left out, both in the order in which they were found."""

    sprites: tuple[Found, ...]
    left_out: tuple[LeftOut, ...]
    resolution: int = 16
    was_cancelled: bool = False

    @cached_property
    def pixels(self) -> Pixels:
        """All sprites, uint8 (N, R, R, 4) straight RGBA."""
        out = np.zeros((len(self.sprites), self.resolution, self.resolution, 4), np.uint8)
        for index, sprite in enumerate(self.sprites):
            out[index] = sprite.pixels
        return out


def scan(
    inputs: Iterable[Path],
    resolution: int = 16,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Scan:
    """The sprites of `resolution` pixels a side in files and folders, the same for the same files.

    A larger picture whose sides are multiples of `resolution` is a sheet and is cut; of an animation every
    frame counts. `progress` gets (files done, files in all), at most ten times a second and at the end. When
    `cancelled` answers True, the scan ends with what it has. FileError only when an input does not exist.
    """
    gathering = _Gathering(resolution)
    files = found_files(map(Path, inputs), images.READABLE, gathering.leave)
    last = 0.0
    for index, path in enumerate(files):
        if cancelled is not None and cancelled():
            return gathering.result(was_cancelled=True)
        if len(gathering.sprites) >= MAX_SPRITES:
            gathering.leave(path, f"not looked at: more than {MAX_SPRITES:,} sprites")
            break
        gathering.read(path)
        if progress is not None and time.monotonic() - last >= _PROGRESS_S:
            last = time.monotonic()
            progress(index + 1, len(files))
    if progress is not None:
        progress(len(files), len(files))
    return gathering.result()


class _Gathering:
    """What a scan has so far."""

    def __init__(self, resolution: int) -> None:
        self.resolution = resolution
        self.sprites: list[Found] = []
        self._left_out: list[LeftOut] = []
        self._names: dict[str, str] = {}

    def result(self, was_cancelled: bool = False) -> Scan:
        return Scan(tuple(self.sprites), tuple(self._left_out), self.resolution, was_cancelled)

    def leave(self, path: Path, reason: str, cell: tuple[int, int] | None = None) -> None:
        self._left_out.append(LeftOut(path, cell, reason))

    def read(self, path: Path) -> None:
        try:
            picture = images.read_image(path)
        except FileError as error:
            self.leave(path, error.reason.removeprefix("is "))
            return
        side = self.resolution
        width, height = picture.size
        if picture.size != (side, side) and not sheets.is_sheet(picture.size, side):
            self.leave(path, f"wrong size: {width} x {height}, not {side} x {side} or a sheet of that")
            return
        was_blank = True
        for frame, pixels in enumerate(picture.frames):
            name = shown(path) + (f" #{frame + 1}" if len(picture.frames) > 1 else "")
            was_blank &= self._take(path, name, frame, pixels)
        if was_blank:
            self.leave(path, "blank")

    def _take(self, path: Path, name: str, frame: int, pixels: Pixels) -> bool:
        """Keep the new sprites of one frame; whether it had nothing but transparency."""
        side = self.resolution
        canonical = np.where(pixels[..., 3:] > 0, pixels, np.uint8(0))
        rows, columns = canonical.shape[0] // side, canonical.shape[1] // side
        cells = canonical.reshape(rows, side, columns, side, 4).swapaxes(1, 2).copy()
        cells.setflags(write=False)
        drawn = np.argwhere(cells[..., 3].any(axis=(2, 3)))
        for row, column in drawn.tolist():
            cell = (column, row) if rows * columns > 1 else None
            self._add(Found(
                cells[row, column], name if cell is None else f"{name} ({column},{row})", path, cell,
                hashlib.sha256(cells[row, column].data).hexdigest(), frame,
            ))  # fmt: skip
        return len(drawn) == 0

    def _add(self, sprite: Found) -> None:
        if sprite.digest in self._names:
            self.leave(sprite.source, f"duplicate of {self._names[sprite.digest]}", sprite.cell)
        else:
            self._names[sprite.digest] = sprite.name
            self.sprites.append(sprite)
