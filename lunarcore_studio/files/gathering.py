"""Putting the sprites of many files together, each distinct picture once. Any thread.

What a file holds comes decoded or from an index of an earlier scan; the result is the same, and nothing here
grows with the size of the pictures.
"""

from __future__ import annotations

import hashlib
import time
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lunarcore_studio.files.errors import shown
from lunarcore_studio.files.findings import Finding
from lunarcore_studio.files.folder_walk import Walked
from lunarcore_studio.files.scan_result import Columns, LeftOut, named
from lunarcore_studio.files.sprite_file import FileSprites
from lunarcore_studio.pixels.color import Pixels

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Place = tuple[int, int, int]
Keep = Callable[[int], None]
_PROGRESS_S = 0.1


@dataclass(frozen=True)
class Told:
    """What is known of one file without its pixels, as `FileSprites`; `digests` are sha256, 32 bytes each."""

    places: Sequence[Place]
    digests: Sequence[bytes]
    frames: int
    left: tuple[tuple[tuple[int, int] | None, str], ...]
    finding: Finding | None
    own: tuple[int, int]
    has_choice: bool
    is_lasting: bool


def told(found: FileSprites) -> Told:
    """A decoded file, its sprites by their digests."""
    digests = [hashlib.sha256(cell.data).digest() for cell in found.cells]
    return Told(
        found.places, digests, found.frames, found.left, found.finding, found.own, found.has_choice,
        found.is_lasting,
    )  # fmt: skip


@dataclass
class Gathering:
    """What a scan has so far; `sprite_of` knows the number of each distinct sprite by its digest."""

    files: list[Walked] = field(default_factory=list)
    columns: Columns = field(default_factory=Columns)
    is_moving: bytearray = field(default_factory=bytearray)
    sprite_of: dict[bytes, int] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    wanted: Counter[int] = field(default_factory=Counter)
    _last: tuple[int, str] | None = None  # the file that was named last, for a sheet of equal cells

    def __len__(self) -> int:
        return len(self.sprite_of)

    def leave(self, path: Path, reason: str, cell: tuple[int, int] | None = None) -> None:
        self.left_out.append(LeftOut(path, cell, reason))

    def leave_file(self, file: Walked, reason: str) -> None:
        self.leave(Path(file.path), reason)

    def leave_duplicate(self, path: Path, sprite: int, column: int, row: int) -> None:
        """Leave out what is the same as the sprite of that number; column -1 for what is no sheet."""
        self.leave(path, f"duplicate of {self._name(sprite)}", None if column < 0 else (column, row))

    def take(self, file: Walked, what: Told, keep: Keep) -> array[int]:
        """Add one file. `keep` is called with the number in `what` of each sprite that is new, in order.

        The numbers of the file's sprites in the whole, also of those that were there before.
        """
        number = len(self.files)
        self.files.append(file)
        self.is_moving.append(what.frames > 1)
        for cell, reason in what.left:
            self.leave(Path(file.path), reason, cell)
        if what.finding is not None:
            self.findings.append(what.finding)
        if what.own[0]:
            self.wanted[what.own[0]] += what.own[1]
        sprites = array("q")
        path = Path(file.path)
        for index, digest in enumerate(what.digests):
            sprite = self.sprite_of.get(digest)
            if sprite is None:
                sprite = self.sprite_of[digest] = len(self.sprite_of)
                self._add(number, what.places[index], digest)
                keep(index)
            else:
                _, column, row = what.places[index]
                self.leave_duplicate(path, sprite, column, row)
            sprites.append(sprite)
        return sprites

    def _add(self, file: int, place: Place, digest: bytes) -> None:
        columns = self.columns
        columns.file.append(file)
        columns.frame.append(place[0])
        columns.column.append(place[1])
        columns.row.append(place[2])
        columns.digests.extend(digest)

    def _name(self, sprite: int) -> str:
        columns = self.columns
        file = columns.file[sprite]
        column, row = columns.column[sprite], columns.row[sprite]
        cell = None if column < 0 else (column, row)
        if self._last is None or self._last[0] != file:
            self._last = file, shown(self.files[file].path)
        return named(self._last[1], bool(self.is_moving[file]), columns.frame[sprite], cell)


class Pace:
    """Tells how far a scan is, at most ten times a second, and whether it is to end."""

    def __init__(self, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self.total = 0
        self.was_cancelled = False
        self._progress, self._cancelled = progress, cancelled
        self._last = 0.0

    def is_cancelled(self) -> bool:
        """Whether the scan is to end; once True, always."""
        if not self.was_cancelled and self._cancelled is not None:
            self.was_cancelled = self._cancelled()
        return self.was_cancelled

    def done(self, files: int) -> None:
        """`files` of all have been looked at."""
        if self._progress is not None and time.monotonic() - self._last >= _PROGRESS_S:
            self._last = time.monotonic()
            self._progress(files, self.total)

    def end(self) -> None:
        """All that is to be looked at has been."""
        if self._progress is not None and not self.was_cancelled:
            self._progress(self.total, self.total)


def rows_of(cells: Pixels, append: Callable[[memoryview], None]) -> Keep:
    """For `Gathering.take`: hands the bytes of each new cell of uint8 (N, R, R, 4) to `append`."""
    return lambda index: append(cells[index].data)
