"""What a scan is asked for and what it gives, as immutable values. Any thread."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, overload

import numpy as np

from lunarcore_studio.files.errors import shown
from lunarcore_studio.files.findings import Finding, Layout
from lunarcore_studio.files.folder_walk import Walked
from lunarcore_studio.pixels.color import Pixels

DIGEST_BYTES = 32


@dataclass(frozen=True)
class ScanOptions:
    """What a scan looks for.

    Sheets are cut and enlarged art is shrunk unless told not to; a picture in `declined` is taken as it
    stands whatever was found in it. With `only_pixel_art`, photographs and noise are left out.
    """

    resolution: int = 16
    cut_sheets: bool = True
    shrink_upscaled: bool = True
    only_pixel_art: bool = True
    declined: frozenset[Path] = frozenset()

    def allows(self, path: Path, layout: Layout) -> bool:
        """Whether what `layout` asks for is done to the picture at `path`."""
        asks = (layout.factor > 1 and not self.shrink_upscaled) or (
            layout.grid is not None and not self.cut_sheets
        )
        return not asks and path not in self.declined


@dataclass(frozen=True)
class Found:
    """One sprite: read-only uint8 (R, R, 4), zeros under alpha 0.

    `name` is for a person ("sheet.png (3,4)": column 3, row 4), `source` its file, `cell` its (column, row)
    in a sheet, `digest` the sha256 of its bytes in hex, `frame` its number in an animation, from 0. `tags`
    are the folders between the scanned one and the file, outermost first.
    """

    pixels: Pixels
    name: str
    source: Path
    cell: tuple[int, int] | None
    digest: str
    frame: int = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A file, a folder or a cell of a sheet that is not used, and why in a few words."""

    path: Path
    cell: tuple[int, int] | None
    reason: str


@dataclass(frozen=True)
class Scan:
    """What was kept, what was left out and what was found, each in the order of the files.

    `wanted` counts the sprites that speak for each resolution. `notice` is a sentence where the disk could
    not be used, else empty: the result is right all the same.
    """

    sprites: Sequence[Found]
    left_out: tuple[LeftOut, ...]
    resolution: int = 16
    was_cancelled: bool = False
    findings: tuple[Finding, ...] = ()
    wanted: tuple[tuple[int, int], ...] = ()
    notice: str = ""

    @cached_property
    def pixels(self) -> Pixels:
        """All sprites, uint8 (N, R, R, 4) straight RGBA; of a cached scan the array on disk itself."""
        if isinstance(self.sprites, SpriteTable):
            return self.sprites.pixels
        out = np.zeros((len(self.sprites), self.resolution, self.resolution, 4), np.uint8)
        for index, sprite in enumerate(self.sprites):
            out[index] = sprite.pixels
        return out


@dataclass(frozen=True)
class Columns:
    """Where each sprite of a scan comes from, a number a sprite in every column.

    `file` counts the files of the scan; `column` and `row` are -1 for a sprite that is not of a sheet.
    """

    file: array[int] = field(default_factory=lambda: array("i"))
    frame: array[int] = field(default_factory=lambda: array("i"))
    column: array[int] = field(default_factory=lambda: array("i"))
    row: array[int] = field(default_factory=lambda: array("i"))
    digests: bytearray = field(default_factory=bytearray)


class _Source(NamedTuple):
    """What all sprites of one file have in common."""

    path: Path
    name: str
    folders: tuple[str, ...]
    is_moving: bool


class SpriteTable(Sequence[Found]):
    """The sprites of a scan, each made when it is asked for: a hundred thousand would be as many objects.

    `pixels` is read-only uint8 (N, R, R, 4), `is_moving` a 1 for each file of several frames.
    """

    def __init__(
        self, pixels: Pixels, files: Sequence[Walked], columns: Columns, is_moving: bytes | bytearray
    ) -> None:
        self.pixels = pixels
        self._files, self._columns, self._is_moving = files, columns, is_moving
        self._last: tuple[int, _Source] | None = None

    def __len__(self) -> int:
        return len(self._columns.file)

    @overload
    def __getitem__(self, index: int) -> Found: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Found, ...]: ...
    def __getitem__(self, index: int | slice) -> Found | tuple[Found, ...]:
        if isinstance(index, slice):
            return tuple(self._found(number) for number in range(len(self))[index])
        return self._found(range(len(self))[index])

    def digest(self, index: int) -> str:
        """The sha256 of a sprite's bytes, in hex."""
        return self._columns.digests[DIGEST_BYTES * index : DIGEST_BYTES * (index + 1)].hex()

    def name(self, index: int) -> str:
        """The name of a sprite for a person."""
        source = self._source(self._columns.file[index])
        return named(source.name, source.is_moving, self._columns.frame[index], self._cell(index))

    def _cell(self, index: int) -> tuple[int, int] | None:
        column = self._columns.column[index]
        return None if column < 0 else (column, self._columns.row[index])

    def _found(self, index: int) -> Found:
        source, cell, frame = (
            self._source(self._columns.file[index]),
            self._cell(index),
            self._columns.frame[index],
        )
        name = named(source.name, source.is_moving, frame, cell)
        return Found(self.pixels[index], name, source.path, cell, self.digest(index), frame, source.folders)

    def _source(self, number: int) -> _Source:
        """A file, the last of them kept: those of a sheet of 65,536 cells are asked for one after another."""
        if self._last is not None and self._last[0] == number:
            return self._last[1]
        file = self._files[number]
        source = _Source(Path(file.path), shown(file.path), file.folders, bool(self._is_moving[number]))
        self._last = number, source
        return source


def named(name: str, is_moving: bool, frame: int, cell: tuple[int, int] | None) -> str:
    """What a person is told of a sprite: the file, the frame where it moves, the cell of a sheet."""
    return name + (f" #{frame + 1}" if is_moving else "") + (f" ({cell[0]},{cell[1]})" if cell else "")
