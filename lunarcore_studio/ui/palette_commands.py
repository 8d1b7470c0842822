"""Palettes from files into the drawing, and into files. GUI thread only.

Opening one is a step of history like any other, and touches the picture only where that is asked for.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.palette_files import (
    KINDS,
    READABLE,
    Kind,
    kind_of,
    loses_alpha,
    read_palette,
    write_palette,
)
from lunarcore_studio.language import mark, say, say_many
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.recolouring import RECOLOUR, recoloured, repaletted
from lunarcore_studio.ui.file_kinds import file_kinds
from lunarcore_studio.ui.images import local_files
from lunarcore_studio.ui.palette_lock import may_edit_palette
from lunarcore_studio.ui.patient_reading import read_patiently
from lunarcore_studio.ui.patient_writing import may_replace, write_patiently
from lunarcore_studio.ui.session import Session

PALETTES = (mark("Palettes"), READABLE)


def dropped_palette(mime: QMimeData) -> Path | None:
    """The first file of a drop that a palette can be read from, by its suffix."""
    return next((path for path in local_files(mime) if path.suffix.lower() in READABLE), None)


class PaletteCommands:
    """Opens and saves the palette of the session's document; what does not work is told as a status line."""

    def __init__(self, session: Session, widget: QWidget) -> None:
        self._session, self._widget = session, widget

    def open(self) -> None:
        """Ask for a file and draw with its palette."""
        path = self._asked(say("Open palette"))
        if path is not None:
            self.open_path(path)

    def recolour(self) -> None:
        """Ask for a file and recolour the drawing with its palette."""
        path = self._asked(say("Recolour the drawing"))
        if path is not None:
            self.recolour_path(path)

    def open_path(self, path: Path) -> bool:
        """Draw with the palette in a file; False, with the sentence told, when it can not be read."""
        try:
            self.take(path)
        except FileError as error:
            self._session.tell(str(error))
            return False
        return True

    def take(self, path: Path) -> None:
        """As `open_path`, but with a FileError for what can not be read."""
        palette = read_patiently(path, lambda: read_palette(path), self._widget)
        if may_edit_palette(self._session):
            document = self._session.document
            document.apply(repaletted(document.sprite, palette), mark("Open palette"), "palette")
            self._session.tell(
                say("Opened {name}, a palette of {colors}.").format(name=path.name, colors=_colors(palette))
            )

    def recolour_path(self, path: Path) -> bool:
        """Bring the drawing, and all that follows its palette, to the colours in a file, as one step.

        False, with the sentence told, when it can not be read or the palette is locked.
        """
        try:
            palette = read_patiently(path, lambda: read_palette(path), self._widget)
        except FileError as error:
            self._session.tell(str(error))
            return False
        if not may_edit_palette(self._session):
            return False
        document = self._session.document
        document.commit(mark("Change"))
        document.apply(recoloured(document.sprite, palette), RECOLOUR, "palette")
        self._session.tell(
            say("Recoloured with {name}, a palette of {colors}.").format(
                name=path.name, colors=_colors(palette)
            )
        )
        return True

    def _asked(self, title: str) -> Path | None:
        start = self._session.settings.last_folder
        chosen, _ = QFileDialog.getOpenFileName(self._widget, title, start, file_kinds(PALETTES))
        return Path(chosen) if chosen else None

    def save(self) -> bool:
        """Ask for a file and write the palette there; False when nothing was written."""
        name = self._session.document.sprite.palette.name or "palette"
        harmless = "".join("-" if letter in '/\\:*?"<>|' else letter for letter in name)
        start = str(Path(self._session.settings.last_folder) / f"{harmless}.gpl")
        filters = {file_kinds((kind.text, (kind.suffix,))): kind for kind in KINDS}
        chosen, asked = QFileDialog.getSaveFileName(
            self._widget, say("Save palette"), start, ";;".join(filters)
        )
        if not chosen:
            return False
        path, kind = Path(chosen), filters.get(asked, KINDS[0])
        if not path.suffix:
            # the dialog has asked about the name as it was typed, and not about this one
            path = path.with_suffix(kind.suffix)
            if not may_replace([path], self._widget, self._fail):
                return False
        return self.save_path(path, kind)

    def save_path(self, path: Path, asked: Kind | None = None) -> bool:
        """Write the palette by suffix, in the kind that was asked for where it has that suffix.

        False, with the sentence told, when that does not work.
        """
        kind = asked if asked is not None and asked.suffix == path.suffix.lower() else kind_of(path)
        palette = self._session.document.sprite.palette
        try:
            write_patiently(path, partial(write_palette, path, palette, kind=kind), self._widget)
        except FileError as error:
            self._fail(error)
            return False
        loses = kind is not None and loses_alpha(palette, kind)
        told = say("Saved {name}. It holds no alpha.") if loses else say("Saved {name}.")
        self._session.tell(told.format(name=path.name))
        return True

    def _fail(self, error: FileError) -> None:
        self._session.tell(str(error))


def _colors(palette: Palette) -> str:
    return say_many("{count} colour", "{count} colours", len(palette)).format(count=len(palette))
