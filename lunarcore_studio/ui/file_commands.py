"""The commands of the File menu: what is drawn meets the disk. GUI thread only.

What is opened or begun gets a tab of its own, or the place of an empty drawing. Every command that would lose
unsaved changes asks first; every failure is one sentence that names the file, and leaves the drawing and the
file as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lunarcore_studio.files import fingerprint
from lunarcore_studio.files.aseprite_layers import Layered
from lunarcore_studio.files.backup import keep_former
from lunarcore_studio.files.documents import OPENABLE, SAVABLE, holds, open_layered, save_document
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.fingerprint import Fingerprint
from lunarcore_studio.files.palette_files import default_palette, is_palette, shipped_palettes
from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.pixels.history import History
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.export_commands import ExportCommands
from lunarcore_studio.ui.file_guard import FileGuard
from lunarcore_studio.ui.file_kinds import ANY, file_kinds
from lunarcore_studio.ui.new_dialog import NewDialog
from lunarcore_studio.ui.palette_commands import PALETTES, PaletteCommands
from lunarcore_studio.ui.patient_reading import read_patiently
from lunarcore_studio.ui.patient_writing import may_replace, write_patiently
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.several_files import SeveralFiles
from lunarcore_studio.ui.sheet_import_commands import SheetImportCommands

SAVE_KINDS = (
    (mark("PNG picture"), (".png",)),
    (mark("LunarCore sprite"), (".lunar",)),
    (mark("Aseprite sprite"), (".aseprite",)),
)
OPEN_KINDS = ((mark("Sprites"), OPENABLE), PALETTES, ANY)


def starting_palette(name: str) -> Palette:
    """The shipped palette of that name, else the one new documents start with."""
    return (
        next((palette for palette in shipped_palettes() if palette.name == name), None) or default_palette()
    )


def opened(path: Path) -> tuple[Fingerprint | None, Layered]:
    """What the file is, and then what it holds: what is written in between counts as a change."""
    return fingerprint.take(path), open_layered(path)


def saved(path: Path, sprite: Sprite, history: History) -> Fingerprint | None:
    """Save as `documents.save_document`, the former version kept; what the file is then."""
    save_document(path, sprite, history, keep=keep_former)
    return fingerprint.take(path)


class FileCommands(QObject):
    """Opens and saves the session's document. `failed` carries the sentence of what did not work.

    `not_saved` carries that of a drawing that could not be written where it was to go.
    """

    failed = Signal(str)
    not_saved = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._palettes = PaletteCommands(session, window)
        self._drawings = session.drawings
        self.guard = FileGuard(session.drawings, window)
        self.in_part: set[str] = set()  # keys of drawings that have not all of their files
        self._looked_at = ""  # key of the drawing that was opened in passing
        self.exports = ExportCommands(session, window, self.failed.emit)
        self.sheets = SheetImportCommands(session, window, self.show, self.failed.emit)

    def new(self) -> None:
        """Ask for a size and begin an empty drawing."""
        settings = self._session.settings
        dialog = NewDialog((settings.new_width, settings.new_height), self._window)
        if dialog.exec():
            self._session.set_settings(new_width=dialog.size_px[0], new_height=dialog.size_px[1])
            self.begin(*dialog.size_px)
        dialog.deleteLater()

    def begin(self, width: int, height: int) -> None:
        """Begin an empty drawing."""
        self.show(self._blank(width, height))

    def show(self, drawing: Drawing, in_passing: bool = False) -> None:
        """Show a drawing in a tab of its own, or in place of an empty one.

        One shown `in_passing` gives its place to the next such one as long as nothing was drawn on it.
        """
        present = self._session.document.leave()
        passed = in_passing and present.key == self._looked_at and len(present.history.steps) == 1
        self._drawings.open(drawing, in_place=present.untouched or passed)
        self._looked_at = drawing.key if in_passing else self._looked_at

    def open(self) -> None:
        """Ask for files and open them."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window, say("Open"), self._folder(), file_kinds(*OPEN_KINDS)
        )
        self.open_paths([Path(name) for name in chosen], self.open_path)

    def open_paths(self, paths: Sequence[Path], take_other: Callable[[Path], bool]) -> None:
        """Open files, each in a tab; of what is no drawing, the first by `take_other` if all are such."""
        if len(paths) == 1:
            self.open_path(paths[0])
        elif paths:
            done = SeveralFiles.open(paths, self._open, take_other, self._window)
            if done.told:
                self._session.tell(done.told)
            if done.failed:
                self.failed.emit(done.failed)

    def open_path(self, path: Path, in_passing: bool = False) -> bool:
        """Open a file, or show it where it is open already; False when it can not be. See `show`.

        A palette is taken to draw with. Of a file that holds more than a drawing can, the rest is told, and
        saving asks for a place, so that it is not lost unseen.
        """
        try:
            self._open(path, in_passing)
        except FileError as error:
            self._fail(error)
            return False
        return True

    def _open(self, path: Path, in_passing: bool = False) -> None:
        path = path.absolute()
        place = self._drawings.place_of(path)
        if place is not None:
            self._drawings.go_to(place)
            return
        if read_patiently(path, lambda: is_palette(path), self._window):
            self._palettes.take(path)
            return
        known, (sprite, left, history) = read_patiently(path, lambda: opened(path), self._window)
        drawing = Drawing.begin(sprite, path, history)
        self.guard.recall(drawing.key, path, known)
        self.show(drawing, in_passing)
        if left:
            self.in_part.add(self._present.key)
        self._remember(path)
        lost = ", ".join(map(say, left))
        told = (
            say("Opened {name}, {width} x {height} pixels, without {lost}.")
            if left
            else say("Opened {name}, {width} x {height} pixels.")
        )
        self._session.tell(told.format(name=path.name, width=sprite.width, height=sprite.height, lost=lost))

    def open_pixels(self, pixels: Pixels, name: str, in_passing: bool = False) -> bool:
        """Open a picture that lies in no file of its own, uint8 (H, W, 4). See `show`."""
        self.show(Drawing.begin(Sprite.from_pixels(pixels)), in_passing)
        name = name or say("a picture")
        self._session.tell(say("Opened {name} as a new drawing.").format(name=name))
        return True

    def save(self) -> bool:
        """Save where the drawing lies; ask where that is unknown, can not hold it, or holds more than it."""
        path = self._present.path
        if path is None or path.suffix.lower() not in SAVABLE or self._present.key in self.in_part:
            return self.save_as()
        return self.save_path(path)

    def save_as(self) -> bool:
        """Ask for a file and save there; False when nothing was saved."""
        path = self._asked()
        return path is not None and self.save_path(path)

    def save_path(self, path: Path) -> bool:
        """Save to a file, by its suffix; False, with the sentence in `not_saved`, when that does not work.

        Where the file is another's, or not what it was, the person chooses another place. What it held before
        is kept once.
        """
        document, path = self._session.document, path.absolute()
        if document.live:
            document.commit(mark("Change"))
        verdict = self.guard.may_save(document.drawing, path)
        if verdict != "save":
            return verdict == "elsewhere" and self.save_as()
        try:
            work = partial(saved, path, document.sprite, document.history)
            known = write_patiently(path, work, self._window)
        except FileError as error:
            self.not_saved.emit(
                say("{error} The drawing is not saved: choose another place for it.").format(
                    error=say_filled(str(error))
                )
            )
            return False
        self.guard.saved(document.drawing, path, known)
        document.mark_saved(path)
        self.in_part.discard(document.key)
        self._remember(path)
        self._session.tell(say("Saved {name}.").format(name=path.name))
        return True

    def close(self, place: int | None = None) -> bool:
        """Close the drawing at a place, else the present one; False when it is kept after all."""
        self._drawings.go_to(self._drawings.current if place is None else place)
        if not self._may_go():
            return False
        settings = self._session.settings
        self._drawings.drop(self._blank(settings.new_width, settings.new_height))
        return True

    def reopen(self) -> bool:
        """Open what was closed last, as it was left; then what was open in earlier sessions."""
        closed = self._drawings.reopened()
        if closed is not None:
            self.show(closed)
            return True
        here = {drawing.path for drawing in self._drawings.all}
        former = (Path(text) for text in self._session.settings.recent)
        path = next((path for path in former if path not in here), None)
        if path is None:
            self._session.tell(say("Nothing was closed before."))
            return False
        return self.open_path(path)

    def may_quit(self) -> bool:
        """Whether all drawings may be left: they are saved, or the person has said so."""
        for place, drawing in enumerate(self._drawings.all):
            if drawing.modified or place == self._drawings.current:
                self._drawings.go_to(place)
                if not self._may_go():
                    return False
        return True

    def _may_go(self) -> bool:
        document = self._session.document
        if not document.modified:
            return True
        answer = errors.ask_to_save(self._window, document.name)
        return self.save() if answer == "save" else answer == "discard"

    @property
    def _present(self) -> Drawing:
        return self._session.document.drawing

    def _blank(self, width: int, height: int) -> Drawing:
        return Drawing.begin(Sprite.blank(width, height, starting_palette(self._session.settings.palette)))

    def _asked(self) -> Path | None:
        document = self._session.document
        start = document.path or Path(self._folder()) / "sprite"
        if start.suffix.lower() not in SAVABLE or not holds(start, document.sprite):
            start = start.with_suffix(".png")
        if not holds(start, document.sprite):
            start = start.with_suffix(".lunar")
        kinds = sorted(SAVE_KINDS, key=lambda kind: start.suffix.lower() not in kind[1])
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, say("Save as"), str(start), file_kinds(*kinds)
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix:
            return path
        # The dialog has asked about the name as it was typed, and not about this one.
        path = path.with_suffix(kind[kind.index("*") + 1 : kind.index(")")])
        return path if may_replace([path], self._window, self._fail) else None

    def _folder(self) -> str:
        return self._session.settings.last_folder

    def _remember(self, path: Path) -> None:
        recent = self._session.settings.with_recent(path).recent
        self._session.set_settings(recent=recent, last_folder=str(path.parent))

    def _fail(self, error: FileError) -> None:
        self.failed.emit(str(error))
