"""Reads a folder or a sheet into the library. Worker thread, but for __init__."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from lunarcore_studio.files import paths
from lunarcore_studio.files.dataset import Cancelled, Found, Progress, Scan, scan
from lunarcore_studio.ui.sprite_scan import SpriteScan


class LibraryScan(SpriteScan):
    """One reading; the starter sheet's sprites get their names."""

    def __init__(self, inputs: list[Path], resolution: int, parent: QObject | None = None) -> None:
        def read(progress: Progress, cancelled: Cancelled) -> Scan:
            found = scan(inputs, resolution, progress, cancelled)
            return with_names(found, paths.starter_names()) if inputs == [paths.starter_sheet()] else found

        super().__init__(read, "lunarcore-library", parent)


def with_names(found: Scan, names_file: Path) -> Scan:
    """The sprites of one sheet with the names of `names_file` (JSON), if it can be read; "potion 3" is tagged
    as a potion."""
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
    if not isinstance(said, str) or not said:
        return one
    kind, _, number = said.rpartition(" ")
    return replace(one, name=said, tags=(kind,) if kind and number.isdecimal() else ())
