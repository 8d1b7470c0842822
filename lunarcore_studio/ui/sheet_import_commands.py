"""Importing a sheet: a picture of many cells becomes the frames of one drawing, or many. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from lunarcore_studio.files.documents import OPENABLE, open_document
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.sheet_cells import as_drawings, as_frames
from lunarcore_studio.files.sheet_reading import read_told
from lunarcore_studio.language import mark, say, say_many
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.pixels.history import History, State
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.file_kinds import ANY, file_kinds
from lunarcore_studio.ui.patient_reading import read_patiently
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.sheet_import_dialog import SheetImportDialog

PICTURES = (mark("Pictures"), OPENABLE)
LABEL = mark("Import sheet")


class SheetImportCommands:
    """`show` opens a drawing, `fail` is told the sentence of what did not work."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        show: Callable[[Drawing], object],
        fail: Callable[[str], object],
    ) -> None:
        self._session, self._window, self._show, self._fail = session, window, show, fail
        self.dialog: SheetImportDialog | None = None

    def ask(self) -> None:
        """Ask for a picture, and how it is cut."""
        folder = self._session.settings.last_folder
        chosen, _ = QFileDialog.getOpenFileName(self._window, say(LABEL), folder, file_kinds(PICTURES, ANY))
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> bool:
        """Ask how the sheet in a file is cut; False when it can not be read."""
        try:
            sheet = read_patiently(path, lambda: open_document(path), self._window)
        except FileError as error:
            self._fail(str(error))
            return False
        told, trouble = None, ""
        try:
            told = read_patiently(path, lambda: read_told(path, sheet.size), self._window)
        except FileError as error:
            trouble = str(error)
        self._session.set_settings(last_folder=str(path.parent))
        resolution = self._session.resolution
        self.dialog = dialog = SheetImportDialog(sheet, path, told, resolution, trouble, self._window)
        dialog.finished.connect(lambda result: self._on_finished(dialog, sheet, path, result))
        dialog.open()
        return True

    def _on_finished(self, dialog: SheetImportDialog, sheet: Sprite, path: Path, result: int) -> None:
        self.dialog = None
        if result == QDialog.DialogCode.Accepted:
            count = self._take(dialog, sheet)
            told = (
                say_many("Imported {name} as {count} frame.", "Imported {name} as {count} frames.", count)
                if dialog.as_frames
                else say_many(
                    "Imported {name} as {count} drawing.", "Imported {name} as {count} drawings.", count
                )
            )
            self._session.tell(told.format(name=shown(path), count=count))
        dialog.deleteLater()

    def _take(self, dialog: SheetImportDialog, sheet: Sprite) -> int:
        """How many frames or drawings have come of it."""
        cells = dialog.cells
        if dialog.as_frames:
            sprite = as_frames(sheet, cells, dialog.tags)
            empty = Sprite(*sprite.size, sheet.palette, mode=sheet.mode)
            # a step of its own: it can be undone, and is asked about before it is closed
            history = History.begin(State(empty)).pushed(State(sprite), LABEL)
            self._show(Drawing(history))
            return len(cells)
        first = 0
        for number, sprite in enumerate(as_drawings(sheet, cells)):
            self._show(Drawing.begin(sprite))
            first = first if number else self._session.drawings.current
        self._session.drawings.go_to(first)
        return len(cells)
