"""The pictures that a verb is given, cut into the model's sprites and put together again. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lunarcore_studio.cli.report import Report
from lunarcore_studio.files import images, palette_files, sheets
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.files.folder_walk import found_files
from lunarcore_studio.files.given_time import in_time
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.palette import Palette


@dataclass(frozen=True)
class Given:
    """One input: its file, its cells uint8 (N, R, R, 4) in reading order and how many stand in a row."""

    path: Path
    cells: Pixels
    columns: int

    @property
    def names(self) -> list[str]:
        """A name for each cell: the file's own, with column and row where the file is a sheet."""
        if len(self.cells) == 1:
            return [self.path.stem]
        rows = (divmod(index, self.columns) for index in range(len(self.cells)))
        return [f"{self.path.stem} ({column},{row})" for row, column in rows]

    def put_together(self, cells: Pixels) -> Pixels:
        """The picture of `cells`, laid out as this input was."""
        return sheets.pack(list(cells), self.columns)


def read_given(inputs: Sequence[Path], resolution: int, report: Report) -> list[Given]:
    """Every picture of the given files and folders.

    A file that was named itself must be usable (FileError); in a folder, what is not is left out with a note.
    Only the first frame of a moving picture is taken, and said so.
    """
    found = []
    for path in inputs:
        if not path.is_dir():
            found.append(_read(path, resolution, report))
            continue
        for inside in found_files([path], images.READABLE, lambda where, why: _note(report, where, why)):
            try:
                found.append(_read(inside, resolution, report))
            except FileError as error:
                report.note(f"Left out: {error}")
    if not found:
        raise FileError(f"{inputs[0]} holds no pictures of {resolution}x{resolution} pixels.")
    return found


def read_one(path: Path, resolution: int, report: Report) -> Pixels:
    """The one sprite (R, R, 4) in a file. Raises FileError, also for a sheet."""
    given = _read(path, resolution, report)
    if len(given.cells) != 1:
        raise FileError(f"{path} is a sheet of {len(given.cells)} sprites where one sprite is needed.")
    only: Pixels = given.cells[0]
    return only


def read_palette_option(text: str) -> Palette:
    """The palette in the file that `--palette` names. Raises FileError."""
    path = Path(text)
    return in_time(path, lambda: palette_files.read_palette(path))


def require_free(paths: Sequence[Path], force: bool) -> None:
    """Before the work starts: every output free, or --force. Raises FileExists."""
    for path in paths:
        if path.exists() and not force:
            raise FileExists(f"{path} already exists; --force overwrites it.")


def make_folder(path: Path) -> None:
    """The output folder, there. Raises FileError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{path} can not be made a folder: {error.strerror or error}.") from error


def _note(report: Report, path: Path, why: str) -> None:
    report.note(f"Left out: {path}: {why}.")


def _read(path: Path, resolution: int, report: Report) -> Given:
    picture = in_time(path, lambda: images.read_image(path))
    pixels = picture.frames[0]
    if len(picture.frames) > 1:
        report.note(f"{path} moves; its first frame of {len(picture.frames)} is taken.")
    height, width = pixels.shape[:2]
    if (width, height) != (resolution, resolution) and not sheets.is_sheet((width, height), resolution):
        raise FileError(
            f"{path} is {width}x{height} pixels, not {resolution}x{resolution} nor a sheet of it."
        )
    rows, columns = height // resolution, width // resolution
    grid = pixels.reshape(rows, resolution, columns, resolution, 4).swapaxes(1, 2)
    cells = np.ascontiguousarray(grid.reshape(-1, resolution, resolution, 4))
    return Given(path, cells, columns)
