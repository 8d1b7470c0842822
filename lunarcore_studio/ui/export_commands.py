"""Exporting: asks once, and does the same again at a key. GUI thread only.

The drawing keeps its own file, and what is open in the studio is never written over by an export.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

import lunarcore_studio
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.export_choice import ExportChoice, told, write_export
from lunarcore_studio.language import say, say_filled
from lunarcore_studio.ui.export_dialog import ExportDialog, file_for, names_of
from lunarcore_studio.ui.patient_writing import may_replace, write_patiently
from lunarcore_studio.ui.session import Session


class ExportCommands:
    """`fail` is told the sentence of what did not work where no dialog is open to say it."""

    def __init__(self, session: Session, window: QWidget, fail: Callable[[str], object]) -> None:
        self._session, self._window, self._fail = session, window, fail
        self._last: dict[str, ExportChoice] = {}  # by the key of the drawing
        self._usual = ExportChoice(Path("sprite.png"))  # how the last one was, of whatever drawing
        self.dialog: ExportDialog | None = None

    def ask(self) -> None:
        """Ask what is exported where, and write it."""
        document = self._session.document
        self.dialog = dialog = ExportDialog(document.sprite, document.frame, self._start(), self._window)
        dialog.asked.connect(lambda choice: self._write_asked(dialog, choice))
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def again(self) -> bool:
        """Write the last export of this drawing anew; ask where there was none."""
        choice = self._last.get(self._session.document.key)
        if choice is None:
            self.ask()
            return False
        trouble = self.write(choice, overwrite=True)
        if trouble:
            self._fail(trouble)
        return not trouble

    def write(self, choice: ExportChoice, overwrite: bool) -> str:
        """Write an export; why that did not work in a sentence, else empty."""
        document = self._session.document
        trouble = self._own(choice)
        if trouble:
            return trouble
        version = lunarcore_studio.__version__
        work = partial(write_export, choice, document.sprite, document.frame, version, overwrite=overwrite)
        try:
            write_patiently(choice.path, work, self.dialog or self._window)
        except FileError as error:
            return str(error)
        self._last[document.key] = self._usual = choice
        line = told(choice, document.sprite, document.frame)
        self._session.tell(
            say("Exported {names}: {line}.").format(
                names=names_of(choice.files(document.sprite)), line=say_filled(line)
            )
        )
        return ""

    def _write_asked(self, dialog: ExportDialog, choice: ExportChoice) -> None:
        files, trouble = choice.files(self._session.document.sprite), self._own(choice)
        if not trouble:
            may = may_replace(files, dialog, lambda error: dialog.complain(str(error)))
            if not may:
                return
            trouble = self.write(choice, overwrite=may == "replace")
        if trouble:
            dialog.complain(trouble)
        else:
            dialog.accept()

    def _own(self, choice: ExportChoice) -> str:
        """Why it must not be written, if it would be over a drawing that is open."""
        files, drawings = choice.files(self._session.document.sprite), self._session.drawings
        taken = next((file for file in files if drawings.place_of(file) is not None), None)
        if taken is None:
            return ""
        return say("{taken} is open as a drawing: save it there, or export to another file.").format(
            taken=shown(taken)
        )

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _start(self) -> ExportChoice:
        document = self._session.document
        last = self._last.get(document.key)
        if last is not None:
            return last
        folder = Path(self._session.settings.last_folder)
        path = file_for(document.path or folder / "sprite", self._usual.kind)
        if self._session.drawings.place_of(path) is not None:
            path = path.with_name(f"{path.stem} export{path.suffix}")
        return replace(self._usual, path=path, tag=None)
