"""Files that are chosen or dropped together: which are drawings, and what is told of the others. GUI thread.

Every drawing gets a tab. Palettes and folders mean one thing at a time: where no drawing is among the files,
the first of them is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, Literal

from PySide6.QtWidgets import QWidget

from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.palette_files import is_palette
from lunarcore_studio.language import say, say_many
from lunarcore_studio.ui.file_failures import failures_told, listed
from lunarcore_studio.ui.patient_reading import read_patiently

MOST_FILES: Final = 50
Kind = Literal["palette", "file", "model", "folder"]


def kind_of(path: Path, window: QWidget) -> Kind:
    """What a file or folder is opened as. Raises FileError."""
    return read_patiently(path, partial(_kind_of, path), window)


def _kind_of(path: Path) -> Kind:
    if path.is_file() and is_palette(path):
        return "palette"
    if not path.is_dir():
        return "file"
    return "model" if (path / "model.json").is_file() else "folder"


@dataclass
class SeveralFiles:
    """What became of some files: `told` goes into the status line, `failed` where failures are told."""

    told: str = ""
    failed: str = ""
    _failures: list[FileError] = field(default_factory=list)

    @classmethod
    def open(
        cls,
        paths: Sequence[Path],
        open_drawing: Callable[[Path], object],
        take_other: Callable[[Path], bool],
        window: QWidget,
    ) -> SeveralFiles:
        """Open each drawing by `open_drawing`, which raises FileError, or the first other by `take_other`."""
        out = cls()
        drawings, others = out._sorted(paths[:MOST_FILES], window)
        opened = out._each(drawings, open_drawing)
        taken = take_other(others[0]) if others and not drawings else False
        if out._failures:
            out.failed = failures_told(out._failures, min(len(paths), MOST_FILES))
        if len(paths) > MOST_FILES:
            told = say("Opened the first {most} of {count} files.")
            out.told = told.format(most=MOST_FILES, count=len(paths))
        elif drawings and others:
            told = say("Palettes and folders are taken one at a time, without drawings: not {names}")
            out.told = told.format(names=listed([shown(path) for path in others], len(others)))
        elif taken and len(others) > 1:
            told = say("Palettes and folders are taken one at a time: only {name} was.")
            out.told = told.format(name=shown(others[0]))
        elif opened:
            out.told = say_many("Opened {count} file.", "Opened {count} files.", opened).format(count=opened)
        return out

    def _sorted(self, paths: Sequence[Path], window: QWidget) -> tuple[list[Path], list[Path]]:
        drawings: list[Path] = []
        others: list[Path] = []
        for path in paths:
            try:
                (drawings if kind_of(path, window) == "file" else others).append(path)
            except FileError as error:
                self._failures.append(error)
        return drawings, others

    def _each(self, paths: Sequence[Path], open_drawing: Callable[[Path], object]) -> int:
        opened = 0
        for path in paths:
            try:
                open_drawing(path)
                opened += 1
            except FileError as error:
                self._failures.append(error)
        return opened
