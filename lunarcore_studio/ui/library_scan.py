"""Reads a folder or a sheet into the library. Worker thread, but for __init__ and stop."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from lunarcore_studio.files import paths
from lunarcore_studio.files.dataset import Found, Scan, scan
from lunarcore_studio.files.errors import FileError

# A report for each of ten thousand files would be ten thousand repaints.
REPORT_EVERY_S = 0.05


class LibraryScan(QThread):
    """One reading. `scanned` carries a Scan, `refused` a sentence; a stopped one tells nothing."""

    progressed = Signal(int, int)  # files read, files in all
    scanned = Signal(object)
    refused = Signal(str)

    def __init__(self, inputs: list[Path], resolution: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lunarcore-library")
        self._inputs, self._resolution = inputs, resolution
        self._stopped = threading.Event()
        self._reported = 0.0

    def stop(self) -> None:
        """End the reading and wait until it has ended."""
        self._stopped.set()
        self.wait()

    def run(self) -> None:
        try:
            found = scan(self._inputs, self._resolution, self._report, self._stopped.is_set)
            if self._inputs == [paths.starter_sheet()]:
                found = with_names(found, paths.starter_names())
        except FileError as error:
            self.refused.emit(str(error))
            return
        except Exception as error:
            self.refused.emit(f"The folder could not be read ({type(error).__name__}: {error}).")
            return
        if not self._stopped.is_set():
            self.scanned.emit(found)

    def _report(self, done: int, known: int) -> None:
        now = time.monotonic()
        if now - self._reported >= REPORT_EVERY_S:
            self._reported = now
            self.progressed.emit(done, known)


def with_names(found: Scan, names_file: Path) -> Scan:
    """The sprites of one sheet with the names of `names_file` (JSON), if it can be read."""
    try:
        names = json.loads(names_file.read_text(encoding="utf-8"))
        columns = 1 + max(cell[0] for cell in (one.cell for one in found.sprites) if cell is not None)
    except (OSError, ValueError):
        return found
    return replace(found, sprites=tuple(_named(one, names, columns) for one in found.sprites))


def _named(one: Found, names: object, columns: int) -> Found:
    rows = names.get("sprites", []) if isinstance(names, dict) else names
    index = -1 if one.cell is None else one.cell[1] * columns + one.cell[0]
    if not isinstance(rows, list) or not 0 <= index < len(rows):
        return one
    said = rows[index].get("name") if isinstance(rows[index], dict) else rows[index]
    return replace(one, name=said) if isinstance(said, str) and said else one
